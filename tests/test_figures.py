from __future__ import annotations

import csv
import gzip
import io
import json
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, product
from pathlib import Path
from xml.etree import ElementTree

import pytest
from html_reader import read_html

from charts import forms
from charts.facts import Fact
from charts.figure import LAYOUTS, NARROW, WIDE, FigureContent, Layout, Row
from charts.kept import Kept
from charts.picture import picture_svg
from charts.render import Engine, Rendered, Renderer, start_quickjs, start_v8
from charts.wording import Lang, statements
from scripts.checks import run_checks
from scripts.drawing import TOLERANCE
from scripts.explainer import CODE_ROOT, Explainer, load_explainer
from scripts.figure_files import data_json, table_csv
from scripts.figure_html import Surroundings, figure_html

FIGURES = CODE_ROOT / "charts" / "figures"
STEMS = sorted(file.stem for file in FIGURES.glob("*.yml"))
LANGS: tuple[Lang, ...] = ("zh", "en")
Name = tuple[str, Lang, Layout]
ALL: list[Name] = list(product(STEMS, LANGS, LAYOUTS))

FORM = re.compile(r"^form: (\w+)$", re.MULTILINE)


def form_of(stem: str) -> str:
    """The form that a figure is drawn in; empty for one that draws itself."""
    found = FORM.search((FIGURES / f"{stem}.yml").read_text(encoding="utf-8"))
    return found[1] if found else ""


def drawn_as(*forms_: str) -> list[Name]:
    return [name for name in ALL if form_of(name[0]) in forms_]


every_figure = pytest.mark.parametrize("stem", STEMS)
in_both = pytest.mark.parametrize("lang", LANGS)
every_drawing = pytest.mark.parametrize(
    ("stem", "lang", "layout"), ALL, ids=[f"{stem}-{lang}-{layout.name}" for stem, lang, layout in ALL]
)

AROUND = Surroundings(
    "chapter", "../", "assets/echarts.js", "https://example.org/charts/x/", "A site", "January 2022"
)
EVIL = "</text></svg></script><script>alert(1)</script><img src=x onerror=alert(1)>&\"'"
# From the left edge, with a border that is 3 wide.
BAR = re.compile(r'<path data-row="(\d+)" d="M3\.5 [\d.]+l([\d.]+) 0l0 25l')
BORDER = 3.0
MOST_BYTES = 6 * 1024  # of the figures of a page
PICTURE_TAGS = {"svg", "title", "desc", "rect", "g", "text", "tspan", "path", "defs", "pattern", "clipPath"}


def draw_all(
    project: Explainer, names: list[Name], start_engine: Callable[[], Engine] = start_quickjs
) -> dict[Name, Rendered]:
    """Every drawing, by one engine started afresh, in the order of `names`."""
    drawn = {}
    with Renderer(project.theme, start_engine=start_engine) as renderer:
        for stem, lang, layout in names:
            figure = project.figures[stem]
            drawing = figure.build(figure.in_language(lang, project.ledger), layout, project.theme)
            drawn[stem, lang, layout] = renderer.render(drawing, layout, f"{stem}-{layout.name}")
    return drawn


@pytest.fixture(scope="session")
def drawn(project: Explainer) -> dict[Name, Rendered]:
    return draw_all(project, ALL)


@pytest.fixture(scope="session")
def drawn_backwards(project: Explainer) -> dict[Name, Rendered]:
    return draw_all(project, ALL[::-1])


@pytest.fixture(scope="session")
def drawn_by_v8(project: Explainer) -> dict[Name, Rendered]:
    return draw_all(project, ALL, start_v8)


def content_of(project: Explainer, stem: str, lang: Lang) -> FigureContent:
    return project.figures[stem].in_language(lang, project.ledger)


def squeezed(text: str) -> str:
    """The text without white space: a drawing breaks its lines where it must."""
    return re.sub(r"\s", "", text)


def size(svg: str) -> tuple[float, float]:
    _, _, width, height = (float(part) for part in ElementTree.fromstring(svg).attrib["viewBox"].split())  # noqa: S314
    return width, height


def test_the_real_inventory_is_loaded_whole(project: Explainer) -> None:
    assert sorted(project.figures) == STEMS
    assert STEMS


@every_drawing
def test_a_drawing_depends_on_nothing_but_its_input(
    drawn: dict[Name, Rendered], drawn_backwards: dict[Name, Rendered], stem: str, lang: Lang, layout: Layout
) -> None:
    """Neither the time nor what was drawn before changes a byte."""
    assert drawn[stem, lang, layout] == drawn_backwards[stem, lang, layout]


@every_drawing
def test_both_engines_draw_the_same_bytes(
    drawn: dict[Name, Rendered], drawn_by_v8: dict[Name, Rendered], stem: str, lang: Lang, layout: Layout
) -> None:
    assert drawn[stem, lang, layout] == drawn_by_v8[stem, lang, layout]


@every_drawing
def test_a_drawing_is_clean_svg(drawn: dict[Name, Rendered], stem: str, lang: Lang, layout: Layout) -> None:
    svg = drawn[stem, lang, layout].svg
    root = ElementTree.fromstring(svg)  # noqa: S314 (our own)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.attrib["aria-hidden"] == "true"
    assert root.attrib["focusable"] == "false"
    assert size(svg)[0] == layout.width
    for unwanted in (
        "NaN",
        "undefined",
        "null",
        "style=",
        "<style",
        "<script",
        "zr",
        "href",
        "http://",
        "data:",
    ):
        assert unwanted not in svg.replace('xmlns="http://www.w3.org/2000/svg"', ""), unwanted
    ids = re.findall(r'\bid="([^"]+)"', svg)
    assert all(name.startswith(f"{stem}-{layout.name}-") for name in ids)
    assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= set(ids)


@every_drawing
def test_every_colour_is_a_token(
    project: Explainer, drawn: dict[Name, Rendered], stem: str, lang: Lang, layout: Layout
) -> None:
    svg = drawn[stem, lang, layout].svg
    tokens = {f"var(--chart-{name},{value})" for name, value in project.theme.colours.items()}
    colours = set(re.findall(r'\b(?:fill|stroke|stop-color|color)="([^"]*)"', svg))
    patterns = {f"url(#{name})" for name in re.findall(r'<pattern[^>]* id="([^"]+)"', svg)}
    assert colours - {"none"} <= tokens | patterns
    assert len(re.findall(r"#[0-9a-f]{3,8}\b", svg)) == len(
        re.findall(r"var\(--chart-[a-z-]+,#[0-9a-f]{6}\)", svg)
    )


@every_drawing
def test_no_label_is_cut_and_none_covers_another(
    drawn: dict[Name, Rendered], stem: str, lang: Lang, layout: Layout
) -> None:
    rendered = drawn[stem, lang, layout]
    width, height = size(rendered.svg)
    assert rendered.labels
    for label in rendered.labels:
        assert label.left >= -TOLERANCE, label
        assert label.top >= -TOLERANCE, label
        assert label.right <= width + TOLERANCE, label
        assert label.bottom <= height + TOLERANCE, label
    for label, other in combinations(rendered.labels, 2):
        assert not label.overlaps(other), (label, other)


@every_drawing
def test_no_mark_is_cut(drawn: dict[Name, Rendered], stem: str, lang: Lang, layout: Layout) -> None:
    svg = drawn[stem, lang, layout].svg
    width, height = size(svg)
    for x, y, across, down in re.findall(
        r"M([\d.]+) ([\d.]+)l([\d.]+) 0l0 ([\d.]+)l", svg.partition("<defs")[0]
    ):
        assert float(x) >= 0
        assert float(x) + float(across) <= width
        assert float(y) + float(down) <= height


@every_drawing
def test_a_drawing_says_what_its_table_says_and_nothing_else(
    project: Explainer, drawn: dict[Name, Rendered], stem: str, lang: Lang, layout: Layout
) -> None:
    content = content_of(project, stem, lang)
    rest = squeezed("".join(label.text for label in drawn[stem, lang, layout].labels))
    for row in content.rows:
        for text in (squeezed(row.label), squeezed(row.text)):
            assert text in rest
            rest = rest.replace(text, "", 1)
    for group in {row.group for row in content.rows}:
        rest = rest.replace(squeezed(group), "", 1)
    for text in content.labels.values():
        rest = rest.replace(squeezed(text), "", 1)
    assert rest in ("", "0%50%100%")  # an axis


@every_drawing
def test_the_svg_holds_the_labels_that_were_measured(
    drawn: dict[Name, Rendered], stem: str, lang: Lang, layout: Layout
) -> None:
    rendered = drawn[stem, lang, layout]
    texts = [
        "".join(element.itertext())
        for element in ElementTree.fromstring(rendered.svg).iter("{http://www.w3.org/2000/svg}text")  # noqa: S314
    ]
    assert sorted(squeezed("".join(texts))) == sorted(
        squeezed("".join(label.text for label in rendered.labels))
    )


@pytest.mark.parametrize(
    ("stem", "lang", "layout"),
    [*drawn_as("bars", "shares"), *(name for name in drawn_as("line") if name[-1] is not WIDE)],
)
def test_bars_begin_at_zero_and_keep_their_proportions(
    project: Explainer, drawn: dict[Name, Rendered], stem: str, lang: Lang, layout: Layout
) -> None:
    svg = drawn[stem, lang, layout].svg
    bars = {row: float(length) + BORDER for row, length in BAR.findall(svg)}  # stripes are drawn over them
    lengths = list(bars.values())
    amounts = [amount(row.fact) for row in content_of(project, stem, lang).rows]
    assert len(lengths) == len(amounts)
    whole = max(amounts) if form_of(stem) == "bars" else 100
    full = layout.width - 2 * 2.0
    for length, value in zip(lengths, amounts, strict=True):
        assert length / full == pytest.approx(float(value) / float(whole), abs=0.002)


def amount(fact: Fact) -> Fraction:
    return Fraction(str(fact.value)) * (100 if fact.kind == "fraction" else 1)


@pytest.mark.parametrize(("stem", "lang", "layout"), drawn_as("units"))
def test_there_is_a_block_for_each_counted_thing(
    project: Explainer, drawn: dict[Name, Rendered], stem: str, lang: Lang, layout: Layout
) -> None:
    fact = content_of(project, stem, lang).rows[0].fact
    blocks = len(re.findall(r"M[\d.]+ [\d.]+l[\d.]+ 0l0 [\d.]+l-[\d.]+ 0Z", drawn[stem, lang, layout].svg))
    assert blocks == (Fraction(str(fact.value)).denominator if fact.kind == "fraction" else fact.value)


@every_drawing
def test_marks_tell_what_they_stand_for(
    project: Explainer, drawn: dict[Name, Rendered], stem: str, lang: Lang, layout: Layout
) -> None:
    """Stripes or squares where it is not from the article, an arrow for over, filled parts of a whole."""
    svg, rows = drawn[stem, lang, layout].svg, content_of(project, stem, lang).rows
    results = [row.fact for row in rows if row.fact.status == "result"]
    striped = len(re.findall(r'fill="url\(', svg))
    squares = len(re.findall(r'd="M-1 -1l2 0l0 2l-2 0Z"', svg))
    others = sum(row.fact.origin == "context" for row in rows)
    assert max(striped, squares) == (others if squares else sum(fact.origin == "context" for fact in results))
    if form_of(stem) in ("shares", "line") and not (form_of(stem) == "line" and layout is WIDE):
        arrows = len(re.findall(r'<path data-row="\d+" d="M0 -1', svg))
        assert arrows == sum(row.fact.qualifier == "over" for row in rows)
    if form_of(stem) == "units" and rows[0].fact.kind == "fraction":
        filled = re.search(r'd="([^"]*)" fill="var\(--chart-main', svg)
        assert filled
        assert filled[1].count("M") == Fraction(str(rows[0].fact.value)).numerator


@every_drawing
def test_a_target_is_never_drawn_solid_like_a_result(
    project: Explainer, drawn: dict[Name, Rendered], stem: str, lang: Lang, layout: Layout
) -> None:
    rows = content_of(project, stem, lang).rows
    fills = fills_of_marks(ElementTree.fromstring(drawn[stem, lang, layout].svg))  # noqa: S314 (our own)
    for index, row in enumerate(rows):
        assert fills[index]
        if row.fact.status == "target":
            assert fills[index] == {"empty"}
        else:
            assert fills[index] & {"main", "other"}


def fills_of_marks(element: ElementTree.Element, around: str = "") -> dict[int, set[str]]:
    """The names of the colours that each row's marks are filled with."""
    fill = element.attrib.get("fill", around)
    found: dict[int, set[str]] = defaultdict(set)
    if (row := element.attrib.get("data-row")) and (name := re.search(r"--chart-([a-z-]+)", fill)):
        found[int(row)].add(name[1])
    for child in element:
        for index, fills in fills_of_marks(child, fill).items():
            found[index] |= fills
    return found


@in_both
@every_figure
def test_the_table_states_the_ledgers_texts(project: Explainer, stem: str, lang: Lang) -> None:
    figure, ledger = project.figures[stem], project.ledger
    for words, row in zip(figure.words.rows, content_of(project, stem, lang).rows, strict=True):
        stated = ledger.text(row.fact, lang)
        if words.text is None:
            assert row.text == stated
        elif row.fact.value is not None:
            assert ledger.value_text(row.fact, lang) in row.text
            extra = {s.value for s in statements(row.text, lang)} - {
                s.value for s in statements(stated, lang)
            }
            assert not extra


@in_both
@every_figure
def test_the_page_shows_the_same_table_as_the_drawing(
    project: Explainer, drawn: dict[Name, Rendered], stem: str, lang: Lang
) -> None:
    content = content_of(project, stem, lang)
    drawings = tuple(drawn[stem, lang, layout] for layout in LAYOUTS)
    tree = read_html(figure_html(content, drawings, project.words(lang), AROUND))
    table = tree.one("table")
    assert [cell.text() for cell in table.one("thead").all("th")] == list(content.columns)
    parts = [part.all("tr") for part in table.all("tbody")]
    rows = [row for part in parts for row in part if "data-row" in row.attributes]
    assert [row.attributes["data-row"] for row in rows] == [str(index) for index in range(len(content.rows))]
    # A group's name counts for the rest of its <tbody>: each group has its own.
    groups = [part[0].text() for part in parts if "data-row" not in part[0].attributes]
    assert groups == list(dict.fromkeys(row.group for row in content.rows if row.group))
    assert len(parts) == max(1, len(groups))
    for shown, row in zip(rows, content.rows, strict=True):
        assert shown.one("th").text() == " ".join(row.label.split())
        cell = shown.one("td")
        marks = "".join(mark.text() for mark in cell.all("span"))
        assert squeezed(cell.text()).removesuffix(squeezed(marks)) == squeezed(row.text)
        assert bool(marks) == (
            row.fact.status == "target"
            or row.fact.origin == "context"
            or row.fact.verdict in ("attributed", "unconfirmed", "differs")
        )


@in_both
@every_figure
def test_a_figure_is_named_described_and_sourced(
    project: Explainer, drawn: dict[Name, Rendered], stem: str, lang: Lang
) -> None:
    content = content_of(project, stem, lang)
    drawings = tuple(drawn[stem, lang, layout] for layout in LAYOUTS)
    tree = read_html(figure_html(content, drawings, project.words(lang), AROUND))
    texts = {
        element.attributes["id"]: element.text() for element in tree.walk() if "id" in element.attributes
    }
    image = tree.one(role="img")
    assert texts[image.attributes["aria-labelledby"]] == content.title
    assert texts[image.attributes["aria-describedby"]] == content.summary
    assert texts[tree.one("figure").attributes["aria-labelledby"]] == content.title
    links = [a.attributes["href"] for a in tree.all("a")]
    for source in content.sources:
        assert f"../sources/#source-{source.id}" in links
    assert f"../charts/{stem}/" in links
    assert not re.search(r"\s(?:style|on\w+)=", figure_html(content, drawings, project.words(lang), AROUND))


@every_figure
def test_a_title_is_short_enough_to_be_read_at_a_glance(project: Explainer, stem: str) -> None:
    assert len(content_of(project, stem, "zh").title) <= 20
    assert len(content_of(project, stem, "en").title.split()) <= 10


@in_both
@every_figure
def test_no_slot_is_left_unfilled(project: Explainer, stem: str, lang: Lang) -> None:
    content = content_of(project, stem, lang)
    texts = [content.title, content.summary, content.note, *content.columns, *content.labels.values()]
    texts += [text for row in content.rows for text in (row.label, row.text)]
    for text in texts:
        assert not re.search(r"[{}]", text)
    assert all(row.label and row.text for row in content.rows)


@in_both
@every_figure
def test_the_summary_tells_every_number_of_the_table(project: Explainer, stem: str, lang: Lang) -> None:
    content = content_of(project, stem, lang)
    told = {(s.kind, s.value) for s in statements(content.summary, lang)}
    for row in content.rows:
        if row.fact.value is not None:
            stated = statements(project.ledger.value_text(row.fact, lang), lang)
            assert {(s.kind, s.value) for s in stated} <= told, row.label


@every_figure
def test_the_words_differ_between_the_languages(project: Explainer, stem: str) -> None:
    zh, en = (content_of(project, stem, lang) for lang in LANGS)
    assert zh.title != en.title
    assert zh.summary != en.summary
    assert zh.columns != en.columns
    assert all(here.label != there.label for here, there in zip(zh.rows, en.rows, strict=True))
    assert re.search(r"[\u3400-\u9fff]", zh.title)
    assert not re.search(r"[\u3400-\u9fff]", en.title + en.summary + en.note)


@pytest.mark.parametrize("form", forms.FORMS)
def test_a_figure_cannot_break_out_of_its_place(small: Explainer, form: str) -> None:
    stem = "book_counts" if form in ("bars", "timeline", "tree") else "children_share"
    content = small.figures[stem].in_language("en", small.ledger)
    if form == "line":
        content = replace(content, rows=two_dates(content.rows[0]), over_time=True)
    evil = replace(
        content,
        title=EVIL,
        summary=EVIL,
        note=EVIL,
        columns=(EVIL, EVIL),
        rows=tuple(replace(row, group=EVIL, label=EVIL, text=EVIL) for row in content.rows),
        labels={"whole": EVIL, "root": EVIL},
    )
    if form == "units":
        half = replace(evil.rows[0], fact=small.ledger["picture_books"])
        evil = replace(evil, rows=(half,))
    with Renderer(small.theme) as renderer:
        drawings = tuple(
            renderer.render(forms.FORMS[form](evil, layout, small.theme), layout, "evil")
            for layout in LAYOUTS
        )
    for drawing in drawings:
        texts = ElementTree.fromstring(drawing.svg).itertext()  # noqa: S314
        assert squeezed(EVIL) in squeezed("".join(texts))
        assert "</script" not in drawing.svg
    for place in ("chapter", "own_page", "embed"):
        tree = read_html(figure_html(evil, drawings, small.words("en"), replace(AROUND, place=place)))
        assert not tree.all("script", "img", "iframe")
        assert len(tree.all("svg")) == len(LAYOUTS)
        assert tree.one("figcaption").text() == EVIL
        assert not any(name.startswith("on") for element in tree.walk() for name in element.attributes)
    picture = ElementTree.fromstring(picture_svg(evil, drawings[-1], WIDE, EVIL, [EVIL]))  # noqa: S314
    assert {element.tag.partition("}")[2] for element in picture.iter()} <= PICTURE_TAGS
    assert json.loads(data_json(evil, small.words("en"), EVIL))["title"] == EVIL
    assert EVIL in {cell for row in read_csv(table_csv(evil, small.words("en"))) for cell in row}


def two_dates(row: Row) -> tuple[Row, ...]:
    """The same share at two dates, which a line needs."""
    return (row, replace(row, fact=row.fact.model_copy(update={"as_of": "2024-01"})))


def read_csv(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_kept_drawing_is_the_same_and_a_damaged_one_is_drawn_again(
    small: Explainer, tmp_path: Path
) -> None:
    figure = small.figures["book_counts"]

    def draw(folder: Path | None) -> Rendered:
        content = figure.in_language("en", small.ledger)
        with Renderer(small.theme, Kept(folder)) as renderer:
            return renderer.render(figure.build(content, NARROW, small.theme), NARROW, "name")

    fresh = draw(None)
    assert draw(tmp_path) == draw(tmp_path) == fresh
    (file,) = tmp_path.iterdir()
    for damage in ("", "{", "[]", '{"svg": 1}', '{"svg": "<svg>"}'):
        file.write_text(damage, encoding="utf-8")
        assert draw(tmp_path) == fresh


@in_both
@pytest.mark.parametrize(
    "chapter", sorted(file.stem for file in (CODE_ROOT / "docs" / "zh" / "chapters").glob("*.md"))
)
def test_the_figures_of_a_page_are_light(built_site: Path, chapter: str, lang: Lang) -> None:
    """Drawings, tables and captions of a page, compressed as a browser fetches them."""
    page = built_site / ("en" if lang == "en" else "") / "chapters" / chapter / "index.html"
    figures = re.findall(r"<figure.*?</figure>", page.read_text(encoding="utf-8"), re.DOTALL)
    assert len(figures) <= 3
    assert len(gzip.compress("".join(figures).encode(), 9)) <= MOST_BYTES


def test_walking_and_listening_cost_little() -> None:
    script = CODE_ROOT / "overrides" / "components" / "figure-controls" / "figure-controls.js"
    assert len(gzip.compress(script.read_bytes(), 9)) < 3 * 1024


def test_a_number_in_a_drawing_is_not_rounded(small: Explainer) -> None:
    content = small.figures["book_counts"].in_language("en", small.ledger)
    exact = replace(content, rows=tuple(replace(row, text="0.129 % or 33.333 %") for row in content.rows))
    with Renderer(small.theme) as renderer:
        drawing = forms.bars(exact, WIDE, small.theme)
        svg = renderer.render(drawing, WIDE, "exact").svg
    assert svg.count("0.129 % or 33.333 %") == len(content.rows)


@pytest.mark.parametrize("share", [0, 3, 50, 97, 100])
def test_a_line_has_room_for_its_labels_at_every_height(small: Explainer, share: int) -> None:
    content = small.figures["children_share"].in_language("en", small.ledger)
    fact = small.ledger["children"].model_copy(update={"value": share})
    rows = [
        replace(content.rows[0], label=f"May {year}", fact=fact.model_copy(update={"as_of": f"{year}-05-02"}))
        for year in (2001, 2005, 2009)
    ]
    series = replace(content, rows=tuple(rows), over_time=True)
    with Renderer(small.theme) as renderer:
        drawing = forms.line(series, WIDE, small.theme)
        labels = renderer.render(drawing, WIDE, "line").labels
    assert not any(one.overlaps(other) for one, other in combinations(labels, 2))
    assert all(label.top >= -TOLERANCE and label.bottom <= drawing.height + TOLERANCE for label in labels)


def test_a_label_that_the_program_fills_in_is_the_same_in_both_languages(small_explainer: Path) -> None:
    words = small_explainer / "charts" / "figures" / "book_counts.yml"
    label = "- fact: books_later\n  label: {zh: '{books_later.as_of}', en: '{books_later.as_of}'}"
    text = words.read_text(encoding="utf-8").replace("- fact: books_later", label)
    words.write_text(text, encoding="utf-8")
    assert run_checks(load_explainer(small_explainer)) == []
