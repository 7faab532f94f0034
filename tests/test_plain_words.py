"""The words of the pages are plain: short, common, explained where they first stand, and with headings."""

from __future__ import annotations

import re
from pathlib import Path

import plain_words as measure
import pytest

from scripts.explainer import CODE_ROOT, Explainer, load_explainer
from scripts.pages import LANGS, Page, read_page

PROJECT = load_explainer(CODE_ROOT)
GLOSSARY = PROJECT.glossary
# The home page has a list written into it; the ledger, the glossary and the list of pages are all lists.
WRITTEN = [page for page in PROJECT.pages if page.front.generate in (None, "chapters")]
CHAPTERS = [page for page in WRITTEN if page.uri.startswith("chapters/")]
LONGEST_WITHOUT_HEADING = {"zh": 400, "en": 260}
SAYS_NOTHING = {"点击这里", "这里", "更多", "详情", "here", "more", "click here"}
OFFICIALESE = (
    *("赋能", "抓手", "闭环", "矩阵", "痛点", "赛道", "组合拳", "颗粒度"),
    *("底层逻辑", "顶层设计", "全链路", "提质增效", "保驾护航"),
)
QUOTED = re.compile(r"“[^”]*”|《[^》]*》")
# Titles of a licence and of a size of paper: nobody knows them by other words.
TITLES = {"CC", "BY", "A4"}


def pages(among: list[Page], *langs: str):
    chosen = [page for page in among if page.lang in langs]
    return pytest.mark.parametrize("page", chosen, ids=[page.path for page in chosen])


every_page = pages(WRITTEN, "zh", "en")
every_chapter = pages(CHAPTERS, "zh", "en")


def in_one_minute(page: Page) -> measure.Section:
    return next(section for section in measure.sections(page) if section.heading.id == "in-one-minute")


def the_rest(page: Page) -> list[list[str]]:
    sections = measure.sections(page)
    return [
        block for section in sections if section.heading.id != "in-one-minute" for block in section.blocks
    ]


@pytest.fixture
def page_of(tmp_path: Path):
    """A function that reads Markdown as a page of one language."""

    def read(lang: str, markdown: str) -> Page:
        file = tmp_path / "docs" / lang / "page.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\ndescription: A page.\n---\n\n{markdown}\n", encoding="utf-8")
        return read_page(tmp_path, lang, file)

    return read


# The plain layer.


def test_both_languages_are_measured() -> None:
    assert {page.lang for page in CHAPTERS} == set(LANGS)
    assert len(CHAPTERS) == 2 * sum(uri.startswith("chapters/") for uri in PROJECT.wiring.nav) > 0


@every_chapter
def test_a_chapter_begins_with_itself_in_one_minute(page: Page) -> None:
    assert [heading.id for heading in page.headings][1] == "in-one-minute"
    assert in_one_minute(page).blocks


@pages(CHAPTERS, "zh")
def test_the_plain_layer_has_short_chinese_sentences(page: Page) -> None:
    blocks = in_one_minute(page).blocks
    assert measure.mean_length(blocks, "zh") <= 20


@pages(CHAPTERS, "zh")
def test_the_plain_layer_uses_common_characters(page: Page) -> None:
    assert measure.share_of_common_characters(in_one_minute(page).text) >= 0.985


@pages(CHAPTERS, "zh")
def test_a_rare_word_in_the_plain_layer_is_in_the_glossary(page: Page) -> None:
    lines = [line for _, line in in_one_minute(page).lines]
    assert measure.rare_words(lines, GLOSSARY, "zh") == []


@pages(CHAPTERS, "en")
def test_the_plain_layer_is_english_for_the_eighth_grade(page: Page) -> None:
    blocks = in_one_minute(page).blocks
    assert measure.school_grade(blocks) <= 8
    assert measure.mean_length(blocks, "en") <= 18


@pages(CHAPTERS, "en")
def test_a_whole_chapter_is_english_for_the_tenth_grade(page: Page) -> None:
    assert measure.school_grade(the_rest(page)) <= 10
    assert measure.mean_length(the_rest(page), "en") <= 18


@every_page
def test_a_paragraph_has_four_sentences_at_most(page: Page) -> None:
    blocks = [block for section in measure.sections(page) for block in section.blocks]
    assert [block for block in blocks if len(measure.sentences(block, page.lang)) > 4] == []


@pages(WRITTEN, "zh")
def test_no_chinese_sentence_is_longer_than_a_breath(page: Page) -> None:
    blocks = [block for section in measure.sections(page) for block in section.blocks]
    assert [
        s for block in blocks for s in measure.sentences(block, "zh") if measure.units(s, "zh") > 40
    ] == []


# Headings.


@every_page
def test_a_heading_is_never_far(page: Page) -> None:
    sizes = {s.heading.id: measure.size(s.text, page.lang) for s in measure.sections(page)}
    assert {name: size for name, size in sizes.items() if size > LONGEST_WITHOUT_HEADING[page.lang]} == {}


# Terms and abbreviations.


@every_page
def test_a_term_is_linked_where_it_first_stands(page: Page) -> None:
    assert unexplained(page) == []


@pages(WRITTEN, "en")
def test_an_abbreviation_is_spelled_out_where_it_first_stands(page: Page) -> None:
    found = [
        (line, name)
        for line, name, text in measure.first_abbreviations(page)
        if name not in TITLES and not measure.is_spelled_out(name, text)
    ]
    assert found == []


def unexplained(page: Page) -> list[measure.Use]:
    """The names of terms that stand on the page before any link to their explanation."""
    found, linked = [], set()
    for use in measure.uses_of_terms(page, GLOSSARY):
        if use.linked:
            linked.add(use.term)
        elif use.term not in linked:
            found.append(use)
    return found


# Links.


@every_page
def test_the_same_words_never_lead_to_two_places(page: Page) -> None:
    assert ambiguous_links(page) == {}


@every_page
def test_the_words_of_a_link_say_where_it_leads(page: Page) -> None:
    words = [link.text.strip(" “”《》.。").casefold() for link in page.links]
    assert [text for text in words if text in SAYS_NOTHING] == []


@pages(WRITTEN, "zh")
def test_a_link_is_wide_enough_to_press(page: Page) -> None:
    assert [link.text for link in page.links if not link.image and measure.width(link.text) < 2] == []


def ambiguous_links(page: Page) -> dict[str, set[str]]:
    """The words that lead to more than one address on the page."""
    targets: dict[str, set[str]] = {}
    for link in page.links:
        if not link.image:
            targets.setdefault(link.text.strip(" “”《》").casefold(), set()).add(link.target)
    return {words: addresses for words, addresses in targets.items() if len(addresses) > 1}


# The tongue of offices.


@pages(PROJECT.pages, "zh")
def test_a_page_speaks_no_officialese(page: Page) -> None:
    assert [word for _, line in page.prose for word in officialese(measure.without_markup(line))] == []


def test_figures_and_the_interface_speak_no_officialese(project: Explainer) -> None:
    texts = [both.zh for names in project.strings.values() for both in names.values()]
    texts += [both.zh for figure in project.figures.values() for _, both in figure.texts()]
    assert [word for text in texts for word in officialese(text)] == []


def officialese(text: str) -> list[str]:
    for term in GLOSSARY.values():
        text = text.replace(term.zh, "")
    text = QUOTED.sub("", text)
    return [word for word in OFFICIALESE if word in text]


# Each measure sees what it is for.


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


def test_paragraphs_items_and_cells_are_told_apart(page_of) -> None:
    table = "| 六 | 七 |\n| --- | --- |\n| 八 | 九 |"
    quote = "> 三。\n>\n> - 四\n> - 五"
    page = page_of("zh", f"# 题 {{#t}}\n\n一。\n二。\n\n{quote}\n\n{table}\n\n![十](figure:x)")
    (section,) = measure.sections(page)
    assert section.blocks == [["一。", "二。"], ["三。"], ["四"], ["五"], ["六"], ["七"], ["八"], ["九"]]
    assert measure.size(section.text, "zh") == 9


def test_rare_characters_and_words_are_seen() -> None:
    assert measure.share_of_common_characters("我们的城市") == 1
    assert measure.share_of_common_characters("魑魅魍魉") < 0.5
    assert measure.rare_words(["他很怙恶不悛。"], GLOSSARY, "zh")
    assert measure.rare_words(["“[怙恶不悛](term:megacity)”有2100人，一网通办。"], GLOSSARY, "zh") == []


def test_hard_english_has_a_high_grade() -> None:
    hard = [
        "Comprehensive municipal informatisation necessitates considerable interdepartmental coordination."
    ]
    assert measure.school_grade(hard) > 10
    assert measure.school_grade([["The bus is late.", "We wait for it."]]) < 3
    assert measure.school_grade([["It had 13.6 billion visits."]]) == measure.school_grade(
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
def test_a_name_before_its_explanation_is_seen(page_of, lang: str, markdown: str, found: list[str]) -> None:
    assert [use.words for use in unexplained(page_of(lang, f"# T {{#t}}\n\n{markdown}"))] == found


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
    ],
)
def test_an_abbreviation_counts_as_explained_only_with_its_words(page_of, line: str, explained: bool) -> None:
    ((_, name, text),) = measure.first_abbreviations(page_of("en", f"# T {{#t}}\n\n{line}"))
    assert measure.is_spelled_out(name, text) == explained


def test_two_addresses_under_the_same_words_are_seen(page_of) -> None:
    page = page_of("en", "# T {#t}\n\n[May](fact:a), “[may](fact:b)”, [June](fact:c), [June](fact:c).")
    assert ambiguous_links(page) == {"may": {"fact:a", "fact:b"}}


def test_narrow_links_and_officialese_are_seen() -> None:
    assert [measure.width(words) for words in ("5G", "80%", "30个", "两字")] == [1, 1.5, 2, 2]
    assert officialese("数据赋能，“形成闭环”，制造业数字化赋能平台。") == ["赋能"]
