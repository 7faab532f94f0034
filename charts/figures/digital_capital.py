"""A tree: what Zheng Lei says an international digital capital should be."""

from charts.forms import tree as build

__all__ = ["build"]
