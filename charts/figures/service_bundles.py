"""Bars from zero: "one thing" bundles that went live, and in all two years later."""

from charts.forms import bars as build

__all__ = ["build"]
