"""Shares of a whole: the goal for cases done online, and the share reported later."""

from charts.forms import shares as build

__all__ = ["build"]
