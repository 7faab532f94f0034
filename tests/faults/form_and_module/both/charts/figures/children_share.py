"""A share of a whole."""

from charts.forms import shares as build

__all__ = ["build"]
