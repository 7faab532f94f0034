"""C09 and C10 in the pixels of a screen: contrast that no style sheet can talk its way out of."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import Page

from tests.browser.axe_core import THEMES, choose
from tests.browser.conftest import Reader
from tests.browser.measured_text import LEAST, faint_texts
from tests.browser.pages import figures
from tests.browser.pixels import (
    Box,
    Camera,
    Picture,
    as_hex,
    colours_by_frequency,
    contrast,
    cores,
    cut,
    ground_and_ink,
)  # fmt: skip

PAGES = tuple(
    f"{language}{uri}"
    for uri in ("", "chapters/services/", "charts/older_share/", "glossary/", "sources/")
    for language in ("", "en/")
)
MODES = (None, "elder")
# Of the many entries of a ledger or a glossary, those that are measured: the first and the last.
WITHOUT_THE_MIDDLE = """() => document.querySelectorAll(".text > .section").forEach((section) => {
  [...section.children].slice(8, -8).forEach((part) => part.remove());
})"""
ICON, MARK, BORDER = 4.5, 3.0, 3.0
# Of a drawing: what covers more is a mark, what covers less is where two soft edges meet.
LEAST_MARK = 0.0003
ICONS = ".icon svg, .header__mark, .chapter-list__icon svg"
BORDERED = (
    ".header__button, .elder-switch, .reading-settings__choice, .reading-settings__button, .figure__button, "
    ".opening .button, .previous-next__link, .explanation, .explanation__close"
)


@pytest.fixture(scope="session")
def sharp_phone(new_reader) -> Reader:
    """Somebody with a phone whose screen has two pixels for each CSS pixel: strokes get a solid core."""
    return new_reader(viewport={"width": 390, "height": 844}, device_scale_factor=2)


@pytest.fixture(scope="session", params=PAGES, ids=lambda uri: uri or "home")
def measured(sharp_phone: Reader, request: pytest.FixtureRequest) -> dict:
    """Of each theme and mode of a page: how many texts were measured, and those that are too faint."""
    page = sharp_phone.visit(request.param).page
    if request.param.endswith(("glossary/", "sources/")):
        page.evaluate(WITHOUT_THE_MIDDLE)
    camera = Camera(page)
    found = {}
    for mode in MODES:
        choose(page, "reading", mode)
        for theme in THEMES:
            choose(page, "theme", theme)
            found[theme, mode] = faint_texts(page, camera)
    page.close()
    return found


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode or "default")
@pytest.mark.parametrize("theme", THEMES)
def test_c09_every_text_has_a_contrast_of_seven_to_one_on_the_screen(
    measured: dict, theme: str, mode: str | None
) -> None:
    texts, faint = measured[theme, mode]
    assert texts > LEAST
    assert faint == []


def test_c09_a_faint_text_is_seen(sharp_phone: Reader) -> None:
    page = sharp_phone.visit("chapters/services/").page
    assert faint_texts(page, Camera(page))[1] == []
    page.add_style_tag(content=".text p { color: #6b6b6b !important }")
    assert len(faint_texts(page, Camera(page))[1]) > 10
    page.close()


@pytest.mark.parametrize(
    "uri", ["", "en/", "chapters/services/", "en/chapters/services/", "charts/older_share/"]
)
def test_c10_icons_and_borders_of_controls_stand_out_in_every_theme(sharp_phone: Reader, uri: str) -> None:
    page = sharp_phone.visit(uri).page
    page.locator(".reading-settings-button").click()
    if page.locator("#main a[aria-expanded]").count():
        page.locator("#main a[aria-expanded]").first.click()
    camera, height = Camera(page), page.evaluate("document.documentElement.scrollHeight")
    icons, controls = _boxes(page, ICONS), _boxes(page, BORDERED)
    assert len(icons) > 10
    assert len(controls) > 8
    faults = []
    for theme in THEMES:
        choose(page, "theme", theme)
        pictures = [*camera.take_column(390, 0, height)]
        faults += [(theme, fault) for name, box in icons if (fault := _faint_icon(name, cut(pictures, box)))]
        faults += [(theme, fault) for name, box in controls if (fault := _lost_border(name, box, pictures))]
    assert faults == []
    page.close()


@pytest.mark.parametrize("uri", figures()[: len(figures()) // 2])
def test_c10_the_marks_of_a_figure_stand_out_from_the_ground_in_every_theme(
    sharp_phone: Reader, uri: str
) -> None:
    page = sharp_phone.visit(uri).page
    camera, ((_, box),) = Camera(page), _boxes(page, ".figure__drawing")
    faint = []
    for theme in THEMES:
        choose(page, "theme", theme)
        pixels = camera.take(box).pixels
        ground, _ = colours_by_frequency(pixels)[0]
        marks = [
            colour
            for colour, many in colours_by_frequency(cores(pixels, ground))
            if many > LEAST_MARK * pixels.size
        ]
        assert marks
        faint += [(theme, as_hex(mark)) for mark in marks if contrast(mark, ground) < MARK]
    assert faint == []
    page.close()


def _boxes(page: Page, selector: str) -> list[tuple[str, Box]]:
    """The name and the place of each visible element that `selector` finds."""
    found = page.evaluate(
        """selector => [...document.querySelectorAll(selector)].filter(part => part.checkVisibility())
          .map(part => [part.outerHTML.slice(0, 80), part.getBoundingClientRect()])
          .filter(([, box]) => box.width > 4 && box.height > 4 && box.left >= 0)
          .map(([name, box]) => [name, [box.x + scrollX, box.y + scrollY, box.width, box.height]])""",
        selector,
    )
    return [(name, Box(*sides)) for name, sides in found]


def _faint_icon(name: str, pixels: np.ndarray) -> str | None:
    """What is wrong with an icon that is hard to see."""
    colours = ground_and_ink(pixels)
    if colours is None:
        return f"nothing is drawn at {name}"
    ratio = float(contrast(*colours))
    return None if ratio >= ICON else f"{ratio:.2f}:1 at {name}"


def _lost_border(name: str, box: Box, pictures: list[Picture]) -> str | None:
    """What is wrong where neither the border nor the ground of a control differs enough from the page."""
    # Lines of pixels from outside to inside, along half of each edge: a dashed one has gaps.
    middle = box.x + box.width / 4
    upper = cut(pictures, Box(middle, box.y - 4, box.width / 2, 8))
    lower = cut(pictures, Box(middle, box.y + box.height - 4, box.width / 2, 8))[::-1]
    weakest = min(float(contrast(edge, edge[0, 0]).max()) for edge in (upper, lower))
    return None if weakest >= BORDER else f"{weakest:.2f}:1 at {name}"
