"""What is to be written: tried on a copy first, then written whole, or not at all."""

from __future__ import annotations

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
from scripts.text_file import BYTE_ORDER_MARK, replace_content, replace_text
from scripts.translations import TRANSLATIONS_FILE

# What checks read of an explainer.
_WORDS_AND_NUMBERS = ("docs", "charts/data", "charts/figures")
_FILES = ("mkdocs.yml", "mkdocs.en.yml", "charts/facts.yml", "charts/sources.yml")


class RefusedError(Exception):
    """The check would refuse what was to be written: nothing was written."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__(problems)


class ChangedMeanwhileError(Exception):
    """Somebody saved a file between its being read and its being written: nothing was written."""


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
    _read: dict[str, bytes] = field(default_factory=dict)

    def create(self, path: str, text: str) -> None:
        """Notes a new file."""
        self.new[path] = text

    def edit(self, path: str, change: Callable[[str], str]) -> None:
        """Notes a change of a file; its line ends, and its mark of UTF-8 if it has one, stay as they are."""
        if path not in self.changed:
            self._read[path] = (self.root / path).read_bytes()
        old = self.changed.get(path) or self._read[path].decode("utf-8")
        begin = BYTE_ORDER_MARK if old.startswith(BYTE_ORDER_MARK) else ""
        end = "\r\n" if "\r\n" in old else "\n"
        try:
            text = change(old.removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n"))
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
            for problem in placeholders_in(path, text.removeprefix(BYTE_ORDER_MARK))
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
                replace_text(copy / path, text)
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
        """Writes all, or nothing: whatever stops it, what was written is put back.

        Raises OSError, or ChangedMeanwhileError for a file that is no longer as it was read.
        """
        undo: list[Callable[[], object]] = []
        try:
            for path, text in self.new.items():
                self._create(path, text, undo)
            for path, text in self.changed.items():
                self._replace(path, text, undo)
        except BaseException:  # an editor's Ctrl-C, too
            for step in reversed(undo):
                with suppress(OSError):
                    step()
            raise

    def _create(self, path: str, text: str, undo: list[Callable[[], object]]) -> None:
        file = self.root / path
        for folder in reversed([folder for folder in file.parents if not folder.exists()]):
            undo.append(folder.rmdir)
            folder.mkdir()
        with file.open("x", encoding="utf-8", newline="") as opened:  # never over another file
            undo.append(file.unlink)
            opened.write(text)

    def _replace(self, path: str, text: str, undo: list[Callable[[], object]]) -> None:
        file, before, after = self.root / path, self._read[path], text.encode("utf-8")

        def put_back() -> None:
            if file.read_bytes() == after:
                replace_content(file, before)

        if file.read_bytes() != before:
            raise ChangedMeanwhileError(path)
        undo.append(put_back)
        replace_content(file, after)


def _without_line(found: Problem) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    return found.path, found.code, found.values
