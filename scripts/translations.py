"""The record of what both languages said when they were last compared, in `docs/translations.yml`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import RootModel

from scripts.expected_values import matching
from scripts.page_sections import Section, sections
from scripts.pages import Page
from scripts.problems import InBoth
from scripts.sentences import Written, sentences
from scripts.text_file import replace_text
from scripts.typesetting import corrected
from scripts.yaml_file import read_yaml, validate

TRANSLATIONS_FILE = "docs/translations.yml"
LONGEST_DELAY = timedelta(days=90)

_HEAD = """\
# What was compared last: a line for each section, a mark for each Chinese sentence = one for each English.
# Nobody types here: python3 scripts/check.py --translated PAGE writes the lines of a page anew.
"""


Marks = Annotated[
    str,
    matching(
        r"[0-9a-f]{8}( [0-9a-f]{8})*( = [0-9a-f]{8}( [0-9a-f]{8})*)?",
        InBoth("what check.py --translated writes", "check.py --translated写出的样子"),
    ),
]


class TranslationsFile(RootModel[dict[str, Marks]]):
    """`docs/translations.yml`: page#section, or the page for its front matter → marks of both languages."""


@dataclass(frozen=True)
class Recorded:
    """The marks of a section's sentences in both languages; no English where none was noted."""

    chinese: tuple[str, ...]
    english: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " = ".join(" ".join(marks) for marks in (self.chinese, self.english) if marks)


@dataclass(frozen=True)
class Translations:
    """What is recorded of each section, by page#section, and the line of each."""

    sections: Mapping[str, Recorded]
    lines: Mapping[str, int]

    def of(self, uri: str) -> dict[str, Recorded]:
        """What is recorded of one page."""
        return self._by_page.get(uri, {})

    @cached_property
    def _by_page(self) -> dict[str, dict[str, Recorded]]:
        pages: dict[str, dict[str, Recorded]] = {}
        for name, known in self.sections.items():
            pages.setdefault(page_of(name), {})[name] = known
        return pages


def load_translations(root: Path) -> Translations | None:
    """The record of the explainer in `root`, or None; raises SiteError when it cannot be read."""
    if not (root / TRANSLATIONS_FILE).exists():
        return None
    loaded = read_yaml(root / TRANSLATIONS_FILE, TRANSLATIONS_FILE)
    marks = validate(loaded, TranslationsFile).root
    return Translations(
        {name: _recorded(text) for name, text in marks.items()},
        {name: loaded.line((name,)) for name in marks},
    )


def _recorded(text: str) -> Recorded:
    chinese, _, english = text.partition(" = ")
    return Recorded(tuple(chinese.split()), tuple(english.split()))


def save_translations(root: Path, known: Mapping[str, Recorded]) -> None:
    """Writes the record, sorted: whoever changes another section changes another line."""
    lines = [f"{name}: '{known[name]}'\n" for name in sorted(known)]
    replace_text(root / TRANSLATIONS_FILE, _HEAD + "".join(lines))


def written_sections(page: Page) -> dict[str, list[Written]]:
    """What a page says by page#section, each with its heading; by the page alone, its front matter.

    Words are typed as `check.py --fix` types them: what is mechanical is no change of the words.
    """
    front = [
        Written(page.front_lines[name], corrected(text, page.lang))
        for name, text in (("description", page.front.description), ("question", page.front.question))
        if text
    ]
    said = {page.uri: front}
    for section in sections(page):
        heading = Written(section.line, corrected(section.heading.text, page.lang))
        said[name_of(page, section)] = [heading, *sentences(_corrected(section, page))]
    return said


def name_of(page: Page, section: Section) -> str:
    """A section's name in the record: page#section."""
    return f"{page.uri}#{section.heading.id or section.heading.text}"


def _corrected(section: Section, page: Page) -> Section:
    """The section with its prose typed as we do, and its code as it is."""
    prose = {number for number, _ in section.prose}
    lines = (
        (number, corrected(text, page.lang) if number in prose else text) for number, text in section.lines
    )
    return replace(section, lines=tuple(lines))


def marks_of(page: Page) -> dict[str, tuple[str, ...]]:
    """The marks of a page's sentences by page#section."""
    return {
        name: tuple(mark(said.text) for said in written) for name, written in written_sections(page).items()
    }


def as_compared(chinese: Page, english: Page) -> dict[str, Recorded]:
    """What the record holds of a page when both languages say the same as they are now."""
    translated = marks_of(english)
    return {name: Recorded(marks, translated.get(name, ())) for name, marks in marks_of(chinese).items()}


def all_compared(chinese: Mapping[str, Page], english: Mapping[str, Page]) -> dict[str, Recorded]:
    """The same for all pages that both languages have, by page#section."""
    both = sorted(chinese.keys() & english.keys())
    return {name: known for uri in both for name, known in as_compared(chinese[uri], english[uri]).items()}


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
