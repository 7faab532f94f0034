"""Material's icons by name, and the one file of symbols, fetched once, that holds those a site uses."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scripts.component_html import MATERIAL_TEMPLATES

ICONS = MATERIAL_TEMPLATES / ".icons" / "material"


def icon_names() -> list[str]:
    """The names of all icons."""
    return sorted(file.stem for file in ICONS.glob("*.svg"))


def is_icon(name: str) -> bool:
    """Whether there is an icon of this name."""
    return (ICONS / f"{name}.svg").is_file()


def symbols(names: Iterable[str]) -> str:
    """An SVG file with a symbol for each icon; its id is the icon's name."""
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(_symbol(name) for name in names)}</svg>\n'


def _symbol(name: str) -> str:
    drawing = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
    return re.sub(r'<svg xmlns="[^"]*"(.*)</svg>', rf'<symbol id="{name}"\1</symbol>', drawing.strip())
