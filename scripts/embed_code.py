"""The HTML with which another site shows a figure in a frame."""

from __future__ import annotations

from html import escape
from math import ceil

from charts.figure import FigureContent, Row
from charts.render import Rendered
from charts.text import text_width
from scripts.interface_strings import StringGroup

# In a frame of some 700 CSS pixels, at the usual size of text: from one line to the next, and around them.
LINE, CELL, GROUP, REST = 37, 25, 70, 500
COLUMN, LABELS, VALUES = 600, 270, 400  # how wide lines are: of words, in the table's first and second column
TEXT = 20


def embed_code(content: FigureContent, wide: Rendered, words: StringGroup, address: str) -> str:
    """An `<iframe>` as high as the figure needs; what it names is escaped, so that it can be pasted."""
    height = wide.height + _height_of_words(content) + _height_of_table(content, words) + REST
    return (
        f'<iframe src="{escape(address)}embed/" title="{escape(content.title)}" '
        f'width="100%" height="{height}" style="border:0" loading="lazy"></iframe>'
    )


def _height_of_words(content: FigureContent) -> int:
    return LINE * (_lines(content.summary, COLUMN) + _lines(content.note, COLUMN))


def _height_of_table(content: FigureContent, words: StringGroup) -> int:
    groups = sum(content.begins_group(index) for index in range(len(content.rows)))
    return GROUP * groups + sum(_height_of_row(row, words) for row in content.rows)


def _height_of_row(row: Row, words: StringGroup) -> int:
    value = " ".join([row.text, *(f"  {words[mark]}  " for mark in row.marks)])
    return CELL + LINE * max(_lines(row.label, LABELS), _lines(value, VALUES))


def _lines(text: str, width: int) -> int:
    return ceil(text_width(text, TEXT) / width)
