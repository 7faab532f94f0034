"""The interactive view on a figure's own page, and the buttons there that copy."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Request, Route

from tests.browser.conftest import Reader, Tab
from tests.browser.pages import figures
from tests.browser.test_figure_controls import (
    current_rows,
    is_focused,
    rows_in_words,
    said,
)

FIGURE = "charts/older_share/"
SMALLEST_TEXT = 18
PHONE = {"width": 320, "height": 800}
DESK = {"width": 1280, "height": 900}
# Where something is on the page, however far that is scrolled.
PLACE = """part => {
  const box = part.getBoundingClientRect();
  return [box.x + scrollX, box.y + scrollY, box.width, box.height];
}"""
FILES_OF_VIEW = re.compile(r"/echarts[^/]*\.js$|\.view\.json$")
# What a browser itself says of a request that did not come through.
REQUEST_FAILED = "Failed to load resource"


def open_view(page: Page) -> None:
    page.locator("[data-open]").click()
    page.locator(".interactive-figure__sheet svg").wait_for()


def static_drawing(page: Page):
    return page.locator(".figure__drawing >> visible=true")


def tip(page: Page) -> str:
    """The words beside the pointer or the current mark; empty when none are shown."""
    shown = page.locator(".interactive-figure__tip >> visible=true")
    return " ".join(shown.inner_text().split()) if shown.count() else ""


def rows_of_table(page: Page) -> list[str]:
    """Each row in words, its remarks in brackets."""
    rows = page.locator("tr[data-row]").evaluate_all(
        """rows => rows.map(row => {
          const copy = row.cloneNode(true), isEnglish = document.documentElement.lang === 'en';
          copy.querySelectorAll('.mark').forEach(mark => {
            mark.textContent = isEnglish ? `(${mark.textContent})` : `（${mark.textContent}）`;
          });
          return Array.from(copy.cells, cell => cell.textContent).join(' ');
        })"""
    )
    return [" ".join(row.split()) for row in rows]


def places_of_marks(page: Page) -> list[tuple[float, float]]:
    """A point in each row's mark in the visible drawing, from its top left corner, in CSS pixels."""
    return page.evaluate(
        """() => {
          const drawings = [...document.querySelectorAll('.figure__drawing')];
          const drawing = drawings.find(drawing => drawing.checkVisibility());
          const frame = drawing.getBoundingClientRect();
          const steps = [0.5, ...Array.from({length: 19}, (_, step) => (step + 1) / 20)];
          return [...document.querySelectorAll('tr[data-row]')].map(row => {
            const mark = drawing.querySelector(`[data-row="${row.dataset.row}"]`);
            const box = mark.getBoundingClientRect(), inside = mark.getScreenCTM().inverse();
            const points = steps.flatMap(across => steps.map(
              down => new DOMPoint(box.x + across * box.width, box.y + down * box.height)));
            const point = points.find(point => mark.isPointInFill(point.matrixTransform(inside)));
            return [point.x - frame.x, point.y - frame.y];
          });
        }"""
    )


def hover(page: Page, point: tuple[float, float]) -> None:
    frame = page.locator(".interactive-figure__frame")
    frame.evaluate("(frame, y) => scrollTo(0, frame.getBoundingClientRect().y + scrollY + y - 300)", point[1])
    box = frame.bounding_box()
    page.mouse.move(1, 1)
    page.mouse.move(box["x"] + point[0], box["y"] + point[1], steps=2)


def echarts_requests(page: Page) -> list[str]:
    """Every file of ECharts that the page has asked for since it was opened."""
    return page.evaluate(
        "performance.getEntriesByType('resource').map(file => file.name)"
        ".filter(name => /echarts|view\\.json/.test(name))"
    )


@pytest.fixture(scope="module")
def still_tabs(new_reader) -> dict[str, Tab]:
    """Tabs in which nothing moves: the marks are in their places at once."""
    return {
        name: new_reader(viewport=size, reduced_motion="reduce").new_tab()
        for name, size in (("desk", DESK), ("phone", PHONE))
    }


@pytest.mark.parametrize("uri", figures())
def test_each_mark_tells_its_row_in_the_place_of_the_static_drawing(
    still_tabs: dict[str, Tab], uri: str
) -> None:
    visit = still_tabs["desk" if uri.startswith("en/") else "phone"].visit(uri)
    page = visit.page
    place, marks = static_drawing(page).evaluate(PLACE), places_of_marks(page)
    open_view(page)
    left, _, *size = page.locator(".interactive-figure__frame").evaluate(PLACE)
    assert [left, *size] == pytest.approx([place[0], *place[2:]], abs=1)
    assert not page.locator(".figure__image").is_visible()
    rows = rows_of_table(page)
    for row, mark in zip(rows, marks, strict=True):
        hover(page, mark)
        assert tip(page) == row
    page.mouse.move(1, 1)
    page.locator(".interactive-figure__view").focus()
    for row in rows if len(rows) > 1 else []:
        page.keyboard.press("ArrowRight")
        assert tip(page) == row
    assert visit.errors == []


def test_echarts_is_asked_for_at_the_first_press_and_once(reader: Reader) -> None:
    page = reader.visit(FIGURE).page
    assert echarts_requests(page) == []
    open_view(page)
    page.locator(".interactive-figure [data-close]").click()
    open_view(page)
    scripts = [name for name in echarts_requests(page) if name.endswith(".js")]
    assert len(scripts) == 1
    assert scripts[0].startswith(reader.root)
    page.close()


@pytest.mark.parametrize("uri", ["chapters/warmth/", "en/charts/"])
def test_other_pages_never_ask_for_echarts(reader: Reader, uri: str) -> None:
    page = reader.visit(uri).page
    page.wait_for_timeout(200)
    assert echarts_requests(page) == []
    assert page.locator("[data-open]").count() == 0
    page.close()


@pytest.mark.parametrize("elder", [False, True])
@pytest.mark.parametrize("viewport", [PHONE, DESK])
def test_the_words_of_a_mark_are_large_and_within_the_drawing(
    new_reader, viewport: dict, elder: bool
) -> None:
    page = new_reader(viewport=viewport).visit(FIGURE).page
    if elder:
        page.evaluate("document.documentElement.dataset.reading = 'elder'")
    marks = places_of_marks(page)
    open_view(page)
    page.wait_for_timeout(1_200)
    hover(page, marks[-1])
    size = page.locator(".interactive-figure__tip").evaluate(
        """tip => {
          const frame = document.querySelector('.interactive-figure__sheet');
          const scale = new DOMMatrix(getComputedStyle(frame).transform).a;
          return [parseFloat(getComputedStyle(tip).fontSize) * scale, scale];
        }"""
    )
    assert size[1] != 1
    assert size[0] >= SMALLEST_TEXT * (1.25 if elder else 1) - 0.05
    words = page.locator(".interactive-figure__tip").bounding_box()
    frame = page.locator(".interactive-figure__frame").bounding_box()
    assert words["x"] >= frame["x"] - 1
    assert words["x"] + words["width"] <= frame["x"] + frame["width"] + 1
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    page.close()


@pytest.mark.parametrize("uri", [FIGURE, "en/charts/plan_tree/"])
def test_arrow_keys_walk_and_the_value_is_announced_beside_the_buttons(reader: Reader, uri: str) -> None:
    page = reader.visit(uri).page
    open_view(page)
    figure, view = page.locator("figure.figure"), page.locator(".interactive-figure__view")
    expected = rows_in_words(figure)
    assert is_focused(view)
    for key, index in {"ArrowRight": 0, "ArrowDown": 1, "End": -1, "ArrowLeft": -2, "Home": 0}.items():
        page.keyboard.press(key)
        assert said(figure) == expected[index], key
        assert tip(page) == rows_of_table(page)[index]
        assert figure.locator(".interactive-figure__ring").count() >= 1
        assert is_focused(view)
    assert page.locator("figure [role=status] >> visible=true").count() == 1
    assert page.locator("[aria-hidden=true] .interactive-figure__tip").count() == 1
    page.close()


def test_a_tap_on_a_mark_makes_its_row_the_current_one(new_reader) -> None:
    page = new_reader(viewport=PHONE, has_touch=True).visit(FIGURE).page
    marks = places_of_marks(page)
    open_view(page)
    page.wait_for_timeout(1_200)
    figure, frame = page.locator("figure.figure"), page.locator(".interactive-figure__frame")
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    page.touchscreen.tap(box["x"] + marks[2][0], box["y"] + marks[2][1])
    assert said(figure) == rows_in_words(figure)[2]
    assert tip(page) == rows_of_table(page)[2]
    page.close()


@pytest.mark.parametrize("how", ["Escape", "the button"])
def test_returning_brings_back_the_drawing_and_the_focus(reader: Reader, how: str) -> None:
    page = reader.visit(FIGURE).page
    order = "figure => [...figure.children].map(part => part.className)"
    before, place = page.locator("figure").evaluate(order), static_drawing(page).evaluate(PLACE)
    open_view(page)
    assert not page.locator("[data-open]").is_visible()
    if how == "Escape":
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Escape")
    else:
        page.locator(".interactive-figure [data-close]").click()
    assert is_focused(page.locator("[data-open]"))
    assert static_drawing(page).evaluate(PLACE) == pytest.approx(place, abs=1)
    assert page.locator("figure").evaluate(order) == before
    for part in (
        ".interactive-figure__view",
        ".interactive-figure__hint",
        ".interactive-figure [data-close]",
    ):
        assert not page.locator(part).is_visible()
    page.close()


@pytest.mark.parametrize("blocked", ["**/echarts*.js", "**/*.view.json"])
def test_when_a_file_cannot_be_had_the_drawing_stays_and_the_button_works_later(
    new_reader, blocked: str
) -> None:
    visit = new_reader().visit(FIGURE)
    page = visit.page
    page.route(blocked, lambda route: route.abort())
    for _ in range(2):
        with page.expect_event("requestfailed"):
            page.locator("[data-open]").click()
        page.locator("[data-open]:not([aria-busy])").wait_for()
        assert static_drawing(page).count() == 1
        assert is_focused(page.locator("[data-open]"))
    page.locator('[data-step="1"]').click()
    assert current_rows(page.locator("figure.figure")) == [["0"], ["0"]]
    page.unroute(blocked)
    open_view(page)
    assert [error for error in visit.errors if REQUEST_FAILED not in error] == []
    page.close()


@pytest.mark.parametrize("kind", ["script", "fetch"])
@pytest.mark.parametrize("body", ["throw new Error('no');", "", "<!doctype html><p>404</p>", "{}"])
def test_when_a_file_is_not_what_it_should_be_the_drawing_stays(new_reader, kind: str, body: str) -> None:
    visit = new_reader().visit(FIGURE)
    page = visit.page

    def answer(route: Route) -> None:
        if route.request.resource_type == kind:
            route.fulfill(
                body=body, content_type="text/javascript" if kind == "script" else "application/json"
            )
        else:
            route.fallback()

    page.route(FILES_OF_VIEW, answer)
    page.locator("[data-open]").click()
    page.locator("[data-open]:not([aria-busy])").wait_for()
    assert static_drawing(page).count() == 1
    assert not page.locator(".interactive-figure__view").is_visible()
    assert is_focused(page.locator("[data-open]"))
    page.close()


def test_impatient_presses_ask_once(new_reader) -> None:
    page = new_reader().visit(FIGURE).page
    asked: list[str] = []

    def note(request: Request) -> None:
        if FILES_OF_VIEW.search(request.url):
            asked.append(request.url)

    page.on("request", note)
    page.locator("[data-open]").evaluate("button => { button.click(); button.click(); button.click(); }")
    page.locator(".interactive-figure__sheet svg").wait_for()
    assert len(asked) == len(set(asked)) == 2
    page.close()


@pytest.mark.parametrize(
    ("options", "elder", "moves"),
    [({}, False, True), ({"reduced_motion": "reduce"}, False, False), ({}, True, False)],
)
def test_nothing_moves_for_those_who_want_it_calm(
    new_reader, options: dict, elder: bool, moves: bool
) -> None:
    page = new_reader(**options).visit(FIGURE).page
    if elder:
        page.locator("html").evaluate("html => { html.dataset.reading = 'elder'; }")
    open_view(page)
    chart = "echarts.getInstanceByDom(document.querySelector('.interactive-figure__sheet'))"
    assert page.evaluate(f"{chart}.getOption().animation") is moves
    page.close()


SCHEMES = {
    "dark": {"color_scheme": "dark"},
    "high contrast": {"contrast": "more"},
    "forced colours": {"forced_colors": "active"},
}


# The colours of the view, and those of the page for figures.
COLOURS = """() => {
  const parts = document.querySelectorAll('.interactive-figure__sheet svg [fill^=rgb]');
  const seen = [...parts].filter(part => part.getAttribute('fill-opacity') !== '0');
  return [...new Set(seen.map(part => part.getAttribute('fill').replace(/\\s/g, '')))].sort();
}"""
TOKENS = """() => ['main', 'other', 'empty', 'ink', 'ink-quiet', 'line'].map(name => {
  const probe = document.body.appendChild(document.createElement('i'));
  probe.style.forcedColorAdjust = 'none';
  probe.style.color = `var(--chart-${name})`;
  return getComputedStyle(probe).color.replace(/\\s/g, '');
})"""


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_colours_are_those_of_the_page_and_change_with_them(reader: Reader, scheme: str) -> None:
    page = reader.visit("charts/milestones/").page
    assert_colours_change(page, lambda: page.emulate_media(**SCHEMES[scheme]))
    page.close()


def test_a_choice_of_the_reader_that_changes_colours_is_followed(new_reader) -> None:
    page = new_reader().visit("charts/milestones/").page
    assert_colours_change(page, lambda: page.evaluate("explainer.settings.set('theme', 'yellow')"))
    page.close()


def assert_colours_change(page: Page, change: Callable[[], object]) -> None:
    """The open view has the page's colours before and after a change, and keeps its row."""
    open_view(page)
    page.keyboard.press("ArrowRight")
    before = page.evaluate(COLOURS)
    assert before
    assert set(before) <= set(page.evaluate(TOKENS))
    change()
    page.wait_for_timeout(200)
    after = page.evaluate(COLOURS)
    assert after != before
    assert set(after) <= set(page.evaluate(TOKENS))
    assert tip(page) == rows_of_table(page)[0]


def test_on_a_turned_or_resized_screen_it_is_drawn_anew_and_keeps_its_row(new_reader) -> None:
    page = new_reader(viewport=DESK).visit("charts/service_items/").page
    open_view(page)
    page.keyboard.press("ArrowRight")
    for viewport in (PHONE, {"width": 800, "height": 390}, DESK):
        page.set_viewport_size(viewport)
        page.wait_for_timeout(200)
        left, _, *size = page.locator(".interactive-figure__frame").evaluate(PLACE)
        assert tip(page) == rows_of_table(page)[0]
        assert is_focused(page.locator(".interactive-figure__view"))
        page.keyboard.press("Escape")
        place = static_drawing(page).evaluate(PLACE)
        assert [place[0], *place[2:]] == pytest.approx([left, *size], abs=1)
        open_view(page)
        page.keyboard.press("ArrowRight")
    page.close()


def test_what_looks_like_markup_in_the_data_stays_text(reader: Reader) -> None:
    visit = reader.visit(FIGURE)
    page = visit.page
    words = '<img src=x onerror="window.ran = true"><b>36</b> & {bold|x}'
    page.locator("tr[data-row] th").first.evaluate("(cell, words) => { cell.textContent = words; }", words)
    open_view(page)
    page.keyboard.press("ArrowRight")
    assert tip(page) == rows_of_table(page)[0]
    assert words in tip(page)
    assert said(page.locator("figure.figure")).startswith(words)
    assert page.locator(".interactive-figure__tip :is(img, b), .figure__value :is(img, b)").count() == 0
    assert page.evaluate("window.ran") is None
    assert (visit.errors, visit.foreign) == ([], [])
    page.close()


def test_a_strict_content_policy_forbids_nothing_that_figures_need(new_reader) -> None:
    reader = new_reader()

    def with_policy(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(
            response=answer, headers={**answer.headers, "content-security-policy": "default-src 'self'"}
        )

    reader.context.route(reader.root + FIGURE, with_policy)
    visit = reader.visit(FIGURE)
    open_view(visit.page)
    for _ in range(2):
        visit.page.keyboard.press("ArrowRight")
    assert tip(visit.page) == rows_of_table(visit.page)[1]
    assert visit.errors == []
    visit.page.close()


def test_on_paper_the_static_drawing_is_there_while_the_view_is_open(reader: Reader) -> None:
    page = reader.visit(FIGURE).page
    open_view(page)
    page.emulate_media(media="print")
    assert static_drawing(page).count() == 1
    assert not page.locator(".interactive-figure").is_visible()
    page.close()


def test_nothing_of_it_is_offered_without_scripts(reader_without_scripts: Reader) -> None:
    page = reader_without_scripts.visit(FIGURE).page
    assert page.locator(":is(.interactive-figure, .figure-share) >> visible=true").count() == 0
    page.close()


@pytest.mark.parametrize("viewport", [PHONE, DESK])
def test_its_buttons_are_large_and_in_the_type_of_the_page(new_reader, viewport: dict) -> None:
    page = new_reader(viewport=viewport).visit(FIGURE).page
    buttons = page.locator(".interactive-figure .button, .figure-share .button")
    sizes = [_size(button) for button in buttons.all() if button.is_visible()]
    open_view(page)
    sizes.append(_size(page.locator(".interactive-figure [data-close]")))
    for height, text in sizes:
        assert height >= 44
        assert text >= SMALLEST_TEXT
    page.close()


def _size(button) -> list[float]:
    return button.evaluate(
        "button => [button.getBoundingClientRect().height, parseFloat(getComputedStyle(button).fontSize)]"
    )


@pytest.mark.parametrize("clipboard", ["modern", "refused", "none"])
def test_a_button_copies_what_it_names_and_says_so(new_reader, clipboard: str) -> None:
    reader = new_reader(permissions=["clipboard-read", "clipboard-write"])
    page = reader.visit(FIGURE).page
    if clipboard == "none":
        page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    elif clipboard == "refused":
        page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    for share in page.locator(".figure-share").all():
        button = share.locator("[data-copy]")
        button.click()
        share.get_by_text(button.get_attribute("data-done") or "", exact=True).wait_for()
        assert is_focused(button)
        field = page.evaluate_handle("document.body.appendChild(document.createElement('textarea'))")
        field.as_element().focus()
        page.keyboard.press("Control+V")
        assert field.evaluate("field => field.value") == button.get_attribute("data-copy")
        field.evaluate("field => field.remove()")
    page.close()
