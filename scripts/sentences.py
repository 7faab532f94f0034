"""The sentences of a section, whichever way its lines are broken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scripts.page_sections import Section
from scripts.pages import Line, without_links

_MARKS = re.compile(r"^[\s>]*(?:[-*+]\s+|\d{1,3}[.)]\s+)?")
_RULE = re.compile(r"^[\s|:=-]+$")
_BEGINS_ANEW = re.compile(r"^[\s>]*(?:[-*+]\s|\d{1,3}[.)]\s|\||!\[)")
# A sentence ends behind its closing quotes; in English not within 13.6.
_END = re.compile(
    r"(?<=[。！？])(?![”’」』）])|(?<=[。！？][”’」』）])"
    r"|(?:(?<=[.!?])|(?<=[.!?]\)))\s+(?=[“‘(]?[A-Z0-9])|(?<=[.!?][”’])\s+"
)
# Points that end no sentence; and those that end none before a number.
_ABBREVIATED = frozenset(("Mr.", "Mrs.", "Ms.", "Dr.", "Prof.", "St.", "vs.", "cf.", "i.e.", "e.g."))
_BEFORE_NUMBERS = frozenset(("No.", "Nos.", "p.", "pp.", "vol.", "Fig.", "a.m.", "p.m."))
_LAST_WORD = re.compile(r"(?:(?<=\s)|(?<=[(“‘])|^)[A-Za-z.]+$")


@dataclass(frozen=True)
class Written:
    """A sentence as it reads, without links' addresses, and the line that it begins on."""

    line: int
    text: str
    in_paragraph: bool = False  # neither in a list nor in a table


def split(text: str) -> list[str]:
    """The sentences of a paragraph, in either language."""
    pieces, start = [], 0
    for end in _END.finditer(text):
        if not _is_abbreviated(text, end.start()):
            pieces.append(text[start : end.start()])
            start = end.end()
    return [piece.strip() for piece in (*pieces, text[start:]) if piece.strip()]


def _is_abbreviated(text: str, end: int) -> bool:
    """Whether the point before `end` belongs to an abbreviation."""
    word = _LAST_WORD.search(text[max(0, end - 8) : end])
    return word is not None and (
        word[0] in _ABBREVIATED or (word[0] in _BEFORE_NUMBERS and text[end:].lstrip()[:1].isdigit())
    )


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
    for text in split(joined):
        begin = joined.index(text, offset)
        offset = begin + len(text)
        yield Written(max(number for start, number in starts if start <= begin), text, in_paragraph)
