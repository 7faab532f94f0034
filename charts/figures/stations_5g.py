"""Bars from zero: counts of 5G base stations as they were published."""

from charts.forms import bars as build

__all__ = ["build"]
