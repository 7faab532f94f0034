"""One of each kind of control that the site has, and how it comes into view."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page

CHAPTER, HOME, FIGURE = "chapters/services/", "", "charts/older_share/"
FOUND = "search/?q=2035"
SETTINGS = ".reading-settings-button"
# A phone is too narrow for the list of contents beside the text; its closed disclosure is opened.
CONTENTS = ".contents-list__title"


@dataclass(frozen=True)
class Control:
    """A kind of control: what is seen; what takes the focus, unless it is the same; what opens it first."""

    page: str
    seen: str
    focused: str = ""
    opened_by: str = ""


CONTROLS = {
    "name of the site": Control(CHAPTER, ".header__brand"),
    "other language": Control(CHAPTER, "a.header__button"),
    "menu": Control(CHAPTER, ".menu__button"),
    "entry of the menu": Control(CHAPTER, ".menu__list a", opened_by=".menu__button"),
    "elder switch": Control(CHAPTER, ".elder-switch", focused=".elder-switch__box"),
    "settings": Control(CHAPTER, SETTINGS),
    "radio": Control(
        CHAPTER, ".reading-settings__choice", ".reading-settings__choice input", opened_by=SETTINGS
    ),
    "toggle": Control(CHAPTER, ".reading-settings__button[data-toggle]", opened_by=SETTINGS),
    "skip link": Control(CHAPTER, ".skip-links__link"),
    "breadcrumb": Control(CHAPTER, ".breadcrumb a"),
    "link in prose": Control(HOME, ".text p > a:not(.fact, .term)"),
    "link to a number": Control(CHAPTER, ".text a.fact"),
    "term": Control(CHAPTER, ".text a.term"),
    "closing an explanation": Control(CHAPTER, ".explanation__close", opened_by=".text a.fact"),
    "list of contents": Control(CHAPTER, CONTENTS),
    "entry of the contents": Control(CHAPTER, ".contents-list a", opened_by=CONTENTS),
    "entry of the chapters": Control(HOME, ".chapter-list__link"),
    "previous": Control(CHAPTER, ".previous-next__link:not(.previous-next__link--next)"),
    "next": Control(CHAPTER, ".previous-next__link--next"),
    "links of the page": Control(CHAPTER, ".page-links__title"),
    "entry of the links": Control(CHAPTER, ".explained__link", opened_by=".page-links__title"),
    "help": Control(CHAPTER, ".help__list a"),
    "button of a figure": Control(FIGURE, ".figure__button"),
    "start": Control(HOME, ".opening .button"),
    "reading aloud": Control(CHAPTER, ".read-aloud__button"),
    "search": Control(CHAPTER, ".header__search"),
    "field of search": Control(FOUND, ".search__query"),
    "button of search": Control(FOUND, ".search__button"),
    "what is found": Control(FOUND, ".search__link"),
}


_CLOSE_ALL = """() => {
  document.activeElement.blur();
  document.querySelectorAll(".explanation__close").forEach((button) => button.click());
  document.querySelectorAll("details[open]").forEach((part) => { part.open = false; });
  const settings = document.querySelector(".reading-settings");
  if (!settings.hidden) settings.querySelector("[data-close]").click();
  document.activeElement.blur();
}"""


def bring(page: Page, control: Control) -> tuple[Locator, Locator]:
    """Closes all, opens what hides the control, scrolls to it: what is seen, and what takes the focus."""
    page.bring_to_front()  # a page behind another one is not drawn
    page.mouse.move(0, 0)
    page.evaluate(_CLOSE_ALL)
    if control.opened_by:
        page.locator(control.opened_by).first.evaluate("part => part.click()")
    seen = page.locator(control.seen).filter(visible=True)
    seen.first.wait_for()
    # A link that runs over two lines has no one box around it.
    one_line = seen.evaluate_all("all => all.findIndex(part => part.getClientRects().length === 1)")
    assert one_line >= 0, control
    seen = seen.nth(one_line)
    seen.evaluate("part => part.scrollIntoView({ block: 'center' })")
    focused = page.locator(control.focused).filter(visible=True).first if control.focused else seen
    return seen, focused
