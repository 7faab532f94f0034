"""What is not from the article is labelled so, beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.explainer import Explainer
from scripts.problems import Problem, problem

_LABEL = re.compile(r"^\s*>\s*\*\*(?P<label>[^*]+)\*\*")


def wrong_notes(explainer: Explainer) -> Iterator[Problem]:
    """Problems for facts outside the article without a label, and for labels that nobody knows."""
    for page in explainer.pages:
        labels = list(explainer.words(page.lang)["notes"].values())
        expected = " / ".join(labels)
        for line, text in page.prose:
            match = _LABEL.match(text)
            if match and match["label"].strip() not in labels:
                yield problem(page.path, line, "unknown_note_label", found=match["label"], expected=expected)
        if page.front.origin == "context":
            continue
        for link in page.named("fact"):
            fact = explainer.ledger.get(link.name)
            if fact and fact.origin != "article" and link.note not in labels:
                yield problem(page.path, link.line, "unlabelled_context", found=link.name, expected=expected)
