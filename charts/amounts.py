"""What the forms draw of a fact: its value as a length, its parts, its time."""

from __future__ import annotations

from fractions import Fraction

from charts.facts import Fact

FULLEST = 90  # percent that a bar may show of "over"
MOST_UNITS = 100  # more blocks than that cannot be counted by eye


def is_amount(fact: Fact) -> bool:
    """Whether a fact is an amount that a length may stand for."""
    return fact.kind in ("count", "percent", "fraction") and amount(fact) >= 0


def is_share(fact: Fact) -> bool:
    """Whether a fact is a share of a whole; over nearly all leaves no room for the arrow that says so."""
    return (
        fact.kind in ("percent", "fraction")
        and 0 <= amount(fact) <= 100
        and not (fact.qualifier == "over" and amount(fact) > FULLEST)
    )


def is_countable(fact: Fact) -> bool:
    """Whether a fact counts whole things, few enough to be counted by eye, or parts of a whole."""
    whole = fact.kind == "count" and fact.number == int(fact.number) and 0 < fact.number <= MOST_UNITS
    return whole or fact.kind == "fraction"


def amount(fact: Fact) -> float:
    """What a bar's length stands for; a fraction counts as its percentage."""
    return float(Fraction(str(fact.value)) * 100) if fact.kind == "fraction" else float(fact.number)


def parts(fact: Fact) -> tuple[int, int]:
    """How many units are named, of how many."""
    if fact.kind == "fraction":
        fraction = Fraction(str(fact.value))
        return fraction.numerator, fraction.denominator
    return int(fact.number), int(fact.number)


def year_of(as_of: str) -> float:
    """An ISO date as a year with its part: 2021-07 is 2021.5."""
    year, month, day = (int(part) for part in f"{as_of}-01-01"[:10].split("-"))
    return year + (month - 1 + (day - 1) / 31) / 12


def date_of(fact: Fact) -> str:
    """The date that a fact states, or the one it speaks of; empty for neither."""
    return str(fact.value) if fact.kind in ("year", "month", "date") else fact.as_of or ""
