"""A share of a whole: the digital economy in Shanghai's GDP, with an arrow for "over"."""

from charts.forms import shares as build

__all__ = ["build"]
