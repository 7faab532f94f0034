"""What the preview says to editors, from `words.yml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from scripts.problems import LANGUAGES

WORDS_FILE = Path(__file__).with_name("words.yml")
TAGS = {"zh": "zh-Hans", "en": "en"}


def languages_of(lang: str) -> tuple[str, ...]:
    """The languages that an editor reads: one, or both."""
    return LANGUAGES if lang == "both" else (lang,)


def say(name: str, lang: str, **values: object) -> str:
    """A sentence in one language, its slots filled; in both, one after the other, for "both"."""
    return " · ".join(_words()[name][code].format(**values) for code in languages_of(lang))


@cache
def _words() -> dict[str, dict[str, str]]:
    loaded: dict[str, dict[str, str]] = yaml.safe_load(WORDS_FILE.read_text(encoding="utf-8"))
    return loaded
