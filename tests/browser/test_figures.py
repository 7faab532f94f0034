"""Every figure in a real browser: its words fit and are large, stand out in every theme, and are printed."""

from __future__ import annotations

import io
import re
import unicodedata
from itertools import product

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.browser.conftest import Reader, Tab
from tests.browser.pages import figures, lang_of

WIDTHS = (1280, 768, 390, 320)
THEMES = ("light", "cream", "dark", "yellow")
# The size of text that a reader has set in the browser, in CSS pixels; 16 is what browsers begin with.
USUAL, DOUBLED = 16, 32
SMALLEST_TEXT, SMALLEST_ELDER_TEXT = 18, 22
# A version, the width of the window and the size of text.
Look = tuple[str | None, int, int]

# Radicals that Unicode calls the same as an older form, or as no character at all.
RADICALS = str.maketrans("⺠戶靑⻆⻔⻚⻋⻅⻓⻢⻩⻛⻜⻝⻥⻦⻬⻰", "民户青角门页车见长马黄风飞食鱼鸟齐龙")

every_figure = pytest.mark.parametrize("uri", figures())


@pytest.fixture(scope="module")
def figure_tab(new_reader) -> Tab:
    """One tab that goes from figure to figure."""
    return new_reader().new_tab()


@pytest.fixture(scope="module")
def pages(figure_tab: Tab) -> Page:
    return figure_tab.page


@pytest.fixture(scope="module", params=figures())
def drawings(figure_tab: Tab, request: pytest.FixtureRequest) -> dict[Look, dict]:
    """What is seen of a figure's drawing in each version, at each width, in each size of text."""
    page = figure_tab.visit(request.param).page
    seen: dict[Look, dict] = {}
    for size in (USUAL, DOUBLED):
        set_text_size(page, size)
        seen |= {(None, width, size): drawing(page, width) for width in WIDTHS}
    set_text_size(page, USUAL)
    page.evaluate("document.documentElement.dataset.reading = 'elder'")
    seen |= {("elder", width, USUAL): drawing(page, width) for width in WIDTHS}
    page.set_viewport_size({"width": 1280, "height": 800})
    return seen


def drawing(page: Page, width: int) -> dict:
    """What is seen of the drawing in a window of this width."""
    page.set_viewport_size({"width": width, "height": 800})
    return page.evaluate(DRAWING)


def test_the_words_of_a_drawing_fit_and_are_large_enough_at_every_width(drawings: dict[Look, dict]) -> None:
    for width, size in product(WIDTHS, (USUAL, DOUBLED)):
        shown = drawings[None, width, size]
        assert shown["drawings"] == 1, (width, size)
        assert shown["smallest"] >= SMALLEST_TEXT - 0.05, (width, size)
        assert shown["cut"] == [], (width, size)
        assert shown["overlapping"] == [], (width, size)
        assert shown["pageWidth"] <= width, size


def test_the_words_of_a_drawing_grow_with_the_readers_text(drawings: dict[Look, dict]) -> None:
    for width in WIDTHS:
        usual, doubled = drawings[None, width, USUAL], drawings[None, width, DOUBLED]
        assert doubled["smallest"] > usual["smallest"], width


def test_in_elder_mode_the_words_of_a_drawing_are_larger_still(drawings: dict[Look, dict]) -> None:
    for width in WIDTHS:
        shown = drawings["elder", width, USUAL]
        assert shown["smallest"] >= SMALLEST_ELDER_TEXT - 0.05, width
        assert shown["cut"] == [], width


@every_figure
def test_marks_and_words_stand_out_in_every_theme(pages: Page, reader: Reader, uri: str) -> None:
    pages.goto(reader.root + uri)
    for theme in THEMES:
        pages.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
        assert_contrast(pages)


@every_figure
def test_marks_and_words_stand_out_in_forced_colours(tabs_with_forced_colours: list[Tab], uri: str) -> None:
    for tab in tabs_with_forced_colours:
        assert_contrast(tab.visit(uri).page)


@pytest.fixture(scope="module")
def tabs_with_forced_colours(new_reader) -> list[Tab]:
    """Tabs of those who have forced their own colours, on a light ground and on a dark one."""
    return [new_reader(forced_colors="active", color_scheme=scheme).new_tab() for scheme in ("light", "dark")]


@every_figure
def test_a_printed_figure_is_black_on_white(pages: Page, reader: Reader, uri: str) -> None:
    pages.goto(reader.root + uri)
    pages.emulate_media(media="print", color_scheme="dark")
    used = pages.evaluate(COLOURS)
    colours = {colour for pair in [*used["marks"], *used["words"]] for colour in pair}
    assert {tuple(colour[:3]) for colour in colours_of(colours)} <= {(0, 0, 0), (255, 255, 255)}
    pages.emulate_media(media="null", color_scheme="null")


@every_figure
def test_a_printed_figure_keeps_its_title_with_its_drawing_and_prints_its_table(
    pages: Page, reader: Reader, uri: str
) -> None:
    pages.goto(reader.root + uri)
    title = squeezed(pages.locator("h1").inner_text())
    cells = [squeezed(cell) for cell in pages.locator(".figure__table :is(th, td)").all_inner_texts()]
    labels = [squeezed(text) for text in pages.locator(".figure__drawing--narrow text").all_text_contents()]
    printed = [as_read(page.extract_text()) for page in PdfReader(io.BytesIO(pages.pdf(format="A4"))).pages]
    assert [cell for cell in cells if cell not in "".join(printed)] == []
    first = next(page for page in printed if title in page)
    assert labels[0] in first
    assert all(any(label in page for page in printed) for label in labels)


def as_read(printed: str) -> str:
    """The text of a PDF: Chromium writes some characters as the radicals that look the same."""
    return squeezed(unicodedata.normalize("NFKC", printed).translate(RADICALS))


@every_figure
def test_a_figure_in_a_frame_speaks_its_language_fits_and_fetches_nothing_elsewhere(
    framed_tab: Tab, tab: Tab, uri: str
) -> None:
    code = tab.visit(uri).page.locator(".figure-share__code").inner_text()
    height = int(re.search(r'height="(\d+)"', code)[1])
    visit = framed_tab.visit(f"{uri}embed/")
    assert (visit.errors, visit.foreign, visit.failed) == ([], [], [])
    assert visit.page.locator("html").get_attribute("lang") == ("en" if lang_of(uri) == "en" else "zh-Hans")
    assert visit.page.locator("h1").inner_text() in code
    assert visit.page.evaluate("document.documentElement.scrollHeight") <= height
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.fixture(scope="module")
def framed_tab(new_reader) -> Tab:
    """A tab of another site that shows our figure in a frame, on a phone."""
    return new_reader(viewport={"width": 360, "height": 600}).new_tab()


def set_text_size(page: Page, size: int) -> None:
    """Sets the text size that the reader has chosen in the browser's own settings."""
    session = page.context.new_cdp_session(page)
    session.send("Page.enable")
    session.send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size}})
    session.detach()


def assert_contrast(page: Page) -> None:
    used = page.evaluate(COLOURS)
    paper = used["paper"]
    assert used["marks"]
    for fill, stroke in used["marks"]:
        assert max(contrast(fill, paper), contrast(stroke, paper)) >= 3
    for (fill,) in used["words"]:
        assert contrast(fill, paper) >= 7
    for (stroke,) in used["lines"]:
        assert contrast(stroke, paper) >= 4.5


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio of two colours as the browser computes them; 1 for none."""
    if "none" in (one, other):
        return 1
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    ((red, green, blue),) = colours_of({colour})
    parts = [part / 255 for part in (red, green, blue)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def colours_of(colours: set[str]) -> list[tuple[int, ...]]:
    return [
        tuple(int(part) for part in re.findall(r"\d+", colour)[:3])
        for colour in colours
        if colour.startswith("rgb")
    ]


# The drawing that is shown: its smallest text on the screen, texts that leave it or cover each other.
DRAWING = """() => {
  const shown = [...document.querySelectorAll('.figure__drawing')].filter(svg => svg.checkVisibility());
  const svg = shown[0], frame = svg.getBoundingClientRect(), scale = frame.width / svg.viewBox.baseVal.width;
  const texts = [...svg.querySelectorAll('text')];
  const boxes = texts.map(text => [text.getBoundingClientRect(), text.textContent]);
  const cut = boxes.filter(([box]) => box.left < frame.left - 2 || box.right > frame.right + 2
    || box.right > innerWidth || box.bottom > frame.bottom + 8).map(([, text]) => text);
  const overlapping = [];
  boxes.forEach(([one, text], index) => boxes.slice(index + 1).forEach(([other, otherText]) => {
    const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
    const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
    if (across > 2 && down > 0.35 * Math.min(one.height, other.height)) overlapping.push([text, otherText]);
  }));
  const smallest = Math.min(...texts.map(text => parseFloat(getComputedStyle(text).fontSize) * scale));
  const pageWidth = document.documentElement.scrollWidth;
  return {drawings: shown.length, smallest, cut, overlapping, pageWidth};
}"""

# What is drawn with, and on: marks as fill and outline, words, and the lines that join marks.
COLOURS = """() => {
  const svg = [...document.querySelectorAll('.figure__drawing')].find(svg => svg.checkVisibility());
  const of = (selector, ...names) => [...svg.querySelectorAll(selector)]
    .filter(shape => !shape.closest('defs') && !getComputedStyle(shape).fill.startsWith('url'))
    .map(shape => names.map(name => getComputedStyle(shape)[name]));
  return {
    paper: getComputedStyle(document.body).backgroundColor,
    marks: of('[data-row]', 'fill', 'stroke'),
    words: of('text, tspan', 'fill'),
    lines: of('path[fill=none]', 'stroke'),
  };
}"""
