"""Every fact:, term: and figure: names something known, and every typed number is the ledger's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from charts.facts import misstatements
from scripts.explainer import Explainer
from scripts.pages import Page, unreadable_links, without_links
from scripts.problems import Problem, nearest, problem

# Full-width digits and sign as they are typed on a Latin keyboard.
_HALF_WIDTH = {ord("０") + digit: str(digit) for digit in range(10)} | {ord("％"): "%"}


def wrong_statements(explainer: Explainer) -> Iterator[Problem]:
    """Problems with the three link schemes on the pages."""
    for page in explainer.pages:
        yield from unreadable_links(page)
        yield from _unknown(page, "fact", explainer.ledger)
        yield from _unknown(page, "term", explainer.glossary)
        yield from _unknown(page, "figure", explainer.figures)
        yield from _misstatements(page, explainer)
        yield from _figures_among_words(page)


def _unknown(page: Page, scheme: str, known: Mapping[str, object]) -> Iterable[Problem]:
    for link in page.named(scheme):
        if link.name not in known:
            yield problem(
                page.path, link.line, f"unknown_{scheme}", found=link.name, nearest=nearest(link.name, known)
            )


def _misstatements(page: Page, explainer: Explainer) -> Iterable[Problem]:
    for link in page.named("fact"):
        fact = explainer.ledger.get(link.name)
        if fact and link.text.strip():
            # That digits are full-width is told by itself: they say the same number.
            words = link.text.translate(_HALF_WIDTH)
            for wrong in misstatements(fact, words, page.lang, explainer.ledger):
                yield problem(page.path, link.line, wrong.code, **wrong.values)


def _figures_among_words(page: Page) -> Iterable[Problem]:
    lines = dict(page.prose)
    for link in page.named("figure"):
        around = lines.get(link.line - 1, "") + lines.get(link.line + 1, "")
        alone = without_links(lines[link.line], ("figure",)).strip(" >") == ""
        if not alone or around.strip(" >"):
            yield problem(page.path, link.line, "figure_not_alone", found=link.name)
