"""A figure gone wrong."""

from charts import forms
from charts.figure import Drawing, FigureContent, Layout
from charts.theme import Theme


def build(figure: FigureContent, layout: Layout, theme: Theme) -> Drawing:
    drawing = forms.bars(figure, layout, theme)
    style = {"color": theme["ink"], "fontSize": layout.text}
    drawing.chart.options["title"] = {"text": figure.rows[0].text, "left": 0, "top": 0, "padding": 0, "textStyle": style}
    return drawing
