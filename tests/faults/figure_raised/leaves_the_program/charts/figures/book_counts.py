"""A figure gone wrong."""

import sys

sys.exit("no figure today")
