"""The accessibility statement is there where a page shows it, and what it names exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scripts.checks.links import wrong_path
from scripts.explainer import Explainer
from scripts.problems import Problem, nearest, problem
from scripts.statement import STATEMENT_FILE, Statement

_TEST = re.compile(r"^ *def (test_\w+)", re.MULTILINE)
_POINT_OF_TEST = re.compile(r"::test_(c\d\d)_")


def wrong_accessibility(explainer: Explainer) -> Iterator[Problem]:
    """Problems for pages that show a statement that is not there, and for links of it that lead nowhere."""
    statement = explainer.statement
    for page in explainer.pages:
        if page.front.generate == "statement" and statement is None:
            line = page.front_lines["generate"]
            yield problem(page.path, line, "missing_file", found=STATEMENT_FILE, nearest="–")
    if statement:
        yield from _wrong_references(statement, explainer)
        yield from _unknown_proofs(statement, explainer)
        yield from _not_yet_checked(statement)


def _wrong_references(statement: Statement, explainer: Explainer) -> Iterator[Problem]:
    content = statement.content
    for key, references in (("specifications", content.specifications), ("links", content.links)):
        for index, reference in enumerate(references):
            line = statement.yaml.line((key, index, "to"))
            scheme, _, name = (reference.to or "").partition(":")
            if scheme == "term" and name not in explainer.glossary:
                near = nearest(name, explainer.glossary)
                yield problem(STATEMENT_FILE, line, "unknown_term", found=name, nearest=near)
            elif scheme and not name:
                # Both languages have the same pages and ids, which another check holds; pages are told once.
                for home in (page for page in explainer.pages if page.uri == "index.md"):
                    yield from wrong_path(STATEMENT_FILE, line, home, scheme, explainer)


def _unknown_proofs(statement: Statement, explainer: Explainer) -> Iterator[Problem]:
    """Problems for proofs that name no test; an explainer without tests of its own has nowhere to look."""
    folder = explainer.root / "tests"
    if not folder.is_dir():
        return
    tests = _names_of_tests(folder)
    points = {match[1].upper() for test in tests if (match := _POINT_OF_TEST.search(test))}
    for place, sentence in statement.sentences():
        for index, proof in enumerate(sentence.proof):
            if proof in (*sentence.points(), *sentence.tests()) and proof not in tests | points:
                line = statement.yaml.line((*place, "proof", index))
                near = nearest(proof, tests if "::" in proof else points)
                yield problem(STATEMENT_FILE, line, "unknown_proof", found=proof, nearest=near)


def _names_of_tests(folder: Path) -> set[str]:
    """Every test as tests/test_….py::test_…."""
    return {
        f"{file.relative_to(folder.parent).as_posix()}::{name}"
        for file in folder.rglob("test_*.py")
        for name in _TEST.findall(file.read_text(encoding="utf-8"))
    }


def _not_yet_checked(statement: Statement) -> Iterator[Problem]:
    """A problem for a day of checking that is still to come, wherever on earth the editor is."""
    checked = statement.content.checked
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    if checked > tomorrow[: len(checked)]:
        line = statement.yaml.line(("checked",))
        yield problem(STATEMENT_FILE, line, "checked_in_future", found=checked)
