"""The figures' colours, read from the same `tokens.css` as the page's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

CHART_COLOUR = re.compile(r"--chart-(?P<name>[a-z-]+):\s*(?P<hex>#[0-9a-f]{6})\b")


@dataclass(frozen=True)
class Theme:
    """Colours by name, as hex: `theme["main"]` is `--chart-main` of the light page."""

    colours: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.colours[name]

    def variable(self, colour: str) -> str:
        """`#0b5261` as `var(--chart-main,#0b5261)`; raises KeyError for a colour that is no token."""
        name = {value: name for name, value in self.colours.items()}[colour.lower()]
        return f"var(--chart-{name},{colour.lower()})"


def load_theme(tokens_css: Path) -> Theme:
    """The chart colours of the first `:root` block."""
    first_block = tokens_css.read_text(encoding="utf-8").partition("@media")[0]
    return Theme({match["name"]: match["hex"] for match in CHART_COLOUR.finditer(first_block)})
