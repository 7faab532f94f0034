"""A figure gone wrong."""

from charts.forms import bars as draw

__all__ = ["draw"]
