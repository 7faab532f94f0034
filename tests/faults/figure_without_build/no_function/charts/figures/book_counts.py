"""A figure gone wrong."""

build = "bars"
