"""Numbers in words and words in numbers: one value, written and read in both languages.

Writing follows CLDR (through Babel): 13600000000 is 136亿 and 13.6 billion.
Reading takes what an editor typed and tells which values and dates it states.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Literal

from babel.dates import format_date, format_skeleton
from babel.numbers import format_compact_decimal, format_decimal, format_percent

Lang = Literal["zh", "en"]
StatementKind = Literal["number", "percent", "fraction", "ordinal", "date"]

LOCALES: dict[Lang, str] = {"zh": "zh_Hans_CN", "en": "en_GB"}

# The first word is the one the code writes; an editor may type any of them.
QUALIFIERS: dict[str, dict[Lang, tuple[str, ...]]] = {
    "over": {"zh": ("超过", "逾", "多于"), "en": ("over", "more than", "above")},
    "nearly": {"zh": ("近", "接近"), "en": ("nearly", "almost", "close to", "just under")},
    "about": {"zh": ("约", "大约", "大概"), "en": ("about", "around", "roughly", "approximately")},
    "at_least": {"zh": ("不低于", "至少"), "en": ("at least", "no less than", "or more")},
    # No fact has this one; it is read so that 不超过 is not taken for 超过.
    "at_most": {
        "zh": ("不超过", "不多于", "至多", "最多", "不到", "不足"),
        "en": ("at most", "no more than", "not more than", "not over", "less than", "fewer than", "up to"),
    },
}
FRACTIONS: dict[Lang, dict[str, tuple[str, ...]]] = {
    "zh": {"1/2": ("一半", "半数", "半壁江山"), "1/3": ("三分之一",), "1/4": ("四分之一",)},
    "en": {
        "1/2": ("half",),
        "1/3": ("one third", "a third", "one-third"),
        "1/4": ("one quarter", "a quarter"),
    },
}
ORDINALS: dict[Lang, dict[int, tuple[str, ...]]] = {
    "zh": {1: ("第一", "居首", "首位"), 2: ("第二",), 3: ("第三",)},
    "en": {1: ("first",), 2: ("second",), 3: ("third",)},
}
ENGLISH_SCALES = {
    "hundred": Decimal(10) ** 2,
    "thousand": Decimal(10) ** 3,
    "million": Decimal(10) ** 6,
    "billion": Decimal(10) ** 9,
    "trillion": Decimal(10) ** 12,
}
CHINESE_SCALES = {
    "百": Decimal(10) ** 2,
    "千": Decimal(10) ** 3,
    "万": Decimal(10) ** 4,
    "十万": Decimal(10) ** 5,
    "百万": Decimal(10) ** 6,
    "千万": Decimal(10) ** 7,
    "亿": Decimal(10) ** 8,
    "十亿": Decimal(10) ** 9,
    "百亿": Decimal(10) ** 10,
    "千亿": Decimal(10) ** 11,
    "万亿": Decimal(10) ** 12,
}
# fmt: off
ENGLISH_SMALL_NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
# fmt: on

# Below these, a number is written out; from these on, with a word: 9.2万, 92,000, 13.6 billion.
_COMPACT_FROM: dict[Lang, int] = {"zh": 10_000, "en": 1_000_000}
# CLDR has one compact form for Chinese and calls it short.
_COMPACT_FORM: dict[Lang, Literal["short", "long"]] = {"zh": "short", "en": "long"}


@dataclass(frozen=True)
class Statement:
    """A number or a date that a text states; `value` is comparable within its kind."""

    kind: StatementKind
    value: Decimal | str
    text: str


@cache
def number_text(value: Decimal, lang: Lang) -> str:
    """A number as people read it: 136亿, 5.67万亿, 13.6 billion, 92,000, 3509.

    The text states the value exactly: what CLDR's compact form would round is written in full.
    """
    locale = LOCALES[lang]
    if abs(value) >= _COMPACT_FROM[lang]:
        compact = format_compact_decimal(
            value, format_type=_COMPACT_FORM[lang], locale=locale, fraction_digits=2
        )
        if [statement.value for statement in statements(compact, lang)] == [value]:
            return compact
    grouping = "#,##0.#" if lang == "en" or abs(value) >= 10_000 else "0.#"
    return format_decimal(value, format=grouping, locale=locale, decimal_quantization=False)


@cache
def percent_text(value: Decimal, lang: Lang) -> str:
    """`50` as "50%", `53.7` as "53.7%"."""
    return format_percent(value / 100, format="0.#%", locale=LOCALES[lang], decimal_quantization=False)


@cache
def date_text(value: str, lang: Lang) -> str:
    """An ISO year, month or day as people read it: 2022年1月20日, 20 January 2022, March 2025."""
    locale = LOCALES[lang]
    parts = [int(part) for part in value.split("-")]
    if len(parts) == 1:
        return f"{parts[0]}年" if lang == "zh" else str(parts[0])
    if len(parts) == 2:
        return format_skeleton("yMMMM", date(parts[0], parts[1], 1), locale=locale)
    return format_date(date(parts[0], parts[1], parts[2]), format="long", locale=locale)


def qualifier_word(qualifier: str, lang: Lang) -> str:
    """The word for a qualifier, empty for an exact number."""
    return QUALIFIERS[qualifier][lang][0] if qualifier in QUALIFIERS else ""


def qualifiers_in(text: str, lang: Lang) -> set[str]:
    """The qualifiers that a text states, without words that only look so: "60 and over", 最近, 预约."""
    spoken = re.sub(r"\b(and|or) over\b|[最附]近|近年|[预节]约", " ", text.casefold())
    found = set()
    words = [(word, qualifier) for qualifier, words in QUALIFIERS.items() for word in words[lang]]
    # The longest first, so that 超过 is not found inside 不超过.
    for word, qualifier in sorted(words, key=lambda pair: -len(pair[0])):
        pattern = re.escape(word) if lang == "zh" else rf"\b{re.escape(word)}\b"
        spoken, times = re.subn(pattern, " ", spoken)
        if times:
            found.add(qualifier)
    return found


def statements(text: str, lang: Lang) -> tuple[Statement, ...]:
    """Every number and date that a text states, from left to right."""
    found: list[tuple[int, Statement]] = []
    rest = text
    for kind, pattern in _PATTERNS[lang]:
        for match in pattern.finditer(rest):
            found.append((match.start(), _statement(kind, match, lang)))
        rest = pattern.sub(lambda match: " " * len(match.group()), rest)
    return tuple(statement for _, statement in sorted(found, key=lambda item: item[0]))


def states(statement: Statement, value: str) -> bool:
    """Whether a stated date names the ISO date `value`, perhaps more coarsely (2021 for 2021-07)."""
    if statement.kind != "date":
        return False
    stated = str(statement.value)
    if stated.startswith("--"):
        return value[4:].startswith(stated[1:])
    return value == stated or value.startswith(stated + "-")


def _statement(kind: str, match: re.Match[str], lang: Lang) -> Statement:
    text = match.group().strip()
    groups = match.groupdict()
    if kind == "date":
        return Statement("date", _iso(groups), text)
    if kind == "percent":
        return Statement("percent", _decimal(groups["number"]), text)
    if kind == "fraction":
        return Statement("fraction", _key(FRACTIONS[lang], text), text)
    if kind == "ordinal":
        return Statement("ordinal", Decimal(_key(ORDINALS[lang], text)), text)
    return Statement("number", _number(groups, lang), text)


def _key(table: dict[str, tuple[str, ...]] | dict[int, tuple[str, ...]], text: str) -> str:
    return next(str(key) for key, words in table.items() if text.casefold() in words)


def _iso(groups: dict[str, str | None]) -> str:
    year, month, day = groups.get("year"), groups.get("month"), groups.get("day")
    if month and month.capitalize() in MONTHS:
        month = str(MONTHS.index(month.capitalize()) + 1)
    parts = [year or "-"]
    if month:
        parts.append(f"{int(month):02d}")
    if day:
        parts.append(f"{int(day):02d}")
    return "-".join(parts)


def _number(groups: dict[str, str | None], lang: Lang) -> Decimal:
    digits = groups["number"] or ""
    if digits.casefold() in ENGLISH_SMALL_NUMBERS:
        number = Decimal(ENGLISH_SMALL_NUMBERS.index(digits.casefold()))
    else:
        number = _decimal(digits)
    scales = CHINESE_SCALES if lang == "zh" else ENGLISH_SCALES
    return number * scales[(groups.get("scale") or "").casefold()] if groups.get("scale") else number


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", "").replace("−", "-"))


def _either(words: Iterator[str]) -> str:
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))


def _patterns(lang: Lang) -> list[tuple[str, re.Pattern[str]]]:
    # Possessive (++, *+, ?+): a number is read whole or not at all, never 13 out of 13.6bn. Where letters
    # follow at once, it is part of a name: 5G.
    digits = r"(?:(?<![0-9A-Za-z])[-−])?(?<![\d.])\d++(?:,\d++)*+(?:\.\d++)?+"
    year = r"(?P<year>(?:1\d|20)\d\d)"
    fractions = _either(word for words in FRACTIONS[lang].values() for word in words)
    ordinals = _either(word for words in ORDINALS[lang].values() for word in words)
    if lang == "zh":
        scales = _either(iter(CHINESE_SCALES))
        patterns = [
            ("date", rf"{year}\s*年(?:\s*(?P<month>\d{{1,2}})\s*月(?:\s*(?P<day>\d{{1,2}})\s*日)?)?"),
            ("date", r"(?P<month>\d{1,2})\s*月(?:\s*(?P<day>\d{1,2})\s*日)?"),
            ("percent", rf"(?P<number>{digits})\s*[%％]"),
            ("fraction", fractions),
            ("ordinal", ordinals),
            ("number", rf"(?P<number>{digits})(?![A-Za-z])\s*(?P<scale>(?:{scales})(?!分))?"),
        ]
    else:
        months = _either(iter(MONTHS))
        small = _either(iter(ENGLISH_SMALL_NUMBERS))
        scales = _either(iter(ENGLISH_SCALES))
        patterns = [
            ("date", rf"\b(?P<day>\d{{1,2}})\s+(?P<month>{months})(?:\s+{year})?\b"),
            ("date", rf"\b(?P<month>{months})\s+{year}\b"),
            ("date", rf"(?<!\d[,.])\b(?P<year>(?:19|20)\d\d)\b(?![,.]\d)(?!\s*(?:{scales}|%))"),
            ("percent", rf"(?P<number>{digits})\s*(?:%|per\s?cent\b)"),
            ("fraction", rf"\b(?:{fractions})\b"),
            ("ordinal", rf"\b(?:{ordinals})\b"),
            # "four" in "twenty-four" is not four, and 5 in .5 is not five.
            (
                "number",
                rf"(?<![\w.])(?P<number>{digits}|(?<!-)(?:{small}))\b(?:[\s-]+(?P<scale>{scales})\b)?",
            ),
        ]
    return [(kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in patterns]


_PATTERNS: dict[Lang, list[tuple[str, re.Pattern[str]]]] = {
    "zh": _patterns("zh"),
    "en": _patterns("en"),
}
