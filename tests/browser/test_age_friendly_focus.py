"""C18, and C09 in states: how a control looks focused, pointed at and pressed, in the pixels of a screen."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from playwright.sync_api import Locator

from tests.browser.axe_core import THEMES, choose
from tests.browser.conftest import Reader
from tests.browser.controls import CONTROLS, bring
from tests.browser.measured_text import faint_texts_in
from tests.browser.pixels import Box, Camera, as_hex, colours_by_frequency, contrast

THICKNESS = 3
PERIMETER = 2  # CSS pixels all around: WCAG 2.2, 2.4.13
CHANGE = 3.0
SEEN = 1.1  # the second colour only helps
MARGIN = 14
# Of the pixels that changed: what a second colour covers at least.
LEAST_SHARE = 0.15


@pytest.fixture(scope="session")
def sharp_phone(new_reader) -> Reader:
    """Somebody with a phone whose screen has two pixels for each CSS pixel."""
    return new_reader(viewport={"width": 390, "height": 844}, device_scale_factor=2)


@pytest.fixture(scope="session", params=THEMES)
def cameras(sharp_phone: Reader, request: pytest.FixtureRequest) -> Iterator[dict[str, Camera]]:
    """A camera for each page that has one of the kinds of control, in a theme."""
    opened = {}
    for uri in sorted({control.page for control in CONTROLS.values()}):
        opened[uri] = Camera(sharp_phone.visit(uri).page)
        choose(opened[uri].page, "theme", request.param)
    yield opened
    for camera in opened.values():
        camera.page.close()


@pytest.mark.parametrize("kind", CONTROLS)
def test_c18_the_focus_is_plain_to_see(cameras: dict[str, Camera], kind: str) -> None:
    control = CONTROLS[kind]
    camera = cameras[control.page]
    assert _faults_of_focus(camera, *bring(camera.page, control)) == []


@pytest.mark.parametrize("kind", CONTROLS)
def test_c09_a_control_is_readable_when_it_is_pointed_at_focused_and_pressed(
    cameras: dict[str, Camera], kind: str
) -> None:
    control = CONTROLS[kind]
    camera = cameras[control.page]
    assert _faint_states(camera, *bring(camera.page, control)) == {}


@pytest.mark.parametrize(
    ("css", "fault"),
    [
        (":focus-visible { outline: none !important; box-shadow: none !important }", "area"),
        (":focus-visible { outline-width: 1px !important; box-shadow: none !important }", "thick"),
        (":focus-visible { box-shadow: none !important }", "one colour"),
        (":focus-visible { outline-color: #ddd !important; box-shadow: none !important }", "area"),
    ],
)
def test_c18_a_poor_focus_is_seen(sharp_phone: Reader, css: str, fault: str) -> None:
    control = CONTROLS["settings"]
    page = sharp_phone.visit(control.page).page
    page.add_style_tag(content=css)
    assert fault in " ".join(_faults_of_focus(Camera(page), *bring(page, control)))
    page.close()


def _faults_of_focus(camera: Camera, seen: Locator, focused: Locator) -> list[str]:
    """What the ring around a control lacks, from a picture before and one after it gets the focus."""
    page = camera.page
    page.keyboard.press("Shift")  # a keyboard is in use: the ring is shown
    focused.evaluate("part => part.focus({ preventScroll: true })")
    box = _box(seen)
    place = box.grown(MARGIN)
    page.evaluate("document.activeElement.blur()")
    before = camera.take(place, in_view=True).pixels
    focused.evaluate("part => part.focus({ preventScroll: true })")
    assert focused.evaluate("part => part.matches(':focus-visible')")
    after = camera.take(place, in_view=True).pixels
    changed = contrast(before, after) >= CHANGE
    found = []
    area = changed.sum() / camera.scale**2
    if area < (needed := 2 * PERIMETER * (box.width + box.height)):
        found.append(f"area: {area:.0f} CSS pixels changed enough, expected {needed:.0f}")
    thickness = _thickness(changed, camera.scale)
    if thickness < THICKNESS:
        found.append(f"thickness: {thickness:.1f} CSS pixels, expected {THICKNESS}")
    # The ring alone: a control that only now came into view has changed in all of its ground.
    inside = int(MARGIN * camera.scale)
    ring = contrast(before, after) >= SEEN
    ring[inside:-inside, inside:-inside] = False
    different = after[ring]
    colours = [
        colour for colour, many in colours_by_frequency(different) if many > LEAST_SHARE * len(different)
    ]
    if len(colours) < 2:
        found.append(f"one colour: {[as_hex(colour) for colour in colours]}")
    return found


def _thickness(changed: np.ndarray, scale: float) -> float:
    """The thinnest of the four sides, in CSS pixels; a neighbour's words may hide a part of a side."""
    height, width = changed.shape
    reach = int((MARGIN + 4) * scale)
    rows, columns = slice(height * 3 // 8, height * 5 // 8), slice(width * 3 // 8, width * 5 // 8)
    sides = (
        changed[rows, :reach],
        changed[rows, -reach:],
        changed[:reach, columns].T,
        changed[-reach:, columns].T,
    )
    return min(float(side.sum(axis=1).max()) for side in sides) / scale


def _faint_states(camera: Camera, seen: Locator, focused: Locator) -> dict[str, list[str]]:
    """The words of a control that have too little contrast, in each state that it can be brought into."""
    page = camera.page
    seen.evaluate("part => { part.dataset.tested = '' }")
    found = {}
    focused.evaluate("part => part.focus({ preventScroll: true })")
    around = _box(seen).grown(4)
    found["focused"] = faint_texts_in(page, camera, "[data-tested]", around)
    box = seen.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    found["pointed at"] = faint_texts_in(page, camera, "[data-tested]", around)
    page.mouse.down()
    found["pressed"] = faint_texts_in(page, camera, "[data-tested]", around)
    page.mouse.move(0, 0)
    page.mouse.up()
    seen.evaluate("part => delete part.dataset.tested")
    return {state: faults for state, faults in found.items() if faults}


def _box(seen: Locator) -> Box:
    sides = seen.evaluate(
        "part => { const box = part.getBoundingClientRect();"
        " return [box.x + scrollX, box.y + scrollY, box.width, box.height]; }"
    )
    return Box(*sides)
