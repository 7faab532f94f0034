"""A figure gone wrong."""

from charts.forms import bars


def build(figure, layout, theme):
    drawing = bars(figure, layout, theme)
    drawing.chart.options["series"][0]["data"][0].opts["value"] = 12000
    return drawing
