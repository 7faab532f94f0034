"""Shares of a whole: a speaker's half of China's chip industry, and the published shares."""

from charts.forms import shares as build

__all__ = ["build"]
