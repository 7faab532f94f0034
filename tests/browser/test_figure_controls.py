"""The controls of a figure: its rows one after another, by mouse, by keyboard and by ear."""

from __future__ import annotations

import re
from functools import cache

import pytest
import yaml
from playwright.sync_api import Locator, Page

from tests.browser.conftest import WIDTHS, Reader, Tab
from tests.browser.pages import ROOT, walked_figures

TWO_FIGURES = "chapters/warmth/"  # a chapter with two series over time
SCHEMES = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "high contrast": {"contrast": "more"},
    "forced colours": {"forced_colors": "active"},
    "dark forced colours": {"forced_colors": "active", "color_scheme": "dark"},
}


@cache
def series_uris() -> tuple[str, ...]:
    """The own pages of the figures that can be heard."""
    files = (ROOT / "charts" / "figures").glob("*.yml")
    heard = {file.stem for file in files if yaml.safe_load(file.read_text(encoding="utf-8")).get("over_time")}
    return tuple(uri for uri in walked_figures() if uri.split("/")[-2] in heard)


def said(figure: Locator) -> str:
    """What the status says, its white space evened out."""
    return " ".join((figure.locator(".figure__value").text_content() or "").split())


def rows_in_words(figure: Locator) -> list[str]:
    """What the status should say of each row, from the table."""
    status = figure.locator(".figure__value")
    of, position = (status.get_attribute(name) or "" for name in ("data-of", "data-position"))
    rows = figure.locator("tr[data-row]").evaluate_all(
        "rows => rows.map(row => Array.from(row.cells, cell => cell.textContent.trim()))"
    )
    return [
        " ".join(
            f"{label}{of}{value} {position}".replace("#1", str(index)).replace("#2", str(len(rows))).split()
        )
        for index, (label, value) in enumerate(rows, start=1)
    ]


def current_rows(figure: Locator) -> tuple[list[str], list[str]]:
    """The rows that are marked as current: in the table, and in the drawing that is visible."""
    return figure.evaluate(
        """figure => {
          const rows = parts => [...new Set([...parts].map(part => part.dataset.row))];
          const marks = [...figure.querySelectorAll('svg .is-current')];
          return [rows(figure.querySelectorAll('tr.is-current')),
                  rows(marks.filter(mark => mark.checkVisibility()))];
        }"""
    )


def is_focused(part: Locator) -> bool:
    return part.evaluate("part => part === document.activeElement")


# What is shown of the current row: what the status says, where it is marked, and the ring around its mark.
SHOWN = """figure => {
  const rows = parts => [...new Set([...parts].map(part => part.dataset.row))];
  const shown = selector => [...figure.querySelectorAll(`svg ${selector}`)]
    .filter(part => part.checkVisibility());
  return [figure.querySelector('.figure__value').textContent.trim().replace(/\\s+/g, ' '),
    rows(figure.querySelectorAll('tr.is-current')), rows(shown('.is-current')),
    shown('.figure__ring').length >= 2];
}"""


@pytest.mark.parametrize("uri", walked_figures())
def test_the_buttons_walk_through_every_row_and_say_what_the_table_says(tab: Tab, uri: str) -> None:
    figure = tab.visit(uri).page.locator("figure.figure")
    following, previous = figure.locator('[data-step="1"]'), figure.locator('[data-step="-1"]')
    expected = rows_in_words(figure)
    assert len(set(expected)) == len(expected)
    assert said(figure) == ""
    count = len(expected)
    for button, indices in ((following, range(count)), (previous, range(count - 2, -1, -1))):
        for index in indices:
            button.click()
            assert figure.evaluate(SHOWN) == [expected[index], [str(index)], [str(index)], True]


@pytest.mark.parametrize("uri", walked_figures())
def test_the_first_press_of_previous_shows_the_last_row(tab: Tab, uri: str) -> None:
    figure = tab.visit(uri).page.locator("figure.figure")
    figure.locator('[data-step="-1"]').click()
    assert said(figure) == rows_in_words(figure)[-1]


def test_at_an_end_the_button_says_so_stays_and_keeps_the_focus(reader: Reader) -> None:
    page = reader.visit("charts/milestones/").page
    figure = page.locator("figure.figure")
    following, previous = figure.locator('[data-step="1"]'), figure.locator('[data-step="-1"]')
    expected = rows_in_words(figure)
    for button, other, end in ((following, previous, expected[-1]), (previous, following, expected[0])):
        for _ in range(len(expected) + 1):
            button.click(force=True)  # Playwright waits for what is aria-disabled
        assert said(figure) == end
        assert button.get_attribute("aria-disabled") == "true"
        assert other.get_attribute("aria-disabled") == "false"
        assert is_focused(button)
    page.close()


@pytest.mark.parametrize("uri", ["charts/older_share/", "en/charts/milestones/", "charts/plan_tree/"])
def test_arrow_keys_home_and_end_walk_while_a_button_has_the_focus(reader: Reader, uri: str) -> None:
    page = reader.visit(uri).page
    figure = page.locator("figure.figure")
    expected = rows_in_words(figure)
    button = figure.locator('[data-step="1"]')
    button.focus()
    keys = {"ArrowRight": 0, "ArrowDown": 1, "ArrowLeft": 0, "End": -1, "ArrowUp": -2, "Home": 0}
    for key, index in keys.items():
        page.keyboard.press(key)
        assert said(figure) == expected[index], key
        assert is_focused(button)
    page.close()


def test_escape_clears_what_was_shown(reader: Reader) -> None:
    page = reader.visit("charts/older_share/").page
    figure = page.locator("figure.figure")
    figure.locator('[data-step="1"]').click()
    page.keyboard.press("Escape")
    assert said(figure) == ""
    assert current_rows(figure) == [[], []]
    assert figure.locator(".figure__ring").count() == 0
    figure.locator('[data-step="1"]').click()
    assert said(figure) == rows_in_words(figure)[0]
    page.close()


def test_each_press_is_announced_once_and_politely(reader: Reader) -> None:
    page = reader.visit("charts/older_share/").page
    status = page.locator(".figure__value")
    assert status.get_attribute("role") == "status"
    status.evaluate(
        """status => {
          window.changes = 0;
          const observer = new MutationObserver(() => { window.changes += 1; });
          observer.observe(status, {childList: true, subtree: true});
        }"""
    )
    rows = len(rows_in_words(page.locator("figure.figure")))
    for presses in range(1, rows + 3):
        page.locator('[data-step="1"]').click(force=True)
        assert page.evaluate("window.changes") == min(presses, rows)
    page.close()


def test_keys_do_nothing_where_the_focus_is_elsewhere(reader: Reader) -> None:
    page = reader.visit("charts/older_share/").page
    figure = page.locator("figure.figure")
    figure.locator('[data-step="1"]').click()
    before = said(figure)
    page.keyboard.press("Control+ArrowRight")
    figure.locator("[data-listen]").focus()
    page.keyboard.press("ArrowRight")
    figure.locator(".figure__volume input").focus()
    for key in ("ArrowRight", "ArrowUp", "Home"):
        page.keyboard.press(key)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("ArrowRight")
    assert said(figure) == before
    page.close()


def test_the_browsers_own_key_for_going_back_still_goes_back(reader: Reader) -> None:
    page = reader.visit("charts/milestones/").page
    page.goto(f"{reader.root}charts/older_share/")
    figure = page.locator("figure.figure")
    figure.locator('[data-step="1"]').click()
    prevented = figure.locator('[data-step="1"]').evaluate(
        """button => {
          const options = {key: 'ArrowLeft', altKey: true, bubbles: true, cancelable: true};
          return !button.dispatchEvent(new KeyboardEvent('keydown', options));
        }"""
    )
    assert not prevented
    assert said(figure) == rows_in_words(figure)[0]
    page.close()


def test_two_figures_on_a_page_are_walked_apart(reader: Reader) -> None:
    page = reader.visit(TWO_FIGURES).page
    first, second = page.locator("figure.figure").all()[:2]
    first.locator('[data-step="1"]').click()
    assert said(second) == ""
    second.locator('[data-step="-1"]').click()
    assert said(first) == rows_in_words(first)[0]
    assert said(second) == rows_in_words(second)[-1]
    page.keyboard.press("Escape")
    assert said(first) == rows_in_words(first)[0]
    assert said(second) == ""
    page.close()


def test_others_may_ask_for_a_row_and_are_told_of_each_change(reader: Reader) -> None:
    page = reader.visit("charts/milestones/").page
    figure = page.locator("figure.figure")
    told = figure.evaluate(
        """figure => {
          const told = [];
          document.addEventListener('figure:value', event => told.push(event.detail.row));
          const ask = detail => figure.dispatchEvent(new CustomEvent('figure:step', {detail}));
          [{step: 1}, {step: 1}, {step: -1}, {step: -1}].forEach(ask);
          [{row: 3}, {row: 3}, {row: 99}, {row: -1}].forEach(ask);
          return told;
        }"""
    )
    assert told == [0, 1, 0, 3, len(rows_in_words(figure)) - 1, -1]
    page.close()


@pytest.mark.parametrize("uri", ["charts/older_share/", TWO_FIGURES])
def test_the_controls_are_not_there_without_scripts(reader_without_scripts: Reader, uri: str) -> None:
    page = reader_without_scripts.visit(uri).page
    for controls in page.locator(".figure__controls").all():
        assert not controls.is_visible()
    page.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("uri", ["charts/older_share/", "en/charts/older_share/"])
def test_buttons_are_large_apart_and_within_the_screen(readers_by_width, uri: str, width: int) -> None:
    page = readers_by_width[width].visit(uri).page
    page.locator('[data-step="1"]').click()
    parts = page.locator(".figure__controls >> .figure__button, .figure__volume").all()
    boxes = [part.bounding_box() for part in parts if part.is_visible()]
    for index, box in enumerate(boxes):
        assert box["height"] >= 44
        assert box["width"] >= 44
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        for other in boxes[:index]:
            beside = box["x"] - (other["x"] + other["width"])
            below = box["y"] - (other["y"] + other["height"])
            assert max(beside, below) >= 8
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    size = page.locator(".figure__value").evaluate("status => parseFloat(getComputedStyle(status).fontSize)")
    assert size >= 20
    page.close()


@pytest.mark.parametrize("uri", ["charts/older_share/", "en/charts/older_share/"])
def test_in_the_elder_version_there_are_fewer_buttons_and_the_table_says_the_values(
    reader: Reader, uri: str
) -> None:
    page = reader.visit(uri).page
    controls, table = page.locator(".figure__controls"), page.locator("main table").first
    assert controls.is_visible()
    page.evaluate("document.documentElement.dataset.reading = 'elder'")
    assert not controls.is_visible()
    assert table.is_visible()
    page.close()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_ring_around_the_current_mark_is_seen_in_every_scheme(new_reader, scheme: str) -> None:
    page = (
        new_reader(viewport={"width": 390, "height": 844}, **SCHEMES[scheme])
        .visit("charts/older_share/")
        .page
    )
    page.locator('[data-step="1"]').click()
    outer, gap = page.locator("svg .figure__ring >> visible=true").evaluate_all(
        """rings => rings.map(ring => {
          const style = getComputedStyle(ring);
          return {colour: style.stroke.match(/[\\d.]+/g).map(Number), width: parseFloat(style.strokeWidth)};
        })"""
    )
    assert outer["width"] - gap["width"] >= 6
    assert gap["width"] >= 6
    assert contrast(outer["colour"], gap["colour"]) >= 4.5
    row = page.locator("tr.is-current th")
    bar = row.evaluate(
        "cell => [getComputedStyle(cell).boxShadow, getComputedStyle(cell).borderLeftWidth].join(' ')"
    )
    assert "6px" in bar
    page.close()


def contrast(colour: list[float], other: list[float]) -> float:
    """The contrast of two sRGB colours as WCAG 2 reckons it."""

    def light(channels: list[float]) -> float:
        parts = (channel / 255 for channel in channels[:3])
        linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    darker, lighter = sorted((light(colour), light(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_on_paper_there_are_no_controls_and_no_ring(reader: Reader) -> None:
    page = reader.visit("charts/older_share/").page
    page.locator('[data-step="1"]').click()
    page.emulate_media(media="print")
    assert not page.locator(".figure__controls").is_visible()
    assert page.locator(".figure__ring >> visible=true").count() == 0
    page.close()


# By ear. A test machine has no loudspeaker and no voices: stand-ins write down what would be heard.
STAND_INS = """
  window.heard = {contexts: 0, closed: 0, order: []};
  class Part {
    constructor() { this.frequency = {}; this.gain = {setValueAtTime() {}, linearRampToValueAtTime() {}}; }
    connect(to) { if (to === 'loudspeaker') heard.master = this; }
    start() {
      const row = document.querySelector('tr.is-current').dataset.row;
      heard.order.push({tone: this.frequency.value, row});
    }
    stop() {}
  }
  window.AudioContext = class {
    constructor() { heard.contexts += 1; this.currentTime = 0; this.destination = 'loudspeaker'; }
    createOscillator() { return new Part(); }
    createGain() { return new Part(); }
    resume() {}
    close() { heard.closed += 1; }
  };
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(window, 'speechSynthesis', {value: {
    getVoices() {
      const local = VOICES.map(lang => ({lang, localService: true}));
      // Voices of somebody's server, which must never hear the words.
      return [{lang: 'zh-CN-remote'}, {lang: 'en-GB-remote'}, ...local];
    },
    speak(utterance) {
      heard.order.push({words: utterance.text, voice: utterance.lang, volume: utterance.volume});
      setTimeout(() => { if (utterance.onend) utterance.onend(); }, 1000);
    },
    cancel() {}
  }});
"""
VOICES = ("zh-HK", "zh-CN", "en-GB")
# Milliseconds of the pages' clock, which the tests move: longer than any figure sounds, a spoken row, a tone.
WHOLE, SPOKEN, TONE = 60_000, 1_100, 570
HOUR = 3_600_000


@pytest.fixture
def hear(new_reader):
    """A function that opens a page and writes down what sounds on it; `voices` are those of the browser."""

    def open_page(uri: str, voices: tuple[str, ...] = VOICES, script: str = "") -> Page:
        reader = new_reader()
        reader.context.add_init_script(STAND_INS.replace("VOICES", repr(list(voices))) + script)
        reader.context.clock.install(time=0)
        page = reader.visit(uri).page
        page.clock.pause_at(HOUR)  # from here on only the test moves it
        return page

    return open_page


def spoken_and_tones(page: Page) -> tuple[list[dict], list[dict]]:
    order = page.evaluate("heard.order")
    return [part for part in order if "words" in part], [part for part in order if "tone" in part]


def without_position(figure: Locator) -> list[str]:
    """Each row in words, as it is spoken: its place among the others is left out."""
    position = figure.locator(".figure__value").get_attribute("data-position") or ""
    ending = re.compile(re.escape(position).replace(r"\#1", r"\d+").replace(r"\#2", r"\d+"))
    return [ending.sub("", words).strip() for words in rows_in_words(figure)]


@pytest.mark.parametrize("uri", series_uris())
def test_nothing_sounds_before_somebody_asks_for_it(hear, uri: str) -> None:
    page = hear(uri)
    page.locator('[data-step="1"]').click()
    page.keyboard.press("ArrowRight")
    page.clock.run_for(WHOLE)
    assert page.evaluate("[heard.contexts, heard.order]") == [0, []]
    page.close()


@pytest.mark.parametrize("uri", series_uris())
def test_a_figure_sounds_as_its_first_row_in_words_a_tone_for_each_row_and_its_last_in_words(
    hear, uri: str
) -> None:
    page = hear(uri)
    figure = page.locator("figure.figure")
    button = figure.locator("[data-listen]")
    invitation = button.inner_text()
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert button.inner_text() == button.get_attribute("data-stop") != invitation
    page.clock.run_for(WHOLE)
    spoken, tones = spoken_and_tones(page)
    order = page.evaluate("heard.order.map(part => 'words' in part)")
    words = without_position(figure)
    assert [" ".join(part["words"].split()) for part in spoken] == [words[0], words[-1]]
    assert {part["voice"] for part in spoken} == {"en-GB" if uri.startswith("en/") else "zh-CN"}
    assert order == [True, *[False] * len(words), True]
    assert [part["row"] for part in tones] == [str(index) for index in range(len(words))]
    assert button.get_attribute("aria-pressed") == "false"
    assert button.inner_text() == invitation
    assert page.evaluate("[heard.contexts, heard.closed]") == [1, 1]
    assert said(figure) == rows_in_words(figure)[-1]
    page.close()


@pytest.mark.parametrize("uri", series_uris())
def test_the_pitch_grows_with_the_value_from_zero(hear, uri: str) -> None:
    page = hear(uri)
    page.locator("[data-listen]").click()
    page.clock.run_for(WHOLE)
    values = page.locator("td[data-value]").evaluate_all("cells => cells.map(cell => +cell.dataset.value)")
    _, tones = spoken_and_tones(page)
    expected = [220 + 440 * value / max(values) for value in values]
    assert [part["tone"] for part in tones] == pytest.approx(expected)
    page.close()


@pytest.mark.parametrize("how", ["the same button", "Escape", "another row", "leaving the page"])
def test_the_sound_stops_at_once(hear, how: str) -> None:
    page = hear("charts/older_share/")
    button = page.locator("[data-listen]")
    button.click()
    page.clock.run_for(SPOKEN + TONE)
    _, before = spoken_and_tones(page)
    assert 1 <= len(before) < 4
    if how == "the same button":
        button.click()
    elif how == "Escape":
        page.keyboard.press("Escape")
    elif how == "another row":
        page.locator('[data-step="-1"]').click()
    else:
        page.evaluate("window.dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert page.evaluate("heard.closed") == 1
    assert button.get_attribute("aria-pressed") == "false"
    page.clock.run_for(WHOLE)
    spoken, after = spoken_and_tones(page)
    assert after == before
    assert len(spoken) == 1
    page.close()


def test_a_figure_falls_silent_when_another_one_starts(hear) -> None:
    page = hear(TWO_FIGURES)
    first, second = page.locator("[data-listen]").all()[:2]
    first.click()
    second.click()
    assert page.evaluate("[heard.contexts, heard.closed]") == [2, 1]
    assert first.get_attribute("aria-pressed") == "false"
    assert second.get_attribute("aria-pressed") == "true"
    page.close()


def test_the_volume_can_be_changed_while_it_sounds(hear) -> None:
    page = hear("charts/older_share/")
    volume = page.locator(".figure__volume input")
    page.locator("[data-listen]").click()
    assert page.evaluate("heard.master.gain.value") == pytest.approx(0.6)
    volume.fill("20")
    assert page.evaluate("heard.master.gain.value") == pytest.approx(0.2)
    page.clock.run_for(WHOLE)
    spoken, _ = spoken_and_tones(page)
    assert [part["volume"] for part in spoken] == pytest.approx([0.6, 0.2])
    page.close()


def test_without_a_fitting_voice_the_words_are_left_to_a_screen_reader(hear) -> None:
    page = hear("charts/older_share/", voices=("fr-FR",))
    figure = page.locator("figure.figure")
    status = figure.locator(".figure__value")
    words = rows_in_words(figure)
    page.locator("[data-listen]").click()
    assert said(figure) == words[0]
    assert status.get_attribute("aria-live") == "polite"
    page.clock.run_for(2_600)
    assert status.get_attribute("aria-live") == "off"
    page.clock.run_for(len(words) * TONE)
    assert said(figure) == words[-1]
    assert status.get_attribute("aria-live") == "polite"
    page.clock.run_for(WHOLE)
    assert status.get_attribute("aria-live") is None
    spoken, tones = spoken_and_tones(page)
    assert spoken == []
    assert len(tones) == len(words)
    page.close()


def test_a_browser_without_sound_offers_none(hear) -> None:
    page = hear("charts/older_share/", script="window.AudioContext = window.webkitAudioContext = undefined;")
    figure = page.locator("figure.figure")
    assert not figure.locator("[data-listen]").is_visible()
    assert not figure.locator(".figure__volume").is_visible()
    figure.locator('[data-step="1"]').click()
    assert said(figure) == rows_in_words(figure)[0]
    page.close()


def test_only_a_series_over_time_can_be_heard(reader: Reader) -> None:
    page = reader.visit("charts/service_items/").page
    assert page.locator("[data-step]").count() == 2
    assert page.locator("[data-listen], .figure__volume").count() == 0
    page.close()
