"""Bars that leave a row out."""

from dataclasses import replace

from charts.forms import bars


def build(figure, layout, theme):
    return bars(replace(figure, rows=figure.rows[:1]), layout, theme)
