"""Nothing is kept that no reader sees: facts, sources and figures are used."""

from __future__ import annotations

from collections.abc import Iterator

from charts.facts import FACTS_FILE, SOURCES_FILE
from scripts.explainer import Explainer
from scripts.problems import Problem, problem


def unused_entries(explainer: Explainer) -> Iterator[Problem]:
    """A problem for every fact, source and figure that nothing uses."""
    ledger = explainer.ledger
    facts = {link.name for page in explainer.pages for link in page.named("fact")}
    for figure in explainer.figures.values():
        facts |= figure.fact_ids()
    facts |= {part for fact in ledger.values() if fact.derivation for part in fact.derivation.of}
    for fact_id in ledger.keys() - facts:
        yield problem(FACTS_FILE, ledger.lines[fact_id], "unused_fact", found=fact_id)
    sources = {name for fact in ledger.values() for name in (fact.source, *fact.checked_against)}
    for source_id in ledger.sources.keys() - sources:
        yield problem(SOURCES_FILE, ledger.source_lines[source_id], "unused_source", found=source_id)
    shown = {link.name for page in explainer.pages for link in page.named("figure")}
    for stem in explainer.figures.keys() - shown:
        yield problem(explainer.figures[stem].words_path, 1, "unused_figure", found=stem)
