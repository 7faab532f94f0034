"""A grid of outlined units: demonstration smart factories that are planned."""

from charts.forms import units as build

__all__ = ["build"]
