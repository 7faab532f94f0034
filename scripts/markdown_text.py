"""Data as Markdown text."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|{}])")


def escaped(text: str) -> str:
    """The text with nothing in it that Markdown would take for markup."""
    # Markdown knows no backslash before <, and would show it.
    return _SPECIAL.sub(r"\\\1", text).replace("\\<", "&lt;")
