"""No number without a source: a digit in prose stands inside a fact: link, or in a listed name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from charts.figure import SLOT
from scripts.explainer import Explainer
from scripts.pages import without_links
from scripts.problems import Problem, problem

_NUMBER = re.compile(r"[\d¼½¾][\d¼½¾.,]*")  # \d is a digit of any script: 3, ３, ٣
_LIST_NUMBER = re.compile(r"^\s*(?:>\s*)*\d+[.)]\s")
_ATTRIBUTES = re.compile(r"\{:?\s*[#.][^{}]*\}")


def digits_without_fact(explainer: Explainer) -> Iterator[Problem]:
    """A problem for every number in the prose of a page, or in the words of a figure, that has no fact."""
    allowed = [str(name) for name in explainer.wiring.extra.numbers_without_source]
    for page in explainer.pages:
        for line, text in page.prose:
            prose = _LIST_NUMBER.sub("", without_links(text, ("fact",)))
            for number in _numbers(_ATTRIBUTES.sub("", prose), allowed):
                yield problem(page.path, line, "digit_without_fact", found=number)
    for figure in explainer.figures.values():
        for place, both in figure.texts():
            for lang in ("zh", "en"):
                for number in _numbers(SLOT.sub("", both[lang]), allowed):
                    line = figure.yaml.line((*place, lang))
                    yield problem(figure.words_path, line, "digit_without_fact", found=number)


def _numbers(text: str, allowed: list[str]) -> list[str]:
    for name in sorted(allowed, key=len, reverse=True):
        text = text.replace(name, " ")
    return [number.rstrip(".,") for number in _NUMBER.findall(text)]
