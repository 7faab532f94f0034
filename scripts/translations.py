"""The record of what the Chinese said when its English was written, in `docs/translations.yml`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated

from pydantic import RootModel

from scripts.expected_values import matching
from scripts.page_sections import sections
from scripts.pages import Page
from scripts.problems import InBoth
from scripts.sentences import Written, sentences
from scripts.text_file import replace_text
from scripts.yaml_file import read_yaml, validate

TRANSLATIONS_FILE = "docs/translations.yml"
LONGEST_DELAY = timedelta(days=90)

_HEAD = """\
# What the Chinese said when its English was written: a line for each section, a mark for each sentence.
# Nobody types here: python3 scripts/check.py --translated PAGE writes the lines of a page anew.
"""


Marks = Annotated[
    str,
    matching(
        r"[0-9a-f]{8}( [0-9a-f]{8})*",
        InBoth("what check.py --translated writes", "check.py --translated写出的样子"),
    ),
]


class TranslationsFile(RootModel[dict[str, Marks]]):
    """`docs/translations.yml`: page#section, or the page for its front matter → Chinese sentences’ marks."""


@dataclass(frozen=True)
class Translations:
    """The marks of each section's Chinese sentences, by page#section, and the line of each."""

    marks: Mapping[str, tuple[str, ...]]
    lines: Mapping[str, int]

    def of(self, uri: str) -> dict[str, tuple[str, ...]]:
        """What is recorded of one page."""
        return {name: marks for name, marks in self.marks.items() if page_of(name) == uri}


def load_translations(root: Path) -> Translations | None:
    """The record of the explainer in `root`, or None; raises SiteError when it cannot be read."""
    if not (root / TRANSLATIONS_FILE).exists():
        return None
    loaded = read_yaml(root / TRANSLATIONS_FILE, TRANSLATIONS_FILE)
    marks = validate(loaded, TranslationsFile).root
    return Translations(
        {name: tuple(text.split()) for name, text in marks.items()},
        {name: loaded.line((name,)) for name in marks},
    )


def save_translations(root: Path, marks: Mapping[str, tuple[str, ...]]) -> None:
    """Writes the record, sorted: whoever changes another section changes another line."""
    lines = [f"{name}: '{' '.join(marks[name])}'\n" for name in sorted(marks)]
    replace_text(root / TRANSLATIONS_FILE, _HEAD + "".join(lines))


def written_sections(page: Page) -> dict[str, list[Written]]:
    """What a page says by page#section, each with its heading; by the page alone, its front matter."""
    front = [
        Written(page.front_lines[name], text)
        for name, text in (("description", page.front.description), ("question", page.front.question))
        if text
    ]
    said = {page.uri: front}
    for section in sections(page):
        name = f"{page.uri}#{section.heading.id or section.heading.text}"
        said[name] = [Written(section.line, section.heading.text), *sentences(section)]
    return said


def marks_of(page: Page) -> dict[str, tuple[str, ...]]:
    """The marks of a page's sentences as the record keeps them."""
    return {
        name: tuple(mark(said.text) for said in written) for name, written in written_sections(page).items()
    }


def mark(sentence: str) -> str:
    """A short mark of a sentence, the same however its lines are broken."""
    return hashlib.sha256(re.sub(r"\s", "", sentence).encode()).hexdigest()[:8]


def page_of(name: str) -> str:
    """The page that a name of the record belongs to."""
    return name.partition("#")[0]


def may_be_behind(page: Page, today: date | None = None) -> bool:
    """Whether an English page says until when it may be behind, and that day is near and not over."""
    until, today = page.front.behind_until, today or this_day()
    return until is not None and today <= date.fromisoformat(until) <= today + LONGEST_DELAY


def this_day() -> date:
    """Today, the same everywhere."""
    return datetime.now(UTC).date()
