"""A line over time, bars where it is narrow: older people in China who are online."""

from charts.forms import line as build

__all__ = ["build"]
