"""What is wrong, where, and how to repair it: said in the editor's language, all at once."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

LANGUAGES = ("zh", "en")
MESSAGES_FILE = Path(__file__).with_name("messages.yml")


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that an editor can repair.

    `path` is relative to the explainer's folder, `line` counts from 1, `code` names an entry of
    `messages.yml`, `values` fills that entry's slots.
    """

    path: str
    line: int
    code: str
    values: tuple[tuple[str, str], ...] = field(default=())

    def message(self, lang: str) -> str:
        """The problem in one language: what was found, what was expected, how to repair it."""
        return messages()[self.code][lang].format_map(dict(self.values))

    def describe(self, lang: str) -> str:
        """`path:line: message`, as editors and terminals know it."""
        return f"{self.path}:{self.line}: {self.message(lang)}"


def problem(path: str, line: int, code: str, **values: object) -> Problem:
    """A problem whose values are told as text."""
    return Problem(path, line, code, tuple((name, str(value)) for name, value in values.items()))


class SiteError(Exception):
    """Everything that an editor has to repair before the site can be built."""

    def __init__(self, problems: Iterable[Problem], rest_unchecked: bool = False) -> None:
        self.problems = sorted(set(problems))
        self.rest_unchecked = rest_unchecked
        super().__init__(report(self.problems, reader_language()))


def report(problems: Iterable[Problem], lang: str) -> str:
    """All problems, one entry each; in both languages when `lang` is "both"."""
    languages = LANGUAGES if lang == "both" else (lang,)
    entries = []
    for found in problems:
        first, *others = (found.message(language) for language in languages)
        entries.append("\n    ".join([f"{found.path}:{found.line}: {first}", *others]))
    return "\n".join(entries)


def summary(error: SiteError, lang: str) -> str:
    """How many problems there are, and whether more may come to light once these are repaired."""
    count = len(error.problems)
    texts = {"zh": f"{count}个问题", "en": f"{count} problem{'' if count == 1 else 's'}"}
    if error.rest_unchecked:
        texts["zh"] += "。这些文件读不懂，其余的还没有检查：改好后请再运行一次。"
        texts["en"] += (
            ". These files could not be read, so the rest is not checked yet: repair, then run again."
        )
    return " · ".join(texts[language] for language in (LANGUAGES if lang == "both" else (lang,)))


def github_annotations(problems: Iterable[Problem]) -> str:
    """All problems as GitHub Actions shows them beside the lines of a pull request, in both languages."""
    lines = []
    for found in problems:
        text = "\n".join(found.message(lang) for lang in LANGUAGES)
        text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        lines.append(f"::error file={found.path},line={found.line}::{text}")
    return "\n".join(lines)


def reader_language() -> str:
    """The language for messages: both in CI, else the one of the editor's locale."""
    if os.environ.get("CI"):
        return "both"
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if locale.lower().startswith("zh") else "en"


def nearest(name: str, known: Iterable[str]) -> str:
    """The known names most like `name`, joined by commas; a dash when none is like it."""
    return ", ".join(difflib.get_close_matches(name, list(known), n=3, cutoff=0.4)) or "–"


@cache
def messages() -> dict[str, dict[str, str]]:
    """Every message by its code, in both languages."""
    loaded: dict[str, dict[str, str]] = yaml.safe_load(MESSAGES_FILE.read_text(encoding="utf-8"))
    return loaded
