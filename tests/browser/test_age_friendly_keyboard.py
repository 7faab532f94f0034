"""By keyboard: everything is reached and seen, nothing happens by itself, skip links and closing work."""

from __future__ import annotations

import string

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.conftest import Reader, Visit, script
from tests.browser.pages import sister

SAMPLE = [
    uri for chinese in ("", "chapters/services/", "sources/", "charts/service_items/")
    for uri in (chinese, sister(chinese))
]  # fmt: skip
PRINTABLE = [chr(code) for code in range(33, 127)]
TARGET = 44


def walk(page: Page) -> dict:
    """What Tab reaches from the top of the page to its end, and once more."""
    count = page.evaluate(script("walk"))
    start_at_the_top(page)
    for _ in range(count + 1):
        page.keyboard.press("Tab")
    return page.evaluate("walk")


def start_at_the_top(page: Page) -> None:
    """Puts the keyboard where it is when a page has just been opened."""
    # The page may still be about to scroll to what had the focus: that happens with one of the next frames.
    page.evaluate(
        """async () => {
          const frame = () => new Promise(requestAnimationFrame);
          document.activeElement.blur();
          await frame();
          await frame();
          document.body.tabIndex = -1;
          document.body.focus();
          document.body.removeAttribute("tabindex");
          do {
            scrollTo(0, 0);
            await frame();
            await frame();
          } while (scrollY);
        }"""
    )


def is_focused(part: Locator) -> bool:
    return part.evaluate("part => part === document.activeElement")


def assert_all_reached(walked: dict) -> None:
    count = walked["count"]
    assert count >= 12
    assert walked["order"][:-1] == list(range(count))
    # From the end the keyboard leaves the page, or comes to its beginning again.
    assert walked["order"][-1] in (-1, 0)
    assert walked["unseen"] == []


# C16, C19: a walk through every page on a phone.


@pytest.fixture(scope="session")
def walked(phone: Visit) -> dict:
    return walk(phone.page)


def test_c16_tab_reaches_everything_in_order_and_all_of_it_is_in_view(walked: dict) -> None:
    assert_all_reached(walked)


def test_c19_what_has_the_focus_is_not_covered_at_any_corner(walked: dict) -> None:
    assert walked["covered"] == []


# The many links of the ledger are walked through on a phone only: they take as long as all else together.
OPEN_WALKS = [
    (uri, width) for uri in SAMPLE for width in (1280, 390) if "sources/" not in uri or width == 390
]


@pytest.mark.parametrize(("uri", "width"), OPEN_WALKS)
def test_c16_c19_tab_goes_through_the_open_settings_and_shift_tab_the_same_way_back(
    reader: Reader, uri: str, width: int
) -> None:
    page = reader.visit(uri).page
    page.set_viewport_size({"width": width, "height": 844})
    page.locator(".reading-settings-button").click()
    there = walk(page)
    assert_all_reached(there)
    assert there["covered"] == []
    page.evaluate("walk.order.length = 0, document.activeElement.blur()")
    page.locator("footer a:visible").last.focus()
    for _ in range(there["count"] - 1):
        page.keyboard.press("Shift+Tab")
        page.evaluate("new Promise(requestAnimationFrame)")  # the page scrolls with the next frame
    back = page.evaluate("walk")
    assert back["order"] == list(range(there["count"] - 2, -1, -1))
    assert (back["unseen"], back["covered"]) == ([], [])
    page.close()


# C17: the menu.


@pytest.mark.parametrize("uri", ["", "chapters/services/", "en/", "en/chapters/services/"])
def test_c17_enter_and_space_open_and_close_the_menu_and_escape_returns_the_focus(
    reader: Reader, uri: str
) -> None:
    page = reader.visit(uri).page
    button, link = page.locator(".menu__button"), page.locator(".menu__list a").nth(3)
    for width in (390, 640, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        for key in ("Enter", "Space"):
            button.focus()
            page.keyboard.press(key)
            assert link.is_visible(), (width, key)
            page.keyboard.press(key)
            assert not link.is_visible(), (width, key)
            page.keyboard.press(key)
            link.focus()
            page.keyboard.press("Escape")
            assert not link.is_visible(), (width, key)
            assert is_focused(button), (width, key)
    page.close()


# C20, C21: no key does anything by itself.


@pytest.mark.parametrize("shift", ["", "Shift+"])
@pytest.mark.parametrize("chinese", ["", "chapters/services/", "charts/service_items/", "help/"])
@pytest.mark.parametrize("language", [str, sister])
def test_c20_no_printable_key_changes_anything(reader: Reader, chinese: str, language, shift: str) -> None:
    page = reader.visit(language(chinese)).page
    page.evaluate("scrollTo(0, 300)")
    before = page.evaluate(_STATE)
    for key in PRINTABLE:
        page.keyboard.press(f"{shift}{key}")
        page.evaluate("0")
    assert page.evaluate(_STATE) == before
    page.close()


@pytest.mark.parametrize("uri", ["chapters/services/", "en/charts/service_items/"])
def test_c21_no_letter_or_digit_with_alt_control_or_both_changes_anything(reader: Reader, uri: str) -> None:
    page = reader.visit(uri).page
    before = page.evaluate(_STATE)
    for keys in ("Alt", "Control", "Alt+Shift", "Control+Alt"):
        for key in string.ascii_lowercase + string.digits:
            page.evaluate(_PRESS, [keys, key])
    assert page.evaluate(_STATE) == before
    page.close()


# All of the document and all that could change outside it.
_STATE = """() => [location.href, scrollX, scrollY, document.activeElement.tagName,
  document.querySelectorAll('[open], :modal, :popover-open').length, document.documentElement.outerHTML]"""
# Sent to the page alone: the browser keeps some of these for itself.
_PRESS = """([keys, key]) => ['keydown', 'keypress', 'keyup'].forEach(type => document.body.dispatchEvent(
  new KeyboardEvent(type, {key, code: (/\\d/.test(key) ? 'Digit' : 'Key') + key.toUpperCase(), bubbles: true,
    cancelable: true, altKey: /Alt/.test(keys), ctrlKey: /Control/.test(keys),
    shiftKey: /Shift/.test(keys)})))"""


def test_c21_nothing_listens_for_keys_on_the_whole_page_and_no_access_key_is_taken(phone: Visit) -> None:
    listeners, properties, access_keys = phone.page.evaluate(
        """() => [watched.listeners,
          [window, document, document.documentElement, document.body].flatMap(target =>
            ['onkeydown', 'onkeyup', 'onkeypress'].filter(name => target[name])),
          document.querySelectorAll('[accesskey]').length]"""
    )
    assert listeners, "nothing was watched"
    whole_page = {"window", "document", "html", "body"}
    assert [
        (kind, target) for kind, target in listeners if kind.startswith("key") and target in whole_page
    ] == []
    assert (properties, access_keys) == ([], 0)


def test_c37_nothing_asks_for_a_gesture(phone: Visit) -> None:
    gestures = ("touchstart", "touchmove", "gesture", "drag", "pointermove", "wheel")
    listeners = phone.page.evaluate("watched.listeners")
    # The pointer's way may be followed, as a reading ruler does; nothing may hang on it.
    assert [kind for kind, _ in listeners if kind.startswith(gestures) and kind != "pointermove"] == []
    assert phone.page.locator("[draggable=true]").count() == 0


# C22: the skip links.


def test_c22_the_first_stops_are_skip_links_and_each_moves_the_focus_where_it_says(phone: Visit) -> None:
    page = phone.page
    ids = [
        "main", "menu-button", *(["contents"] if page.locator("#contents").count() else []), "help-block",
    ]  # fmt: skip
    links = page.locator(".skip-links a")
    assert links.evaluate_all("all => all.map(link => link.hash.slice(1))") == ids
    start_at_the_top(page)
    page.keyboard.press("Tab")
    assert is_focused(links.first)
    box = links.first.bounding_box()
    assert box["y"] >= 0
    assert box["height"] >= TARGET
    for number, name in enumerate(ids):
        links.nth(number).focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == name
        # The next stop is within what was skipped to, or behind its button.
        page.keyboard.press("Tab")
        assert page.evaluate(
            "name => !!(document.getElementById(name).compareDocumentPosition(document.activeElement)"
            " & (Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY))"
            " || document.activeElement === document.body",
            name,
        )
    page.evaluate("history.replaceState(null, '', location.pathname), document.activeElement.blur()")


@pytest.mark.parametrize("uri", [*SAMPLE, "glossary/", "en/glossary/", "help/", "en/help/"])
def test_c22_pages_with_several_headings_have_a_link_to_what_is_on_them(plain_reader, uri: str) -> None:
    page = plain_reader.visit(uri).page
    if page.locator("main .section h2").count() > 1 and "charts/" not in uri:
        assert page.locator('.skip-links a[href="#contents"]').count() == 1
    page.close()


@pytest.fixture(scope="session")
def plain_reader(reader_without_scripts: Reader) -> Reader:
    return reader_without_scripts


# C36: whatever opens is closed from within.


@pytest.mark.parametrize("uri", ["chapters/services/", "en/chapters/services/"])
def test_c36_the_settings_close_by_escape_and_by_a_large_named_button(reader: Reader, uri: str) -> None:
    page = reader.visit(uri).page
    opener, panel = page.locator(".reading-settings-button"), page.locator("#reading-settings")
    close = panel.locator("[data-close]")
    for leave in (lambda: panel.locator("input:checked").first.press("Escape"), close.click):
        opener.click()
        assert panel.is_visible()
        assert opener.get_attribute("aria-expanded") == "true"
        leave()
        assert not panel.is_visible()
        assert opener.get_attribute("aria-expanded") == "false"
        assert is_focused(opener)
    opener.click()
    assert_large_and_named(close)
    page.close()


@pytest.mark.parametrize("uri", ["chapters/services/", "en/chapters/services/"])
def test_c36_an_explanation_closes_by_escape_from_within_and_by_a_large_named_button(
    reader: Reader, uri: str
) -> None:
    page = reader.visit(uri).page
    link, panel = page.locator("a.fact[aria-expanded]").first, page.locator(".explanation")
    close = panel.locator(".explanation__close")
    for leave in (lambda: panel.locator("a").last.press("Escape"), lambda: close.press("Enter"), close.click):
        link.click()
        assert panel.is_visible()
        leave()
        assert panel.count() == 0
        assert is_focused(link)
    link.click()
    assert_large_and_named(close)
    corner, button = panel.bounding_box(), close.bounding_box()
    assert button["x"] + button["width"] > corner["x"] + corner["width"] - 30
    assert button["y"] < corner["y"] + 30
    page.close()


def assert_large_and_named(button: Locator) -> None:
    box = button.bounding_box()
    assert box["width"] >= TARGET
    assert box["height"] >= TARGET
    name = button.get_attribute("aria-label") or button.inner_text()
    assert len(name.strip()) >= 2
