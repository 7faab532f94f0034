"""The accessibility statement is there where a page shows it, and what it names exists."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.checks.links import wrong_path
from scripts.explainer import Explainer
from scripts.problems import Problem, nearest, problem
from scripts.statement import STATEMENT_FILE, Statement


def wrong_accessibility(explainer: Explainer) -> Iterator[Problem]:
    """Problems for pages that show a statement that is not there, and for links of it that lead nowhere."""
    statement = explainer.statement
    for page in explainer.pages:
        if page.front.generate == "statement" and statement is None:
            yield problem(page.path, page.front_lines["generate"], "missing_file", found=STATEMENT_FILE)
    if statement:
        yield from _wrong_references(statement, explainer)


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
