"""Every fact:, term: and figure: names something known, and every typed number is the ledger's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from charts.facts import misstatements
from charts.figure import SLOT, Figure
from scripts.explainer import Explainer
from scripts.pages import LANGS, Page, unreadable_links, without_links
from scripts.problems import Problem, nearest, problem

_BRACE = re.compile(r"\{[^{}]*\}?|\}")


def wrong_statements(explainer: Explainer) -> Iterator[Problem]:
    """Problems with the three link schemes on the pages and with the facts named in figures."""
    for page in explainer.pages:
        yield from unreadable_links(page)
        yield from _unknown(page, "fact", explainer.ledger)
        yield from _unknown(page, "term", explainer.glossary)
        yield from _unknown(page, "figure", explainer.figures)
        yield from _misstatements(page, explainer)
        yield from _figures_among_words(page)
    for figure in explainer.figures.values():
        yield from _unknown_in_figure(figure, explainer)
        yield from _empty_in_figure(figure, explainer)


def _unknown(page: Page, scheme: str, known: Mapping[str, object]) -> Iterable[Problem]:
    for link in page.named(scheme):
        if link.name not in known:
            yield problem(
                page.path, link.line, f"unknown_{scheme}", found=link.name, nearest=nearest(link.name, known)
            )


def _misstatements(page: Page, explainer: Explainer) -> Iterable[Problem]:
    for link in page.named("fact"):
        if fact := explainer.ledger.get(link.name):
            for wrong in misstatements(fact, link.text, page.lang, explainer.ledger):
                yield problem(page.path, link.line, wrong.code, **wrong.values)


def _figures_among_words(page: Page) -> Iterable[Problem]:
    lines = dict(page.prose)
    for link in page.named("figure"):
        around = lines.get(link.line - 1, "") + lines.get(link.line + 1, "")
        alone = without_links(lines[link.line], ("figure",)).strip(" >") == ""
        if not alone or around.strip(" >"):
            yield problem(page.path, link.line, "figure_not_alone", found=link.name)


def _unknown_in_figure(figure: Figure, explainer: Explainer) -> Iterable[Problem]:
    named: list[tuple[tuple[str | int, ...], str]] = [
        (("rows", index, "fact"), row.fact) for index, row in enumerate(figure.words.rows)
    ]
    for place, both in figure.texts():
        named += [
            ((*place, lang), match["fact"]) for lang in ("zh", "en") for match in SLOT.finditer(both[lang])
        ]
    for place, fact_id in named:
        if fact_id not in explainer.ledger:
            known = nearest(fact_id, explainer.ledger)
            yield problem(
                figure.words_path, figure.yaml.line(place), "unknown_fact", found=fact_id, nearest=known
            )


def _empty_in_figure(figure: Figure, explainer: Explainer) -> Iterable[Problem]:
    """Problems for places of a figure that would stay empty, or show their braces to the reader."""
    for index, row in enumerate(figure.words.rows):
        fact = explainer.ledger.get(row.fact)
        if fact and not row.label and not fact.as_of:
            yield _empty(figure, ("rows", index), "label", "–", f"a label, since {fact.id} has no as_of")
        if fact and not row.text and fact.value is None:
            yield _empty(figure, ("rows", index), "text", "–", f"a text, since {fact.id} has no value")
    for place, both in figure.texts():
        for lang in LANGS:
            for slot in SLOT.finditer(both[lang]):
                fact = explainer.ledger.get(slot["fact"])
                needed = "as_of" if slot["part"] == "as_of" else "value"
                if fact and getattr(fact, needed) is None:
                    yield _empty(figure, (*place, lang), None, slot.group(), f"a fact that has {needed}")
            if brace := _BRACE.search(SLOT.sub("", both[lang])):
                expected = "{fact}, {fact.value} or {fact.as_of}"
                yield _empty(figure, (*place, lang), None, brace.group(), expected)


def _empty(
    figure: Figure, place: tuple[str | int, ...], missing: str | None, found: str, expected: str
) -> Problem:
    field = ".".join(str(part) for part in (*place, *([missing] if missing else [])))
    line = figure.yaml.line(place)
    return problem(
        figure.words_path, line, "wrong_value", entry=figure.stem, field=field, found=found, expected=expected
    )
