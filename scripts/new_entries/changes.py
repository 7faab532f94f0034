"""What is to be written: tried on a copy first, then written whole, or not at all."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from scripts.checks import run_checks
from scripts.checks.placeholders import placeholders_in
from scripts.checks.translations import REPAIRED_BY_RECORDING
from scripts.explainer import Explainer, load_explainer
from scripts.new_entries.yaml_edit import NotEditableError
from scripts.problems import Problem, SiteError, errors_in
from scripts.translations import TRANSLATIONS_FILE

_BOM = "\ufeff"
# What checks read of an explainer.
_WORDS_AND_NUMBERS = ("docs", "charts/data", "charts/figures")
_FILES = ("mkdocs.yml", "mkdocs.en.yml", "charts/facts.yml", "charts/sources.yml")


class RefusedError(Exception):
    """The check would refuse what was to be written: nothing was written."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__(problems)


@dataclass
class Changes:
    """New files and changed ones of the explainer in `root`, as texts by their paths below it.

    `follows` are codes of problems that the next command, or the editor, will solve; `hint` says how to use
    what was made.
    """

    root: Path
    new: dict[str, str] = field(default_factory=dict)
    changed: dict[str, str] = field(default_factory=dict)
    follows: tuple[str, ...] = ()
    hint: str = ""

    def create(self, path: str, text: str) -> None:
        """Notes a new file."""
        self.new[path] = text

    def edit(self, path: str, change: Callable[[str], str]) -> None:
        """Notes a change of a file; its line ends, and its mark of UTF-8 if it has one, stay as they are."""
        old = self.changed.get(path) or (self.root / path).read_bytes().decode("utf-8")
        begin = _BOM if old.startswith(_BOM) else ""
        end = "\r\n" if "\r\n" in old else "\n"
        try:
            text = change(old.removeprefix(_BOM).replace("\r\n", "\n"))
        except NotEditableError:
            raise NotEditableError(path) from None
        self.changed[path] = begin + text.replace("\n", end)

    def add_to_page(self, path: str, paragraph: str) -> None:
        """Notes a paragraph at the end of a page."""
        self.edit(path, lambda text: f"{text.rstrip()}\n\n{paragraph}\n")

    def texts(self) -> dict[str, str]:
        """Every file that will be written."""
        return self.changed | self.new

    def to_write(self) -> list[Problem]:
        """The words that an editor still has to write in these files."""
        return sorted(
            problem
            for path, text in self.texts().items()
            for problem in placeholders_in(path, text.removeprefix(_BOM))
        )

    def pages_to_record(self) -> list[str]:
        """The pages, such as chapters/why, for `check.py --translated` to record once they are written."""
        if not (self.root / TRANSLATIONS_FILE).exists():
            return []
        pages = (re.fullmatch(r"docs/zh/(.+)\.md", path) for path in self.texts())
        return [page[1] for page in pages if page]

    @contextmanager
    def tried(self) -> Iterator[Path]:
        """A copy of the explainer with the changes in it, for as long as it is looked at."""
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder)
            for name in _WORDS_AND_NUMBERS:
                if (self.root / name).exists():
                    shutil.copytree(self.root / name, copy / name, symlinks=True)
            for name in _FILES:
                shutil.copy(self.root / name, copy / name)
            for path, text in self.texts().items():
                _write(copy / path, text)
            yield copy

    def check(self, before: Explainer) -> list[Problem]:
        """What else is still open: neither words to write nor pages to record. Raises RefusedError."""
        with self.tried() as copy:
            try:
                problems = run_checks(load_explainer(copy))
            except SiteError as error:
                raise RefusedError(error.problems) from error
        told = Counter(map(_without_line, run_checks(before)))
        new = list((Counter(map(_without_line, problems)) - told).elements())
        found = [one for one in problems if _without_line(one) in new and not self._told_already(one)]
        if wrong := [one for one in errors_in(found) if one.code not in self.follows]:
            raise RefusedError(wrong)
        return found

    def _told_already(self, found: Problem) -> bool:
        """Whether the account tells it in its own words: words to write, pages to record."""
        to_record = found.code in REPAIRED_BY_RECORDING and found.path in self.texts()
        return to_record or found.code == "words_missing"

    def write(self) -> None:
        """Writes all, or nothing: when one file cannot be written, the others are put back."""
        undo: list[Callable[[], object]] = []
        try:
            for path, text in self.new.items():
                file = self.root / path
                file.parent.mkdir(parents=True, exist_ok=True)
                with file.open("x", encoding="utf-8", newline="") as opened:  # never over another file
                    undo.append(file.unlink)
                    opened.write(text)
            for path, text in self.changed.items():
                file = self.root / path
                undo.append(_put_back(file, file.read_bytes()))
                _write_beside(file, text)
        except OSError:
            for step in reversed(undo):
                with suppress(OSError):
                    step()
            raise


def _without_line(found: Problem) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    return found.path, found.code, found.values


def _put_back(file: Path, content: bytes) -> Callable[[], object]:
    return lambda: file.write_bytes(content)


def _write_beside(file: Path, text: str) -> None:
    """Writes a file anew beside the old one and puts it in its place: nobody sees half of it."""
    new = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        _write(new, text)
        shutil.copymode(file, new)
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as opened:
        opened.write(text)
