"""Two blocks, one of them filled."""

from charts.forms import units as build

__all__ = ["build"]
