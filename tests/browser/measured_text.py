"""The contrast of every text of a page, counted in the pixels that a screen shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.pixels import Box, Camera, Picture, as_hex, contrast, ground_and_ink

BOXES = Path(__file__).with_name("text_boxes.js")
LEAST = 15  # texts that any page has
ENHANCED, ENHANCED_LARGE = 7.0, 4.5  # WCAG 2.2, 1.4.6
LARGE, LARGE_BOLD = 24, 18.66
# Of a very long page, the entries of the ledger or the glossary: its beginning and its end.
BEGINNING, END = 5000, 2500


@dataclass(frozen=True)
class Text:
    """A text as it stands on the page."""

    words: str
    place: str
    size: float
    bold: bool
    box: Box

    @property
    def expected(self) -> float:
        """The contrast that WCAG asks for at its size."""
        return ENHANCED_LARGE if self.size >= (LARGE_BOLD if self.bold else LARGE) else ENHANCED


def texts_of(page: Page, within: str | None = None) -> list[Text]:
    """Every visible text of the page, or of the element that `within` finds."""
    found = page.evaluate(BOXES.read_text(encoding="utf-8"), within)
    return [Text(**{**text, "box": Box(**text["box"])}) for text in found]


def faint_texts(page: Page, camera: Camera) -> tuple[int, list[str]]:
    """How many texts of a page were measured, and which of them have too little contrast."""
    texts = texts_of(page)
    width, height = page.evaluate("[innerWidth, document.documentElement.scrollHeight]")
    pictures = (
        picture for top, bottom in _parts(height) for picture in camera.take_column(width, top, bottom)
    )
    measured: dict[Text, str | None] = {}
    for picture in pictures:
        measured |= _measure((text for text in texts if text not in measured), picture)
    return len(measured), [fault for fault in measured.values() if fault]


def faint_texts_in(page: Page, camera: Camera, within: str, around: Box) -> list[str]:
    """Which texts of one element in view have too little contrast, in the state that it is in now."""
    picture = camera.take(around, in_view=True)
    return [fault for fault in _measure(texts_of(page, within), picture).values() if fault]


def _parts(height: float) -> Iterator[tuple[float, float]]:
    if height <= BEGINNING + END:
        yield 0, height
    else:
        yield 0, BEGINNING
        yield height - END, height


def _measure(texts: Iterable[Text], picture: Picture) -> dict[Text, str | None]:
    """What is wrong with each text that stands whole in the picture; nothing where all is well."""
    measured: dict[Text, str | None] = {}
    bottom = picture.origin[1] + picture.pixels.shape[0] / picture.scale
    for text in texts:
        if text.box.y < picture.origin[1] or text.box.y + text.box.height > bottom:
            continue
        colours = ground_and_ink(picture.cut(text.box))
        if colours is None:
            measured[text] = f"no ink at all: {text.place} {text.words}"
            continue
        ground, ink = colours
        ratio = float(contrast(ground, ink))
        expected = text.expected
        measured[text] = (
            None
            if ratio >= expected
            else f"{ratio:.2f}:1, expected {expected}:1: {as_hex(ink)} on {as_hex(ground)}, "
            f"{text.size:.0f} px, {text.place} {text.words}"
        )
    return measured
