"""The marks of a drawing: dots, blocks, the lines between them, and how a mark tells what it stands for."""

from __future__ import annotations

from collections.abc import Iterable

from pyecharts import options as opts
from pyecharts.charts import Scatter
from pyecharts.charts.base import Base

from charts.facts import Fact
from charts.figure import FigureContent
from charts.theme import Theme

BORDER = 3  # of bars, blocks and dots, and the line between dots
DOT = 18  # across a dot
# Stripes for what is not from the article; ECharts calls them a decal.
STRIPES = {"dashArrayX": [1, 0], "dashArrayY": [4, 6], "rotation": -0.785}


def dots(
    figure: FigureContent, theme: Theme, places: list[list[float]], labels: list[opts.LabelOpts]
) -> Scatter:
    """A labelled dot for each row: round for what the article says, square for what others say."""
    chart = Scatter()
    chart.add_xaxis([])
    chart.add_yaxis(
        "",
        [
            opts.ScatterItem(
                value=place,
                symbol="circle" if row.fact.origin == "article" else "rect",
                symbol_size=DOT - BORDER,
                itemstyle_opts=_dot_style(row.fact, theme),
                label_opts=label,
            )
            for row, place, label in zip(figure.rows, places, labels, strict=True)
        ],
    )
    chart.options["series"][0]["clip"] = False
    return chart


def connect(chart: Base, places: list[list[float]], theme: Theme) -> None:
    """A line through the places, under the dots."""
    chart.options["series"].append(
        {
            "type": "line",
            "data": places,
            "symbol": "none",
            "silent": True,
            "clip": False,
            "z": 1,
            "lineStyle": {"color": theme["line"], "width": BORDER},
        }
    )


def comb(x: float, top: float, leaves: Iterable[float], length: float) -> list[list[float]]:
    """A trunk from `top` down and a branch of this length at each leaf, in one stroke."""
    stroke = [[x, top]]
    for y in leaves:
        stroke += [[x, y], [x + length, y], [x, y]]
    return stroke[:-1]


def add_blocks(
    chart: Scatter, places: list[list[float]], size: tuple[float, float], style: opts.ItemStyleOpts
) -> None:
    """Equal blocks as one shape (what ECharts calls a large series), which keeps the SVG small."""
    if not places:
        return
    chart.add_yaxis("", places, symbol="rect", symbol_size=size, itemstyle_opts=style)
    chart.options["series"][-1] |= {"large": True, "largeThreshold": 1, "progressive": 0, "clip": False}


def mark_style(fact: Fact, theme: Theme) -> opts.ItemStyleOpts:
    """Solid for a result, striped when it is not from the article, an outline for a target."""
    style = _dot_style(fact, theme)
    if fact.status == "result" and fact.origin != "article":
        style.update(decal={"color": theme["empty"], **STRIPES})
    return style


def _dot_style(fact: Fact, theme: Theme) -> opts.ItemStyleOpts:
    """Solid for a result, an outline for a target; too small for stripes."""
    colour = colour_of(fact, theme)
    if fact.status == "target":
        return outline(colour, theme)
    return opts.ItemStyleOpts(color=colour, border_color=colour, border_width=BORDER, opacity=1)


def outline(colour: str, theme: Theme) -> opts.ItemStyleOpts:
    """Empty, with a border of this colour."""
    return opts.ItemStyleOpts(color=theme["empty"], border_color=colour, border_width=BORDER, opacity=1)


def colour_of(fact: Fact, theme: Theme) -> str:
    """One colour for what the article says, one for what other sources say."""
    return theme["main"] if fact.origin == "article" else theme["other"]
