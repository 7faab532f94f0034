"""A chapter begins with itself in one minute, and has what the list of chapters shows of it."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.chapters import chapters_of
from scripts.explainer import Explainer
from scripts.pages import LANGS, Page
from scripts.problems import Problem, problem

PLAIN_LAYER = "in-one-minute"
# The home page of the elder version has room for these.
MOST_SIMPLE_CHAPTERS = 6


def wrong_chapters(explainer: Explainer) -> Iterator[Problem]:
    """Problems for chapters without their plain layer, question or icon, and for too many simple ones."""
    for lang in LANGS:
        chapters = chapters_of(explainer, lang)
        for page in chapters:
            yield from _without_plain_layer(page)
            yield from _missing_fields(page)
        simple = [page for page in chapters if page.front.simple]
        for page in simple[MOST_SIMPLE_CHAPTERS:]:
            values = {"found": len(simple), "expected": MOST_SIMPLE_CHAPTERS}
            yield problem(page.path, page.front_lines["simple"], "simple_chapters", **values)
    english = explainer.pages_in("en")
    for page in chapters_of(explainer, "zh"):
        sister = english.get(page.uri)
        if sister and page.front.simple != sister.front.simple:
            lacks, has = (sister, page) if page.front.simple else (page, sister)
            yield problem(lacks.path, lacks.front_lines["simple"], "simple_differs", other=has.path)


def _without_plain_layer(page: Page) -> Iterator[Problem]:
    below = [heading for heading in page.headings if heading.level > 1]
    if not below or below[0].id != PLAIN_LAYER:
        line = (below or page.headings)[0].line if page.headings else 1
        found = below[0].text if below else "–"
        yield problem(page.path, line, "no_plain_layer", found=found, expected=PLAIN_LAYER)
        return
    end = below[1].line if len(below) > 1 else None
    words = (text for line, text in page.prose if line > below[0].line and (end is None or line < end))
    if not any(text.strip() for text in words):
        yield problem(page.path, below[0].line, "no_plain_layer", found="–", expected=PLAIN_LAYER)


def _missing_fields(page: Page) -> Iterator[Problem]:
    for name in ("question", "icon"):
        if name not in page.front.model_fields_set:
            yield problem(page.path, 1, "missing_field", found=name, entry=page.path)
