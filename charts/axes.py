"""The axes of a drawing: most are hidden, because values stand beside their marks."""

from __future__ import annotations

from collections.abc import Mapping

from pyecharts import options as opts
from pyecharts.charts.base import Base

from charts.figure import Layout
from charts.theme import Theme


def lay_out(chart: Base, x_axis: opts.AxisOpts, y_axis: opts.AxisOpts, sheet: Mapping[str, float]) -> None:
    """Give the chart its axes and the sheet that they span, and no legend."""
    chart.set_global_opts(xaxis_opts=x_axis, yaxis_opts=y_axis, legend_opts=opts.LegendOpts(is_show=False))
    chart.options["grid"] = {**sheet, "outerBoundsMode": "none"}


def lay_out_in_units(chart: Base, width: float, height: float) -> None:
    """Axes that count SVG units from the top left corner: a value is a place in the drawing."""
    sheet = {"left": 0, "right": 0, "top": 0, "bottom": 0}
    lay_out(chart, hidden_axis(0, width), hidden_axis(0, height, inverse=True), sheet)


def hidden_axis(minimum: float, maximum: float, inverse: bool = False) -> opts.AxisOpts:
    """An axis that places marks and shows nothing: the values stand beside the marks."""
    return opts.AxisOpts(
        type_="value",
        min_=minimum,
        max_=maximum,
        is_show=False,
        is_inverse=inverse,
        splitline_opts=opts.SplitLineOpts(is_show=False),
    )


def percent_axis(layout: Layout, theme: Theme) -> opts.AxisOpts:
    """An axis from 0 to 100 %, with a line at none, half and all."""
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
