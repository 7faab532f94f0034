"""A figure's words: known facts, no empty place, a short title, a series that is one, drawable characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from charts.facts import Fact, Ledger, misstatements
from charts.figure import SLOT, Figure, slot_text
from charts.forms import FORM_LABELS
from charts.picture import undrawable
from charts.wording import Lang
from scripts.explainer import Explainer
from scripts.pages import LANGS
from scripts.problems import InBoth, Problem, nearest, problem

# What is read at a glance: characters in Chinese, words in English.
LONGEST_TITLE: dict[Lang, int] = {"zh": 20, "en": 10}

# Forms whose rows may be one series over time; a figure with a module of its own may be one too.
SERIES_FORMS = (None, "bars", "shares", "line")

_A_SLOT = InBoth("{fact}, {fact.value} or {fact.as_of}", "{事实}、{事实.value}或者{事实.as_of}")
_BRACE = re.compile(r"\{[^{}]*\}?|\}")


def wrong_figures(explainer: Explainer) -> Iterator[Problem]:
    """Problems with the words of figures and the facts that they name."""
    for figure in explainer.figures.values():
        yield from _unknown_facts(figure, explainer)
        yield from _empty_places(figure, explainer)
        yield from _wrong_labels(figure)
        yield from _wrong_groups(figure)
        yield from _misstated_rows(figure, explainer)
        yield from _long_titles(figure, explainer)
        yield from _broken_series(figure, explainer)
        yield from _untold_numbers(figure, explainer)
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
            yield _empty(figure, ("rows", index), "label", "–", _instead("label", fact.id, "as_of"))
        if fact and not row.text and fact.value is None:
            yield _empty(figure, ("rows", index), "text", "–", _instead("text", fact.id, "value"))
    for place, both in figure.texts():
        for lang in LANGS:
            for slot in SLOT.finditer(both[lang]):
                fact = explainer.ledger.get(slot["fact"])
                needed = "as_of" if slot["part"] == "as_of" else "value"
                if fact and getattr(fact, needed) is None:
                    expected = InBoth(f"a fact that has {needed}", f"有{needed}的事实")
                    yield _empty(figure, (*place, lang), None, slot.group(), expected)
            if brace := _BRACE.search(SLOT.sub("", both[lang])):
                yield _empty(figure, (*place, lang), None, brace.group(), _A_SLOT)


def _instead(field: str, fact_id: str, missing: str) -> InBoth:
    return InBoth(f"a {field}, since {fact_id} has no {missing}", f"要有{field}，因为{fact_id}没有{missing}")


def _empty(
    figure: Figure, place: tuple[str | int, ...], missing: str | None, found: str, expected: str
) -> Problem:
    field = ".".join(str(part) for part in (*place, *([missing] if missing else [])))
    line = figure.yaml.line(place)
    return problem(
        figure.words_path, line, "wrong_value", entry=figure.stem, field=field, found=found, expected=expected
    )


def _wrong_labels(figure: Figure) -> Iterator[Problem]:
    wanted = FORM_LABELS.get(figure.words.form or "", ())
    for name in wanted:
        if name not in figure.words.labels:
            line = figure.yaml.line(("labels",))
            yield problem(figure.words_path, line, "figure_without_label", found=name, form=figure.words.form)
    for name in figure.words.labels if figure.words.form else ():
        if name not in wanted:
            line, known = figure.yaml.line(("labels", name)), ", ".join(wanted) or "–"
            values = {"found": name, "form": figure.words.form, "expected": known}
            yield problem(figure.words_path, line, "unknown_label", **values)


def _wrong_groups(figure: Figure) -> Iterator[Problem]:
    """Problems for branches that the drawing would not show: only a tree has some, from its first row on."""
    grouped = [index for index, row in enumerate(figure.words.rows) if row.group]
    if grouped and (figure.words.form not in (None, "tree") or grouped[0] > 0):
        line = figure.yaml.line(("rows", grouped[0], "group"))
        yield problem(figure.words_path, line, "figure_group", found=figure.words.form or "–")


def _misstated_rows(figure: Figure, explainer: Explainer) -> Iterator[Problem]:
    """Problems for a row's own words that state another number than its fact, or lose its qualifier."""
    for index, row in enumerate(figure.words.rows):
        fact = explainer.ledger.get(row.fact)
        if row.text is None or fact is None or fact.value is None:
            continue
        for lang in LANGS:
            if text := _filled(row.text[lang], lang, explainer.ledger):
                line = figure.yaml.line(("rows", index, "text", lang))
                for wrong in misstatements(fact, text, lang, explainer.ledger):
                    yield problem(figure.words_path, line, wrong.code, **wrong.values)


def _long_titles(figure: Figure, explainer: Explainer) -> Iterator[Problem]:
    for lang in LANGS:
        title = _filled(figure.words.title[lang], lang, explainer.ledger)
        count = len(title) if lang == "zh" else len(title.split())
        if count > LONGEST_TITLE[lang]:
            values = {"found": title, "count": count, "expected": LONGEST_TITLE[lang]}
            line = figure.yaml.line(("title", lang))
            yield problem(figure.words_path, line, f"figure_title_long_{lang}", **values)


def _filled(text: str, lang: Lang, ledger: Ledger) -> str:
    """The text with its slots filled; empty while a slot cannot be, which is told apart."""
    for slot in SLOT.finditer(text):
        fact = ledger.get(slot["fact"])
        if fact is None or (fact.as_of if slot["part"] == "as_of" else fact.value) is None:
            return ""
    return SLOT.sub(lambda slot: slot_text(slot, lang, ledger), text)


def _broken_series(figure: Figure, explainer: Explainer) -> Iterator[Problem]:
    facts = [explainer.ledger.get(row.fact) for row in figure.words.rows]
    known = [fact for fact in facts if fact]
    if not figure.words.over_time or len(known) < len(facts):
        return
    if figure.words.form not in SERIES_FORMS or not _is_series(known):
        found = ", ".join(
            f"{fact.id} ({fact.kind}, {fact.unit or '–'}, {fact.as_of or '–'})" for fact in known
        )
        line = figure.yaml.line(("over_time",))
        yield problem(figure.words_path, line, "figure_not_over_time", found=found)


def _is_series(facts: list[Fact]) -> bool:
    """Whether the facts are numbers of one kind and unit, their dates one after the other."""
    alike = len({(fact.kind, fact.unit) for fact in facts}) == 1 and facts[0].kind in ("count", "percent")
    dates = [fact.as_of or "" for fact in facts]
    return alike and len(dates) > 1 and "" not in dates and all(one < next_ for one, next_ in pairwise(dates))


def _untold_numbers(figure: Figure, explainer: Explainer) -> Iterator[Problem]:
    """Problems for numbers of the table that the summary leaves out: it stands for the drawing when heard."""
    numbers = [row.fact for row in figure.words.rows if _has_value(row.fact, explainer)]
    for lang in LANGS:
        told = {slot["fact"] for slot in SLOT.finditer(figure.words.summary[lang])}
        for fact in dict.fromkeys(numbers):
            if fact not in told:
                line = figure.yaml.line(("summary", lang))
                yield problem(figure.words_path, line, "summary_without_number", found=fact)


def _has_value(fact_id: str, explainer: Explainer) -> bool:
    fact = explainer.ledger.get(fact_id)
    return fact is not None and fact.value is not None


def _undrawable_characters(figure: Figure, explainer: Explainer) -> Iterator[Problem]:
    for place, both in _written(figure, explainer):
        for lang in LANGS:
            for character in sorted(undrawable(both[lang])):
                line = figure.yaml.line((*place, lang))
                yield problem(figure.words_path, line, "figure_character", found=character)


def _written(figure: Figure, explainer: Explainer) -> Iterator[tuple[tuple[str | int, ...], dict[Lang, str]]]:
    """Every text that stands in the figure's picture, with its place: also units and the names of sources."""
    for place, both in figure.texts():
        yield place, {lang: both[lang] for lang in LANGS}
    ledger = explainer.ledger
    for index, row in enumerate(figure.words.rows):
        if fact := ledger.get(row.fact):
            named = [source.name for source in ledger.sources_of(fact)]
            unit = ledger.units[fact.unit].words if fact.unit else lambda lang: []
            yield (
                ("rows", index),
                {lang: "".join([*unit(lang), *(name(lang) for name in named)]) for lang in LANGS},
            )
