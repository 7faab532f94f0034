"""Each measure of plain words sees what it is for; what the check makes of them is in `tests/faults/`."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts import hard_words
from scripts import plain_words as measure
from scripts.checks import CHECKS
from scripts.checks.officialese import words_of_offices
from scripts.checks.plain_words import written_pages
from scripts.explainer import CODE_ROOT, load_explainer
from scripts.hard_words import KeptMeasures
from scripts.page_sections import sections
from scripts.pages import LANGS, Page, is_chapter, read_page
from scripts.sentences import split

PROJECT = load_explainer(CODE_ROOT)
GLOSSARY = PROJECT.glossary
NAMES = {lang: measure.TermNames(GLOSSARY, lang) for lang in LANGS}
PageOf = Callable[[str, str], Page]


@pytest.fixture
def page_of(tmp_path: Path) -> PageOf:
    """A function that reads Markdown as a page of one language."""

    def read(lang: str, markdown: str) -> Page:
        file = tmp_path / "docs" / lang / "page.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\ndescription: A page.\n---\n\n{markdown}\n", encoding="utf-8")
        return read_page(tmp_path, lang, file)

    return read


def test_every_chapter_of_both_languages_is_measured() -> None:
    measured = [page for page in written_pages(PROJECT) if is_chapter(page.uri)]
    assert {page.lang for page in measured} == set(LANGS)
    assert len(measured) == 2 * sum(uri.startswith("chapters/") for uri in PROJECT.wiring.nav) > 0


@pytest.mark.parametrize("check", CHECKS, ids=[check.__name__ for check in CHECKS])
def test_the_project_has_neither_problem_nor_warning(check: Callable[..., object]) -> None:
    assert list(check(PROJECT)) == []


def test_a_link_or_a_mark_of_markdown_is_no_word() -> None:
    assert (
        measure.without_markup("> - **核对**　[近2亿件](fact:cases)，见[下文](a.md)。")
        == "核对　近2亿件，见下文。"
    )
    assert measure.without_markup("![一张图](figure:books)") == ""


def test_sentences_and_their_lengths_are_counted() -> None:
    block = ["上海有5G网络；很快！", "约1.5亿件（2021年）。"]
    assert [measure.units(s, "zh") for s in measure.sentences(block, "zh")] == [6, 2, 6]
    english = ["Over 13.6 billion visits. “Nearly all?” she asked.", "Yes."]
    assert [measure.units(s, "en") for s in measure.sentences(english, "en")] == [4, 2, 2, 1]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mr. Li and Dr. Wu came. They left.", ["Mr. Li and Dr. Wu came.", "They left."]),
        ("Ask a clerk, e.g. Ms. Xu, or “Mrs. Lu”.", None),
        ("See No. 5 on p. 3, i.e. Shelf B.", None),
        ("It opens at 9 a.m. on Mondays, until 5 p.m. 7 days a week.", None),
        ("It opens at 9 a.m. Then we go.", ["It opens at 9 a.m.", "Then we go."]),
        ("No. That is all.", ["No.", "That is all."]),
        (
            "It is 13.6 (or so). 5G came (in St. Paul). Good!",
            ["It is 13.6 (or so).", "5G came (in St. Paul).", "Good!"],
        ),
        ("他说：“好。”走了。真的？（是的。）", ["他说：“好。”", "走了。", "真的？", "（是的。）"]),
    ],
)
def test_an_abbreviation_ends_no_sentence(text: str, found: list[str] | None) -> None:
    assert split(text) == (found or [text])


def test_paragraphs_items_and_cells_are_told_apart(page_of: PageOf) -> None:
    table = "| 六 | 七 |\n| --- | --- |\n| 八 | 九 |"
    quote = "> 三。\n>\n> - 四\n> - 五"
    page = page_of("zh", f"# 题 {{#t}}\n\n一。\n二。\n\n{quote}\n\n{table}\n\n![十](figure:x)")
    (section,) = sections(page)
    assert measure.passages(section) == [
        ["一。", "二。"],
        ["三。"],
        ["四"],
        ["五"],
        ["六"],
        ["七"],
        ["八"],
        ["九"],
    ]
    assert measure.size(measure.words_of(section), "zh") == 9


def test_rare_characters_and_words_are_seen() -> None:
    assert hard_words.uncommon_characters("我们的城市") == []
    assert hard_words.uncommon_characters("城里的魑魅魍魉") == ["魑", "魍", "魉"]
    assert hard_words.rare_words(["他很怙恶不悛。"], GLOSSARY, "zh")
    assert hard_words.rare_words(["“[怙恶不悛](term:megacity)”有2100人，一网通办。"], GLOSSARY, "zh") == []


def test_hard_english_has_a_high_grade() -> None:
    hard = [
        "Comprehensive municipal informatisation necessitates considerable interdepartmental coordination."
    ]
    assert hard_words.school_grade(hard) > 10
    assert hard_words.school_grade([["The bus is late.", "We wait for it."]]) < 3
    assert hard_words.school_grade([["It had 13.6 billion visits."]]) == hard_words.school_grade(
        [["It had 136 billion visits."]]
    )


@pytest.mark.parametrize(
    ("lang", "markdown", "found"),
    [
        ("zh", "看居住证。\n[居住证](term:residence_permit)。", ["居住证"]),
        ("zh", "[居住证](term:residence_permit)，居住证。", []),
        ("zh", "公共数据开放了。", ["公共数据开放"]),
        ("zh", "[居住证](fact:x)", []),
        ("zh", "![居住证](figure:x)", []),
        ("zh", "## 居住证 {#x}", []),
        ("en", "Two Residence permits.", ["Residence permit"]),
        ("en", "An apple and a happy nap.", []),
        ("en", "The [resident’s permit](term:residence_permit), a residence permit.", []),
    ],
)
def test_a_name_before_its_explanation_is_seen(
    page_of: PageOf, lang: str, markdown: str, found: list[str]
) -> None:
    assert [use.words for use in NAMES[lang].unexplained(page_of(lang, f"# T {{#t}}\n\n{markdown}"))] == found


@pytest.mark.parametrize(
    ("line", "explained"),
    [
        ("The GDP grew.", False),
        ("Gross domestic product grew, and GDP is known.", False),
        ("Gross domestic product (GDP) grew.", True),
        ("The GDP (gross domestic product) grew.", True),
        ("The [GDP](term:gdp) grew.", True),
        ("The [GDP](fact:gdp_2025) grew.", False),
        ("The Bureau of Public Roads (BPR) says.", True),
        ("The research and development (RAD) team.", True),
        ("The Gross-domestic product index (GDP) grew.", True),
        ("The gross product (GDP) grew.", False),
        ("The gross domestic price product of it (GDP) grew.", False),
        ("The [gross domestic product](term:gross) (GDP) grew.", True),
        ("The GDP (a gross domestic product) grew.", False),
        ("and " * 28 + "A" * 8, False),
        ("(" * 600 + " a" * 600 + " (GDP)", False),
    ],
)
def test_an_abbreviation_counts_as_explained_only_with_its_words(
    page_of: PageOf, line: str, explained: bool
) -> None:
    ((_, name, text),) = measure.first_abbreviations(page_of("en", f"# T {{#t}}\n\n{line}"))
    assert measure.is_spelled_out(name, text) == explained


def test_abbreviations_that_everybody_knows_need_no_words(page_of: PageOf) -> None:
    page = page_of(
        "en",
        "# T {#t}\n\nPress OK: the PDF about your ID comes by URL or QR code, on TV and GDPs, in the PM.",
    )
    assert [name for _, name, _ in measure.first_abbreviations(page)] == ["GDP"]


def test_narrow_links_and_officialese_are_seen() -> None:
    assert [measure.width(words) for words in ("5G", "80%", "30个", "两字")] == [1, 1.5, 2, 2]
    names = re.compile("|".join(term.zh for term in GLOSSARY.values()))
    assert words_of_offices("数据赋能，“形成闭环”，制造业数字化赋能平台。", names) == ["赋能"]


def test_what_was_measured_is_kept_until_it_changes(tmp_path: Path) -> None:
    file = tmp_path / "kept" / "words.json"
    times = []

    def measured(text: str) -> int:
        kept = KeptMeasures(file)
        size = kept.get((text,), lambda: times.append(text) or len(text))
        kept.save()
        return size

    assert [measured("one"), measured("one"), measured("three"), measured("three")] == [3, 3, 5, 5]
    assert times == ["one", "three"]


@pytest.mark.parametrize("damaged", ["", "{", "[]", "null"])
def test_a_damaged_file_of_measures_is_made_anew(tmp_path: Path, damaged: str) -> None:
    file = tmp_path / "words.json"
    file.write_text(damaged, encoding="utf-8")
    kept = KeptMeasures(file)
    assert kept.get(("a",), lambda: 1) == 1
    kept.save()
    assert KeptMeasures(file).get(("a",), lambda: 2) == 1
