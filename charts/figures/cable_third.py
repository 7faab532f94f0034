"""Equal parts, one filled: the submarine cables that land in Shanghai, as a speaker puts it."""

from charts.forms import units as build

__all__ = ["build"]
