"""How long an editor waits: from a saved edit until the preview's page has come again."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from charts.wording import Lang
from scripts.explainer import CODE_ROOT

COPIED = ("docs", "charts", "overrides", "scripts", "mkdocs.yml", "mkdocs.en.yml", ".cache")
SECONDS_BETWEEN_LOOKS = 0.05
LOCKS = ("requirements.lock", "requirements-test.lock")


@dataclass(frozen=True)
class _Edit:
    """A change to a file, made and taken back in turn; `page` shows it."""

    file: Path
    before: str
    after: str
    page: str
    lang: Lang

    def swapped(self) -> _Edit:
        return _Edit(self.file, self.after, self.before, self.page, self.lang)


def edit_times(root: Path, runs: int) -> dict[str, list[float]]:
    """Seconds of each run by what was edited, in a copy of the explainer in `root` and of the code."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for source in dict.fromkeys((*(root / name for name in COPIED), *(CODE_ROOT / n for n in COPIED))):
            _copy(source, folder / source.name)
        for lock in LOCKS:
            _copy(CODE_ROOT / lock, folder / lock)
        (folder / ".venv").symlink_to((CODE_ROOT / ".venv").resolve())
        edits = _edits(folder)
        times: dict[str, list[float]] = {label: [] for label in edits}
        with _preview(folder) as address:
            for _ in range(runs):
                for label, edit in edits.items():
                    times[label].append(_seconds(address, edit))
                    edits[label] = edit.swapped()
        return times


def _copy(source: Path, target: Path) -> None:
    """What the explainer has of its own comes before what the code has."""
    if target.exists() or not source.exists():
        return
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copy(source, target)


def _edits(folder: Path) -> dict[str, _Edit]:
    """One edit of each kind, to the first chapter, fact, figure and colour that there is."""
    chapter = sorted((folder / "docs" / "zh" / "chapters").glob("*.md"))[0].stem
    figure = sorted((folder / "charts" / "figures").glob("*.yml"))[0]
    claim, summary = r"claim:\s+(?:\{ ?)?zh: ", r"summary:\n  zh: '?"
    return {
        "a sentence, Chinese": _sentence(folder, "zh", chapter, "这是一句话。"),
        "a sentence, English": _sentence(folder, "en", chapter, "This is a sentence."),
        "a fact": _more(folder / "charts" / "facts.yml", claim, "现在", "/sources/"),
        "a figure": _more(figure, summary, "看，", f"/charts/{figure.stem}/"),
        "a size of the face": _more(folder / "overrides" / "tokens.css", r"--radius: 0\.", "0", "/"),
    }


def _sentence(folder: Path, lang: Lang, chapter: str, sentence: str) -> _Edit:
    file = folder / "docs" / lang / "chapters" / f"{chapter}.md"
    text = file.read_text(encoding="utf-8")
    up = "/en" if lang == "en" else ""
    return _Edit(file, text, f"{text}\n{sentence}\n", f"{up}/chapters/{chapter}/", lang)


def _more(file: Path, where: str, more: str, page: str) -> _Edit:
    """Puts `more` behind the first place that fits the pattern `where`."""
    text = file.read_text(encoding="utf-8")
    return _Edit(file, text, re.sub(where, lambda found: found[0] + more, text, count=1), page, "zh")


@contextmanager
def _preview(folder: Path) -> Iterator[str]:
    """The address of a preview of `folder`."""
    command = [sys.executable, str(folder / "scripts" / "serve.py"), "--port", "0", "--lang", "en"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", cwd=folder) as process:
        try:
            ready = process.stdout.readline() if process.stdout else ""
            yield re.search(r"http://127\.0\.0\.1:\d+", ready)[0]  # type: ignore[index]
        finally:
            process.terminate()


def _seconds(address: str, edit: _Edit) -> float:
    """Waits until all of the last edit is built, edits, and waits for the page."""
    _read(address + edit.page)
    before = _next(address, edit.lang, -1)
    while before["busy"]:
        time.sleep(SECONDS_BETWEEN_LOOKS)
        before = _next(address, edit.lang, -1)
    started = time.perf_counter()
    edit.file.write_text(edit.after, encoding="utf-8")
    now = before
    while now["version"] == before["version"]:
        now = _next(address, edit.lang, now["number"])
        if 'role="alert"' in now["notes"]:
            sys.exit(f"The edit of {edit.file.name} is refused: {now['notes']}")
    _read(address + edit.page)
    return time.perf_counter() - started


def _next(address: str, lang: Lang, number: int) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(_read(f"{address}/__preview__/next?lang={lang}&number={number}"))
    return told


def _read(address: str) -> bytes:
    with urllib.request.urlopen(address) as answer:  # noqa: S310 (the preview's own address)
        content: bytes = answer.read()
        return content
