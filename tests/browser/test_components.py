"""The menu, the skip link, the list of contents: by mouse, by keyboard, with and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import WIDTHS, Reader


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_menu_opens_by_key_and_escape_closes_it_and_returns_the_focus(
    readers_by_width, width: int, key: str
) -> None:
    page = readers_by_width[width].visit("chapters/why/").page
    button = page.locator(".menu__button")
    button.focus()
    page.keyboard.press(key)
    first = page.locator(".menu__panel a").first
    assert first.is_visible()
    page.keyboard.press("Tab")
    assert first.evaluate("link => link === document.activeElement")
    page.keyboard.press("Escape")
    assert not first.is_visible()
    assert button.evaluate("summary => summary === document.activeElement")
    page.close()


def test_the_menu_opens_without_scripts_and_marks_the_page(reader_without_scripts: Reader) -> None:
    page = reader_without_scripts.visit("en/chapters/city/").page
    page.locator(".menu__button").click()
    current = page.locator('.menu__list [aria-current="page"]')
    assert current.inner_text().strip().endswith("Running the city")
    page.close()


def test_a_tap_outside_closes_the_menu(reader: Reader) -> None:
    page = reader.visit("chapters/why/").page
    page.locator(".menu__button").click()
    page.mouse.click(30, 850)
    assert not page.locator(".menu__panel a").first.is_visible()
    page.close()


@pytest.mark.parametrize("uri", ["", "en/chapters/why/"])
def test_the_first_tab_stop_skips_to_the_text(reader: Reader, uri: str) -> None:
    page = reader.visit(uri).page
    page.keyboard.press("Tab")
    skip = page.locator(".skip-links__link").first
    assert skip.evaluate("link => link === document.activeElement")
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_everything_that_takes_the_focus_is_seen_when_it_has_it(readers_by_width, width: int) -> None:
    page = readers_by_width[width].visit("chapters/services/").page
    seen: list[str] = []
    for _ in range(200):
        page.keyboard.press("Tab")
        box, name = page.evaluate(_FOCUSED)
        if name == "BODY":
            break
        seen.append(name)
        assert box["width"] > 0
        assert box["height"] > 0
        assert -1 <= box["x"] < width, name
    assert len(seen) > 30
    assert len(seen) < 200, "the keyboard is caught in a loop"
    page.close()


_FOCUSED = """() => {
  const element = document.activeElement, box = element.getBoundingClientRect();
  return [{x: box.x, y: box.y, width: box.width, height: box.height},
          element === document.body ? 'BODY' : element.tagName + ' ' + element.textContent.trim()];
}"""


def test_no_printable_key_does_anything_by_itself(reader: Reader) -> None:
    page = reader.visit("chapters/why/").page
    before = _state(page)
    for key in "abcdefghijklmnopqrstuvwxyz0123456789/?,.;'[]-=":
        page.keyboard.press(key)
    assert _state(page) == before
    page.close()


def test_the_switch_keeps_the_heading_in_view_where_scripts_run(reader: Reader) -> None:
    page = reader.visit("chapters/services/").page
    page.locator("#cases-handled").scroll_into_view_if_needed()
    page.evaluate("document.getElementById('cases-handled').scrollIntoView()")
    page.evaluate("document.querySelector('.header__language').click()")
    page.wait_for_url("**/en/chapters/services/#cases-handled")
    page.close()


def _state(page: Page) -> list[object]:
    return page.evaluate(
        "[location.href, scrollX, scrollY, document.querySelectorAll('[open]').length,"
        " document.activeElement.tagName]"
    )
