"""The HTML with which another site shows a figure in a frame."""

from __future__ import annotations

from html import escape
from math import ceil

from charts.figure import FigureContent, Row
from charts.render import Rendered
from charts.text import text_width

# On a phone of 360 CSS pixels, where a figure is highest, at the usual size of text: from one line to the
# next, and around them.
LINE, CELL, GROUP, REST = 36, 25, 70, 580
COLUMN, LABELS, VALUES = 300, 100, 150  # how wide lines are: of words, in the table's first and second column
TEXT = 20
WIDE_LETTERS = 1.12  # some systems have a wide sans-serif
SCALE = 336 / 300  # of the narrow drawing


def embed_code(content: FigureContent, narrow: Rendered, words: dict[str, str], address: str) -> str:
    """An `<iframe>` as high as the figure needs; what it names is escaped, so that it can be pasted."""
    height = round(narrow.height * SCALE)
    height += _height_of_words(content) + _height_of_table(content, words) + REST
    return (
        f'<iframe src="{escape(address)}embed/" title="{escape(content.title)}" '
        f'width="100%" height="{height}" style="border:0" loading="lazy"></iframe>'
    )


def _height_of_words(content: FigureContent) -> int:
    sources = "".join(f"{name}; " for _, name in content.named_sources())
    lines = sum(_lines(text, COLUMN) for text in (content.summary, content.note, sources))
    return LINE * (lines + 2 * content.over_time)  # a series has one button more


def _height_of_table(content: FigureContent, words: dict[str, str]) -> int:
    groups = sum(content.begins_group(index) for index in range(len(content.rows)))
    return GROUP * groups + sum(_height_of_row(row, words) for row in content.rows)


def _height_of_row(row: Row, words: dict[str, str]) -> int:
    remarks = sum(_lines(words[mark], VALUES) for mark in row.marks)
    return CELL + LINE * max(_lines(row.label, LABELS), _lines(row.text, VALUES) + remarks)


def _lines(text: str, width: int) -> int:
    return ceil(WIDE_LETTERS * text_width(text, TEXT) / width)
