"""A figure gone wrong."""

from charts.forms import bars


def build(figure, layout, theme):
    drawing = bars(figure, layout, theme)
    drawing.chart.options["yAxis"][0]["data"].append("Nobody counted")
    return drawing
