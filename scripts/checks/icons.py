"""A page names its icon among Material's."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.explainer import Explainer
from scripts.icons import icon_names, is_icon
from scripts.problems import Problem, nearest, problem


def unknown_icons(explainer: Explainer) -> Iterator[Problem]:
    """Problems for pages that name an icon that does not exist."""
    for page in explainer.pages:
        if not is_icon(page.front.icon):
            known = nearest(page.front.icon, icon_names())
            line = page.front_lines["icon"]
            yield problem(page.path, line, "unknown_icon", found=page.front.icon, nearest=known)
