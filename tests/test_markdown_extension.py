from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from html_reader import Element, read_html, read_page
from markdown import Markdown

from charts.wording import Lang
from scripts.explainer import Explainer
from scripts.markdown_extension import ExplainerExtension, Sources
from scripts.pinyin import lexicon
from scripts.problems import Problem, SiteError
from scripts.site_builder import build_site

FIGURE = '<figure id="figure-book_counts"><b>drawn</b></figure>'
SCRIPT_ADDRESSES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "vbscript:x",
    "data:text/html,x",
    "file:///etc/passwd",
    "&#106;avascript:alert(1)",
    "&#x6A;avascript:alert(1)",
    "javascript&#58;alert(1)",
    "javascript&colon;alert(1)",
    "java&Tab;script:alert(1)",
    "java&#10;script:alert(1)",
    "<javascript:alert(1)>",
    "<java\nscript:alert(1)>",
    "\x01javascript:alert(1)",
]

Convert = Callable[[str, Lang], Element]


@pytest.fixture(scope="session")
def convert(small: Explainer) -> Convert:
    """A function from Markdown to the tree of its HTML, without MkDocs."""

    def to_html(markdown: str, lang: Lang = "en") -> Element:
        sources = Sources(
            small.ledger,
            small.glossary,
            lexicon(small.pinyin, small.glossary),
            small.words(lang),
            lambda stem: FIGURE if stem == "book_counts" else None,
            tuple(small.figures),
        )
        extensions = [ExplainerExtension(sources, lang, "docs/page.md"), "attr_list", "tables", "toc"]
        return read_html(Markdown(extensions=[*extensions, "fenced_code"]).convert(markdown))

    return to_html


def problems_of(convert: Convert, markdown: str) -> list[Problem]:
    with pytest.raises(SiteError) as raised:
        convert(markdown, "en")
    return raised.value.problems


def scheme_that_a_browser_sees(address: str) -> str:
    """An address's scheme, control characters and spaces dropped as the URL standard says."""
    match = re.match(r"([a-z][a-z0-9+.-]*):", re.sub(r"[\x00-\x20]", "", address.lower()))
    return match.group(1) if match else ""


def assert_harmless(tree: Element) -> None:
    """No element that runs anything, no handler, no address that is a script."""
    allowed = {"", "http", "https", "mailto", "tel"}
    for element in tree.walk():
        assert element.tag not in ("script", "iframe", "object", "embed", "style", "img", "form", "base")
        for name, value in element.attributes.items():
            assert not name.startswith("on")
            assert name != "style" or value.startswith("text-align: ")
            if name in ("href", "src"):
                assert scheme_that_a_browser_sees(value) in allowed


def assert_harmless_or_refused(convert: Convert, markdown: str) -> None:
    try:
        tree = convert(markdown, "en")
    except SiteError as refused:
        codes = {problem.code for problem in refused.problems}
    else:
        codes = {"forbidden_link"}
        assert_harmless(tree)
    assert codes <= {"forbidden_link", "figure_not_alone"}


def test_a_fact_leads_to_where_the_number_comes_from(convert: Convert) -> None:
    link = convert("[over 12,600 books](fact:books)", "en").one("a")
    assert link.text() == "over 12,600 books"
    assert link.attributes["href"] == "/sources.md#books"
    assert link.attributes["class"].split() == ["fact"]
    assert link.attributes["aria-describedby"] == "about-fact"


def test_a_claim_in_words_is_told_apart_from_a_number(convert: Convert) -> None:
    link = convert("[everybody is welcome](fact:welcome)", "en").one("a")
    assert link.attributes["class"].split() == ["fact", "fact--claim"]


def test_a_term_leads_to_its_explanation(convert: Convert) -> None:
    link = convert("[card](term:library_card)", "en").one("a")
    assert link.text() == "card"
    assert link.attributes["href"] == "/glossary.md#library_card"
    assert link.attributes["class"] == "term"
    assert link.attributes["aria-describedby"] == "about-term"


def test_a_figure_stands_in_the_page_and_in_no_paragraph(convert: Convert) -> None:
    tree = convert("Before.\n\n![Books](figure:book_counts)\n\nAfter.", "en")
    figure = tree.one("figure")
    assert figure.text() == "drawn"
    assert [element.tag for element in figure.above()] == ["figure", ""]
    assert not tree.all("img")


@pytest.mark.parametrize(
    "markdown",
    [
        "See ![Books](figure:book_counts)",
        "![Books](figure:book_counts) here.",
        "Words before.\n![Books](figure:book_counts)",
        "![Books](figure:book_counts) ![Books](figure:book_counts)",
        "- ![Books](figure:book_counts)",
        "# ![Books](figure:book_counts) {#x}",
        "*![Books](figure:book_counts)*",
    ],
)
def test_a_figure_among_words_is_refused(convert: Convert, markdown: str) -> None:
    assert {problem.code for problem in problems_of(convert, markdown)} == {"figure_not_alone"}


def test_a_link_to_another_site_is_marked(convert: Convert) -> None:
    assert convert("[x](https://example.org/)", "en").one("a").attributes["class"] == "external"
    assert "class" not in convert("[x](help.md)", "en").one("a").attributes


def test_a_disputed_verdict_is_told_once_a_page_at_the_first_use(convert: Convert, small: Explainer) -> None:
    first, second = "[first](fact:first_library)", "[half](fact:picture_books)"
    tree = convert(f"One {first}.\n\nTwo {first} and {second}.\n\n- Three {second}", "en")
    marks = [
        element for element in tree.all("span") if element.attributes.get("class", "").startswith("mark")
    ]
    verdicts = small.words("en")["verdicts"]
    assert [mark.text() for mark in marks] == [verdicts["unconfirmed"], verdicts["differs"]]
    assert tree.all("p")[0].text() == f"One first {verdicts['unconfirmed']}."


def test_an_undisputed_verdict_is_not_told(convert: Convert) -> None:
    assert not convert("[over 12,600 books](fact:books) [2.0](fact:catalogue_version)", "en").all("span")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", ["context", "check"])
def test_a_quote_that_begins_with_a_known_label_becomes_a_note(
    convert: Convert, small: Explainer, kind: str, lang: Lang
) -> None:
    label = small.words(lang)["notes"][kind]
    note = convert(f"> **{label}** Words of a note.", lang).one(role="note")
    assert note.attributes["class"].split() == ["note", f"note--{kind}"]
    assert note.attributes["aria-label"] == label
    assert note.one("strong").text() == label
    assert re.fullmatch(rf"{label}\s?Words of a note.", note.text())


@pytest.mark.parametrize(
    "markdown",
    [
        "> Words of a quote.",
        "> **Loud** words of a quote.",
        "> Words before **Not from the article** words after.",
        "> A quote.\n>\n> **Not from the article** in its second paragraph.",
    ],
)
def test_any_other_quote_stays_a_quote(convert: Convert, markdown: str) -> None:
    tree = convert(markdown, "en")
    assert not tree.all(role="note")
    assert len(tree.all("blockquote")) == 1


@pytest.mark.parametrize(
    ("lang", "markdown", "runs"),
    [
        ("en", "The city’s 一网通办, or 随申办.", [("zh-Hans", "一网通办"), ("zh-Hans", "随申办")]),
        ("en", "**一网通办**", [("zh-Hans", "一网通办")]),
        ("en", "《关于全面推进》 and more", [("zh-Hans", "关于全面推进》")]),
        ("en", "Nothing to mark.", []),
        ("zh", "按CC BY许可，叫Digital Partner。", [("en", "CC BY"), ("en", "Digital Partner")]),
        ("zh", "一个词English不算。", []),
        ("zh", "用Ctrl键。", []),
        ("en", "`一网通办` is code", []),
    ],
)
def test_words_of_the_other_language_are_marked(
    convert: Convert, lang: Lang, markdown: str, runs: list[tuple[str, str]]
) -> None:
    marked = convert(markdown, lang).all("span")
    assert [(span.attributes["lang"], span.text()) for span in marked] == runs


def test_words_of_the_other_language_keep_their_places(convert: Convert) -> None:
    assert convert("甲Ab Cd乙**丙Ef Gh**丁Ij Kl。", "zh").text() == "甲Ab Cd乙丙Ef Gh丁Ij Kl。"


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("这是一句。\n这是另一句。", "这是一句。这是另一句。"),
        ("**这句。**\n这句。", "这句。这句。"),
        ("[谁来都欢迎](fact:welcome)。\n[谁来都欢迎](fact:welcome)。", "谁来都欢迎。谁来都欢迎。"),
        ("用Ctrl\nEnter键。", "用Ctrl Enter键。"),
        ("- 一行\n  又一行", "一行又一行"),
        ("> 一行\n> 又一行", "一行又一行"),
        ("说“好”\n“很好”", "说“好”“很好”"),
    ],
)
def test_lines_of_chinese_are_joined_without_a_space(convert: Convert, markdown: str, text: str) -> None:
    assert convert(markdown, "zh").text() == text


def test_lines_of_english_are_joined_with_a_space(convert: Convert) -> None:
    assert convert("One line.\nAnother line.", "en").text() == "One line. Another line."


def test_each_second_level_heading_opens_a_section(convert: Convert) -> None:
    tree = convert("# T {#t}\n\nA\n\n## B {#b}\n\nC\n\n### D {#d}\n\nE\n\n## F {#f}\n\nG", "en")
    assert [child.tag for child in tree.children if isinstance(child, Element)] == ["h1", "p", "div", "div"]
    sections = tree.all("div")
    assert [section.attributes["class"] for section in sections] == [
        "section section--b",
        "section section--f",
    ]
    assert [section.text() for section in sections] == ["B C D E", "F G"]


def test_a_number_that_opens_a_list_entry_needs_no_colon(convert: Convert) -> None:
    assert (
        convert("- [over 12,600 books](fact:books): all of them", "en").text()
        == "over 12,600 books all of them"
    )
    assert convert("- [超过1.26万册](fact:books)：全部", "zh").text() == "超过1.26万册 全部"
    assert (
        convert("- All: [over 12,600 books](fact:books): yes", "en").text() == "All: over 12,600 books: yes"
    )


def test_a_table_scrolls_in_a_frame_that_the_keyboard_reaches(convert: Convert) -> None:
    tree = convert("| Room | Chairs |\n| --- | ---: |\n| Reading | many |\n\nAfter.", "en")
    table = tree.one("table")
    frame = table.parent
    assert frame is not None
    assert frame.attributes["class"] == "table-scroll"
    assert frame.attributes["tabindex"] == "0"
    assert frame.attributes["aria-label"]
    assert [cell.attributes.get("style") for cell in table.all("td")] == [None, "text-align: right;"]
    assert tree.text().endswith("After.")


@pytest.mark.parametrize(
    "markdown",
    [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//example.org/x.js></SCRIPT>",
        "Words <script>alert(1)</script> words.",
        "<img src=x onerror=alert(1)>",
        "Words <img src=x onerror=alert(1)> words.",
        "<div>\n<iframe src='https://example.org/'></iframe>\n</div>",
        "<div markdown='1'>\n<script>alert(1)</script>\n</div>",
        "<!-- <script>alert(1)</script> -->",
        "<?php echo 1 ?>",
        "<![CDATA[<script>alert(1)</script>]]>",
        "<svg/onload=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "> <script>alert(1)</script>",
        "- <script>alert(1)</script>",
        "| a |\n| --- |\n| <script>alert(1)</script> |",
        "`<script>alert(1)</script>`",
        "```html\n<script>alert(1)</script>\n```",
        "    <script>alert(1)</script>",
        "[<script>alert(1)</script>](help.md)",
        '[x](help.md "<script>alert(1)</script>")',
        '[x](help.md "\\" onmouseover=\\"alert(1)")',
        '![<script>alert(1)</script>](figure:book_counts "<script>")',
        "# <script>alert(1)</script> {#x}",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_raw_html_stays_text(convert: Convert, markdown: str, lang: Lang) -> None:
    tree = convert(markdown, lang)
    assert_harmless(tree)
    if "figure:" not in markdown and '"' not in markdown:
        assert "<" in tree.text()


@pytest.mark.parametrize(
    "markdown",
    [
        '[x](help.md){: onclick="alert(1)" }',
        "[x](help.md){onclick=alert(1)}",
        'Words\n{: onmouseover="alert(1)" onfocus="alert(2)" tabindex="0" autofocus="" }',
        "# Title {#title onclick=alert(1)}",
        "*x*{: ONCLICK=alert(1) }",
        '*x*{: style="position:fixed;inset:0" }',
        '*x*{: style="background:url(https://example.org/)" }',
        "![x](figure:book_counts){: onerror=alert(1) }",
        "[over 12,600 books](fact:books){: onclick=alert(1) formaction=javascript:alert(1) }",
        '*x*{: srcdoc="<script>alert(1)</script>" }',
        "- x\n{: onclick=alert(1) }",
        '[x](help.md){: href="javascript:alert(1)" }',
        '[x](help.md){: href="JaVaScRiPt:alert(1)" }',
        '[card](term:library_card){: href="javascript:alert(1)" }',
        '[x](help.md){: xlink:href="javascript:alert(1)" }',
    ],
)
def test_an_attribute_list_cannot_run_anything(convert: Convert, markdown: str) -> None:
    assert_harmless_or_refused(convert, markdown)


@pytest.mark.parametrize("address", SCRIPT_ADDRESSES)
@pytest.mark.parametrize("markdown", ["[x]({})", "[x][r]\n\n[r]: {}"], ids=["inline", "reference"])
def test_a_link_that_is_a_script_is_refused(convert: Convert, markdown: str, address: str) -> None:
    assert_harmless_or_refused(convert, markdown.format(address))


@pytest.mark.parametrize(
    "address",
    ["https://example.org/?a=1&b=2", "mailto:a@example.org", "tel:12345", "help.md#x", "#x", "../a.md"],
)
def test_a_harmless_link_stays_as_it_is(convert: Convert, address: str) -> None:
    assert convert(f"[x]({address})", "en").one("a").attributes["href"] == address


def test_an_image_that_is_no_figure_is_refused(convert: Convert) -> None:
    (found,) = problems_of(convert, "![x](https://example.org/pixel.png)")
    assert found.code == "image_not_figure"


@pytest.mark.parametrize(
    ("markdown", "code", "found", "nearest"),
    [
        ("[over 12,600 books](fact:bookz)", "unknown_fact", "bookz", "books"),
        ("[x](term:catalog)", "unknown_term", "catalog", "catalogue"),
        ("![x](figure:book_count)", "unknown_figure", "book_count", "book_counts"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest_known_one(
    convert: Convert, markdown: str, code: str, found: str, nearest: str
) -> None:
    (problem,) = problems_of(convert, markdown)
    assert (problem.path, problem.code) == ("docs/page.md", code)
    values = dict(problem.values)
    assert values["found"] == found
    assert nearest in values["nearest"].split(", ")


def test_everything_that_is_wrong_is_told_at_once(convert: Convert) -> None:
    markdown = "[12,600 books](fact:books) [x](fact:nope) [y](term:nope) ![z](a.png) [w](javascript:x)"
    assert {problem.code for problem in problems_of(convert, markdown)} == {
        "fact_qualifier",
        "unknown_fact",
        "unknown_term",
        "image_not_figure",
        "forbidden_link",
    }


@pytest.fixture(scope="module")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from conftest import copy_small_explainer

    return build_site(copy_small_explainer(tmp_path_factory.mktemp("small") / "small")).folder


@pytest.mark.parametrize("folder", ["", "en/"], ids=["zh", "en"])
def test_through_mkdocs_links_lead_to_the_ledger_and_the_glossary(small_site: Path, folder: str) -> None:
    page = small_site / folder / "chapters" / "one" / "index.html"
    text = next(e for e in read_page(page).all("div") if e.attributes.get("class") == "text")
    facts = [a for a in text.all("a") if "fact" in a.attributes.get("class", "").split()]
    terms = text.all("a", class_="term")
    assert {a.attributes["href"] for a in facts} >= {"../../sources/#books", "../../sources/#welcome"}
    assert {a.attributes["href"] for a in terms} == {
        "../../glossary/#library_card",
        "../../glossary/#catalogue",
    }
    ids = {e.attributes.get("id") for e in read_page(small_site / folder / "sources" / "index.html").walk()}
    assert {a.attributes["href"].partition("#")[2] for a in facts} <= ids


@pytest.mark.parametrize("folder", ["", "en/"], ids=["zh", "en"])
def test_through_mkdocs_a_chapter_shows_its_figures_notes_and_verdicts(small_site: Path, folder: str) -> None:
    tree = read_page(small_site / folder / "chapters" / "one" / "index.html")
    assert [figure.attributes["id"] for figure in tree.all("figure")] == [
        "figure-book_counts",
        "figure-children_share",
    ]
    assert len(tree.all("svg", class_="figure__drawing figure__drawing--narrow")) == 2
    assert len(tree.all(role="note")) == 1
    marks = [
        e.attributes["class"] for e in tree.walk() if e.attributes.get("class", "").startswith("mark mark--")
    ]
    assert sorted(marks) == ["mark mark--differs", "mark mark--unconfirmed"]


@pytest.mark.parametrize("folder", ["", "en/"], ids=["zh", "en"])
def test_through_mkdocs_nothing_of_the_link_schemes_is_left(small_site: Path, folder: str) -> None:
    for file in (small_site / folder).rglob("*.html"):
        html = file.read_text(encoding="utf-8")
        assert not re.search(r'(?:href|src)="(?:fact|term|figure):', html), file
        # But for the link to edit the page, which leads to its file.
        addresses = re.findall(r'href="([^"]*)"', html)
        assert not [address for address in addresses if ".md" in address and "/edit/" not in address], file
