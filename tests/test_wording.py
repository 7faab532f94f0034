from __future__ import annotations

import random
import re
from datetime import date, timedelta
from decimal import Decimal

import pytest

from charts.wording import (
    FRACTIONS,
    ORDINALS,
    QUALIFIERS,
    Lang,
    date_text,
    number_text,
    percent_text,
    qualifier_word,
    qualifiers_in,
    statements,
    states,
)

LANGS: tuple[Lang, ...] = ("zh", "en")
IN_BOTH = pytest.mark.parametrize("lang", LANGS)

EDGES = [
    *range(13),
    *(10**power + step for power in range(1, 17) for step in (-1, 0, 1)),
    *(5 * 10**power for power in range(17)),
    *(12_345_678_901_234_567 // 10**power for power in range(16)),
    24_870_000,
    200_000_000,
    13_600_000_000,
    5_670_000_000_000,
]


def numbers() -> list[Decimal]:
    """Edge cases, then whole and decimal numbers of every size, the same ones in each run."""
    chance = random.Random(136)  # noqa: S311 (no secret depends on it)
    whole = [chance.randrange(10 ** chance.randint(1, 16)) for _ in range(2000)]
    round_ones = [chance.randint(1, 9999) * 10 ** chance.randint(0, 13) for _ in range(2000)]
    decimals = [Decimal(chance.randrange(10**9)).scaleb(-chance.randint(1, 6)) for _ in range(2000)]
    return [*map(Decimal, EDGES), *map(Decimal, whole), *map(Decimal, round_ones), *decimals]


def percentages() -> list[Decimal]:
    chance = random.Random(50)  # noqa: S311
    return [
        *(Decimal(n) / 10 for n in range(1001)),
        *(Decimal(chance.randrange(10**6)) / 1000 for _ in range(1000)),
    ]


def days() -> list[date]:
    first = date(1900, 1, 1)
    chance = random.Random(365)  # noqa: S311
    chosen = [first + timedelta(days=chance.randrange(73_000)) for _ in range(1500)]
    return [first, date(2000, 2, 29), date(2022, 1, 20), date(2099, 12, 31), *chosen]


def stated(text: str, lang: Lang) -> list[tuple[str, object]]:
    return [(statement.kind, statement.value) for statement in statements(text, lang)]


@IN_BOTH
def test_a_number_that_is_written_is_read_back_as_the_same_number(lang: Lang) -> None:
    for number in numbers():
        assert stated(number_text(number, lang), lang) == [("number", number)]


@IN_BOTH
def test_a_number_is_read_back_from_the_middle_of_a_sentence(lang: Lang) -> None:
    before, after = ("上海有", "人次。") if lang == "zh" else ("there were ", " visits.")
    for number in numbers()[::5]:
        assert stated(before + number_text(number, lang) + after, lang) == [("number", number)]


@IN_BOTH
def test_a_number_below_zero_keeps_its_sign(lang: Lang) -> None:
    for number in numbers()[::5]:
        assert stated(number_text(-number, lang), lang) == [("number", -number)]


@IN_BOTH
def test_a_percentage_that_is_written_is_read_back(lang: Lang) -> None:
    for share in percentages():
        assert stated(percent_text(share, lang), lang) == [("percent", share)]


@IN_BOTH
def test_a_day_a_month_and_a_year_that_are_written_are_read_back(lang: Lang) -> None:
    for day in days():
        for iso in (day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]):
            (statement,) = statements(date_text(iso, lang), lang)
            assert (statement.kind, statement.value) == ("date", iso)
            assert states(statement, iso)


@IN_BOTH
def test_a_date_may_be_said_more_coarsely_but_not_wrongly(lang: Lang) -> None:
    for day in days():
        iso, other = day.isoformat(), (day + timedelta(days=1)).isoformat()
        assert states(statements(date_text(iso[:7], lang), lang)[0], iso)
        assert states(statements(date_text(iso[:4], lang), lang)[0], iso)
        assert not states(statements(date_text(other, lang), lang)[0], iso)
        assert not states(statements(date_text(iso, lang), lang)[0], iso[:7])


@IN_BOTH
def test_a_day_may_be_said_without_its_year(lang: Lang) -> None:
    text = "1月20日" if lang == "zh" else "20 January"
    assert states(statements(text, lang)[0], "2022-01-20")
    assert not states(statements(text, lang)[0], "2022-01-21")


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        ("13600000000", "136亿", "13.6 billion"),
        ("200000000", "2亿", "200 million"),
        ("24870000", "2487万", "24.87 million"),
        ("25000000", "2500万", "25 million"),
        ("5670000000000", "5.67万亿", "5.67 trillion"),
        ("92000", "9.2万", "92,000"),
        ("12345", "12,345", "12,345"),
        ("3509", "3509", "3,509"),
        ("121", "121", "121"),
        ("1.5", "1.5", "1.5"),
    ],
)
def test_numbers_are_written_as_people_read_them(value: str, zh: str, en: str) -> None:
    assert number_text(Decimal(value), "zh") == zh
    assert number_text(Decimal(value), "en") == en
    assert stated(zh, "zh") == stated(en, "en") == [("number", Decimal(value))]


def test_dates_are_written_as_people_read_them() -> None:
    assert [date_text("2022-01-20", lang) for lang in LANGS] == ["2022年1月20日", "20 January 2022"]
    assert [date_text("2025-03", lang) for lang in LANGS] == ["2025年3月", "March 2025"]
    assert [date_text("2035", lang) for lang in LANGS] == ["2035年", "2035"]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("zh", "136 亿", 13_600_000_000),
        ("zh", "13,600,000,000", 13_600_000_000),
        ("zh", "0.5万", 5_000),
        ("zh", "3百万", 3_000_000),
        ("zh", "1.2千万", 12_000_000),
        ("zh", "13.6十亿", 13_600_000_000),
        ("zh", "5个百分点", 5),
        ("zh", "5百分点", 5),
        ("en", "13.6 Billion", 13_600_000_000),
        ("en", "13.6-billion", 13_600_000_000),
        ("en", "twelve", 12),
        ("en", "Three thousand", 3_000),
        ("en", "three hundred", 300),
        ("en", "two-year", 2),
    ],
)
def test_what_editors_type_is_read(lang: Lang, text: str, expected: int) -> None:
    assert stated(text, lang) == [("number", Decimal(expected))]


@pytest.mark.parametrize("text", ["20 January 2022", "20 january 2022", "20 JANUARY 2022"])
def test_a_month_may_be_typed_in_any_case(text: str) -> None:
    assert stated(text, "en") == [("date", "2022-01-20")]


@pytest.mark.parametrize("text", ["13.6bn", "12,600books", "5k", "twenty-four", "fifty-one", ".5"])
def test_a_part_of_a_number_is_not_taken_for_the_number(text: str) -> None:
    assert statements(text, "en") == ()


@pytest.mark.parametrize(("lang", "text"), [("zh", "9.2万个5G基站"), ("en", "92,000 5G base stations")])
def test_a_name_that_holds_a_digit_is_no_number(lang: Lang, text: str) -> None:
    assert stated(text, lang) == [("number", Decimal(92_000))]


@IN_BOTH
def test_fractions_and_ordinals_are_read_in_every_wording(lang: Lang) -> None:
    for value, words in FRACTIONS[lang].items():
        for word in words:
            assert stated(word, lang) == [("fraction", value)]
    for place, words in ORDINALS[lang].items():
        for word in words:
            assert stated(word, lang) == [("ordinal", Decimal(place))]


@pytest.mark.parametrize(
    ("zh", "en", "qualifier"),
    [
        ("超过136亿人次", "over 13.6 billion service visits", "over"),
        ("近2亿件", "nearly 200 million cases", "nearly"),
        ("超过50%", "over 50%", "over"),
        ("约3000家", "about 3,000 firms", "about"),
        ("不低于100家", "at least 100 firms", "at_least"),
    ],
)
def test_the_same_is_said_in_both_languages(zh: str, en: str, qualifier: str) -> None:
    assert stated(zh, "zh") == stated(en, "en")
    assert qualifiers_in(zh, "zh") == qualifiers_in(en, "en") == {qualifier}


@IN_BOTH
def test_every_word_for_a_qualifier_is_found_and_only_that_qualifier(lang: Lang) -> None:
    for qualifier, words in QUALIFIERS.items():
        for word in words[lang]:
            assert qualifiers_in(f"{word}50%" if lang == "zh" else f"{word} 50%", lang) == {qualifier}


@IN_BOTH
def test_an_exact_number_has_no_qualifier(lang: Lang) -> None:
    assert qualifier_word("exact", lang) == ""
    for number in numbers()[::50]:
        assert qualifiers_in(number_text(number, lang), lang) == set()


@pytest.mark.parametrize("text", ["people aged 60 and over", "60 or over", "everyone 65 and over"])
def test_60_and_over_is_an_age_and_not_a_qualifier(text: str) -> None:
    assert qualifiers_in(text, "en") == set()


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "不超过50%"),
        ("zh", "不多于50%"),
        ("en", "no more than 50%"),
        ("en", "not more than 50%"),
        ("en", "not over 50%"),
        ("en", "less than 50%"),
    ],
)
def test_not_over_is_not_over(lang: Lang, text: str) -> None:
    assert qualifiers_in(text, lang) == {"at_most"}


def test_an_age_group_that_is_counted_keeps_its_own_qualifier() -> None:
    assert qualifiers_in("nearly 6 million people aged 60 and over", "en") == {"nearly"}


@IN_BOTH
def test_several_statements_are_read_from_left_to_right(lang: Lang) -> None:
    text = "2021年有121项，2022年有124项，占50%" if lang == "zh" else "121 in 2021, 124 in 2022, or 50%"
    kinds = [kind for kind, _ in stated(text, lang)]
    assert sorted(kinds) == ["date", "date", "number", "number", "percent"]
    digits = [re.sub(r"\D", "", statement.text) for statement in statements(text, lang)]
    assert "".join(digits) == re.sub(r"\D", "", text)


@pytest.mark.parametrize("text", ["最近12次", "附近的16个区", "近年的40项", "预约11项", "节约50%"])
def test_a_chinese_word_that_holds_a_qualifiers_character_is_none(text: str) -> None:
    assert qualifiers_in(text, "zh") == set()
