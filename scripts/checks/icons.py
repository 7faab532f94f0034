"""A page names its icon among Material's."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.component_html import MATERIAL_TEMPLATES
from scripts.explainer import Explainer
from scripts.problems import Problem, nearest, problem

ICONS = MATERIAL_TEMPLATES / ".icons" / "material"


def unknown_icons(explainer: Explainer) -> Iterator[Problem]:
    """Problems for pages that name an icon that does not exist."""
    for page in explainer.pages:
        if not (ICONS / f"{page.front.icon}.svg").is_file():
            known = nearest(page.front.icon, (file.stem for file in ICONS.glob("*.svg")))
            line = page.front_lines["icon"]
            yield problem(page.path, line, "unknown_icon", found=page.front.icon, nearest=known)
