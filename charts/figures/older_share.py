"""A line over time, bars where it is narrow: older people among Shanghai's registered residents."""

from charts.forms import line as build

__all__ = ["build"]
