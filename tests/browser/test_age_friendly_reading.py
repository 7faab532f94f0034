"""Finding the way and understanding: elder switch, help, the frame, explanations, languages, words."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page

from scripts import hard_words
from scripts import plain_words as measure
from scripts.explainer import CODE_ROOT, load_explainer
from scripts.language_runs import marked_html
from tests.browser.conftest import BASE, Reader, Visit, script
from tests.browser.pages import chapters, figures, lang_of, uris

SCREENS = ((1280, 800), (390, 844), (320, 640))
ELDER = {"zh": "长辈版", "en": "Large and simple"}
SAMPLED = 3  # terms and numbers that are opened on each page
WHOLE = ("chapters/services/", "en/chapters/economy/")  # chapters of which all are opened
TARGET = 44


def lang(visit: Visit) -> str:
    return "en" if visit.page.evaluate("document.documentElement.lang") == "en" else "zh"


# C31: the elder switch.


def assert_elder_switch_is_in_the_first_screen(visit: Visit) -> None:
    page = visit.page
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        shown = page.evaluate(_SWITCH)
        assert shown["label"] == ELDER[lang(visit)]
        assert shown["isHit"], (width, shown)
        left, top, right, bottom = shown["box"]
        assert left >= 0, width
        assert top >= 0, width
        assert right <= width, width
        assert bottom <= height, width
        assert min(right - left, bottom - top) >= TARGET
    page.set_viewport_size({"width": 390, "height": 844})


def assert_one_press_enters_and_one_leaves(page: Page) -> None:
    def size() -> float:
        return page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")

    usual, label = size(), page.locator("label.elder-switch")
    label.click()
    assert size() >= max(22, usual * 1.2)
    label.click()
    assert size() == usual


_SWITCH = """() => {
  scrollTo(0, 0);
  const box = document.getElementById('elder-switch'), label = box.labels[0];
  const place = label.getBoundingClientRect();
  const found = document.elementFromPoint(place.left + place.width / 2, place.top + place.height / 2);
  return {label: label.textContent.trim(), isHit: label.checkVisibility() && label.contains(found),
          box: [place.left, place.top, place.right, place.bottom]};
}"""


def test_c31_the_elder_switch_is_in_the_first_screen_and_one_press_enters_and_one_leaves(
    phone: Visit,
) -> None:
    assert_elder_switch_is_in_the_first_screen(phone)
    assert_one_press_enters_and_one_leaves(phone.page)
    assert phone.page.evaluate("localStorage.getItem('reading-settings')")
    phone.page.evaluate("localStorage.clear()")


def test_c31_without_scripts_too(plain: Visit) -> None:
    assert_elder_switch_is_in_the_first_screen(plain)
    assert_one_press_enters_and_one_leaves(plain.page)


# C41, C42: the frame is the same on every page.


@pytest.fixture(scope="session")
def frame_at_home(new_reader) -> dict[str, dict]:
    """The frame of the home page of each language, which all its pages must have."""
    reader = new_reader()
    pages = {"zh": reader.visit("").page, "en": reader.visit("en/").page}
    return {language: page.evaluate(script("face")) for language, page in pages.items()}


def test_c41_help_is_offered_in_the_same_order_and_place_on_every_page(minute: dict, frame_at_home) -> None:
    face = minute["face"]
    language = "en" if face["lang"] == "en" else "zh"
    prefix = f"{BASE}en/" if language == "en" else BASE
    assert [address for address, _ in face["help"]] == [
        "tel:12345", f"{prefix}help/", f"{prefix}help/#report-a-mistake", f"{prefix}accessibility/",
        f"{prefix}sitemap/",
    ]  # fmt: skip
    assert face["help"] == frame_at_home[language]["help"]
    assert face["helpIsShown"]
    assert face["lastSection"] == "help-block"
    assert face["sections"][-1] == "footer"


def test_c42_the_frame_has_the_same_order_and_names_on_every_page(minute: dict, frame_at_home) -> None:
    face = minute["face"]
    home = frame_at_home["en" if face["lang"] == "en" else "zh"]
    assert face["header"] == home["header"]
    assert face["menu"] == home["menu"]
    assert [name for name in home["skip"] if name in face["skip"]] == face["skip"]
    assert len(face["skip"]) >= 3
    assert face["sections"] == home["sections"]
    assert face["breadcrumbIsFirst"]


def test_c42_the_page_that_is_open_is_marked_and_no_other(minute: dict) -> None:
    face, uri = minute["face"], minute["visit"].uri
    assert all(is_here for _, is_here in face["current"])
    assert set(face["currentLinks"]) <= {"page"}
    if uri not in figures():
        assert face["currentLinks"] == ["page"], "the page is in the menu and marked there"
    if uri in ("", "en/"):
        assert face["breadcrumb"] == []
    else:
        assert len(face["breadcrumb"]) == (3 if uri in figures() else 2)


def test_c42_one_h1_and_no_level_is_left_out(minute: dict) -> None:
    levels = [level for level, _ in minute["face"]["headings"]]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []
    assert all(words for _, words in minute["face"]["headings"])


@pytest.mark.parametrize("language", ["", "en/"])
def test_c42_the_page_of_all_pages_lists_every_page(reader_without_scripts: Reader, language: str) -> None:
    visit = reader_without_scripts.visit(f"{language}sitemap/")
    listed = visit.page.locator("main .section a").evaluate_all(
        "all => all.map(link => link.href.split('#')[0])"
    )
    expected = {
        reader_without_scripts.root + uri for uri in uris() if uri.startswith("en/") == bool(language)
    }
    assert expected - set(listed) <= {reader_without_scripts.root + f"{language}sitemap/"}
    visit.page.close()


# C45: what a number or a term means.


def assert_they_open_and_close(page: Page, numbers: list[int]) -> None:
    """Each of these links in every way; the first by the real mouse and keyboard too."""
    address = page.url
    assert page.evaluate(script("explanations"), numbers) == []
    link, panel = page.locator("#main a[aria-expanded]").nth(numbers[0]), page.locator(".explanation")
    link.hover()
    assert panel.count() == 0, "it opens by hovering"
    for key in ("Enter", None):
        link.press(key) if key else link.click()
        assert panel.evaluate("panel => panel === document.activeElement")
        page.keyboard.press("Escape")
        assert panel.count() == 0
        assert link.evaluate("link => link === document.activeElement")
    assert page.url == address


def first_of_each_kind(page: Page) -> list[int]:
    """The places of the first terms and the first numbers among all links that open an explanation."""
    return page.evaluate(
        """most => {
          const links = [...document.querySelectorAll('#main a[aria-expanded]')];
          return ['term', 'fact'].flatMap(kind => links.filter(link => link.classList.contains(kind))
            .slice(0, most).map(link => links.indexOf(link)));
        }""",
        SAMPLED,
    )


def test_c45_a_term_and_a_number_open_their_explanation_and_close_it(phone: Visit) -> None:
    page = phone.page
    # None is left out: each link of the text to the glossary or the ledger opens something.
    assert page.locator("#main :is(a.term, a.fact):not([aria-expanded])").count() == 0
    numbers = first_of_each_kind(page)
    if "/chapters/" in page.url:
        assert len(numbers) >= 4
    if numbers:
        assert_they_open_and_close(page, numbers)


@pytest.mark.parametrize("uri", WHOLE)
def test_c45_in_a_whole_chapter_each_one_opens(reader: Reader, uri: str) -> None:
    page = reader.visit(uri).page
    count = page.locator("#main a[aria-expanded]").count()
    assert count > 15
    assert_they_open_and_close(page, list(range(count)))
    page.close()


def test_c45_without_scripts_the_links_lead_to_their_entries(plain: Visit, entries: set[str]) -> None:
    links = plain.page.locator("#main :is(a.term, a.fact)").evaluate_all("all => all.map(link => link.href)")
    assert [link for link in links if link not in entries] == []


@pytest.fixture(scope="session")
def entries(new_reader) -> set[str]:
    """The addresses of all entries of the glossary and the ledger of both languages."""
    reader, found = new_reader(java_script_enabled=False), set()
    for uri in ("sources/", "glossary/", "en/sources/", "en/glossary/"):
        page = reader.visit(uri).page
        found |= set(
            page.locator("main :is(h2, h3)[id]").evaluate_all(
                "all => all.map(heading => location.href + '#' + heading.id)"
            )
        )
        page.close()
    return found


@pytest.mark.parametrize("key", ["Control", "Meta", "Shift"])
def test_c45_with_a_key_held_it_is_an_ordinary_link(reader: Reader, key: str) -> None:
    page = reader.visit(WHOLE[0]).page
    prevented = page.evaluate(
        """key => {
          let prevented;
          addEventListener('click', event => { prevented = event.defaultPrevented; event.preventDefault(); });
          document.querySelector('#main a[aria-expanded]').dispatchEvent(new MouseEvent('click',
            {bubbles: true, cancelable: true, ctrlKey: key === 'Control', metaKey: key === 'Meta',
             shiftKey: key === 'Shift'}));
          return prevented;
        }""",
        key,
    )  # fmt: skip
    assert prevented is False
    assert page.locator(".explanation").count() == 0
    page.close()


# C46, C47: languages and plain words.


def test_c46_the_page_and_each_run_of_the_other_language_say_their_language(minute: dict) -> None:
    face = minute["face"]
    assert face["lang"] == ("en" if lang_of(minute["visit"].uri) == "en" else "zh-Hans")
    assert face["strangers"] == []


def test_c46_a_number_that_begins_an_english_word_belongs_to_the_english() -> None:
    assert marked_html("英文：14th Five-Year Plan", "zh") == (
        '英文：<span lang="en">14th Five-Year Plan</span>'
    )
    assert marked_html("2021年的 5G 网", "zh") == "2021年的 5G 网"


@pytest.mark.parametrize("uri", [uri for uri in (*chapters(), "glossary/", "help/") if lang_of(uri) == "zh"])
def test_c46_the_switch_shows_and_hides_the_pinyin(reader: Reader, uri: str) -> None:
    page = reader.visit(uri).page
    shown = "[...document.querySelectorAll('rt')].filter(rt => rt.checkVisibility()).length"
    count = page.locator("rt").count()
    assert count or "chapters/" not in uri
    assert page.evaluate(shown) == 0
    page.locator(".reading-settings-button").click()
    toggle = page.locator('[data-toggle="pinyin"]')
    toggle.click()
    # Some may stand in what is closed.
    opened = "[...document.querySelectorAll('details')].forEach(part => { part.open = true; })"
    page.evaluate(opened)
    assert page.evaluate(shown) == count
    toggle.click()
    assert page.evaluate(shown) == 0
    page.evaluate("explainer.settings.reset()")
    page.close()


PROJECT = load_explainer(CODE_ROOT)


@pytest.mark.parametrize("uri", chapters())
def test_c47_the_one_minute_layer_is_there_and_plain_as_it_is_shown(
    reader_without_scripts: Reader, uri: str
) -> None:
    page = reader_without_scripts.visit(uri).page
    layer = page.locator(".section--in-one-minute")
    assert layer.count() == 1
    assert layer.is_visible()
    assert page.locator("main .section").first.evaluate("part => part.className").endswith("in-one-minute")
    page.evaluate(
        "document.querySelectorAll('.mark').forEach(mark => mark.remove())"
    )  # a label, no word of the sentence
    blocks = [[text] for text in layer.locator("p, li").all_inner_texts()]
    page.close()
    assert blocks
    language = lang_of(uri)
    if language == "en":
        assert hard_words.school_grade(blocks) <= 8
        assert measure.mean_length(blocks, "en") <= 18
        return
    text = "\n".join(line for block in blocks for line in block)
    assert measure.mean_length(blocks, "zh") <= 20
    assert max(measure.units(one, "zh") for block in blocks for one in measure.sentences(block, "zh")) <= 40
    assert len(hard_words.uncommon_characters(text)) <= 0.015 * measure.size(text, "zh")
    assert hard_words.rare_words(text.split("\n"), PROJECT.glossary, "zh") == []


# C56: on the home screen.


@pytest.mark.parametrize("uri", ["", "en/"])
def test_c56_the_manifest_opens_the_elder_version_and_its_icons_exist(
    reader: Reader, built_site: Path, uri: str
) -> None:
    """Use without a network is not promised yet: it comes with a later version."""
    page = reader.visit(uri).page
    address = page.locator("link[rel=manifest]").evaluate("link => link.href")
    page.close()
    manifest = json.loads((built_site / address.removeprefix(reader.root)).read_text(encoding="utf-8"))
    assert manifest["name"] == manifest["short_name"] != ""
    assert manifest["start_url"] == "./?elder=1"
    assert manifest["lang"] == ("en" if uri else "zh-Hans")
    for icon in manifest["icons"]:
        file = (built_site / address.removeprefix(reader.root)).parent / icon["src"]
        width, height = (int.from_bytes(file.read_bytes()[at : at + 4]) for at in (16, 20))
        assert icon["sizes"] == f"{width}x{height}"
    assert {icon["sizes"] for icon in manifest["icons"]} >= {"192x192", "512x512"}
    visit = reader.visit(f"{uri}?elder=1")
    assert visit.page.evaluate("document.documentElement.dataset.reading") == "elder"
    visit.page.evaluate("explainer.settings.reset()")
    visit.page.close()
