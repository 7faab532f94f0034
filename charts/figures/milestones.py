"""An ordered list down a line: the papers that set the course, and the goals they lead to."""

from charts.forms import timeline as build

__all__ = ["build"]
