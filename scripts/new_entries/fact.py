"""A new fact: its entry in the ledger, its unit and section if they are new, and its first use on a page."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import get_args

from charts.facts import FACTS_FILE, ISO_LENGTHS, Derivation, Fact, Ledger, load_ledger
from charts.wording import FRACTIONS, ORDINALS, QUALIFIERS, Lang
from scripts.explainer import Explainer
from scripts.new_entries.changes import Changes, RefusedError
from scripts.new_entries.names import (
    add_to_both,
    both,
    date_check,
    new_identifier,
    page_choice,
    without_digits,
)
from scripts.new_entries.questions import Interview, listed
from scripts.new_entries.source import note_of
from scripts.new_entries.yaml_edit import Raw, entry, flow_list, with_item, with_name
from scripts.pages import LANGS
from scripts.problems import SiteError

NAMES = (
    "id", "claim_zh", "claim_en", "kind", "value", "unit", "unit_zh", "unit_en", "qualifier", "status",
    "as_of", "origin", "section", "section_zh", "section_en", "said_by", "source", "operation", "of",
    "verdict", "checked_against", "note_zh", "note_en", "page",
)  # fmt: skip
NO_PAGE = "none"
# Verdicts of what stands in the article; the others follow from the origin.
OF_THE_ARTICLE = ("reported", "confirmed", "consistent", "attributed", "unconfirmed", "differs")
FOLLOWING = {"context": "published", "derived": "derived"}


def plan(interview: Interview, explainer: Explainer) -> Changes:
    """The entry of a new fact, and a sentence on a page that says it."""
    ledger = explainer.ledger
    # A short number gets its neighbouring words with the sentence that is still to be written.
    changes = Changes(explainer.root, follows=("link_narrow", "link_ambiguous"))
    fields: dict[str, object] = {"id": interview.answer("id", new_identifier(interview, ledger))}
    fields["claim"] = both(
        interview,
        "claim",
        interview.texts.both_to_write("claim"),
        without_digits(interview, explainer),
    )
    kind = fields["kind"] = interview.choice("kind", _choices("kind"))
    units = _value(interview, ledger, kind, fields)
    sections = _origin(interview, ledger, fields)
    if note := note_of(interview):
        fields["note"] = note
    page = page_choice(interview, explainer, NO_PAGE)
    interview.finish()
    lines = entry({name: value for name, value in fields.items() if value})
    changes.edit(FACTS_FILE, lambda text: with_item(text, "facts", lines))
    if units:
        changes.edit(FACTS_FILE, lambda text: with_name(text, "units", [units]))
    if sections:
        changes.edit(FACTS_FILE, lambda text: with_name(text, "sections", [sections]))
    if page == NO_PAGE:
        changes.follows = ("unused_fact", "unused_source")
    else:
        add_to_both(changes, page, _sentences(changes, interview, explainer, str(fields["id"]), page))
    return changes


def _choices(field: str) -> tuple[str, ...]:
    return get_args(Fact.model_fields[field].annotation)


def newest_first(entries: Collection[str]) -> list[str]:
    """Entries of a file, the one that was added last first."""
    return list(entries)[::-1]


def _names_of_qualifiers() -> dict[str, str]:
    """The name of a qualifier by the words that say it, in either language."""
    return {word: name for name, words in QUALIFIERS.items() for lang in LANGS for word in words[lang]}


def _value(interview: Interview, ledger: Ledger, kind: str, fields: dict[str, object]) -> str:
    """Asks for the value and what belongs to it; returns the line of a new unit, or nothing."""
    new_unit = ""
    if kind and kind != "words":
        typed = interview.answer("value", lambda typed: _valid_value(interview, kind, typed))
        fields["value"] = Raw(typed) if kind in ("count", "percent", "ordinal", "year") else typed
    if kind == "count":
        fields["unit"], new_unit = _known_or_new(interview, "unit", ledger.units)
    if kind in ("count", "percent", "fraction"):
        qualifier = interview.choice("qualifier", _choices("qualifier"), "exact", _names_of_qualifiers())
        fields["qualifier"] = "" if qualifier == "exact" else qualifier
    status = interview.choice("status", _choices("status"), "result")
    fields["status"] = "" if status == "result" else status
    fields["as_of"] = interview.answer("as_of", date_check(interview), "")
    return new_unit


def _origin(interview: Interview, ledger: Ledger, fields: dict[str, object]) -> str:
    """Asks where the fact comes from; returns the line of a new section, or nothing."""
    new_section = ""
    origin = fields["origin"] = interview.choice("origin", _choices("origin"))
    if origin == "article":
        fields["section"], new_section = _known_or_new(interview, "section", ledger.sections)
        if ledger.people:
            fields["said_by"] = interview.choice("said_by", ledger.people, "")
    if origin == "derived":
        operation = interview.choice("operation", get_args(Derivation.model_fields["operation"].annotation))
        parts = interview.choices("of", ledger, None)
        fields["derivation"] = {"operation": operation, "of": flow_list(parts)}
    elif origin:
        fields["source"] = interview.choice("source", newest_first(ledger.sources))
    fields["verdict"] = FOLLOWING.get(origin) or interview.choice("verdict", OF_THE_ARTICLE, "reported")
    if origin == "article":
        checked = interview.choices("checked_against", newest_first(ledger.sources))
        fields["checked_against"] = flow_list(checked) if checked else ""
    return new_section


def _known_or_new(interview: Interview, name: str, known: Collection[str]) -> tuple[str, str]:
    """A name that is known, or a new one with its words: the name, and its line in the file."""
    typed = interview.answer(name, lambda typed: _identifier_like(interview, typed, known), offered=known)
    if not typed or typed in known:
        return typed, ""
    words = {lang: interview.answer(f"{name}_{lang}", interview.sentence) for lang in LANGS}
    if name == "unit":
        pair = ", ".join(f"{lang}: {flow_list(listed(words[lang]))}" for lang in LANGS)
        return typed, f"{typed}: {{{pair}}}"
    pair = ", ".join(f"{lang}: {flow_list([words[lang]])[1:-1]}" for lang in LANGS)
    return typed, f"{typed}: {{{pair}}}"


def _identifier_like(interview: Interview, typed: str, known: Collection[str]) -> str:
    """A known name, or one that could be new."""
    if typed in known:
        return typed
    if not re.fullmatch(r"[a-z][a-z0-9_]*", typed):
        raise interview.wrong("identifier", found=typed)
    return typed


def _valid_value(interview: Interview, kind: str, typed: str) -> str:
    if kind in ("count", "percent"):
        right = re.fullmatch(r"-?\d{1,18}(\.\d{1,9})?", typed)
    elif kind == "ordinal":
        right = re.fullmatch("|".join(str(number) for number in ORDINALS["en"]), typed)
    elif kind == "fraction":
        right = re.fullmatch("|".join(FRACTIONS["en"]), typed)
    elif kind == "version":
        right = re.fullmatch(r"\d+(\.\d+)?", typed)
    else:
        date_check(interview)(typed)
        right = re.fullmatch(".{" + str(ISO_LENGTHS[kind]) + "}", typed)
    if not right:
        raise interview.wrong(f"value_{kind}", found=typed)
    return typed


def _sentences(
    changes: Changes, interview: Interview, explainer: Explainer, fact_id: str, uri: str
) -> dict[Lang, str]:
    """A sentence in each language that states the fact as the check expects it, to be written around."""
    with changes.tried() as copy:
        try:
            ledger = load_ledger(copy)
        except SiteError as error:
            raise RefusedError(error.problems) from error
    fact = ledger[fact_id]
    sentences: dict[Lang, str] = {}
    for lang in LANGS:
        to_write = interview.texts.to_write(lang)
        link = f"[{ledger.text(fact, lang) or to_write('claim')}](fact:{fact_id})"
        sentence = f"{to_write('sentence')}{'' if lang == 'zh' else ' '}{link}{'。' if lang == 'zh' else '.'}"
        page = explainer.pages_in(lang)[uri]
        if fact.origin != "article" and page.front.origin != "context":
            label = explainer.words(lang)["notes"]["context"]
            sentence = f"> **{label}**{'　' if lang == 'zh' else ' '}{sentence}"
        sentences[lang] = sentence
    return sentences
