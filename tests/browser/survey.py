"""One visit to a page: it walks through widths, modes, sizes and themes, and lists every fault it sees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.conftest import Tab

HERE = Path(__file__).parent
SCRIPTS = ("survey.js", "survey_text.js", "survey_targets.js")
WIDTHS = (1280, 768, 390, 320)
ELDER = {"reading": "elder"}
LARGEST = {"textSize": "6"}
THEMES = ("light", "cream", "dark", "yellow")

# The names of every fault, each with the places where it was seen.
Faults = dict[str, list[str]]
SHORT_WINDOWS = "320 x"
SPACED = "wide spacing"

ALWAYS = ("type", "spacing", "measure", "contrast", "links in prose", "frame", "scrolls", "targets")
COLOURS = ("contrast", "links in prose")
# What Page.setFontSizes takes for the reader's own size; 16 is what browsers begin with.
USUAL, DOUBLED = 16, 32
# WCAG 2.2, 1.4.12: what a reader's own style sheet may set.
WIDE_SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
"""


# What keeps a reader from zooming: the viewport's words, or text that a phone may not enlarge.
FORBIDDEN_ZOOM = """() => [document.querySelector('meta[name=viewport]').content,
    `text-size-adjust: ${getComputedStyle(document.documentElement).webkitTextSizeAdjust}`]
  .filter((words) => /user-scalable|maximum-scale|none/.test(words))"""
LARGER = """() => {
  const button = document.querySelector('[data-size="1"]'), size = () => survey.sizeOf(document.body);
  const before = size();
  for (let press = 0; press < 20 && button.getAttribute('aria-disabled') !== 'true'; press++) button.click();
  const after = size();
  explainer.settings.reset();
  return after / before;
}"""


@dataclass(frozen=True)
class State:
    """What a reader has chosen, and which checks look at it."""

    name: str
    settings: dict[str, str]
    looks: Sequence[str]


def states(width: int) -> list[State]:
    """The states that a page is looked at in a window of this width."""
    found = [
        State("default", {}, ["size usual", *ALWAYS, "inline links"]),
        State("elder", ELDER, ["size elder", *ALWAYS, "targets of elders", "ornaments"]),
    ]
    if width <= 768:
        found[1].looks.extend(["one column", "entries of the home page"])
    if width in (1280, 320):
        found.append(State("largest", LARGEST, ["size largest", *ALWAYS]))
        found.append(State("wider spacing", {"spacing": "wider"}, ["spacing", "frame", "overlap", "targets"]))
        found.append(State("elder, largest", {**ELDER, **LARGEST}, ["size largest", "frame", "overlap"]))
    if width == 1280:
        found[0].looks.append("link texts")
    if width == 390:
        found += [State(theme, {"theme": theme}, COLOURS) for theme in THEMES]
        found += [State(f"elder, {theme}", {**ELDER, "theme": theme}, COLOURS) for theme in THEMES]
    found += [State(f"size {step}", {"textSize": str(step)}, ["frame"]) for step in range(2, 6)]
    return found


def survey_page(tab: Tab, uri: str) -> Faults:
    """Every fault of a page, in lists by the name of the fault; a fault tells its state and its place."""
    resize(tab.page, WIDTHS[0], 800)
    page = tab.visit(uri).page
    open_everything(page)
    faults: Faults = defaultdict(list)
    faults["larger text"] = sizes_that_do_not_double(page)
    faults["zoom forbidden"] = page.evaluate(FORBIDDEN_ZOOM)
    for width in WIDTHS:
        resize(page, width, 800)
        look(page, faults, f"{width} px", states(width))
    for height in (256, 640):
        resize(page, 320, height)
        short = [State("default", {}, ["frame", "scrolls"]), State("elder", ELDER, ["frame", "scrolls"])]
        look(page, faults, f"{SHORT_WINDOWS} {height} px", short)
    faults["sizes that do not follow the browser"] = unmoved_sizes(page)
    look_with_wide_spacing(page, faults)
    return faults


def open_everything(page: Page) -> None:
    """Whatever a reader may open is open while the page is measured: an explanation, settings, lists."""
    page.evaluate("explainer.settings.reset()")
    explained = page.locator("#main a[aria-expanded]")
    if explained.count():
        explained.first.click()
        page.locator(".explanation").wait_for()
    page.locator(".reading-settings-button").click()
    page.locator("#reading-settings").wait_for()
    page.locator("#main details").evaluate_all("all => all.forEach((part) => { part.open = true; })")
    page.evaluate("document.activeElement.blur()")
    for script in SCRIPTS:
        page.evaluate((HERE / script).read_text(encoding="utf-8"))


def look(page: Page, faults: Faults, where: str, wanted: list[State]) -> None:
    """Walks through the states and adds what is seen there."""
    page.evaluate(
        "states => survey.walk(states)",
        [
            {"name": f"{where}, {state.name}", "settings": state.settings, "looks": list(state.looks)}
            for state in wanted
        ],
    )
    for name, places in page.evaluate("survey.faults()").items():
        faults[name] += places


def sizes_that_do_not_double(page: Page) -> list[str]:
    """Nothing, if the button for larger text reaches twice the default size."""
    reached = page.evaluate(LARGER)
    return [] if reached >= 2 else [f"the largest size is {reached} of the default"]


def look_with_wide_spacing(page: Page, faults: Faults) -> None:
    """A reader's own style sheet spaces the text: nothing is cut, covered or wider than the window."""
    style = page.add_style_tag(content=WIDE_SPACING)
    for width in (1280, 320):
        resize(page, width, 800)
        look(page, faults, f"{width} px, {SPACED}", [State("default", {}, ["frame", "overlap"])])
    style.evaluate("style => style.remove()")


def unmoved_sizes(page: Page) -> list[str]:
    """The paragraphs that do not double when the browser's own text size does."""
    resize(page, 390, 800)
    sizes = "survey.prose().map((block) => [survey.place(block), survey.sizeOf(block)])"
    usual = page.evaluate(sizes)
    set_font_size(page, DOUBLED)
    doubled = dict(page.evaluate(sizes))
    wide = page.evaluate("document.documentElement.scrollWidth") - 390
    set_font_size(page, USUAL)
    unmoved = [f"{place}: {size} px" for place, size in usual if abs(doubled.get(place, 0) / size - 2) > 0.01]
    return unmoved + ([f"{wide} px too wide when it is doubled"] if wide > 0 else [])


def resize(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})


def set_font_size(page: Page, size: int) -> None:
    """The text size that the reader has chosen in the browser's own settings."""
    session = page.context.new_cdp_session(page)
    session.send("Page.enable")
    session.send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size}})
    session.detach()
