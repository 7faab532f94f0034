"""A figure gone wrong."""

from charts import forms
from charts.figure import Drawing, FigureContent, Layout
from charts.theme import Theme


def build(figure: FigureContent, layout: Layout, theme: Theme) -> Drawing:
    return forms.bars(figure, layout, Theme({**theme.colours, "main": "#ff0000"}))
