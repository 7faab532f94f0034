"""A figure gone wrong."""

from charts.forms import barz as build

__all__ = ["build"]
