"""No words are left to write: what `scripts/new.py` leaves open is never published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from scripts.explainer import Explainer
from scripts.problems import Problem, problem

# What stands for words that an editor still has to write, in either language, also when an input method has
# put in brackets and a colon of its own.
PLACEHOLDER = re.compile(r"[（(]\s*(?:待写|to write)\s*[:：]\s*(?P<what>[^（()）]*)[)）]?", re.IGNORECASE)

WIRING = ("mkdocs.yml", "mkdocs.en.yml")
FOLDERS = ("docs/zh", "docs/en", "charts")


def words_to_write(explainer: Explainer) -> Iterator[Problem]:
    """A problem for every placeholder, in whatever file of the explainer it stands."""
    for path in sorted(_written_by_editors(explainer.root)):
        yield from placeholders_in(
            path, (explainer.root / path).read_text(encoding="utf-8-sig", errors="replace")
        )


def placeholders_in(path: str, text: str) -> Iterator[Problem]:
    """A problem for every placeholder in the text of one file."""
    for number, line in enumerate(text.split("\n"), start=1):
        for found in PLACEHOLDER.finditer(line):
            yield problem(path, number, "words_missing", found=found.group(), expected=found["what"].strip())


def _written_by_editors(root: Path) -> set[str]:
    """The files whose words readers may see: not the decisions, which only editors read."""
    files = [root / name for name in WIRING]
    files += (root / "docs").glob("*.yml")
    for folder in FOLDERS:
        for ending in ("md", "yml", "csv"):
            files += (root / folder).rglob(f"*.{ending}")
    return {file.relative_to(root).as_posix() for file in files if file.is_file() and not file.is_symlink()}
