"""The reader's settings hold everywhere, come before the first paint, can be undone, need no storage."""

from __future__ import annotations

from itertools import product

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.conftest import LARGEST_SHIFT, Reader, Tab, Visit, script
from tests.browser.pages import sister, uris

PAGE = "chapters/services/"
# What each control of the panel sets on <html>: its name in the data attributes, and the value.
TOGGLES = {
    "pinyin": "on",
    "caption": "on",
    "captionPinyin": "on",
    "ruler": "on",
    "pointer": "large",
    "plain": "on",
}
CHINESE_ONLY = {"pinyin", "captionPinyin"}
RADIOS = {"theme": ("light", "cream", "dark", "yellow"), "spacing": ("wide", "wider")}
SOUGHT = ("reading", "textSize", *RADIOS, *TOGGLES)

HOSTILE = {
    "half a thing": "{",
    "a list": "[]",
    "a number": "7",
    "nothing": "null",
    "a word": '"elder"',
    "markup": '{"now":{"theme":"<img src=x onerror=alert(1)>"}}',
    "an unknown name": '{"now":{"onclick":"alert(1)","textSize":"99"}}',
    "a list for a value": '{"now":{"theme":["dark"]},"steps":{"0":1}}',
    "broken steps": '{"now":{},"steps":[null,7,"x",{"theme":"<b>"}]}',
    "a prototype": '{"__proto__":{"theme":"dark"},"now":{"__proto__":{"reading":"elder"}}}',
    "a megabyte": "x" * 1_000_000,
}
BLOCKED = {
    "its methods throw": """['getItem', 'setItem', 'removeItem'].forEach(name => {
      Storage.prototype[name] = () => { throw new DOMException('denied', 'SecurityError'); };
    })""",
    "it cannot be asked for": """Object.defineProperty(window, 'localStorage', {
      get() { throw new DOMException('denied', 'SecurityError'); }
    })""",
    "it is missing": "Object.defineProperty(window, 'localStorage', { value: undefined })",
    "it is full": """Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    }""",
}


def chosen(page: Page) -> dict[str, str]:
    """What stands on <html> of all that can be chosen."""
    data = page.evaluate("Object.assign({}, document.documentElement.dataset)")
    return {name: value for name, value in data.items() if name in SOUGHT}


def status(page: Page) -> Locator:
    return page.locator(".reading-settings__status[role=status]")


def text_size(page: Page) -> float:
    return page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")


def open_settings(page: Page) -> Locator:
    panel = page.locator("#reading-settings")
    if not panel.is_visible():
        page.locator(".reading-settings-button").click()
    return panel


def press(page: Page, name: str, value: str) -> None:
    """Presses the control of the panel that sets this."""
    panel = open_settings(page)
    if name in TOGGLES:
        panel.locator(f'[data-toggle="{name}"]').click()
    elif name == "textSize":
        for _ in range(int(value) - 1):
            panel.locator('[data-size="1"]').click()
    else:
        panel.locator(f'input[name="setting-{name}"][value="{value}"]').check()


@pytest.fixture
def fresh(new_reader):
    """A function that makes a reader who has chosen nothing, and closes it after the test."""
    made: list[Reader] = []

    def make(**options: object) -> Reader:
        made.append(new_reader(**options))
        return made[-1]

    yield make
    for reader in made:
        reader.context.close()


# C01: the elder version, once chosen, is there on every page.


@pytest.fixture(scope="session")
def elder(new_reader) -> tuple[Tab, float]:
    """The tab of one who has pressed the elder switch on the home page, and the size of text there."""
    reader = new_reader(viewport={"width": 390, "height": 844})
    reader.context.add_init_script(script("watch"))
    tab = reader.new_tab()
    page = tab.visit("").page
    usual = text_size(page)
    page.locator("#elder-switch").check()
    size = text_size(page)
    assert size >= max(22, usual + 2)
    return tab, size


@pytest.fixture(scope="session", params=uris())
def in_elder_version(request: pytest.FixtureRequest, elder: tuple[Tab, float]) -> Visit:
    return elder[0].visit(request.param)


def test_c01_the_elder_version_is_on_and_as_large_as_at_home(in_elder_version: Visit, elder) -> None:
    page = in_elder_version.page
    assert page.evaluate("document.documentElement.dataset.reading") == "elder"
    assert page.locator("#elder-switch").is_checked()
    assert text_size(page) == elder[1]
    prose = page.locator("main .section > p, main .text > p").evaluate_all(
        "all => all.filter(p => p.checkVisibility()).map(p => parseFloat(getComputedStyle(p).fontSize))"
    )
    assert all(size >= 22 for size in prose)
    assert in_elder_version.errors == []


def test_c30_nothing_moves_or_sounds_in_the_elder_version(in_elder_version: Visit) -> None:
    assert in_elder_version.page.evaluate(
        "[watched.moved, watched.played, watched.opened, document.getAnimations().length]"
    ) == [[], [], [], 0]


def test_c49_the_elder_version_is_there_before_the_first_paint_and_nothing_shifts(
    in_elder_version: Visit,
) -> None:
    page = in_elder_version.page
    assert page.evaluate("watched.early && watched.early.reading") == "elder"
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate("watched.shifts") <= LARGEST_SHIFT


@pytest.mark.parametrize(
    "uri", [uri for one in ("", PAGE, "charts/service_items/") for uri in (one, sister(one))]
)
def test_c49_nothing_shifts_at_a_desk_either(fresh, uri: str) -> None:
    reader = fresh()
    reader.context.add_init_script(script("watch"))
    reader.context.add_init_script(_SAVED)
    visit = reader.visit(uri)
    page = visit.page
    assert page.evaluate("watched.early") | {"reading": "elder", "textSize": "4", "theme": "cream"} == (
        page.evaluate("watched.early")
    )
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate("watched.shifts") <= LARGEST_SHIFT
    # And it is no wonder: something that moves is noticed.
    page.evaluate("document.querySelector('.header').style.marginTop = '300px'")
    page.wait_for_function("limit => watched.shifts > limit", arg=LARGEST_SHIFT)


_SAVED = """if (location.host) localStorage.setItem('reading-settings',
  '{"now":{"reading":"elder","textSize":"4","theme":"cream"},"steps":[]}')"""


# C49: each control, and what becomes of it.


@pytest.mark.parametrize("uri", [PAGE, sister(PAGE)])
def test_c49_each_control_sets_its_attribute_and_says_so(fresh, uri: str) -> None:
    page = fresh().visit(uri).page
    expected: dict[str, str] = {}
    wanted = [(name, value) for name, values in RADIOS.items() for value in values] + list(TOGGLES.items())
    for name, value in wanted:
        if uri.startswith("en/") and name in CHINESE_ONLY:
            assert page.locator(f'[data-toggle="{name}"]').count() == 0
            continue
        said = status(page).text_content()
        press(page, name, value)
        expected[name] = value
        assert chosen(page) == expected
        assert status(page).text_content() not in ("", said), "the same words are not told again"
    for size in ("2", "3", "4", "5", "6"):
        before = text_size(page)
        page.locator('[data-size="1"]').click()
        assert chosen(page) == expected | {"textSize": size}
        assert text_size(page) > before
    assert page.locator('[data-size="1"]').get_attribute("aria-disabled") == "true"


def test_c49_what_is_chosen_survives_a_reload_and_the_language_switch(fresh) -> None:
    page = fresh().visit(PAGE).page
    all_of_it = {"theme": "dark", "spacing": "wide", "textSize": "3", **TOGGLES}
    for name, value in all_of_it.items():
        press(page, name, value)
    assert chosen(page) == all_of_it
    page.reload()
    assert chosen(page) == all_of_it
    panel = open_settings(page)
    assert panel.locator('input[name="setting-theme"]:checked').get_attribute("value") == "dark"
    assert panel.locator('[data-toggle][aria-pressed="true"]').count() == len(TOGGLES)
    page.locator(".header__language, .header a[hreflang]").first.click()
    page.wait_for_url("**/en/chapters/services/*")
    assert chosen(page) == all_of_it


@pytest.mark.parametrize("uri", ["", "en/chapters/services/"])
def test_c49_an_address_with_elder_1_leads_in_and_becomes_the_plain_one(fresh, uri: str) -> None:
    reader = fresh()
    page = reader.visit(f"{uri}?elder=1#help-block").page
    assert page.url == f"{reader.root}{uri}#help-block"
    assert chosen(page) == {"reading": "elder"}
    page.reload()
    assert chosen(page) == {"reading": "elder"}
    page.locator("#elder-switch").uncheck()
    page.reload()
    assert chosen(page) == {}


@pytest.mark.parametrize("uri", [PAGE, sister(PAGE)])
def test_c49_undo_goes_back_step_by_step_and_brings_back_what_restoring_took(fresh, uri: str) -> None:
    page = fresh().visit(uri).page
    panel = open_settings(page)
    undo, reset = panel.locator("[data-undo]"), panel.locator("[data-reset]")
    assert undo.get_attribute("aria-disabled") == reset.get_attribute("aria-disabled") == "true"
    press(page, "theme", "yellow")
    press(page, "spacing", "wide")
    press(page, "plain", "on")
    page.locator("#elder-switch").check()
    everything = {"theme": "yellow", "spacing": "wide", "plain": "on", "reading": "elder"}
    assert chosen(page) == everything
    reset.click()
    assert chosen(page) == {}
    assert not page.locator("#elder-switch").is_checked()
    said = [status(page).text_content()]
    undo.click()
    assert chosen(page) == everything
    assert page.locator("#elder-switch").is_checked()
    said.append(status(page).text_content())
    assert len({words.strip() for words in said}) == 2
    page.reload()
    undo = open_settings(page).locator("[data-undo]")
    for name in ("reading", "plain", "spacing", "theme"):
        undo.click()
        everything.pop(name)
        assert chosen(page) == everything
    assert undo.get_attribute("aria-disabled") == "true"


# C49: storage that cannot be relied on.


@pytest.mark.parametrize("found", HOSTILE.values(), ids=HOSTILE)
def test_c49_what_is_foreign_or_hostile_in_the_storage_counts_as_nothing(fresh, found: str) -> None:
    reader = fresh()
    page = reader.visit("help/").page
    page.evaluate("found => localStorage.setItem('reading-settings', found)", found)
    page.close()
    visit = reader.visit(PAGE)
    assert visit.errors == []
    assert chosen(visit.page) == {}
    assert set(visit.page.evaluate("Object.keys(document.documentElement.dataset)")) == {"scripts"}
    visit.page.locator("#elder-switch").check()
    visit.page.reload()
    assert chosen(visit.page) == {"reading": "elder"}


@pytest.mark.parametrize("how", BLOCKED.values(), ids=BLOCKED)
def test_c49_without_storage_the_switches_work_on_the_page(fresh, how: str) -> None:
    reader = fresh()
    reader.context.add_init_script(how)
    visit = reader.visit(PAGE)
    page = visit.page
    page.locator("#elder-switch").check()
    press(page, "theme", "dark")
    press(page, "plain", "on")
    assert chosen(page) == {"reading": "elder", "theme": "dark", "plain": "on"}
    page.locator("[data-undo]").click()
    page.locator("#elder-switch").uncheck()
    assert chosen(page) == {"theme": "dark"}
    assert visit.errors == []


def test_c49_another_tab_and_a_page_that_comes_back_follow(fresh) -> None:
    reader = fresh()
    one, other = reader.visit(PAGE).page, reader.visit("en/").page
    open_settings(one)
    press(other, "theme", "cream")
    other.locator("#elder-switch").check()
    one.wait_for_function("document.documentElement.dataset.reading === 'elder'")
    assert chosen(one) == {"theme": "cream", "reading": "elder"}
    assert one.locator("#elder-switch").is_checked()
    assert one.locator('input[name="setting-theme"]:checked').get_attribute("value") == "cream"
    # Back, to a page that is loaded again.
    one.goto(f"{reader.root}help/")
    one.locator("#elder-switch").uncheck()
    one.go_back()
    one.wait_for_load_state()
    assert chosen(one) == {"theme": "cream"}
    assert not one.locator("#elder-switch").is_checked()


def test_c49_a_page_that_was_only_asleep_follows_what_was_chosen_since(fresh) -> None:
    page = fresh().visit(PAGE).page
    page.evaluate(
        """() => {
          localStorage.setItem('reading-settings', '{"now":{"reading":"elder"},"steps":[]}');
          dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}));
        }"""
    )
    assert chosen(page) == {"reading": "elder"}
    assert page.locator("#elder-switch").is_checked()


# C50: the panel is made of native, named controls.


@pytest.mark.parametrize("uri", [PAGE, sister(PAGE)])
def test_c50_the_panel_is_made_of_native_named_controls_that_say_their_state(
    reader: Reader, uri: str
) -> None:
    page = reader.visit(uri).page
    panel = open_settings(page)
    controls = panel.locator("button, input, a").evaluate_all(
        """all => all.filter(part => part.checkVisibility()).map(part => [part.localName, part.type || '',
          (part.labels && part.labels[0] || part).textContent.trim(), part.hasAttribute('role'),
          part.dataset.toggle && part.getAttribute('aria-pressed')])"""
    )
    assert len(controls) > 15
    assert {(tag, kind) for tag, kind, *_ in controls} == {
        ("button", "button"),
        ("input", "radio"),
        ("a", ""),
    }
    names = [name for _, _, name, *_ in controls]
    assert all(names)
    assert len(set(names)) == len(names)
    assert not any(role for *_, role, _ in controls)
    assert {pressed for *_, pressed in controls if pressed} == {"false"}
    page.close()


@pytest.mark.parametrize("uri", ["", "en/charts/service_items/"])
def test_large_text_on_a_small_screen_leaves_the_header_usable(fresh, uri: str) -> None:
    for language, reading in product((str, sister), ("usual", "elder")):
        page = fresh(viewport={"width": 320, "height": 640}).visit(language(uri)).page
        page.evaluate("reading => explainer.settings.setAll({textSize: '6', reading})", reading)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.locator(".menu__button").click()
        box = page.locator(".menu__panel").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
        last = page.locator(".menu__panel a").last
        last.scroll_into_view_if_needed()
        assert last.evaluate(_IS_HIT)
        page.keyboard.press("Escape")
        page.locator(".menu__button").press("Escape")
        panel = open_settings(page)
        for control in panel.locator("button >> visible=true").all():
            box = control.bounding_box()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 320
        page.locator("#elder-switch").click()
        page.close()


_IS_HIT = """link => {
  const box = link.getBoundingClientRect();
  const found = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return box.top >= 0 && box.bottom <= innerHeight && link.contains(found);
}"""
