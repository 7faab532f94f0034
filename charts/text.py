"""How wide a text is in a drawing and where its lines break, from the same table that ECharts is fed."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

TEXT_WIDTHS = Path(__file__).with_name("text_widths.json")

# What must not begin a line in Chinese, and what must not end one.
_NO_START = "，。：；？！、）》”’…%"
_NO_END = "（《“‘"
_WORD = re.compile(r"\s+|[\x21-\x7e‘’–—…éü%]+|.")


def text_width(text: str, size: float, bold: bool = False) -> float:
    """The width of a line of text at `size`, in the same unit as `size`; full-width characters count 1 em."""
    widths = _widths()["bold" if bold else "regular"]
    return sum(widths.get(character, 1.0) for character in text) * size


def wrap(text: str, size: float, width: float, bold: bool = False) -> list[str]:
    """The text in lines no wider than `width`: Latin breaks between words, Chinese between characters."""
    lines = [""]
    for word in _WORD.findall(text):
        fits = text_width((lines[-1] + word).rstrip(), size, bold) <= width
        if fits or not lines[-1] or word[0] in _NO_START:
            lines[-1] += word
        elif lines[-1][-1] in _NO_END:
            lines[-1], opening = lines[-1][:-1], lines[-1][-1]
            lines.append(opening + word)
        else:
            lines.append(word.lstrip())
    return [line.strip() for line in lines if line.strip()]


@cache
def _widths() -> dict[str, dict[str, float]]:
    loaded: dict[str, dict[str, float]] = json.loads(TEXT_WIDTHS.read_text(encoding="utf-8"))
    return loaded
