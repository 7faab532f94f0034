"""A figure's words: known facts, no empty place, a short title, a series that is one, drawable characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from charts.facts import Fact
from charts.figure import SLOT, Figure
from charts.picture import undrawable
from charts.wording import Lang
from scripts.explainer import Explainer
from scripts.pages import LANGS
from scripts.problems import Problem, nearest, problem

# What is read at a glance: characters in Chinese, words in English.
LONGEST_TITLE: dict[Lang, int] = {"zh": 20, "en": 10}

_BRACE = re.compile(r"\{[^{}]*\}?|\}")


def wrong_figures(explainer: Explainer) -> Iterator[Problem]:
    """Problems with the words of figures and the facts that they name."""
    for figure in explainer.figures.values():
        unfilled = [*_unknown_facts(figure, explainer), *_empty_places(figure, explainer)]
        yield from unfilled
        if not unfilled:
            yield from _long_titles(figure, explainer)
            yield from _broken_series(figure, explainer)
            yield from _undrawable_characters(figure, explainer)


def _unknown_facts(figure: Figure, explainer: Explainer) -> Iterable[Problem]:
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


def _empty_places(figure: Figure, explainer: Explainer) -> Iterable[Problem]:
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


def _long_titles(figure: Figure, explainer: Explainer) -> Iterator[Problem]:
    for lang in LANGS:
        title = figure.in_language(lang, explainer.ledger).title
        count = len(title) if lang == "zh" else len(title.split())
        if count > LONGEST_TITLE[lang]:
            unit = "字" if lang == "zh" else "words"
            values = {"found": title, "count": count, "unit": unit, "expected": LONGEST_TITLE[lang]}
            yield problem(figure.words_path, figure.yaml.line(("title", lang)), "figure_title_long", **values)


def _broken_series(figure: Figure, explainer: Explainer) -> Iterator[Problem]:
    facts = [explainer.ledger[row.fact] for row in figure.words.rows]
    if figure.words.over_time and not _is_series(facts):
        found = ", ".join(f"{fact.id} ({fact.kind}, {fact.as_of})" for fact in facts)
        line = figure.yaml.line(("over_time",))
        yield problem(figure.words_path, line, "figure_not_over_time", found=found)


def _is_series(facts: list[Fact]) -> bool:
    """Whether the facts are numbers of one kind and unit, their dates one after the other."""
    alike = len({(fact.kind, fact.unit) for fact in facts}) == 1 and facts[0].kind in ("count", "percent")
    dates = [fact.as_of or "" for fact in facts]
    return alike and len(dates) > 1 and "" not in dates and all(one < next_ for one, next_ in pairwise(dates))


def _undrawable_characters(figure: Figure, explainer: Explainer) -> Iterator[Problem]:
    for lang in LANGS:
        content = figure.in_language(lang, explainer.ledger)
        rows = [text for row in content.rows for text in (row.group, row.label, row.text)]
        names = [source.name(lang) for source in content.sources]
        texts = [content.title, content.summary, content.note, *content.labels.values(), *rows, *names]
        for character in sorted(undrawable("".join(texts))):
            yield problem(figure.words_path, 1, "figure_character", found=character)
