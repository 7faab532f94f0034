"""Bars from zero: the city's made-easy and quick services."""

from charts.forms import bars as build

__all__ = ["build"]
