"""The honest forms: each draws the rows of a figure's table, and nothing that the table does not say.

Bars begin at zero and print their values; a target is an outline, never solid like a result; what is
not from the article differs by its pattern or the shape of its dot, not by its colour alone.
A form refuses rows that it cannot show honestly. All lengths are in SVG units.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise

from pyecharts import options as opts
from pyecharts.charts import Bar, Scatter

from charts.amounts import amount, date_of, is_amount, is_countable, is_share, parts, year_of
from charts.axes import hidden_axis, lay_out, lay_out_in_units, percent_axis
from charts.figure import WIDE, Build, Drawing, FigureContent, Layout, UnfitError
from charts.lettering import (
    APART,
    EDGE,
    LINE,
    bold_lines,
    entries,
    group_lines,
    headings,
    label_at,
    plain_lines,
    root_lines,
    write_text,
)
from charts.marks import BORDER, DOT, add_blocks, colour_of, comb, connect, dots, mark_style, outline
from charts.theme import Theme

BAR = 28  # thickness of a bar
GAP = 32  # between one row of a figure and the next
ROW_GAP = 12  # between one row of a tree and the next
PAUSE = 6  # between a text and the bar or block that it belongs to
BRANCH = 20  # from the trunk of a tree to what it bears
UNIT = 24  # height of a block that stands for one thing
PART = 56  # height of a block that stands for one part of a whole
SPACE = 8  # between one block and the next
TENS = 10  # blocks in one row: tens are easy to count
LINE_HEIGHT = 340  # of a drawing with a line over time
POINT_ROOM = 120  # width of the label at a point on that line
LOW, HIGH = 25, 75  # percentages below and above which a label has no room on one side
PERCENT_ROOM = 70  # width of the labels of its axis


def bars(figure: FigureContent, layout: Layout, theme: Theme) -> Drawing:
    """Horizontal bars from zero, each under its label and value."""
    facts = [row.fact for row in figure.rows]
    alike = len({(fact.kind, fact.unit) for fact in facts}) == 1 and len(facts) > 1
    _require("bars", figure, alike and is_amount(facts[0]) and max(amount(fact) for fact in facts) > 0)
    return _bars(figure, layout, theme, maximum=max(amount(row.fact) for row in figure.rows))


def shares(figure: FigureContent, layout: Layout, theme: Theme) -> Drawing:
    """Horizontal bars in the outline of a whole, with an arrow where a share is over its number."""
    _require("shares", figure, all(is_share(row.fact) for row in figure.rows))
    drawing = _bars(figure, layout, theme, maximum=100, foot=figure.labels.get("whole", ""))
    drawing.chart.options["series"][0] |= {
        "showBackground": True,
        "backgroundStyle": {"color": theme["empty"], "borderColor": theme["line"], "borderWidth": 1},
        "markPoint": {
            # One for each row, so that an arrow is told to belong to its row.
            "data": [
                {
                    "coord": [amount(row.fact), index],
                    "itemStyle": {"color": colour_of(row.fact, theme)},
                    "symbol": "triangle" if row.fact.qualifier == "over" else "none",
                }
                for index, row in enumerate(figure.rows)
            ],
            "symbolRotate": -90,
            "symbolSize": [BAR - 6, 16],
            "symbolOffset": [14, 0],
            "label": {"show": False},
        },
    }
    return drawing


def line(figure: FigureContent, layout: Layout, theme: Theme) -> Drawing:
    """A line over true time from 0 to 100 %, every point labelled; bars instead where it is narrow."""
    _require("line", figure, figure.over_time and all(is_share(row.fact) for row in figure.rows))
    if layout is not WIDE:
        return shares(figure, layout, theme)
    times = [year_of(row.fact.as_of or "") for row in figure.rows]
    year = (layout.width - PERCENT_ROOM - POINT_ROOM - EDGE) / (times[-1] - times[0])
    places = [[time, amount(row.fact)] for time, row in zip(times, figure.rows, strict=True)]
    texts = [
        bold_lines(row.text, layout, POINT_ROOM) + plain_lines(row.label, layout, POINT_ROOM)
        for row in figure.rows
    ]
    labels = [
        label_at(lines, side, layout, theme)
        for lines, side in zip(texts, _sides(places, POINT_ROOM / year), strict=True)
    ]
    chart = dots(figure, theme, places, labels)
    connect(chart, places, theme)
    margin = POINT_ROOM / 2 / year
    sheet = {"left": PERCENT_ROOM, "right": EDGE, "top": LINE / 2, "bottom": LINE / 2}
    lay_out(chart, hidden_axis(times[0] - margin, times[-1] + margin), percent_axis(layout, theme), sheet)
    return Drawing(chart, LINE_HEIGHT)


def units(figure: FigureContent, layout: Layout, theme: Theme) -> Drawing:
    """A block for each counted thing, ten in a row; for a fraction its parts, the named part filled."""
    row = figure.rows[0]
    _require("units", figure, len(figure.rows) == 1 and is_countable(row.fact))
    named, total = parts(row.fact)
    heading = headings(figure.rows, layout)[0]
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
    add_blocks(chart, places[:named], size, mark_style(row.fact, theme))
    add_blocks(chart, places[named:], size, outline(colour_of(row.fact, theme), theme))
    bottom = top + rows * (height + SPACE) - SPACE
    lay_out_in_units(chart, layout.width, bottom)
    write_text(chart, heading, (EDGE, 0), layout, theme)
    return Drawing(chart, bottom)


def timeline(figure: FigureContent, layout: Layout, theme: Theme) -> Drawing:
    """An ordered list down a line: filled for what has happened, open for a goal."""
    dates = [date_of(row.fact) for row in figure.rows]
    _require("timeline", figure, "" not in dates and dates == sorted(dates))
    indent = DOT + APART
    texts = entries([(row.text, row.label) for row in figure.rows], layout, layout.width - indent - EDGE)
    *tops, bottom = accumulate((len(lines) * LINE + GAP for lines in texts), initial=0)
    places = [[EDGE + DOT / 2, top + LINE / 2] for top in tops]
    labels = [label_at(lines, [indent, (DOT - LINE) / 2], layout, theme) for lines in texts]
    chart = dots(figure, theme, places, labels)
    connect(chart, places, theme)
    lay_out_in_units(chart, layout.width, bottom - GAP)
    return Drawing(chart, bottom - GAP)


def tree(figure: FigureContent, layout: Layout, theme: Theme) -> Drawing:
    """A root over its rows, each a name and its explanation; rows of a group on a branch of their own."""
    root = root_lines(figure.labels["root"], layout)
    below_root = len(root) * LINE + PAUSE
    trunk = EDGE + BORDER / 2
    stem = trunk + BRANCH if figure.rows[0].group else trunk
    dot, indent = stem + BRANCH, DOT + PAUSE
    room = layout.width - dot - indent + DOT / 2 - EDGE
    texts = entries([(row.label, row.text) for row in figure.rows], layout, room)
    names = {row.group: group_lines(row.group, layout, layout.width - stem - PAUSE) for row in figure.rows}
    branches = _branches(figure, names, texts, below_root)
    middles = [top + LINE / 2 for branch in branches for top in branch.tops]
    labels = [label_at(lines, [indent, (DOT - LINE) / 2], layout, theme) for lines in texts]
    chart = dots(figure, theme, [[dot, middle] for middle in middles], labels)
    bottom = branches[-1].tops[-1] + len(texts[-1]) * LINE
    lay_out_in_units(chart, layout.width, bottom)
    write_text(chart, root, (EDGE, 0), layout, theme)
    if stem != trunk:
        groups = [branch.top + LINE / 2 for branch in branches]
        connect(chart, comb(trunk, below_root, groups, BRANCH), theme)
    for branch in branches:
        leaves = [top + LINE / 2 for top in branch.tops]
        connect(chart, comb(stem, branch.tops[0] - PAUSE, leaves, BRANCH), theme)
        if branch.name:
            write_text(chart, branch.name, (stem + PAUSE, branch.top), layout, theme)
    return Drawing(chart, bottom)


@dataclass(frozen=True)
class _Branch:
    """A group of rows in a tree: the lines of its name, where they begin, and where its rows begin."""

    name: list[str]
    top: int
    tops: list[int]


def _branches(
    figure: FigureContent, names: Mapping[str, list[str]], texts: Iterable[list[str]], top: int
) -> list[_Branch]:
    """The branches from `top` down, each below its name; one without a name where nothing is grouped."""
    branches: list[_Branch] = []
    for index, (row, lines) in enumerate(zip(figure.rows, texts, strict=True)):
        if figure.begins_group(index) or not branches:
            name = names[row.group]
            branches.append(_Branch(name, top + ROW_GAP, []))
            top += 2 * ROW_GAP + len(name) * LINE if name else 0
        branches[-1].tops.append(top)
        top += len(lines) * LINE + ROW_GAP
    return branches


# What a figure's words may name as its form.
FORMS: dict[str, Build] = {
    "bars": bars, "shares": shares, "line": line, "units": units, "timeline": timeline, "tree": tree,
}  # fmt: skip


# What a form writes beside its rows; a figure's `labels` are these and no others.
FORM_LABELS = {"shares": ("whole",), "line": ("whole",), "tree": ("root",)}


def _require(form: str, figure: FigureContent, fits: bool) -> None:
    if not fits:
        kinds = (f"{row.fact.kind} {row.fact.unit or row.fact.as_of or ''}" for row in figure.rows)
        facts = (row.fact.id for row in figure.rows)
        found = ", ".join(f"{fact} ({kind.strip()})" for fact, kind in zip(facts, kinds, strict=True))
        raise UnfitError(form, found)


def _bars(figure: FigureContent, layout: Layout, theme: Theme, maximum: float, foot: str = "") -> Drawing:
    texts = headings(figure.rows, layout)
    head = max(len(lines) for lines in texts) * LINE + PAUSE
    band = head + BAR + GAP
    unused = head - PAUSE - len(texts[0]) * LINE
    bottom = band * len(figure.rows) - unused - GAP + EDGE
    chart = Bar()
    chart.add_xaxis([row.label for row in figure.rows])
    chart.add_yaxis(
        "",
        [
            opts.BarItem(
                name=row.label,
                value=amount(row.fact),
                itemstyle_opts=mark_style(row.fact, theme),
                label_opts=label_at(lines, [0, -len(lines) * LINE - PAUSE], layout, theme),
            )
            for row, lines in zip(figure.rows, texts, strict=True)
        ],
        bar_width=BAR,
    )
    chart.reversal_axis()
    # ECharts puts each bar in the middle of its band: raised by half of what its text and its gap differ.
    sheet = {"left": EDGE, "right": EDGE, "top": (head - GAP) / 2 - unused, "height": band * len(figure.rows)}
    labels = opts.AxisOpts(type_="category", is_inverse=True, is_show=False)
    lay_out(chart, hidden_axis(0, maximum), labels, sheet)
    if not foot:
        return Drawing(chart, bottom)
    foot_lines = plain_lines(foot, layout, layout.width - 2 * EDGE)
    write_text(chart, foot_lines, (EDGE, bottom + 2 * PAUSE), layout, theme)
    return Drawing(chart, bottom + 2 * PAUSE + len(foot_lines) * LINE)


def _sides(places: list[list[float]], room: float) -> list[str]:
    """Where each point is labelled: above a low point, below a high one, and not into a label before it."""
    sides = ["top" if places[0][1] < LOW else "bottom"]
    for (earlier, _), (later, value) in pairwise(places):
        other = {"top": "bottom", "bottom": "top"}[sides[-1]]
        crowded = later - earlier < room
        free = other if crowded else "bottom"
        sides.append("top" if value < LOW else "bottom" if value > HIGH else free)
    return sides
