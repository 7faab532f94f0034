"""No level of heading is left out: a reader who walks through the headings would miss a step."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from scripts.explainer import Explainer
from scripts.problems import Problem, problem


def skipped_headings(explainer: Explainer) -> Iterator[Problem]:
    """A problem for every heading that is more than one level below the one before."""
    for page in explainer.pages:
        for before, heading in pairwise(page.headings):
            if heading.level > before.level + 1:
                expected = "#" * (before.level + 1)
                values = {"found": heading.text, "marks": "#" * heading.level, "expected": expected}
                yield problem(page.path, heading.line, "heading_skips", **values)
