"""A figure gone wrong."""

from charts.facts import Fact
from charts.figure import Drawing, FigureContent, Layout
from charts.theme import Theme


def build(figure: FigureContent, layout: Layout, theme: Theme) -> Drawing:
    fact: Fact = figure.rows[7].fact
    return Drawing(fact, 100)
