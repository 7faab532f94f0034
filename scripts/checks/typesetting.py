"""Spaces, punctuation and quotation marks are typed as our house does, on the pages and in the data."""

from __future__ import annotations

from collections.abc import Iterator

from charts.wording import Lang
from scripts.explainer import Explainer
from scripts.pages import source_lines
from scripts.problems import Problem, problem, warning
from scripts.texts import data_texts, page_texts
from scripts.typesetting import slips

# None stops a reader.
SOFT = ("double_space", "straight_quotes", "lone_quote", "english_punctuation")


def mistyped(explainer: Explainer) -> Iterator[Problem]:
    """Problems for every line that is typed in another way; `check.py --fix` corrects most of them."""
    for page in explainer.pages:
        for line, text in source_lines(explainer.root, page):
            yield from _told(page.path, line, text, page.lang)
    for other in (*page_texts(explainer), *data_texts(explainer)):
        yield from _told(other.path, other.line, other.words, other.lang)


def _told(path: str, line: int, text: str, lang: Lang) -> Iterator[Problem]:
    for slip in slips(text, lang):
        values = {"found": slip.found, **({"expected": slip.expected} if slip.expected else {})}
        tell = warning if slip.code in SOFT else problem
        yield tell(path, line, slip.code, **values)
