"""A share of a whole: the children among the readers."""

from charts.forms import shares as build

__all__ = ["build"]
