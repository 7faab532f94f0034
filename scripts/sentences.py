"""The sentences of a section, whichever way its lines are broken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scripts.page_sections import Section
from scripts.pages import Line, without_links

_MARKS = re.compile(r"^\s*(?:>\s?)*(?:\s*[-*+]\s+|\s*\d{1,3}[.)]\s+)?")
_RULE = re.compile(r"^[\s|:=-]+$")
_BEGINS_ANEW = re.compile(r"^\s*(?:>\s?)*\s*(?:[-*+]\s|\d{1,3}[.)]\s|\||!\[)")
# A sentence ends behind its closing quotes; in English not within 13.6 or e.g.
_END = re.compile(
    r"(?<=[。！？])(?![”’」』）])|(?<=[。！？][”’」』）])|(?<=[.!?])\s+(?=[A-Z“‘“(])|(?<=[.!?][”’)])\s+"
)


@dataclass(frozen=True)
class Written:
    """A sentence as it reads, without links' addresses, and the line that it begins on."""

    line: int
    text: str
    in_paragraph: bool = False  # neither in a list nor in a table


def sentences(section: Section) -> list[Written]:
    """The sentences below a section's heading, those of code, lists and tables among them."""
    return list(_sentences(section.lines))


def _sentences(lines: tuple[Line, ...]) -> Iterator[Written]:
    piece: list[Line] = []
    for number, text in lines:
        if not text.strip(" >\t") or _BEGINS_ANEW.match(text):
            yield from _split(piece)
            piece = []
        if text.strip(" >\t") and not _RULE.match(text):
            piece.append((number, text))
    yield from _split(piece)


def _split(piece: list[Line]) -> Iterator[Written]:
    """The sentences of one paragraph, entry of a list or row of a table, each with its line."""
    starts, joined = [], ""
    in_paragraph = bool(piece) and not _BEGINS_ANEW.match(piece[0][1])
    for number, text in piece:
        starts.append((len(joined), number))
        joined += _MARKS.sub("", without_links(text, ())).strip() + " "
    offset = 0
    for text in _END.split(joined):
        begin = joined.index(text, offset)
        offset = begin + len(text)
        if text.strip():
            first = begin + len(text) - len(text.lstrip())
            yield Written(
                max(number for start, number in starts if start <= first), text.strip(), in_paragraph
            )
