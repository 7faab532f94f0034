"""axe-core on a page that is already open, in one state after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
RUN = Path(__file__).with_name("axe_states.js")
ALL = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "wcag2aaa", "best-practice")
RULES = {"runOnly": list(ALL), "resultTypes": ["violations"]}
# The rules that see colours; axe_states.js has the enhanced one find what the plain one would.
COLOUR = ("rule:color-contrast-enhanced", "rule:link-in-text-block")
THEMES = ("light", "cream", "dark", "yellow")
SYSTEMS = {
    "the system's dark": {"color_scheme": "dark"},
    "the system's high contrast": {"contrast": "more"},
    "the system's dark high contrast": {"color_scheme": "dark", "contrast": "more"},
    "forced colours": {"forced_colors": "active"},
}
# In another state the many entries of the ledger and the glossary are like the first of them.
LONG_PAGE = 60
SAMPLE = (".skip-links", ".header", ".opening", ".contents-list", ".page-links", ".footer",
          *(f".text > .section:nth-of-type({number})" for number in (1, 2, 3)))  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """What a rule says of one element in one state of the page."""

    state: str
    rule: str
    why: str
    element: str
    message: str


@dataclass(frozen=True)
class Findings:
    """What axe found wrong on a page, and what it could not decide."""

    violations: tuple[Finding, ...]
    incomplete: tuple[Finding, ...]
    states: tuple[str, ...]


def look(page: Page, states: Callable[[Page], Iterator[tuple[str, tuple[str, ...], list[str]]]]) -> Findings:
    """What axe finds in each state that `states` brings the page into."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    run = RUN.read_text(encoding="utf-8")
    violations, incomplete, seen = [], [], []
    for state, rules, where in states(page):
        seen.append(state)
        wrong, open_questions = page.evaluate(run, [list(rules), where])
        violations += [Finding(state, *found) for found in wrong]
        incomplete += [Finding(state, *found) for found in open_questions]
    return Findings(tuple(violations), tuple(incomplete), tuple(seen))


def states_of_a_page(page: Page) -> Iterator[tuple[str, tuple[str, ...], list[str]]]:
    """Brings a page into each of its states; gives the name, the rules and the place to look at."""
    yield "default", ALL, []
    choose(page, "reading", "elder")
    yield "elder version", ALL, _places(page)
    choose(page, "reading", None)
    page.locator(".menu__button").click()
    yield "menu open", ALL, [".header"]
    page.keyboard.press("Escape")
    page.locator(".header__search").click()
    page.locator(".search__query").fill("2035")
    page.locator(".search__results > li").first.wait_for()
    yield "search open", ALL, [".search__box"]
    page.keyboard.press("Escape")
    page.locator(".reading-settings-button").click()
    explained = page.locator("#main a[aria-expanded]").first
    if explained.count():
        explained.click()
    yield "settings and an explanation open", ALL, [".header", "#main *:has(> .explanation)"]
    yield from states_of_themes(page)


def states_of_themes(page: Page) -> Iterator[tuple[str, tuple[str, ...], list[str]]]:
    """Every theme that a reader can choose, with all that is open, for the rules that see colours."""
    where = _places(page)
    for theme in THEMES:
        choose(page, "theme", theme)
        yield theme, COLOUR, where
    choose(page, "theme", None)


def states_of_systems(page: Page) -> Iterator[tuple[str, tuple[str, ...], list[str]]]:
    """What the system itself may ask for, for the rules that see colours."""
    where = _places(page)
    usual = dict.fromkeys(("color_scheme", "contrast", "forced_colors"), "null")
    for name, media in SYSTEMS.items():
        page.emulate_media(**{**usual, **media})
        yield name, COLOUR, where
    page.emulate_media(**usual)


def _places(page: Page) -> list[str]:
    """Where to look again on a page that was looked at whole: everywhere, but for a very long one."""
    entries = page.locator(".text > .section > *").count()
    return [part for part in SAMPLE if page.locator(part).count()] if entries > LONG_PAGE else []


def choose(page: Page, name: str, value: str | None) -> None:
    """Chooses a setting in place, as the panel would, without its being remembered."""
    page.evaluate(
        "([name, value]) => value ? document.documentElement.dataset[name] = value"
        " : delete document.documentElement.dataset[name]",
        [name, value],
    )
