"""What every page must look like for older eyes and hands: the points C02 to C15, C27, C38 to C40, C43, C44.

One visit to a page walks through widths, modes, text sizes and themes (survey.py); each test reads one list
of the faults that were seen. A fault names its state and its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Reader, Tab
from tests.browser.pages import uris
from tests.browser.survey import SHORT_WINDOWS, SPACED, Faults, open_everything, survey_page

TEXT_SIZE_IN_PIXELS = re.compile(r"\bfont(?:-size)?:[^;}]*\dpx\b[^;}]*")


@pytest.fixture(scope="session")
def surveyed_tab(reader: Reader) -> Tab:
    """A tab that the survey resizes as it likes."""
    return reader.new_tab()


@pytest.fixture(scope="session", params=uris(), ids=lambda uri: uri or "home")
def faults(request: pytest.FixtureRequest, surveyed_tab: Tab) -> Faults:
    """What the survey of one page found."""
    return survey_page(surveyed_tab, request.param)


def test_c02_no_visible_text_is_smaller_than_18_px(faults: Faults) -> None:
    assert faults["text smaller than 18 px"] == []


def test_c03_no_text_of_the_elder_version_is_smaller_than_22_px(faults: Faults) -> None:
    assert faults["text smaller than 22 px"] == []


def test_c03_the_largest_step_brings_every_word_outside_a_drawing_to_30_px(faults: Faults) -> None:
    assert faults["text smaller than 30 px"] == []


def test_c04_the_button_for_larger_text_reaches_twice_the_size(faults: Faults) -> None:
    assert faults["larger text"] == []


def test_c04_no_page_scrolls_sideways_at_any_size_and_width(faults: Faults) -> None:
    assert faults["sideways scroll"] == []


def test_c04_nothing_is_cut_off_at_any_size_and_width(faults: Faults) -> None:
    assert faults["cut off"] == []


def test_c04_no_text_lies_over_another_in_the_largest_size(faults: Faults) -> None:
    assert faults["overlapping text"] == []


@pytest.mark.parametrize("fault", ["serifs", "italics", "changed letters"])
def test_c05_text_is_upright_sans_serif_in_the_letters_it_was_written_in(faults: Faults, fault: str) -> None:
    assert faults[fault] == []


def test_c06_lines_of_prose_are_1_75_apart_and_no_lines_nearer_than_1_3(faults: Faults) -> None:
    assert faults["tight prose"] == []
    assert faults["tight text"] == []


def test_c07_paragraphs_are_one_and_a_half_lines_apart(faults: Faults) -> None:
    assert faults["near paragraphs"] == []


def test_c08_a_line_of_prose_holds_at_most_40_han_or_80_latin_characters(faults: Faults) -> None:
    assert faults["long lines"] == []


def test_c08_prose_begins_at_the_left_and_is_not_stretched(faults: Faults) -> None:
    assert faults["not aligned to the left"] == []


def test_c09_every_text_stands_out_from_its_ground_in_every_theme(faults: Faults) -> None:
    assert faults["faint text"] == []


def test_c12_links_in_prose_are_underlined_in_every_theme(faults: Faults) -> None:
    assert faults["plain links"] == []


def test_c13_whatever_is_pressed_is_at_least_44_px_wide_and_high(faults: Faults) -> None:
    assert faults["small targets"] == []


def test_c13_each_corner_of_a_target_answers(faults: Faults) -> None:
    assert faults["covered targets"] == []


def test_c14_the_main_targets_of_the_elder_version_are_at_least_60_px(faults: Faults) -> None:
    assert faults["small for elders"] == []


def test_c14_the_main_targets_of_the_elder_version_are_8_px_apart(faults: Faults) -> None:
    assert faults["crowded for elders"] == []


def test_c15_no_link_in_a_sentence_is_shorter_than_two_characters(faults: Faults) -> None:
    assert faults["short links"] == []


def test_c15_each_link_of_the_text_stands_again_in_the_list_with_a_large_target(faults: Faults) -> None:
    assert faults["links missing from the list"] == []


def test_c15_pages_that_are_lists_have_large_links_only(faults: Faults) -> None:
    assert faults["small links of a list"] == []


def test_c27_the_elder_version_wears_no_shadows_gradients_or_depth(faults: Faults) -> None:
    assert faults["ornaments"] == []


def test_c38_prose_doubles_with_the_browsers_own_text_size(faults: Faults) -> None:
    assert faults["sizes that do not follow the browser"] == []


def test_c38_nothing_forbids_to_zoom(faults: Faults) -> None:
    assert faults["zoom forbidden"] == []


def test_c38_the_style_sheet_gives_no_text_size_in_pixels(built_site: Path) -> None:
    sheets = [file.read_text(encoding="utf-8") for file in built_site.glob("assets/*.css")]
    assert sheets
    assert [rule for sheet in sheets for rule in TEXT_SIZE_IN_PIXELS.findall(sheet)] == []


def test_c39_a_small_window_scrolls_in_one_direction_only(faults: Faults) -> None:
    assert [fault for fault in faults["sideways scroll"] if fault.startswith(SHORT_WINDOWS)] == []


def test_c39_what_scrolls_by_itself_is_reached_by_keyboard_and_has_a_name(faults: Faults) -> None:
    assert faults["scrolls without a name"] == []


def test_c40_a_readers_own_spacing_cuts_and_covers_nothing(faults: Faults) -> None:
    seen = [*faults["sideways scroll"], *faults["cut off"], *faults["overlapping text"]]
    assert [fault for fault in seen if SPACED in fault] == []


def test_c43_the_elder_version_is_one_column_on_a_small_screen(faults: Faults) -> None:
    assert faults["side by side"] == []


def test_c43_the_elder_home_page_has_few_large_entries_with_icon_and_words(faults: Faults) -> None:
    assert faults["entries of the home page"] == []


def test_c44_the_same_words_never_lead_to_two_places(faults: Faults) -> None:
    assert faults["one text for two places"] == []


def test_c44_every_link_says_where_it_leads(faults: Faults) -> None:
    assert faults["empty link texts"] == []


def test_c44_no_link_opens_a_new_window(faults: Faults) -> None:
    assert faults["new windows"] == []


# A rule that breaks the page, the check that looks, and the fault that it must see.
BREAKS = [
    (".text p { font-size: 17px !important }", "size usual", "text smaller than 18 px"),
    ("h2::before { content: 'x'; font-size: 17px }", "size usual", "text smaller than 18 px"),
    (".figure__drawing { width: 40% !important }", "size usual", "text smaller than 18 px"),
    (".help__note { font-size: 21px }", "size elder", "text smaller than 22 px"),
    (".help__note { font-size: 29px }", "size largest", "text smaller than 30 px"),
    (".text p { font-family: serif !important }", "type", "serifs"),
    (".text p { font-style: italic }", "type", "italics"),
    (".text p { text-transform: uppercase }", "type", "changed letters"),
    (".text p { line-height: 1.7 !important }", "spacing", "tight prose"),
    (".footer p { line-height: 1.2 !important }", "spacing", "tight text"),
    (".text p + p { margin-top: 2em !important }", "spacing", "near paragraphs"),
    (".page__body { display: block } .text { max-width: none }", "measure", "long lines"),
    (".text p { text-align: justify }", "measure", "not aligned to the left"),
    (".text p { color: #707070 }", "contrast", "faint text"),
    (".section { background: rgb(90 90 90 / 0.5) }", "contrast", "faint text"),
    (".text a { text-decoration: none !important }", "links in prose", "plain links"),
    (".text a { text-decoration-color: #e0e0e0 !important }", "links in prose", "plain links"),
    (".footer p { width: 200vw }", "frame", "sideways scroll"),
    (".text p { overflow: hidden; height: 1em }", "frame", "cut off"),
    (".text p { margin-left: -9rem }", "frame", "cut off"),
    (".footer__inner { max-height: 3em; overflow: auto }", "scrolls", "scrolls without a name"),
    (".text p { margin-top: -4em !important }", "overlap", "overlapping text"),
    (".help__list a { min-height: 40px !important; height: 40px }", "targets", "small targets"),
    (".menu__list a { width: 40px }", "targets", "small targets"),
    (".footer__inner::after { content: ''; position: absolute; inset: 0 }", "targets", "covered targets"),
    (".help__list a { min-height: 55px !important }", "targets of elders", "small for elders"),
    (".help__list { gap: 4px !important }", "targets of elders", "crowded for elders"),
    (
        ".page-links .explained__link { height: 40px; min-height: 0 }",
        "inline links",
        "links missing from the list",
    ),
    (".text { box-shadow: 0 0 2px black }", "ornaments", "ornaments"),
    (".text { background-image: linear-gradient(white, silver) }", "ornaments", "ornaments"),
    (".previous-next { display: flex !important }", "one column", "side by side"),
]


@pytest.fixture(scope="module")
def broken_page(reader: Reader) -> Iterator[Page]:
    """A page that tests may break."""
    visit = reader.visit("chapters/services/")
    open_everything(visit.page)
    yield visit.page
    visit.page.close()


@pytest.mark.parametrize(("rule", "check", "fault"), BREAKS)
def test_the_survey_sees_what_a_bad_rule_does(broken_page: Page, rule: str, check: str, fault: str) -> None:
    style = broken_page.add_style_tag(content=rule)
    broken_page.evaluate("check => survey.look('broken', [check])", check)
    seen = broken_page.evaluate("survey.faults()")
    style.evaluate("style => style.remove()")
    assert seen.get(fault)


# A script that spoils a link of the page, the check that looks, and the fault that it must see.
SPOILS = [
    ("link.textContent = '点'", "inline links", "short links"),
    ("link.href = 'nowhere/'", "inline links", "links missing from the list"),
    (
        "document.getElementById('main').classList.add('page--sitemap')",
        "inline links",
        "small links of a list",
    ),
    ("link.textContent = '这里'", "link texts", "empty link texts"),
    ("link.target = '_blank'", "link texts", "new windows"),
    (
        "link.textContent = document.querySelector('.header__brand').textContent",
        "link texts",
        "one text for two places",
    ),
    (
        "document.getElementById('main').classList.add('page--home')",
        "entries of the home page",
        "entries of the home page",
    ),
]


@pytest.mark.parametrize(("script", "check", "fault"), SPOILS)
def test_the_survey_sees_a_bad_link(reader: Reader, script: str, check: str, fault: str) -> None:
    page = reader.visit("chapters/services/").page
    open_everything(page)
    page.evaluate(f"() => {{ const link = document.querySelector('.section > p > a'); {script}; }}")
    page.evaluate("check => survey.look('broken', [check])", check)
    assert page.evaluate("survey.faults()").get(fault)
    page.close()
