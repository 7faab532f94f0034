"""Bars: the books in the library, counted twice."""

from charts.forms import bars as build

__all__ = ["build"]
