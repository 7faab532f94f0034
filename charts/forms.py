"""The honest forms: each draws the rows of a figure's table, and nothing that the table does not say.

Bars begin at zero and print their values; a target is an outline, never solid like a result.
All lengths are in SVG units.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import Any

from pyecharts import options as opts
from pyecharts.charts import Bar, Line, Scatter, Tree
from pyecharts.charts.base import Base

from charts.facts import Fact
from charts.figure import Drawing, FigureContent, Layout, Row
from charts.text import text_width, wrap
from charts.theme import Theme

LINE = 28  # from one line of text to the next, for text of 20
APART = 12  # between a label and the value on the same line
BAR = 28  # thickness of a bar
GAP = 32  # between one row of a figure and the next
PAUSE = 6  # between a text and the bar or block that it belongs to
EDGE = 2  # room for borders, so that nothing is cut
BORDER = 3  # of bars, blocks and dots, and the line between dots
DOT = 20  # across a dot
UNIT = 24  # height of a block that stands for one thing
PART = 56  # height of a block that stands for one part of a whole
SPACE = 8  # between one block and the next
TENS = 10  # blocks in one row: tens are easy to count
LINE_HEIGHT = 340  # of a drawing with a line over time
POINT_ROOM = 120  # width of the label at a point on that line
PERCENT_ROOM = 70  # width of the labels of its axis


def bars(figure: FigureContent, layout: Layout, theme: Theme) -> Drawing:
    """Horizontal bars from zero, each under its label and value."""
    return _bars(figure, layout, theme, maximum=max(_amount(row.fact) for row in figure.rows))


def shares(figure: FigureContent, layout: Layout, theme: Theme) -> Drawing:
    """Horizontal bars in the outline of a whole, with an arrow where a share is over its number."""
    drawing = _bars(figure, layout, theme, maximum=100, foot=figure.labels.get("whole", ""))
    drawing.chart.options["series"][0] |= {
        "showBackground": True,
        "backgroundStyle": {"color": theme["empty"], "borderColor": theme["line"], "borderWidth": 1},
        "markPoint": {
            "data": [
                {"coord": [_amount(row.fact), index], "itemStyle": {"color": _colour(row.fact, theme)}}
                for index, row in enumerate(figure.rows)
                if row.fact.qualifier == "over"
            ],
            "symbol": "triangle",
            "symbolRotate": -90,
            "symbolSize": [BAR - 6, 16],
            "symbolOffset": [14, 0],
            "label": {"show": False},
        },
    }
    return drawing


def line(figure: FigureContent, layout: Layout, theme: Theme) -> Drawing:
    """A line over true time from 0 to 100 %, every point labelled; bars instead where it is narrow."""
    if layout.name == "narrow":
        return shares(figure, layout, theme)
    times = [_year(row.fact.as_of or "") for row in figure.rows]
    year = (layout.width - PERCENT_ROOM - POINT_ROOM - EDGE) / (times[-1] - times[0])
    texts = [
        _bold(row.text, layout, POINT_ROOM) + _plain(row.label, layout, POINT_ROOM) for row in figure.rows
    ]
    chart = _dots(
        figure,
        theme,
        places=[[time, _amount(row.fact)] for time, row in zip(times, figure.rows, strict=True)],
        labels=[
            _label(lines, side, layout, theme)
            for lines, side in zip(texts, _sides(times, POINT_ROOM / year), strict=True)
        ],
    )
    margin = POINT_ROOM / 2 / year
    sheet = {"left": PERCENT_ROOM, "right": EDGE, "top": LINE / 2, "bottom": LINE / 2}
    _lay_out(chart, _hidden(times[0] - margin, times[-1] + margin), _percent_axis(layout, theme), sheet)
    return Drawing(chart, LINE_HEIGHT)


def units(figure: FigureContent, layout: Layout, theme: Theme) -> Drawing:
    """A block for each counted thing, ten in a row; for a fraction its parts, the named part filled."""
    row = figure.rows[0]
    named, total = _parts(row.fact)
    heading = _headings(figure.rows, layout)[0]
    top = len(heading) * LINE + PAUSE
    columns, rows = min(TENS, total), -(-total // TENS)
    width = (layout.width - 2 * EDGE + SPACE) / columns - SPACE
    height = UNIT if rows > 1 else PART
    places = [
        [EDGE + across * (width + SPACE) + width / 2, top + down * (height + SPACE) + height / 2]
        for down, across in (divmod(index, columns) for index in range(total))
    ]
    chart = Scatter()
    chart.add_xaxis([])
    size = (width - BORDER, height - BORDER)
    _add_blocks(chart, places[:named], size, _mark_style(row.fact, theme))
    _add_blocks(chart, places[named:], size, _outline(_colour(row.fact, theme), theme))
    bottom = top + rows * (height + SPACE) - SPACE
    _lay_out_in_units(chart, layout.width, bottom)
    _write(chart, heading, 0, layout, theme)
    return Drawing(chart, bottom)


def timeline(figure: FigureContent, layout: Layout, theme: Theme) -> Drawing:
    """An ordered list down a line: filled for what has happened, open for a goal."""
    indent = DOT + APART
    room = layout.width - indent - EDGE
    texts = [_bold(row.text, layout, room) + _plain(row.label, layout, room) for row in figure.rows]
    *tops, bottom = accumulate((len(lines) * LINE + GAP for lines in texts), initial=0)
    chart = _dots(
        figure,
        theme,
        places=[[EDGE + DOT / 2, top + LINE / 2] for top in tops],
        labels=[_label(lines, [indent, (DOT - LINE) / 2], layout, theme) for lines in texts],
    )
    _lay_out_in_units(chart, layout.width, bottom - GAP)
    return Drawing(chart, bottom - GAP)


def tree(figure: FigureContent, layout: Layout, theme: Theme) -> Drawing:
    """A root and its branches, each branch a name over a line of explanation."""
    indent, stem = DOT + APART, 28
    room = layout.width - stem - indent - EDGE
    root = _bold(figure.labels["root"], layout, layout.width)
    texts = [_bold(row.label, layout, room) + _plain(row.text, layout, room) for row in figure.rows]
    step = max(len(lines) for lines in texts) * LINE + GAP
    top = len(root) * LINE + 2 * PAUSE
    children = [
        {
            "name": row.label,
            "itemStyle": _mark_style(row.fact, theme),
            "label": _label(lines, [indent, (DOT - LINE) / 2], layout, theme),
        }
        for row, lines in zip(figure.rows, texts, strict=True)
    ]
    chart = Tree()
    chart.add(
        "",
        [{"name": figure.labels["root"], "children": children, "symbol": "none", "label": {"show": False}}],
        symbol="circle",
        symbol_size=DOT - BORDER,
        edge_shape="polyline",
        edge_fork_position="0%",
        is_expand_and_collapse=False,
        initial_tree_depth=-1,
        pos_left=DOT / 2,
        pos_right=layout.width - DOT / 2 - stem,
        # ECharts puts each dot in the middle of its step: raised to stand beside its first line of text.
        pos_top=top + LINE / 2 - step / 2,
        height=step * len(texts),
    )
    chart.options["series"][0]["lineStyle"] = {"color": theme["line"], "width": BORDER}
    chart.options["series"][0]["itemStyle"] = {"color": theme["line"], "borderColor": theme["line"]}
    chart.set_global_opts(legend_opts=opts.LegendOpts(is_show=False))
    _write(chart, root, 0, layout, theme)
    return Drawing(chart, top + step * (len(texts) - 1) + len(texts[-1]) * LINE)


def _bars(figure: FigureContent, layout: Layout, theme: Theme, maximum: float, foot: str = "") -> Drawing:
    headings = _headings(figure.rows, layout)
    head = max(len(lines) for lines in headings) * LINE + PAUSE
    band = head + BAR + GAP
    unused = head - PAUSE - len(headings[0]) * LINE
    bottom = band * len(figure.rows) - unused - GAP + EDGE
    chart = Bar()
    chart.add_xaxis([row.label for row in figure.rows])
    chart.add_yaxis(
        "",
        [
            opts.BarItem(
                name=row.label,
                value=_amount(row.fact),
                itemstyle_opts=_mark_style(row.fact, theme),
                label_opts=_label(lines, [0, -len(lines) * LINE - PAUSE], layout, theme),
            )
            for row, lines in zip(figure.rows, headings, strict=True)
        ],
        bar_width=BAR,
    )
    chart.reversal_axis()
    # ECharts puts each bar in the middle of its band: raised by half of what its text and its gap differ.
    sheet = {"left": EDGE, "right": EDGE, "top": (head - GAP) / 2 - unused, "height": band * len(figure.rows)}
    labels = opts.AxisOpts(type_="category", is_inverse=True, is_show=False)
    _lay_out(chart, _hidden(0, maximum), labels, sheet)
    if not foot:
        return Drawing(chart, bottom)
    foot_lines = _plain(foot, layout, layout.width - 2 * EDGE)
    _write(chart, foot_lines, bottom + 2 * PAUSE, layout, theme)
    return Drawing(chart, bottom + 2 * PAUSE + len(foot_lines) * LINE)


def _headings(rows: Sequence[Row], layout: Layout) -> list[list[str]]:
    """The label and the value above each mark, on one line if they fit there in every row."""
    room = layout.width - 2 * EDGE
    widths = [
        text_width(row.label, layout.text) + APART + text_width(row.text, layout.text, bold=True)
        for row in rows
    ]
    if max(widths) <= room:
        return [[f"{{before|{row.label}}}{{bold|{row.text}}}"] for row in rows]
    return [_plain(row.label, layout, room) + _bold(row.text, layout, room) for row in rows]


def _plain(text: str, layout: Layout, room: float) -> list[str]:
    return [f"{{plain|{words}}}" for words in wrap(text, layout.text, room)]


def _bold(text: str, layout: Layout, room: float) -> list[str]:
    return [f"{{bold|{words}}}" for words in wrap(text, layout.text, room, bold=True)]


def _label(lines: list[str], position: str | list[float], layout: Layout, theme: Theme) -> opts.LabelOpts:
    """Lines of text at a mark; a position is a side of it, or a way from its top left corner."""
    return opts.LabelOpts(
        position=position, formatter="\n".join(lines), rich=_rich(layout, theme), color=theme["ink"]
    )


def _write(chart: Base, lines: list[str], top: float, layout: Layout, theme: Theme) -> None:
    """Lines of text from `top` down, at the left of the drawing."""
    chart.options["title"] = {
        "text": "\n".join(lines),
        "left": EDGE,
        "top": top,
        "padding": 0,
        "textStyle": {"rich": _rich(layout, theme)},
    }


def _rich(layout: Layout, theme: Theme) -> dict[str, dict[str, Any]]:
    """The styles of text: a bold value, a plain label, and a label before a value on its line."""
    style = {"fontSize": layout.text, "fontWeight": "normal", "lineHeight": LINE, "color": theme["ink-quiet"]}
    return {
        "plain": style,
        "before": style | {"padding": [0, APART, 0, 0]},
        "bold": style | {"color": theme["ink"], "fontWeight": "bold"},
    }


def _dots(
    figure: FigureContent, theme: Theme, places: list[list[float]], labels: list[opts.LabelOpts]
) -> Line:
    """Dots on a line, one for each row."""
    chart = Line()
    chart.add_xaxis([])
    chart.add_yaxis(
        "",
        [
            opts.LineItem(
                value=place,
                symbol_size=DOT - BORDER,
                itemstyle_opts=_mark_style(row.fact, theme),
                label_opts=label,
            )
            for row, place, label in zip(figure.rows, places, labels, strict=True)
        ],
        is_clip=False,
        linestyle_opts=opts.LineStyleOpts(width=BORDER, color=theme["line"]),
        areastyle_opts=None,
    )
    return chart


def _sides(times: list[float], room: float) -> list[str]:
    """Where each point is labelled: below the line, but above it next to a point that is too near."""
    sides = ["bottom"]
    for earlier, later in pairwise(times):
        crowded = later - earlier < room and sides[-1] == "bottom"
        sides.append("top" if crowded else "bottom")
    return sides


def _add_blocks(
    chart: Scatter, places: list[list[float]], size: tuple[float, float], style: opts.ItemStyleOpts
) -> None:
    """Equal blocks as one shape (what ECharts calls a large series), which keeps the SVG small."""
    if not places:
        return
    style.update(opacity=1)
    chart.add_yaxis("", places, symbol="rect", symbol_size=size, itemstyle_opts=style)
    chart.options["series"][-1] |= {"large": True, "largeThreshold": 1, "progressive": 0, "clip": False}


def _mark_style(fact: Fact, theme: Theme) -> opts.ItemStyleOpts:
    """Solid for a result, an outline for a target."""
    colour = _colour(fact, theme)
    if fact.status == "target":
        return _outline(colour, theme)
    return opts.ItemStyleOpts(color=colour, border_color=colour, border_width=BORDER)


def _outline(colour: str, theme: Theme) -> opts.ItemStyleOpts:
    return opts.ItemStyleOpts(color=theme["empty"], border_color=colour, border_width=BORDER)


def _colour(fact: Fact, theme: Theme) -> str:
    """One colour for what the article says, one for what other sources say."""
    return theme["main"] if fact.origin == "article" else theme["other"]


def _lay_out(chart: Base, x_axis: opts.AxisOpts, y_axis: opts.AxisOpts, sheet: Mapping[str, float]) -> None:
    """Give the chart its axes and the sheet that they span, and no legend."""
    chart.set_global_opts(xaxis_opts=x_axis, yaxis_opts=y_axis, legend_opts=opts.LegendOpts(is_show=False))
    chart.options["grid"] = {**sheet, "outerBoundsMode": "none"}


def _lay_out_in_units(chart: Base, width: float, height: float) -> None:
    """Axes that count SVG units from the top left corner: a value is a place in the drawing."""
    sheet = {"left": 0, "right": 0, "top": 0, "bottom": 0}
    _lay_out(chart, _hidden(0, width), _hidden(0, height, inverse=True), sheet)


def _hidden(minimum: float, maximum: float, inverse: bool = False) -> opts.AxisOpts:
    """An axis that places marks and shows nothing: the values stand beside the marks."""
    return opts.AxisOpts(
        type_="value",
        min_=minimum,
        max_=maximum,
        is_show=False,
        is_inverse=inverse,
        splitline_opts=opts.SplitLineOpts(is_show=False),
    )


def _percent_axis(layout: Layout, theme: Theme) -> opts.AxisOpts:
    return opts.AxisOpts(
        type_="value",
        min_=0,
        max_=100,
        interval=50,
        axislabel_opts=opts.LabelOpts(font_size=layout.text, color=theme["ink-quiet"], formatter="{value}%"),
        axisline_opts=opts.AxisLineOpts(is_show=False),
        axistick_opts=opts.AxisTickOpts(is_show=False),
        splitline_opts=opts.SplitLineOpts(
            is_show=True, linestyle_opts=opts.LineStyleOpts(color=theme["line"], width=1)
        ),
    )


def _amount(fact: Fact) -> float:
    """What a bar's length stands for; a fraction counts as its percentage."""
    return float(Fraction(str(fact.value)) * 100) if fact.kind == "fraction" else float(fact.number)


def _parts(fact: Fact) -> tuple[int, int]:
    """How many units are named, of how many."""
    if fact.kind == "fraction":
        fraction = Fraction(str(fact.value))
        return fraction.numerator, fraction.denominator
    return int(fact.number), int(fact.number)


def _year(as_of: str) -> float:
    """An ISO date as a year with its part: 2021-07 is 2021.5."""
    year, _, rest = as_of.partition("-")
    return int(year) + (int(rest[:2]) - 1) / 12 if rest else float(year)
