"""Bars from zero: cases handled so far, in the article and in what was published before and after."""

from charts.forms import bars as build

__all__ = ["build"]
