"""How wide a text is in a drawing and where its lines break, from the same table that ECharts is fed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

TEXT_WIDTHS = Path(__file__).with_name("text_widths.json")

# What must not begin a line in Chinese, and what must not end one.
_NO_START = "，。：；？！、）》”’…%"
_NO_END = "（《“‘"
_PAUSES = "，、。；：？！"
# What stays on one line: a date, a number with what it counts, a Latin word up to a slash.
_WORD = re.compile(
    r"\s+|(?:\d+[年月日])+|\d[\d.,]*%?[亿万]?[\u3400-\u9fff]|[\x21-\x2e\x30-\x7e‘’–—…éü]+/?|/|."
)
# A remark in brackets and a title in its marks stay on one line where they fit there.
_PHRASE = re.compile(r"（[^（）]+）|《[^《》]+》|[^（《]+|.")


def text_width(text: str, size: float, bold: bool = False) -> float:
    """The width of a line of text at `size`, in the same unit as `size`; full-width characters count 1 em."""
    widths = _widths()["bold" if bold else "regular"]
    return sum(widths.get(character, 1.0) for character in text) * size


def wrap(text: str, size: float, width: float, bold: bool = False) -> list[str]:
    """The text in as few lines no wider than `width` as it needs, about equally long.

    Latin breaks between words, Chinese between characters, rather behind a comma than within a phrase.
    """
    candidates = [_fill(text, size, width, bold)]
    while len(candidates[0]) > 1:
        # Narrower by half a character while no line is added: no lonely character ends the text.
        width -= size / 2
        narrower = _fill(text, size, width, bold)
        too_wide = any(text_width(line, size, bold) > width for line in narrower)
        if too_wide or len(narrower) > len(candidates[0]):
            break
        candidates.append(narrower)
    return max(reversed(candidates), key=_breaks_at_pauses)


def _breaks_at_pauses(lines: list[str]) -> int:
    return sum(line[-1] in _PAUSES for line in lines[:-1])


def _fill(text: str, size: float, width: float, bold: bool) -> list[str]:
    """The text in lines that are filled one after another."""
    lines, filled = [""], 0.0
    for word in _words(text, size, width, bold):
        length = text_width(word, size, bold)
        fits = word.isspace() or filled + length <= width
        if fits or not lines[-1] or word[0] in _NO_START:
            lines[-1] += word
            filled += length
        elif lines[-1][-1] in _NO_END:
            lines[-1], opening = lines[-1][:-1], lines[-1][-1]
            lines.append(opening + word)
            filled = text_width(opening, size, bold) + length
        else:
            lines.append(word)
            filled = length
    return [line.strip() for line in lines if line.strip()]


def _words(text: str, size: float, width: float, bold: bool) -> Iterator[str]:
    """The pieces of a text that a line may end between."""
    for phrase in _PHRASE.findall(text):
        if phrase[0] in "（《" and text_width(phrase, size, bold) <= width:
            yield phrase
        else:
            yield from _WORD.findall(phrase)


@cache
def _widths() -> dict[str, dict[str, float]]:
    loaded: dict[str, dict[str, float]] = json.loads(TEXT_WIDTHS.read_text(encoding="utf-8"))
    return loaded
