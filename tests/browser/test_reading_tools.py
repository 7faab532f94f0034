"""Large captions, the reading ruler, the large pointer: by mouse, by keyboard, on and off."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.axe_core import RULES
from tests.browser.conftest import Reader

PAGE = "chapters/services/"
PAGES = [PAGE, f"en/{PAGE}"]
FIRST = ".section--in-one-minute p:first-of-type"


@pytest.fixture
def use(new_reader):
    """A function that opens a page as a new reader and switches something on."""

    def open_page(uri: str = PAGE, *names: str, width: int = 1280, **options) -> Page:
        page = new_reader(viewport={"width": width, "height": 800}, **options).visit(uri).page
        for name in names:
            choose(page, name, "on")
        return page

    return open_page


def choose(page: Page, name: str, value: str | None = None) -> None:
    page.evaluate("([name, value]) => explainer.settings.set(name, value || undefined)", [name, value])
    part = {"caption": ".caption-bar", "ruler": ".ruler"}.get(name)
    if part:
        page.locator(part).wait_for(state="visible" if value else "hidden")


def fetched(page: Page) -> set[str]:
    names = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    return {match[1] for name in names if (match := re.search(r"/([\w-]+)\.\w+\.js$", name))}


def caption(page: Page) -> str:
    return " ".join((page.locator(".caption-bar__words").text_content() or "").split())


def sentence(page: Page, number: int) -> str:
    page.wait_for_function("explainer.sentences")
    return page.evaluate("number => explainer.sentences()[number].text", number)


def test_nothing_is_fetched_and_nothing_is_there_before_it_is_wanted(use) -> None:
    page = use()
    assert not fetched(page) & {"caption-bar", "ruler", "sentences"}
    assert not page.locator(".caption-bar").is_visible()
    assert page.locator(".ruler").count() == 0
    choose(page, "ruler", "on")
    assert fetched(page) & {"caption-bar", "ruler", "sentences"} == {"ruler"}
    choose(page, "caption", "on")
    assert {"caption-bar", "sentences"} <= fetched(page)
    page.close()


# Large captions.


@pytest.mark.parametrize("uri", PAGES)
def test_c25_the_caption_shows_the_sentence_under_the_pointer_at_36_px_and_more(use, uri: str) -> None:
    page = use(uri, "caption")
    pieces = page.locator(f"{FIRST} .sentence")
    for piece in pieces.all()[:4]:
        piece.hover()
        assert caption(page) == sentence(page, int(piece.get_attribute("data-sentence") or ""))
    size = page.locator(".caption-bar__words").evaluate(
        "words => parseFloat(getComputedStyle(words).fontSize)"
    )
    assert size >= 36
    page.close()


def test_c25_the_caption_shows_what_is_tapped(use) -> None:
    page = use(PAGE, "caption", width=390, has_touch=True)
    page.locator(f"{FIRST} .sentence").last.tap()
    assert caption(page) == sentence(
        page, int(page.locator(f"{FIRST} .sentence").last.get_attribute("data-sentence") or "")
    )
    page.close()


def test_c25_the_caption_shows_the_sentence_or_the_control_that_has_the_focus(use) -> None:
    page = use(PAGE, "caption")
    link = page.locator(f"{FIRST} a").first
    link.focus()
    assert caption(page) == sentence(
        page, int(link.locator(".sentence").first.get_attribute("data-sentence") or "")
    )
    page.locator(".header__language").focus()
    assert caption(page) == "English"
    page.locator(".read-aloud__button").first.focus()
    assert caption(page) == "朗读本页"
    page.locator("figure .figure__summary").first.hover()
    assert caption(page) == " ".join(page.locator("figure .figure__summary").first.inner_text().split())
    page.close()


def test_the_caption_follows_the_voice(use) -> None:
    page = use(PAGE, "caption")
    page.evaluate("document.dispatchEvent(new CustomEvent('sentence', {detail: explainer.sentences()[1]}))")
    assert caption(page) == sentence(page, 1)
    page.close()


@pytest.mark.parametrize("how", ["button", "Escape", "settings"])
def test_c25_the_caption_is_closed_by_its_button_and_by_escape_in_it_alone(use, how: str) -> None:
    page = use(PAGE, "caption")
    page.keyboard.press("Escape")
    assert page.locator(".caption-bar").is_visible()
    link = page.locator(f"{FIRST} a").first
    link.focus()
    page.keyboard.press("Escape")
    assert page.locator(".caption-bar").is_visible()
    button = page.locator(".caption-bar__close")
    box, bar = button.bounding_box(), page.locator(".caption-bar").bounding_box()
    assert min(box["height"], box["width"]) >= 44
    assert box["x"] + box["width"] > 0.9 * bar["width"]
    assert box["y"] - bar["y"] < 20
    if how == "button":
        button.click()
    elif how == "Escape":
        button.focus()
        page.keyboard.press("Escape")
    else:
        choose(page, "caption")
    assert not page.locator(".caption-bar").is_visible()
    assert page.evaluate("explainer.settings.isDefault()")
    assert link.evaluate("link => link === document.activeElement")
    assert page.evaluate("getComputedStyle(document.body).paddingBottom") == "0px"
    words = caption(page)
    page.locator(f"{FIRST} .sentence").last.hover()
    assert caption(page) == words
    choose(page, "caption", "on")
    page.locator("h1 .sentence").hover()
    assert caption(page) == page.locator("h1").inner_text()
    page.close()


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("uri", PAGES)
@pytest.mark.parametrize("reading", ["", "elder"])
def test_c25_the_caption_never_covers_what_has_the_focus(use, uri: str, width: int, reading: str) -> None:
    page = use(uri, "caption", width=width)
    if reading:
        choose(page, "reading", reading)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for _ in range(45):
        page.keyboard.press("Tab")
        covered, height = page.evaluate(
            """() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(() => {
              const bar = document.querySelector('.caption-bar'), focused = document.activeElement;
              const top = bar.getBoundingClientRect().top;
              resolve([!bar.contains(focused) && focused !== document.body
                && focused.getBoundingClientRect().bottom > top + 1, bar.offsetHeight]);
            })))"""
        )
        assert not covered, page.evaluate("document.activeElement.outerHTML")
        assert height <= 0.4 * 800 + 1
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    end, top = page.evaluate(
        """() => [document.querySelector('.footer').getBoundingClientRect().bottom,
                  document.querySelector('.caption-bar').getBoundingClientRect().top]"""
    )
    assert end <= top + 1
    page.close()


def test_a_screen_reader_hears_the_page_and_not_the_caption_too(use) -> None:
    page = use(PAGE, "caption")
    assert page.locator(".caption-bar__words").get_attribute("aria-hidden") == "true"
    assert page.locator(".caption-bar__words :is(a, button, [tabindex], [id])").count() == 0
    found = Axe().run(page, options=RULES).response["violations"]
    assert [rule["id"] for rule in found] == []
    page.close()


def test_c25_pinyin_stands_above_the_words_that_have_it_where_it_is_asked_for(use) -> None:
    page = use()
    page.locator(FIRST).evaluate(
        "p => { p.innerHTML = '去<a href=\"#\"><ruby>徐<rt>Xú</rt>汇<rt>huì</rt></ruby></a>吧。'; }"
    )
    choose(page, "caption", "on")
    page.locator(FIRST).hover()
    assert caption(page) == "去徐汇吧。"
    choose(page, "captionPinyin", "on")
    assert caption(page) == "去徐Xú汇huì吧。"
    readings = page.locator(".caption-bar__words rt")
    assert readings.all_inner_texts() == ["Xú", "huì"]
    assert readings.first.is_visible()
    assert readings.first.evaluate("rt => parseFloat(getComputedStyle(rt).fontSize)") >= 18
    choose(page, "captionPinyin")
    assert caption(page) == "去徐汇吧。"
    page.close()


def test_the_caption_is_there_on_the_next_page(use) -> None:
    page = use(PAGE, "caption")
    page.goto(page.url.replace("services", "city"))
    page.locator(".caption-bar").wait_for(state="visible")
    page.close()


# The ruler.


def middle(page: Page) -> float:
    box = page.locator(".ruler").bounding_box()
    return box["y"] + box["height"] / 2


def test_c24_the_ruler_follows_the_pointer_and_lets_taps_through(use) -> None:
    page = use(PAGE, "ruler")
    ruler = page.locator(".ruler")
    assert ruler.get_attribute("aria-hidden") == "true"
    for y in (200, 555):
        page.mouse.move(300, y)
        assert middle(page) == pytest.approx(y, abs=1)
    line = page.evaluate("parseFloat(getComputedStyle(document.body).lineHeight)")
    assert ruler.bounding_box()["height"] == pytest.approx(2.5 * line, abs=8)
    page.locator(".header__language").click()
    assert "/en/" in page.url
    page.locator(".ruler").wait_for(state="visible")
    page.close()


def test_c24_the_ruler_follows_the_keyboard_and_the_voice(use) -> None:
    page = use(PAGE, "ruler")
    for _ in range(25):
        page.keyboard.press("Tab")
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        top, bottom = page.evaluate(
            """() => {
              const box = document.activeElement.getClientRects()[0];
              return [box.top, box.bottom];
            }"""
        )
        assert top - 1 <= middle(page) <= bottom + 1
    page.evaluate(
        """() => explainer.load('sentences').then(() => {
          scrollTo(0, 0);
          document.dispatchEvent(new CustomEvent('sentence', {detail: explainer.sentences()[0]}));
          return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
        })"""
    )
    box = page.locator("h1").bounding_box()
    assert box["y"] <= middle(page) <= box["y"] + box["height"]
    page.close()


@pytest.mark.parametrize("options", [{}, {"forced_colors": "active"}, {"color_scheme": "dark"}])
def test_the_ruler_has_two_visible_lines_and_does_not_move_by_itself(use, options: dict) -> None:
    page = use(PAGE, "ruler", **options)
    style = page.locator(".ruler").evaluate(
        """ruler => {
          const looks = getComputedStyle(ruler);
          return [looks.borderTopWidth, looks.borderBottomWidth, looks.transitionDuration,
                  looks.pointerEvents, looks.animationName];
        }"""
    )
    assert style == ["3px", "3px", "0s", "none", "none"]
    page.emulate_media(media="print")
    assert not page.locator(".ruler").is_visible()
    page.close()


def test_c24_switched_off_the_ruler_is_gone(use) -> None:
    page = use(PAGE, "ruler")
    choose(page, "ruler")
    assert page.locator(".ruler").count() == 0
    page.mouse.move(100, 100)
    choose(page, "ruler", "on")
    assert page.locator(".ruler").count() == 1
    page.close()


# The pointer.


def test_c23_the_large_pointer_is_large_everywhere(use) -> None:
    page = use()
    choose(page, "pointer", "large")
    for part in ("body", "a >> nth=3", "button >> nth=0", "summary >> nth=0", ".text p >> nth=0"):
        cursor = page.locator(part).evaluate("element => getComputedStyle(element).cursor")
        address = re.search(r'url\("(.*?pointer\.\w+\.png)"\) 6 4', cursor)
        assert address, part
    size = page.evaluate(
        """address => new Promise(resolve => {
          const image = new Image();
          image.onload = () => resolve([image.width, image.height]);
          image.src = address;
        })""",
        address[1],
    )
    assert size == [64, 64]
    page.close()


def test_without_scripts_there_is_no_bar(reader_without_scripts: Reader) -> None:
    page = reader_without_scripts.visit(PAGE).page
    assert not page.locator(".caption-bar").is_visible()
    page.close()
