"""The page read aloud: its sentences, its voice, its controls, and what it says where it cannot."""

from __future__ import annotations

import gzip
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.axe_core import RULES
from tests.browser.conftest import Reader, Tab
from tests.browser.pages import chapters, uris

PAGE = "chapters/services/"
PAGES = [PAGE, f"en/{PAGE}"]
# A test machine has no voices: a stand-in writes down what would be heard. Each part lasts a second.
STAND_IN = """
  window.heard = [];
  let current, timer, voices = VOICES;
  const end = (type, error) => {
    const said = current;
    clearTimeout(timer);
    current = null;
    speech.speaking = false;
    if (said && said[type]) said[type]({error});
  };
  const speech = {
    speaking: false,
    pending: false,
    getVoices: () => (Date.now() < window.voicesFrom ? [] : voices),
    speak(said) {
      if (!said.text) return;
      if (current) throw new Error('two at once');
      const {text, lang, rate} = said;
      heard.push({text, lang, rate, voice: said.voice.name, marked: marked(), page: document.title});
      if (window.mute) return;
      current = said;
      speech.speaking = true;
      timer = setTimeout(() => { if (said.onstart) said.onstart(); }, 10);
      timer = setTimeout(() => (window.breaks ? end('onerror', window.breaks) : end('onend')), 1000);
    },
    cancel() { if (current) end('onerror', 'interrupted'); },
    resume() {}
  };
  const marked = () => [...document.querySelectorAll('.is-spoken')].map(piece => piece.textContent).join('');
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(window, 'speechSynthesis', {value: speech});
"""
CANTONESE, REMOTE = ("粤语", "zh-HK", True), ("Remote", "zh-CN", False)
MANDARIN, ENGLISH = ("婷婷", "zh-CN", True), ("Kate", "en-GB", True)
DIALECT = ("阿庆", "wuu-CN", True)
ALL = (CANTONESE, REMOTE, ("Remote", "en-US", False), MANDARIN, ENGLISH)
SECOND = 1000  # milliseconds, as a page takes time
HOUR = 3600  # in seconds, as Playwright takes a moment


@pytest.fixture
def hear(new_reader):
    """A function that opens a page whose speech is written down; only the test moves its clock."""

    def open_page(uri: str = PAGE, voices=ALL, script: str = "", **options) -> Page:
        reader = new_reader(**options)
        names = ("name", "lang", "localService")
        stand_in = STAND_IN.replace(
            "VOICES", to_js([dict(zip(names, voice, strict=True)) for voice in voices])
        )
        reader.context.add_init_script(stand_in + script)
        reader.context.clock.install(time=0)
        page = reader.visit(uri).page
        page.clock.pause_at(HOUR)
        return page

    return open_page


def to_js(value: object) -> str:
    return repr(value).replace("True", "true").replace("False", "false")


def start(page: Page) -> None:
    do(page, "toggle")
    page.wait_for_selector(".read-aloud__strip:visible")


def ask(page: Page) -> None:
    """Asks to begin; the voices are being looked for, and only the test's clock moves that on."""
    do(page, "toggle")
    page.wait_for_function("document.querySelector('.read-aloud__status').textContent")


def do(page: Page, what: str) -> None:
    page.locator(f"[data-do={what}]").click()


def heard(page: Page) -> list[dict]:
    return page.evaluate("heard")


def status(page: Page) -> str:
    return page.locator(".read-aloud__status").inner_text()


def word(page: Page, name: str) -> str:
    return page.locator(".read-aloud").get_attribute(f"data-{name}") or ""


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def sentences(page: Page) -> list[dict]:
    return page.evaluate(
        """explainer.load('sentences').then(() => explainer.sentences().map(({text, parts, pieces}) => (
          {text, parts, pieces: pieces.map(piece => piece.textContent),
            isShown: pieces[0].checkVisibility()})))"""
    )


def cut(page: Page, html: str) -> list[dict]:
    """The sentences of a text that stands on the page instead of its own."""
    page.evaluate("html => { document.querySelector('.text').innerHTML = html; }", html)
    items = sentences(page)
    return items[[item["text"] for item in items].index("题") + 1 :]


# The sentences.

WHAT_IS_READ = """() => [...document.querySelectorAll(
    '#main h1, #main .opening__question, #main .opening__context, #main .text')]
  .map(root => {
    const copy = root.cloneNode(true);
    copy.querySelectorAll('figure.figure').forEach(figure => figure.replaceWith(
      ...figure.querySelectorAll('.figure__title, .figure__summary')));
    copy.querySelectorAll('nav, button, pre, svg, rt, rp, [hidden], .visually-hidden, [role=status]')
      .forEach(part => part.remove());
    return copy.textContent;
  }).join('')"""


@pytest.mark.parametrize("uri", uris())
def test_c28_each_page_offers_to_be_read_and_its_sentences_are_its_whole_text_in_order(
    tab: Tab, uri: str
) -> None:
    page = tab.visit(uri).page
    assert page.locator(".read-aloud__button:visible").count() == 1
    assert page.locator(".read-aloud__button").first.bounding_box()["height"] >= 44
    assert not page.locator(".read-aloud__strip").is_visible()
    assert (status(page), page.locator(".sentence").count()) == ("", 0)
    expected = squeezed(page.evaluate(WHAT_IS_READ))
    before = page.evaluate("[document.body.textContent, document.links.length, document.body.scrollHeight]")
    items = sentences(page)
    assert squeezed("".join(item["text"] for item in items)) == expected
    assert squeezed("".join(part["text"] for item in items for part in item["parts"])) == expected
    assert squeezed("".join(piece for item in items for piece in item["pieces"])) == expected
    assert max(len(part["text"]) for item in items for part in item["parts"]) <= 100
    assert {part["lang"] for item in items for part in item["parts"]} <= {"zh-Hans", "en"}
    assert (
        page.evaluate("[document.body.textContent, document.links.length, document.body.scrollHeight]")
        == before
    )
    count = page.locator(".sentence").count()
    sentences(page)
    assert page.locator(".sentence").count() == count
    assert page.locator(".sentence .sentence").count() == 0


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>一句。两句！三句？四句；五句</p>", ["一句。", "两句！", "三句？", "四句；", "五句"]),
        ("<p>他说：“好。”她说：“不好！”</p>", ["他说：“好。”", "她说：“不好！”"]),
        ("<p>One. Two! Three? “Four.” Five</p>", ["One.", "Two!", "Three?", "“Four.”", "Five"]),
        ("<p>It is 13.6 billion. Mr. Li, e.g. at 9 a.m. in the U.S. capital, is No. 5.</p>",
         ["It is 13.6 billion.", "Mr. Li, e.g. at 9 a.m. in the U.S. capital, is No. 5."]),
        ("<p>Was it? No. It was not. J. Q. Li said so.</p>",
         ["Was it?", "No.", "It was not.", "J. Q. Li said so."]),
        ("<p>见 www.example.com 和13.6亿。完。</p>", ["见 www.example.com 和13.6亿。", "完。"]),
        ("<ul><li>甲</li><li>乙<ul><li>丙</li></ul></li></ul>", ["甲", "乙", "丙"]),
        ("<p>完了。 …</p>", ["完了。 …"]),
        ("<table><tr><th>年</th><td>1.5</td></tr></table>", ["年", "1.5"]),
        ("<p style='display: flex'>一。<b>二。</b></p>", ["一。", "二。"]),
    ],
)  # fmt: skip
def test_a_sentence_ends_where_it_ends(reader: Reader, html: str, expected: list[str]) -> None:
    page = reader.visit(PAGE).page
    assert [item["text"] for item in cut(page, f"<h2>题</h2>{html}")] == expected
    page.close()


def test_a_sentence_may_go_on_through_links_and_pinyin_is_not_said(reader: Reader) -> None:
    page = reader.visit(PAGE).page
    html = "<h2>题</h2><p>去<a href='#x'>看。别</a>走<ruby>吧<rt>ba</rt></ruby>。</p>"
    first, second = cut(page, html)
    assert (first["text"], first["pieces"]) == ("去看。", ["去", "看。"])
    assert (second["text"], second["pieces"]) == ("别走吧。", ["别", "走", "吧", "。"])
    assert page.locator(".text a").inner_text() == "看。别"
    page.close()


def test_each_part_says_its_language_and_marks_go_with_the_words_beside_them(reader: Reader) -> None:
    page = reader.visit(PAGE).page
    (item,) = cut(page, "<h2>题</h2><p>他叫“<span lang='en'>John Smith</span>”，来了。</p>")
    assert item["parts"] == [
        {"text": "他叫“", "lang": "zh-Hans"},
        {"text": "John Smith", "lang": "en"},
        {"text": "”，来了。", "lang": "zh-Hans"},
    ]
    page.close()


def test_a_long_sentence_is_cut_at_commas_or_else_at_spaces_or_else_anywhere(reader: Reader) -> None:
    page = reader.visit(PAGE).page
    html = f"<h2>题</h2><p>{'字' * 60}，{'字' * 60}。</p><p>{'word ' * 40}</p><p>{'字' * 150}</p>"
    by_comma, by_space, anywhere = ([len(part["text"]) for part in item["parts"]] for item in cut(page, html))
    assert by_comma == [61, 61]
    assert by_space == [99, 99]
    assert anywhere == [100, 50]
    page.close()


@pytest.mark.parametrize("uri", [uri for uri in chapters() if "warmth" in uri])
def test_a_figure_is_one_sentence_its_title_and_its_summary(reader: Reader, uri: str) -> None:
    page = reader.visit(uri).page
    figures = page.locator("figure.figure").evaluate_all(
        """figures => figures.map(figure => [...figure.querySelectorAll('.figure__title, .figure__summary')]
          .map(part => part.textContent).join(''))"""
    )
    assert figures
    texts = [squeezed(item["text"]) for item in sentences(page)]
    assert all(squeezed(figure) in texts for figure in figures)
    page.close()


# Reading.


def test_without_scripts_nothing_is_offered(reader_without_scripts: Reader) -> None:
    page = reader_without_scripts.visit(PAGE).page
    assert not page.locator(".read-aloud").is_visible()
    page.close()


def test_c28_nothing_is_said_before_somebody_asks_for_it(hear) -> None:
    page = hear()
    page.clock.run_for(60 * SECOND)
    page.mouse.click(5, 300)
    page.keyboard.press("Space")
    assert heard(page) == []


@pytest.mark.parametrize("uri", PAGES)
def test_c28_the_whole_page_is_said_in_order_each_part_by_a_voice_of_its_language(hear, uri: str) -> None:
    page = hear(uri)
    start(page)
    assert status(page) == word(page, "started")
    page.clock.run_for(1000 * SECOND)
    parts = [part for item in sentences(page) if item["isShown"] for part in item["parts"]]
    said = heard(page)
    assert [part["text"] for part in said] == [part["text"] for part in parts]
    assert [part["lang"][:2] for part in said] == [part["lang"][:2] for part in parts]
    assert {part["voice"] for part in said} <= {"婷婷", "Kate"}
    assert {part["rate"] for part in said} == {1}
    for part in said:
        assert squeezed(part["text"]) in squeezed(part["marked"])
    assert status(page) == word(page, "finished")
    assert not page.locator(".read-aloud__strip").is_visible()
    assert page.locator(".is-spoken").count() == 0
    page.close()


def test_c28_the_sentence_that_is_said_is_in_view_and_marked_by_more_than_colour(hear) -> None:
    page = hear(reduced_motion="reduce")
    start(page)
    for _ in range(12):
        page.clock.run_for(SECOND)
        top, bottom, strip = page.evaluate(
            """() => [document.querySelector('.is-spoken').getBoundingClientRect().top,
              document.querySelector('.is-spoken').getBoundingClientRect().bottom,
              document.querySelector('.read-aloud__strip').getBoundingClientRect().top]"""
        )
        assert 0 <= top < bottom <= strip
    assert (
        page.locator(".is-spoken").first.evaluate("piece => getComputedStyle(piece).borderBottomWidth")
        == "4px"
    )
    page.close()


@pytest.mark.parametrize("theme", ["light", "cream", "dark", "yellow"])
def test_what_is_marked_can_be_read_in_every_theme(hear, theme: str) -> None:
    page = hear(script=f'localStorage.setItem(\'reading-settings\', \'{{"now":{{"theme":"{theme}"}}}}\');')
    sentences(page)
    worst = page.locator(".sentence").evaluate_all(
        """pieces => {
          const channels = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(part => part / 255)
            .map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
          const light = ([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
          return Math.min(...pieces.map(piece => {
            piece.classList.add('is-spoken');
            const {color, backgroundColor} = getComputedStyle(piece);
            const [one, other] = [color, backgroundColor].map(colour => light(channels(colour)) + 0.05);
            return Math.max(one, other) / Math.min(one, other);
          }));
        }"""
    )
    assert worst >= 7
    page.close()


def test_c28_pause_remembers_the_sentence_and_goes_on_with_its_beginning(hear) -> None:
    page = hear()
    start(page)
    page.clock.run_for(2500)
    do(page, "pause")
    before = heard(page)
    page.clock.run_for(60 * SECOND)
    assert heard(page) == before
    assert page.locator(".is-spoken").count()
    assert page.locator("[data-do=pause]").inner_text().strip() == "继续"
    do(page, "pause")
    page.clock.run_for(500)
    assert heard(page)[len(before) :] == before[-1:]
    assert page.locator("[data-do=pause]").inner_text().strip() == "暂停"
    page.close()


def test_c28_next_and_previous_go_by_sentences_and_stay_within_the_page(hear) -> None:
    page = hear()
    texts = [item["text"] for item in sentences(page)]
    start(page)
    for step, expected in (("next", 1), ("next", 2), ("previous", 1), ("previous", 0), ("previous", 0)):
        do(page, step)
        page.clock.run_for(200)
        assert texts[expected].startswith(heard(page)[-1]["text"])
    do(page, "pause")
    count = len(heard(page))
    do(page, "next")
    page.clock.run_for(60 * SECOND)
    assert len(heard(page)) == count
    assert "".join(page.locator(".is-spoken").all_inner_texts()) == texts[1]
    page.close()


@pytest.mark.parametrize("how", ["stop", "toggle", "pagehide"])
def test_c28_it_stops_at_once(hear, how: str) -> None:
    page = hear()
    start(page)
    page.clock.run_for(1500)
    if how == "pagehide":
        page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    else:
        do(page, how)
        assert status(page) == word(page, "stopped")
        assert page.evaluate("document.activeElement.dataset.do") == "toggle"
    count = len(heard(page))
    assert not page.evaluate("speechSynthesis.speaking")
    page.clock.run_for(60 * SECOND)
    assert len(heard(page)) == count
    assert page.locator(".is-spoken").count() == 0
    assert not page.locator(".read-aloud__strip").is_visible()
    start(page)
    assert heard(page)[-1] == heard(page)[0]
    page.close()


@pytest.mark.parametrize("speed", ["0.6", "0.8", "1.2"])
def test_c28_the_speed_is_heard_at_once_and_kept_for_the_next_page(hear, speed: str) -> None:
    page = hear()
    start(page)
    page.clock.run_for(1500)
    page.locator(f".read-aloud__speeds input[value='{speed}']").check()
    page.clock.run_for(500)
    before, after = heard(page)[-2:]
    assert (before["text"], before["rate"], after["rate"]) == (after["text"], 1, float(speed))
    page.goto(page.url.replace("services", "city"))
    start(page)
    assert heard(page)[0]["rate"] == float(speed)
    assert page.locator(".read-aloud__speeds input:checked").get_attribute("value") == speed
    page.locator(".read-aloud__speeds input[value='']").check()
    assert page.evaluate("explainer.settings.isDefault()")
    page.close()


def test_shanghainese_is_offered_where_the_device_has_it(hear) -> None:
    page = hear(voices=(*ALL, DIALECT))
    start(page)
    assert heard(page)[0]["voice"] == "婷婷"
    page.locator(".read-aloud__dialect input").check()
    page.clock.run_for(500)
    assert (heard(page)[-1]["voice"], heard(page)[-1]["lang"]) == ("阿庆", "wuu-CN")
    page.locator(".read-aloud__dialect input").uncheck()
    page.clock.run_for(500)
    assert heard(page)[-1]["voice"] == "婷婷"
    page.close()


def test_shanghainese_is_not_offered_where_it_is_not_there(hear) -> None:
    page = hear()
    start(page)
    assert not page.locator(".read-aloud__dialect").is_visible()
    page.close()


@pytest.mark.parametrize("lang", ["zh-CN", "zh_CN", "cmn-CN", "zh-Hans-CN", "zh-TW"])
def test_a_mandarin_voice_is_known_by_any_of_its_names(hear, lang: str) -> None:
    page = hear(voices=(CANTONESE, ("声", lang, True)))
    start(page)
    assert (heard(page)[0]["voice"], heard(page)[0]["lang"]) == ("声", lang.replace("_", "-"))
    page.close()


def test_words_of_a_language_without_a_voice_are_said_by_the_voice_of_the_page(hear) -> None:
    page = hear("en/glossary/", voices=(ENGLISH,))
    start(page)
    page.clock.run_for(200 * SECOND)
    said = heard(page)
    assert any(re.search("[\u3400-\u9fff]", part["text"]) for part in said)
    assert {part["voice"] for part in said} == {"Kate"}
    page.close()


def test_voices_that_come_late_are_waited_for(hear) -> None:
    page = hear(script=f"window.voicesFrom = {HOUR * SECOND + 1500};")
    ask(page)
    page.clock.run_for(1000)
    assert heard(page) == []
    page.clock.run_for(1000)
    page.wait_for_selector(".read-aloud__strip:visible")
    assert heard(page)[0]["voice"] == "婷婷"
    page.close()


def test_a_start_that_is_taken_back_stays_silent(hear) -> None:
    page = hear(script=f"window.voicesFrom = {HOUR * SECOND + 1500};")
    ask(page)
    do(page, "toggle")
    page.clock.run_for(60 * SECOND)
    assert heard(page) == []
    page.close()


# Where it cannot.


@pytest.mark.parametrize("uri", PAGES)
@pytest.mark.parametrize("voices", [(), (REMOTE, ("Remote", "en-US", False)), (CANTONESE,)])
def test_c29_without_a_voice_of_its_own_the_device_sends_nothing_away_and_the_page_says_what_to_do(
    hear, uri: str, voices
) -> None:
    page = hear(uri, voices=voices)
    ask(page)
    page.clock.run_for(4 * SECOND)
    assert status(page) == word(page, "no-voice")
    assert heard(page) == []
    assert page.locator(".read-aloud__button:visible").count() == 1
    page.close()


def test_c29_a_real_browser_without_voices_says_what_to_do(reader: Reader) -> None:
    page = reader.visit(PAGE).page
    assert page.evaluate("speechSynthesis.getVoices().length") == 0
    do(page, "toggle")
    expect(page.locator(".read-aloud__status")).to_have_text(word(page, "no-voice"))
    page.close()


@pytest.mark.parametrize("uri", PAGES)
def test_c29_a_browser_that_cannot_speak_says_where_to_open_the_page(new_reader, uri: str) -> None:
    reader = new_reader()
    reader.context.add_init_script(
        "delete window.speechSynthesis; delete Window.prototype.speechSynthesis;"
        "delete window.SpeechSynthesisUtterance;"
    )
    visit = reader.visit(uri)
    assert not visit.page.evaluate("'speechSynthesis' in window")
    do(visit.page, "toggle")
    assert status(visit.page) == word(visit.page, "no-speech")
    assert visit.page.locator(".read-aloud__status").get_attribute("role") == "status"
    assert visit.errors == []
    visit.page.close()


def test_an_error_of_the_voice_is_told_and_it_can_be_tried_again(hear) -> None:
    page = hear(script="window.breaks = 'synthesis-failed';")
    start(page)
    page.clock.run_for(2 * SECOND)
    assert status(page) == word(page, "failed")
    assert len(heard(page)) == 1
    page.evaluate("window.breaks = ''")
    start(page)
    page.clock.run_for(3 * SECOND)
    assert len(heard(page)) > 3
    page.close()


def test_a_voice_that_never_begins_is_told(hear) -> None:
    page = hear(script="window.mute = true;")
    start(page)
    page.clock.run_for(5 * SECOND)
    assert status(page) == word(page, "failed")
    page.close()


@pytest.mark.parametrize("error", ["interrupted", "canceled"])
def test_silenced_by_somebody_else_it_waits(hear, error: str) -> None:
    page = hear(script=f"window.breaks = '{error}';")
    start(page)
    page.clock.run_for(60 * SECOND)
    assert len(heard(page)) == 1
    assert status(page) == word(page, "started")
    assert page.locator("[data-do=pause]").inner_text().strip() == "继续"
    page.close()


def test_a_figure_that_is_to_be_heard_is_heard_alone(hear) -> None:
    page = hear("chapters/warmth/")
    start(page)
    page.locator("[data-listen]").first.click()
    assert page.locator("[data-do=pause]").inner_text().strip() == "继续"
    do(page, "toggle")
    start(page)
    assert page.locator("[data-listen][aria-pressed=true]").count() == 0
    page.close()


# Its looks.


@pytest.mark.parametrize("reading", ["", "elder"])
@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("uri", PAGES)
def test_the_controls_are_large_and_never_cover_what_has_the_focus(
    hear, uri: str, width: int, reading: str
) -> None:
    page = hear(uri, viewport={"width": width, "height": 800}, voices=(*ALL, DIALECT))
    if reading:
        page.evaluate("explainer.settings.set('reading', 'elder')")
    start(page)
    for box in [
        button.bounding_box()
        for button in page.locator(".read-aloud__strip button, .read-aloud__choice:visible").all()
    ]:
        assert box["height"] >= (60 if reading else 44)
        assert box["width"] >= (60 if reading else 44)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(".read-aloud__strip").bounding_box()["height"] <= 320
    do(page, "pause")
    for _ in range(40):
        page.keyboard.press("Tab")
        page.clock.run_for(50)
        covered = page.evaluate(
            """() => {
              const strip = document.querySelector('.read-aloud__strip'), focused = document.activeElement;
              return !strip.contains(focused)
                && focused.getBoundingClientRect().bottom > strip.getBoundingClientRect().top + 1;
            }"""
        )
        assert not covered, page.evaluate("document.activeElement.outerHTML")
    page.close()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("uri", PAGES)
def test_axe_finds_no_violation_while_the_page_is_read(hear, uri: str, width: int) -> None:
    page = hear(uri, viewport={"width": width, "height": 844}, voices=(*ALL, DIALECT))
    start(page)
    page.clock.resume()
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found] == []
    page.close()


def test_a_small_low_screen_keeps_the_controls_in_the_page(hear) -> None:
    page = hear(viewport={"width": 320, "height": 256})
    start(page)
    assert (
        page.locator(".read-aloud__strip").evaluate("strip => getComputedStyle(strip).position") == "static"
    )
    assert page.evaluate("getComputedStyle(document.body).paddingBottom") == "0px"
    page.close()


def test_nothing_of_it_is_printed(hear) -> None:
    page = hear()
    start(page)
    page.emulate_media(media="print")
    assert not page.locator(".read-aloud").is_visible()
    assert page.evaluate("getComputedStyle(document.body).paddingBottom") == "0px"
    page.close()


def test_reading_aloud_weighs_little(built_site) -> None:
    files = [next(built_site.glob(f"assets/{name}.*.js")) for name in ("read-aloud", "sentences")]
    assert sum(len(gzip.compress(file.read_bytes(), 9)) for file in files) <= 4096
