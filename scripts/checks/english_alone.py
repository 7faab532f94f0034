"""English that was changed alone: it may be worded anew, but it may not say less than its Chinese."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

from scripts.checks.translations import WrongLines, names_of_wrong, shortened
from scripts.explainer import Explainer
from scripts.page_sections import sections
from scripts.pages import Page
from scripts.problems import Problem, problem, warning
from scripts.sentences import Written
from scripts.translations import (
    Recorded,
    Translations,
    mark,
    marks_of,
    may_be_behind,
    name_of,
    written_sections,
)


def english_changed_alone(explainer: Explainer, wrong: WrongLines | None = None) -> Iterator[Problem]:
    """A problem for each section that lacks English sentences, a warning where their number has changed.

    `wrong` are the lines, by path, in which something else has to be repaired: a section that holds one is
    compared when that is done.
    """
    record = explainer.translations
    if not record:
        return
    chinese, english = explainer.pages_in("zh"), explainer.pages_in("en")
    for uri in sorted(chinese.keys() & english.keys()):
        if not may_be_behind(english[uri]):
            yield from _changed_sections(chinese[uri], english[uri], record, wrong or {})


def _changed_sections(
    chinese: Page, english: Page, record: Translations, wrong: WrongLines
) -> Iterator[Problem]:
    marks, said = marks_of(chinese), written_sections(english)
    wrong_sections = {*names_of_wrong(chinese, wrong), *names_of_wrong(english, wrong)}
    starts = {name_of(chinese, section): section.line for section in sections(chinese)}
    for name in (record.of(english.uri).keys() & said.keys() & starts.keys()) - wrong_sections:
        known = record.sections[name]
        if known.english and known.chinese == marks.get(name):
            values: dict[str, object] = {
                "other": chinese.path,
                "there": starts[name],
                "page": english.uri.removesuffix(".md"),
                "expected": len(known.english) - 1,
            }
            yield from _fewer_or_more(english, said[name], known, values)


def _fewer_or_more(
    english: Page, said: list[Written], known: Recorded, values: dict[str, object]
) -> Iterator[Problem]:
    now = [mark(sentence.text) for sentence in said]
    changes = SequenceMatcher(None, known.english, now, autojunk=False).get_opcodes()
    left = Counter(known.english) - Counter(now)  # what only moved is still there
    gone = [
        at
        for kind, *old, at, _ in changes
        if kind == "delete"
        for one in known.english[slice(*old)]
        if one in left
    ]
    if gone:
        before = said[max(0, gone[0] - 1)]
        values |= {"gone": len(gone), "before": shortened(before.text)}
        yield problem(english.path, before.line, "english_sentences_gone", **values)
    elif len(now) != len(known.english):
        line = next(said[min(at, len(said) - 1)].line for kind, _, _, at, _ in changes if kind != "equal")
        yield warning(english.path, line, "english_changed_alone", found=len(now) - 1, **values)
