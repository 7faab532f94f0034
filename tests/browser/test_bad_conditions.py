"""Scripts that fail and browsers that lack something: the page is whole and nothing on it is dead."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Reader, Visit

CHAPTER, FIGURE = "chapters/warmth/", "en/charts/service_items/"
COMPONENTS = (
    "contents-list", "explanation", "figure-controls", "figure-share", "interactive-figure", "language",
    "menu", "read-aloud", "reading-settings", "reading-tools", "search",
)  # fmt: skip
OWN_MESSAGE = "Failed to load resource"  # what the browser itself says of a file that did not come
THROWS = "throw new Error('broken on purpose');"


@pytest.fixture
def broken_reader(new_reader):
    """A function: a reader for whom the files of this pattern do not come, or come with this content."""
    made: list[Reader] = []

    def make(pattern: str, body: str | None = None, kind: str = "text/javascript") -> Reader:
        reader = new_reader()
        made.append(reader)
        if body is None:
            reader.context.route(pattern, lambda route: route.abort())
        else:
            reader.context.route(pattern, lambda route: route.fulfill(body=body, content_type=kind))
        return reader

    yield make
    for reader in made:
        reader.context.close()


def test_every_component_with_a_script_is_tried_here(built_site: Path) -> None:
    names = {file.name.split(".")[0] for file in (built_site / "assets").glob("*.js")}
    on_demand = {"first", "script", "echarts"}
    assert names - on_demand - set(COMPONENTS) <= {
        "search-engine",
        "search-marks",
        "search-panel",
        "sentences",
        "caption-bar",
        "ruler",
        "pointer",
    }


def elder_works(page: Page) -> bool:
    size = "parseFloat(getComputedStyle(document.body).fontSize)"
    usual = page.evaluate(size)
    page.locator("label.elder-switch").click()
    large = page.evaluate(size)
    page.locator("label.elder-switch").click()
    return large >= 22 and large > usual == page.evaluate(size)


def menu_works(page: Page) -> bool:
    page.locator(".menu__button").click()
    is_open = page.locator(".menu a").first.is_visible()
    page.locator(".menu__button").click()
    return is_open and not page.locator(".menu a").first.is_visible()


def settings_work(page: Page) -> bool:
    page.locator(".reading-settings-button").click()
    page.locator('input[name="setting-theme"][value="cream"]').check()
    is_set = page.evaluate("document.documentElement.dataset.theme") == "cream"
    page.locator("[data-undo]").click()
    page.locator("#reading-settings [data-close]").click()
    return is_set and page.evaluate("document.documentElement.dataset.theme") is None


def explanation_works(page: Page) -> bool:
    page.locator("#main a.fact").first.click()
    is_open = page.locator(".explanation").is_visible()
    page.keyboard.press("Escape")
    return is_open


def figure_works(page: Page) -> bool:
    page.locator('[data-step="1"]').first.click()
    return page.locator("tr.is-current").count() == 1


def assert_whole(visit: Visit) -> None:
    page = visit.page
    assert page.locator("main h1").is_visible()
    assert page.locator("main p >> visible=true").count() > 3
    assert page.locator("figure.figure table").first.is_visible()
    assert page.locator(".figure__drawing >> visible=true").count() >= 1
    assert elder_works(page)
    assert menu_works(page)
    language = page.locator(".header a[hreflang]")
    assert language.is_visible()
    address = language.get_attribute("href")
    assert address


@pytest.mark.parametrize(
    "body", [None, THROWS, "<!doctype html><p>404</p>"], ids=["missing", "throws", "a page"]
)
@pytest.mark.parametrize("file", ["script", "first"])
@pytest.mark.parametrize("uri", [CHAPTER, FIGURE])
def test_without_a_script_of_the_frame_nothing_dead_is_shown(
    broken_reader, uri: str, file: str, body: str | None
) -> None:
    visit = broken_reader(f"**/assets/{file}.*.js", body).visit(uri)
    assert_whole(visit)
    assert visit.page.locator("button >> visible=true").count() == 0
    assert visit.page.locator("#main a[aria-expanded]").count() == 0


def test_without_a_script_of_the_frame_the_elder_version_can_still_be_left(broken_reader) -> None:
    reader = broken_reader("**/assets/script.*.js")
    page = reader.visit(f"{CHAPTER}?elder=1").page
    assert page.locator("#elder-switch").is_checked()
    page.locator("label.elder-switch").click()
    assert page.evaluate("document.documentElement.dataset.reading") is None
    page.reload()
    assert page.evaluate("document.documentElement.dataset.reading") is None


@pytest.mark.parametrize("body", [None, THROWS], ids=["missing", "throws"])
@pytest.mark.parametrize("name", COMPONENTS)
def test_without_one_component_the_others_work_and_nothing_dead_is_shown(
    broken_reader, name: str, body: str | None
) -> None:
    reader = broken_reader(f"**/assets/{name}.*.js", body)
    for uri in (CHAPTER, FIGURE):
        visit = reader.visit(uri)
        page = visit.page
        assert_whole(visit)
        works = {
            "reading-settings": settings_work,
            "explanation": explanation_works if uri == CHAPTER else None,
            "figure-controls": figure_works,
        }
        controls = {
            "reading-settings": ".reading-settings-button",
            "figure-controls": "[data-step]",
            "figure-share": "[data-copy]",
            "interactive-figure": "[data-open]",
            "explanation": "#main a[aria-expanded]",
        }
        for other, control in controls.items():
            shown = page.locator(f"{control} >> visible=true").count()
            if other == name:
                assert shown == 0, f"{other} is dead"
            elif works.get(other):
                assert works[other](page), other
        others = [error for error in visit.errors if OWN_MESSAGE not in error and name not in error]
        assert [error for error in others if "broken on purpose" not in error] == []
        page.close()


MISSING = {
    "speech": "delete window.speechSynthesis; delete window.SpeechSynthesisUtterance",
    "popovers": """['showPopover', 'hidePopover', 'togglePopover', 'popover'].forEach(
      name => delete HTMLElement.prototype[name])""",
    "observers": "delete window.ResizeObserver; delete window.IntersectionObserver",
    "sound": "delete window.AudioContext; delete window.webkitAudioContext",
    "the clipboard": "Object.defineProperty(navigator, 'clipboard', {value: undefined})",
}


@pytest.mark.parametrize("missing", MISSING.values(), ids=MISSING)
def test_what_a_browser_lacks_does_not_matter(new_reader, missing: str) -> None:
    reader = new_reader()
    reader.context.add_init_script(missing)
    for uri in (CHAPTER, FIGURE):
        visit = reader.visit(uri)
        assert_whole(visit)
        assert settings_work(visit.page)
        assert figure_works(visit.page)
        if "Observer" not in missing:
            assert visit.errors == []
        else:
            # The interactive view cannot be without them: then it is not offered.
            assert visit.page.locator("[data-open] >> visible=true").count() == 0
    reader.context.close()


@pytest.mark.parametrize("unknown", ["@container", ":has(", "::details-content", ":is("])
def test_what_a_style_sheet_asks_for_and_a_browser_lacks_does_not_matter(
    broken_reader, built_site: Path, unknown: str
) -> None:
    (style,) = built_site.glob("assets/style.*.css")
    lacking = style.read_text(encoding="utf-8").replace(
        unknown, unknown.replace(":", ":-unknown-").replace("@", "@unknown-")
    )
    reader = broken_reader("**/assets/style.*.css", lacking, "text/css")
    for uri in (CHAPTER, FIGURE):
        visit = reader.visit(uri)
        page = visit.page
        page.set_viewport_size({"width": 390, "height": 844})
        assert_whole(visit)
        assert settings_work(page)
        assert (
            page.locator(".figure__drawing >> visible=true").count() == page.locator("figure.figure").count()
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert visit.errors == []
