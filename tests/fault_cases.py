"""The faults in `tests/faults/<code>/<what is wrong>/`: each spoils a copy of the small explainer in one way.

A fault's folder holds
- `expected.txt`: its first line is the `path:line` that must be told; each further line is one more
  problem that comes with it, `path:line` or `path:line code`; a line `+` is where `CHANGE` puts its text;
- `CHANGE`, if there is one: a path on a line of its own, then `- ` lines as they stand in that file,
  then the `+ ` lines that take their place
  (`<in 30 days>` stands for the day in 30 days);
- `DELETE`, if there is one: the paths of files to remove, one a line;
- `LONG`, if there is one: a path and how many letters are added to that file;
- any other file: laid over the explainer under the same path.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from scripts.translations import this_day

FAULTS = Path(__file__).parent / "faults"
NOTES = ("expected.txt", "CHANGE", "DELETE", "LONG")

Place = tuple[str, str, int]


@dataclass(frozen=True)
class Fault:
    """One way to go wrong; `code` is the message that must tell it."""

    code: str
    folder: Path

    def __str__(self) -> str:
        return f"{self.code}-{self.folder.name}"

    def apply(self, root: Path) -> None:
        """Spoils the explainer in `root`."""
        for file in sorted(self.folder.rglob("*")):
            if file.is_file() and file.name not in NOTES:
                target = root / file.relative_to(self.folder)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(file, target)
        for line in self._note("DELETE"):
            (root / line).unlink()
        for line in self._note("LONG"):
            path, count = line.split()
            with (root / path).open("a", encoding="utf-8") as file:
                file.write("x" * int(count))
        for path, old, new in self._changes():
            _replace(root / path, old, new)

    def expected(self, root: Path) -> list[Place]:
        """Code, path and line of each problem in the spoilt explainer, the fault's own first."""
        places = []
        for line in self._note("expected.txt"):
            path, number, code = re.fullmatch(r"(.*):(\d+|\+)(?: (\w+))?", line).groups()
            places.append((code or self.code, path, self._line(root, path) if number == "+" else int(number)))
        return places

    def _note(self, name: str) -> list[str]:
        file = self.folder / name
        if not file.exists():
            return []
        day = this_day() + timedelta(days=30)
        return file.read_text(encoding="utf-8").replace("<in 30 days>", day.isoformat()).splitlines()

    def _line(self, root: Path, path: str) -> int:
        new = next(new for changed, _, new in self._changes() if changed == path)
        return (root / path).read_text(encoding="utf-8").partition(new)[0].count("\n") + 1

    def _changes(self) -> Iterator[tuple[str, str, str]]:
        """Path, old text and new text of each change."""
        path, old, new = "", "", ""
        for line in [*self._note("CHANGE"), ""]:
            kind, text = line[:2].rstrip(), line[2:] + "\n"
            if old and (kind not in ("-", "+") or (kind == "-" and new)):
                yield path, old, new
                old = new = ""
            if kind == "-":
                old += text
            elif kind == "+":
                new += text
            else:
                path = line


def load_faults() -> list[Fault]:
    """Every fault, in the order of codes."""
    return [Fault(file.parent.parent.name, file.parent) for file in sorted(FAULTS.glob("*/*/expected.txt"))]


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{file}: {text.count(old)} times, not once: {old}"
    file.write_text(text.replace(old, new), encoding="utf-8")
