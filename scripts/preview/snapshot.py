"""The state of every file that a preview is made from: where two are equal, nothing need be built."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from scripts.explainer import CODE_ROOT

WIRING = ("mkdocs.yml", "mkdocs.en.yml")
FOLDERS = ("docs", "charts", "overrides")
CODES_OVERRIDES = "the code's overrides"
PAGES = ("docs/zh/", "docs/en/")

# When a file was written, its size, which file it is, and of what kind.
State = tuple[int, int, int, int]


@dataclass(frozen=True)
class Snapshot:
    """The state of each file by its path below the explainer's folder."""

    files: dict[str, State]

    @property
    def wiring(self) -> tuple[dict[str, State], frozenset[str]]:
        """The state of the wiring and of the templates, and which pages there are."""
        pages = frozenset(path for path in self.files if path.startswith(PAGES))
        wiring = {
            path: state for path, state in self.files.items() if path in WIRING or path.endswith(".html")
        }
        return wiring, pages

    @property
    def face(self) -> dict[str, State]:
        """The state of the face's files, the explainer's own and the code's."""
        folders = ("overrides", CODES_OVERRIDES)
        return {path: state for path, state in self.files.items() if path.startswith(folders)}


def take_snapshot(root: Path) -> Snapshot:
    """How the explainer's files, and those of its face, are at this moment."""
    files: dict[str, State] = {}
    for name in WIRING:
        with suppress(FileNotFoundError):
            files[name] = _state((root / name).lstat())
    for name in FOLDERS:
        files.update(_below(root / name, name))
    if root != CODE_ROOT:
        files.update(_below(CODE_ROOT / "overrides", CODES_OVERRIDES))
    return Snapshot(files)


def _below(folder: Path | str, path: str) -> Iterator[tuple[str, State]]:
    """Everything in a folder, but for what programs keep there for themselves."""
    with suppress(OSError), os.scandir(folder) as entries:  # what was removed just now is not there
        for entry in entries:
            if entry.name.startswith(".") or entry.name == "__pycache__":
                continue
            inner = f"{path}/{entry.name}"
            yield inner, _state(entry.stat(follow_symlinks=False))
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path, inner)


def _state(found: os.stat_result) -> State:
    """Of a folder only that it is one: it changes with the files in it, which are noted themselves."""
    if stat.S_ISDIR(found.st_mode):
        return (0, 0, 0, found.st_mode)
    return (found.st_mtime_ns, found.st_size, found.st_ino, found.st_mode)
