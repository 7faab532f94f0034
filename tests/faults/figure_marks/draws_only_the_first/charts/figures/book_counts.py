"""A drawing that leaves a row out."""

from dataclasses import replace

from charts.forms import timeline


def build(figure, layout, theme):
    return timeline(replace(figure, rows=figure.rows[:1]), layout, theme)
