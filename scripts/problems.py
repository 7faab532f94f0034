"""What is wrong, where, and how to repair it: said in the editor's language, all at once."""

from __future__ import annotations

import difflib
import os
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Literal

import yaml

LANGUAGES = ("zh", "en")
Severity = Literal["error", "warning"]
MESSAGES_FILE = Path(__file__).with_name("messages.yml")
# Control, format, surrogate, private; separators of lines and of paragraphs.
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


# The command that messages name, and the options that it needs where the editor is.
CHECK = "python3 scripts/check.py"
_options = ""


class InBoth(str):
    """A value of a message that is said in words: itself in English, `zh` in Chinese."""

    zh: str

    def __new__(cls, en: str, zh: str) -> InBoth:
        words = super().__new__(cls, en)
        words.zh = zh
        return words


def in_language(value: str, lang: str) -> str:
    """A message's value as it is told in one language; names and numbers are the same in both."""
    return value.zh if isinstance(value, InBoth) and lang == "zh" else str(value)


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that an editor can repair.

    `path` is relative to the explainer's folder, `line` counts from 1, `code` names an entry of
    `messages.yml`, `values` fills that entry's slots. A warning is told, and stops nothing.
    """

    path: str
    line: int
    code: str
    values: tuple[tuple[str, str], ...] = field(default=())
    severity: Severity = "error"

    def message(self, lang: str) -> str:
        """The problem in one language: what was found, what was expected, how to repair it."""
        values = {name: in_language(value, lang) for name, value in self.values}
        return messages()[self.code][lang].format_map(values).replace(CHECK, CHECK + _options)

    def describe(self, lang: str) -> str:
        """`path:line: message`, as editors and terminals know it."""
        return f"{self.path}:{self.line}: {self.message(lang)}"


@contextmanager
def commands_with(options: str) -> Iterator[None]:
    """While this lasts, messages name the check with these options, so that it can be copied as it is."""
    global _options  # noqa: PLW0603 (how the program was started, as its locale is)
    before, _options = _options, options
    try:
        yield
    finally:
        _options = before


def problem(path: str, line: int, code: str, **values: object) -> Problem:
    """A problem whose values are told as text, what is invisible in them by its number."""
    told = ((name, _seen(value)) for name, value in values.items())
    return Problem(visible(path), line, code, tuple(told))


def _seen(value: object) -> str:
    if isinstance(value, InBoth):
        return InBoth(visible(value), visible(value.zh))
    return visible(str(value))


def visible(text: str) -> str:
    """The text on one line, with each invisible character as U+202E: a terminal would obey some of them."""
    return "".join(f"U+{ord(char):04X}" if is_invisible(char) else char for char in text.replace("\n", " "))


def is_invisible(char: str) -> bool:
    """Whether a character shows nothing: it controls, joins, turns the direction, or has no meaning."""
    return unicodedata.category(char) in _INVISIBLE


def warning(path: str, line: int, code: str, **values: object) -> Problem:
    """A problem that is told, but that stops nothing."""
    return replace(problem(path, line, code, **values), severity="warning")


def errors_in(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that must be repaired before the site can be built."""
    return [found for found in problems if found.severity == "error"]


class SiteError(Exception):
    """Everything that an editor has to repair before the site can be built, and the warnings beside it."""

    def __init__(self, problems: Iterable[Problem], rest_unchecked: bool = False) -> None:
        self.problems = sorted(set(problems))
        self.rest_unchecked = rest_unchecked
        super().__init__(report(self.problems, reader_language()))


def report(problems: Iterable[Problem], lang: str) -> str:
    """All problems, one entry each; in both languages when `lang` is "both"."""
    entries = []
    for found in problems:
        first, *others = (_told(found, language) for language in _languages(lang))
        entries.append("\n    ".join([f"{found.path}:{found.line}: {first}", *others]))
    return "\n".join(entries)


def summary(error: SiteError, lang: str) -> str:
    """How many problems there are, and whether more may come to light once these are repaired."""
    texts = counted(error.problems)
    if error.rest_unchecked:
        texts["zh"] += "。其余的还没有检查：这些改好以后，请再运行一次。"
        texts["en"] += ". The rest is not checked yet: repair this, then run again."
    return told_in(texts, lang)


def told_in(texts: dict[str, str], lang: str) -> str:
    """A text in the language wanted; in both, one behind the other, when `lang` is "both"."""
    return " · ".join(texts[language] for language in _languages(lang))


def counted(problems: Sequence[Problem]) -> dict[str, str]:
    """How many errors and warnings there are, in each language."""
    errors = len(errors_in(problems))
    warnings = len(problems) - errors
    zh = [f"{errors}个问题"] * bool(errors) + [f"{warnings}个提醒"] * bool(warnings)
    en = [f"{errors} problem{'' if errors == 1 else 's'}"] * bool(errors)
    en += [f"{warnings} warning{'' if warnings == 1 else 's'}"] * bool(warnings)
    return {"zh": "，".join(zh) or "没有问题", "en": ", ".join(en) or "no problems"}


def _told(found: Problem, lang: str) -> str:
    """The message, with a word before it when it is only a warning."""
    label = {"zh": "提醒：", "en": "warning: "}[lang] if found.severity == "warning" else ""
    return label + found.message(lang)


def _languages(lang: str) -> tuple[str, ...]:
    return LANGUAGES if lang == "both" else (lang,)


def github_annotations(problems: Iterable[Problem], root: Path) -> str:
    """All problems as GitHub Actions shows them beside the lines of a pull request, in both languages.

    Their paths start from the repository that the explainer's folder `root` lies in. The form is that of
    https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
    """
    home = _path_in_repository(root)
    lines = []
    for found in problems:
        text = _escaped("\n".join(found.message(lang) for lang in LANGUAGES))
        title = {"error": "要改 · To repair", "warning": "提醒 · Warning"}[found.severity]
        place = {"file": home + found.path, "line": found.line, "title": title}
        properties = ",".join(f"{name}={_escaped_property(str(value))}" for name, value in place.items())
        lines.append(f"::{found.severity} {properties}::{text}")
    return "\n".join(lines)


def _path_in_repository(root: Path) -> str:
    """The explainer's folder as its repository knows it, with a slash behind; empty for the whole of it."""
    root = root.resolve()
    repository = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
    path = root.relative_to(repository).as_posix()
    return "" if path == "." else f"{path}/"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


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
