"""A grid of outlined units: platforms for manufacturers that are planned."""

from charts.forms import units as build

__all__ = ["build"]
