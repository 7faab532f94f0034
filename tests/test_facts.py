from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from charts.facts import Fact, Ledger, load_ledger, misstatements
from charts.tables import load_tables
from charts.wording import QUALIFIERS, Lang, qualifier_word
from scripts.explainer import CODE_ROOT, Explainer
from scripts.problems import SiteError

LEDGER: Ledger = load_ledger(CODE_ROOT)
LANGS: tuple[Lang, ...] = ("zh", "en")
STATED = [fact for fact in LEDGER.values() if fact.kind != "words"]
COUNTED = [fact for fact in STATED if fact.kind in ("count", "percent")]
# Written with 万 or 亿; 万亿 and trillion are the same.
COMPACT = [fact for fact in COUNTED if re.search(r"\d[万亿]$", LEDGER.value_text(fact, "zh"))]
IN_TABLES = [fact for fact in LEDGER.values() if fact.cell]
OVER_TIME = ("older_share", "older_online", "cases_over_time")

in_both = pytest.mark.parametrize("lang", LANGS)
every_fact = pytest.mark.parametrize("fact", LEDGER.values(), ids=list(LEDGER))
every_stated_fact = pytest.mark.parametrize("fact", STATED, ids=[fact.id for fact in STATED])
every_counted_fact = pytest.mark.parametrize("fact", COUNTED, ids=[fact.id for fact in COUNTED])


def codes(fact: Fact, text: str, lang: Lang) -> list[str]:
    return [wrong.code for wrong in misstatements(fact, text, lang, LEDGER)]


def without_unit(fact: Fact, lang: Lang) -> str:
    return f"{qualifier_word(fact.qualifier, lang)} {LEDGER.value_text(fact, lang)}".strip()


def with_qualifier(fact: Fact, qualifier: str, lang: Lang) -> str:
    """The fact's own words under another qualifier; none for "exact"."""
    text = LEDGER.text(fact, lang).removeprefix(qualifier_word(fact.qualifier, lang)).lstrip()
    return f"{qualifier_word(qualifier, lang)} {text}".lstrip()


def test_the_article_is_recorded_in_full() -> None:
    assert sum(fact.origin == "article" for fact in LEDGER.values()) >= 45


@pytest.mark.parametrize("section", LEDGER.sections)
def test_every_section_of_the_article_has_facts(section: str) -> None:
    assert any(fact.section == section for fact in LEDGER.values())


@pytest.mark.parametrize("source", LEDGER.sources)
def test_every_source_is_used(source: str) -> None:
    assert any(source in (fact.source, *fact.checked_against) for fact in LEDGER.values())


@pytest.mark.parametrize("unit", LEDGER.units)
def test_every_unit_is_used(unit: str) -> None:
    assert any(fact.unit == unit for fact in LEDGER.values())


@every_fact
def test_every_fact_rests_on_a_source(fact: Fact) -> None:
    assert LEDGER.sources_of(fact)


@every_fact
def test_a_claim_is_said_in_both_languages_and_without_digits(fact: Fact, project: Explainer) -> None:
    assert fact.claim.zh != fact.claim.en
    text = fact.claim.zh + fact.claim.en
    for name in project.wiring.extra.numbers_without_source:
        text = text.replace(str(name), "")
    assert not re.search(r"\d", text)


@pytest.mark.parametrize(
    "fact", [fact for fact in LEDGER.values() if fact.derivation], ids=lambda fact: fact.id
)
def test_a_derived_number_is_what_its_sum_gives(fact: Fact) -> None:
    assert fact.derivation
    first, second = (Fraction(str(LEDGER[part].value)) for part in fact.derivation.of)
    result = abs(first - second) if fact.derivation.operation == "difference" else first / second
    _, _, decimals = str(fact.value).partition(".")
    assert abs(result - Fraction(str(fact.value))) <= Fraction(1, 2 * 10 ** len(decimals))


@in_both
@every_stated_fact
def test_the_ledgers_own_words_state_the_fact(fact: Fact, lang: Lang) -> None:
    assert codes(fact, LEDGER.text(fact, lang), lang) == []


@in_both
@every_stated_fact
def test_the_same_words_inside_a_sentence_state_the_fact(fact: Fact, lang: Lang) -> None:
    text = LEDGER.text(fact, lang)
    assert codes(fact, f"上海的{text}左右" if lang == "zh" else f"the city’s {text} in all", lang) == []


@in_both
@every_stated_fact
def test_words_without_the_number_do_not_state_the_fact(fact: Fact, lang: Lang) -> None:
    assert codes(fact, "很多" if lang == "zh" else "a great deal", lang) == ["fact_not_stated"]


@in_both
@every_stated_fact
def test_no_digit_can_be_changed(fact: Fact, lang: Lang) -> None:
    text, value = LEDGER.text(fact, lang), LEDGER.value_text(fact, lang)
    for match in re.finditer(r"\d", value):
        for digit in set("0123456789") - {match.group()}:
            changed = value[: match.start()] + digit + value[match.end() :]
            assert codes(fact, text.replace(value, changed), lang), changed


@in_both
@every_counted_fact
def test_no_digit_can_be_left_out_or_added(fact: Fact, lang: Lang) -> None:
    text, value = LEDGER.text(fact, lang), LEDGER.value_text(fact, lang)
    for match in re.finditer(r"\d", value):
        before, after = value[: match.start()], value[match.end() :]
        for changed in (before + after, before + match.group() + "5" + after):
            assert codes(fact, text.replace(value, changed), lang), changed


@in_both
@every_counted_fact
def test_no_scale_can_be_changed(fact: Fact, lang: Lang) -> None:
    value = LEDGER.value_text(fact, lang)
    scales = (
        ("千", "万", "亿", "万亿") if lang == "zh" else (" thousand", " million", " billion", " trillion")
    )
    digits = re.match(r"[\d.,]+", value)
    assert digits
    for scale in ("", *scales):
        changed = digits.group() + scale + ("%" if fact.kind == "percent" else "")
        if changed != value:
            assert codes(fact, LEDGER.text(fact, lang).replace(value, changed), lang), changed


@in_both
@pytest.mark.parametrize("fact", [f for f in COUNTED if f.kind == "count"], ids=lambda fact: fact.id)
def test_the_unit_cannot_be_left_out(fact: Fact, lang: Lang) -> None:
    assert codes(fact, without_unit(fact, lang), lang) == ["fact_unit"]


@in_both
@every_counted_fact
def test_the_qualifier_cannot_be_left_out_or_swapped(fact: Fact, lang: Lang) -> None:
    for qualifier in ("exact", *QUALIFIERS):
        expected = [] if qualifier == fact.qualifier else ["fact_qualifier"]
        if qualifier == "at_most":
            for word in QUALIFIERS["at_most"][lang]:
                text = with_qualifier(fact, "exact", lang)
                assert codes(fact, f"{word} {text}", lang) == ["fact_qualifier"]
        else:
            assert codes(fact, with_qualifier(fact, qualifier, lang), lang) == expected


@pytest.mark.parametrize("fact", COMPACT, ids=[fact.id for fact in COMPACT])
def test_ten_thousands_are_not_taken_for_millions(fact: Fact) -> None:
    """136亿 is not 136 billion, and 13.6 billion is not 13.6亿."""
    zh, en = (LEDGER.value_text(fact, lang) for lang in LANGS)
    in_english = zh.replace("亿", " billion").replace("万", " million")
    assert "fact_mismatch" in codes(fact, LEDGER.text(fact, "en").replace(en, in_english), "en")
    for english, chinese in ((" billion", "亿"), (" million", "万")):
        if english in en:
            changed = LEDGER.text(fact, "zh").replace(zh, en.replace(english, chinese))
            assert "fact_mismatch" in codes(fact, changed, "zh")


@pytest.mark.parametrize("stem", OVER_TIME)
def test_a_published_series_over_time_is_kept_in_a_table(stem: str, project: Explainer) -> None:
    facts = [LEDGER[row.fact] for row in project.figures[stem].words.rows]
    published = [fact for fact in facts if fact.origin == "context"]
    assert published
    assert len({fact.cell.table for fact in published if fact.cell}) == 1
    assert all(fact.cell for fact in published)


@pytest.mark.parametrize("fact", IN_TABLES, ids=lambda fact: fact.id)
def test_a_fact_is_dated_as_the_row_of_its_cell(fact: Fact) -> None:
    assert fact.cell
    assert fact.cell.row == fact.as_of


def test_no_number_of_a_table_is_left_without_a_fact() -> None:
    kept = {
        (table.name, name, column)
        for table in load_tables(CODE_ROOT).values()
        for name, row in table.rows.items()
        for column, number in row.cells.items()
        if number is not None
    }
    assert {(f.cell.table, f.cell.row, f.cell.column) for f in IN_TABLES if f.cell} == kept


@pytest.mark.parametrize(
    ("fact_id", "cell"),
    [
        ("welcome", "{table: book_counts, row: 2024-12, column: books}"),
        ("books_added", "{table: book_counts, row: 2024-12, column: books}"),
        ("readers", "{table: ../book_counts, row: 2024-12, column: books}"),
        ("readers", "[book_counts, 2024-12, books]"),
    ],
    ids=["of a claim", "of a sum", "in another folder", "as a list"],
)
def test_a_cell_that_cannot_hold_the_number_is_refused(
    small_explainer: Path, fact_id: str, cell: str
) -> None:
    facts, entry = small_explainer / "charts" / "facts.yml", f"- id: {fact_id}\n"
    text = facts.read_text(encoding="utf-8").replace(entry, f"{entry}  cell: {cell}\n")
    facts.write_text(text, encoding="utf-8")
    with pytest.raises(SiteError) as raised:
        load_ledger(small_explainer)
    assert [problem.code for problem in raised.value.problems] == ["wrong_value"]
