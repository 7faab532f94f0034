"""The words in a drawing: labels and values beside their marks, in lines that fit.

All lengths are in SVG units.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from pyecharts import options as opts
from pyecharts.charts.base import Base

from charts.figure import Layout, Row
from charts.text import text_width, wrap
from charts.theme import Theme

LINE = 28  # from one line of text to the next, for text of 20
APART = 12  # between a label and the value on the same line
EDGE = 2  # room for borders, so that nothing is cut
ROOT_TEXT = 24  # size of the root of a tree


def root_lines(text: str, layout: Layout) -> list[str]:
    """The root of a tree in lines as wide as the drawing."""
    return [f"{{root|{words}}}" for words in wrap(text, ROOT_TEXT, layout.width - EDGE, bold=True)]


def headings(rows: Sequence[Row], layout: Layout) -> list[list[str]]:
    """The label and the value above each mark, on one line if they fit there in every row."""
    room = layout.width - 2 * EDGE
    widths = [
        text_width(row.label, layout.text) + APART + text_width(row.text, layout.text, bold=True)
        for row in rows
    ]
    if max(widths) <= room:
        return [[f"{{before|{row.label}}}{{bold|{row.text}}}"] for row in rows]
    return [plain_lines(row.label, layout, room) + bold_lines(row.text, layout, room) for row in rows]


def entries(pairs: Sequence[tuple[str, str]], layout: Layout, room: float) -> list[list[str]]:
    """For each pair its first text in bold and its second: in two columns where all fit, else below."""
    column = max(text_width(first, layout.text, bold=True) for first, _ in pairs) + 2 * APART
    if column + max(text_width(second, layout.text) for _, second in pairs) <= room:
        return [[f"{{column{column:.0f}|{first}}}{{plain|{second}}}"] for first, second in pairs]
    return [bold_lines(first, layout, room) + plain_lines(second, layout, room) for first, second in pairs]


def group_lines(text: str, layout: Layout, room: float) -> list[str]:
    """The name of a group in lines of at most this width."""
    return [f"{{group|{words}}}" for words in wrap(text, layout.text, room, bold=True)]


def plain_lines(text: str, layout: Layout, room: float) -> list[str]:
    """A quiet text in lines of at most this width."""
    return [f"{{plain|{words}}}" for words in wrap(text, layout.text, room)]


def bold_lines(text: str, layout: Layout, room: float) -> list[str]:
    """A text in bold, in lines of at most this width."""
    return [f"{{bold|{words}}}" for words in wrap(text, layout.text, room, bold=True)]


def label_at(lines: list[str], position: str | list[float], layout: Layout, theme: Theme) -> opts.LabelOpts:
    """Lines of text at a mark; a position is a side of it, or a way from its top left corner."""
    return opts.LabelOpts(
        position=position, formatter="\n".join(lines), rich=_rich(lines, layout, theme), color=theme["ink"]
    )


def write_text(
    chart: Base, lines: list[str], place: tuple[float, float], layout: Layout, theme: Theme
) -> None:
    """Lines of text from a left top corner down: a title, of which a chart may have many."""
    left, top = place
    title = {
        "text": "\n".join(lines),
        "left": left,
        "top": top,
        "padding": 0,
        "textStyle": {"rich": _rich(lines, layout, theme)},
    }
    titles = chart.options["title"] if isinstance(chart.options.get("title"), list) else []
    chart.options["title"] = [*titles, title]


def _rich(lines: list[str], layout: Layout, theme: Theme) -> dict[str, dict[str, Any]]:
    """The styles that the lines name: a quiet text, a bold one, one before another, a name, a column."""
    quiet = {"fontSize": layout.text, "fontWeight": "normal", "lineHeight": LINE, "color": theme["ink-quiet"]}
    bold = quiet | {"color": theme["ink"], "fontWeight": "bold"}
    styles = {
        "plain": quiet,
        "before": quiet | {"padding": [0, APART, 0, 0]},
        "bold": bold,
        "group": bold | {"color": theme["main"]},
        "root": bold | {"fontSize": ROOT_TEXT},
    }
    named = set(re.findall(r"\{(\w+)\|", "".join(lines)))
    for name in named - styles.keys():
        styles[name] = bold | {"width": int(name.removeprefix("column"))}
    return {name: style for name, style in styles.items() if name in named}
