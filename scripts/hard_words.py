"""How hard words are: common characters, rare words and school grades, by libraries that load slowly.

Each library is imported where it is first needed; `KeptMeasures` remembers what they said.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
import tempfile
import warnings
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path
from types import ModuleType
from typing import Any

from charts.wording import Lang
from scripts.glossary import Glossary
from scripts.pages import HAN, LINK
from scripts.plain_words import sentences
from scripts.text_file import replace_text

LIBRARIES = ("wordfreq", "jieba", "textstat")


class KeptMeasures:
    """What was measured before, by a digest of what it was measured on, in one file of JSON."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._known = _read(file)
        self._used: dict[str, Any] = {}

    def get(self, made_from: Iterable[object], measure: Callable[[], Any]) -> Any:
        """The kept measure, or what `measure` returns: anything that JSON can hold."""
        text = "\n".join(str(part) for part in (*_versions(), *made_from))
        digest = hashlib.sha256(text.encode()).hexdigest()
        if digest not in self._used:
            self._used[digest] = self._known[digest] if digest in self._known else measure()
        return self._used[digest]

    def save(self) -> None:
        """Keeps what was asked for; the file changes whole or, where it cannot be written, not at all."""
        if self._used == self._known:
            return
        with suppress(OSError):
            replace_text(self._file, json.dumps(self._used))


def school_grade(blocks: list[list[str]]) -> float:
    """The Flesch-Kincaid grade of English paragraphs."""
    lines = (sentence.rstrip(".!?;:”’) ") for block in blocks for sentence in sentences(block, "en"))
    # A point within a number would be taken for the end of a sentence.
    text = " ".join(re.sub(r"(?<=\d)[.,](?=\d)", "", line) + "." for line in lines)
    return float(_textstat().flesch_kincaid_grade(text))


@cache
def common_characters(count: int = 3500) -> frozenset[str]:
    """The most common Chinese characters, by the frequencies of the words that they stand in."""
    frequency: Counter[str] = Counter()
    for word, share in _wordfreq().get_frequency_dict("zh").items():
        for character in HAN.findall(word):
            frequency[character] += share
    return frozenset(character for character, _ in frequency.most_common(count))


def uncommon_characters(text: str) -> list[str]:
    """The characters that are not among the common ones, in the order of reading."""
    return [character for character in HAN.findall(text) if character not in common_characters()]


def rare_words(lines: list[str], glossary: Glossary, lang: Lang, zipf: float = 3.0) -> list[str]:
    """Words rarer than this on the Zipf scale, but for numbers and what the glossary explains."""
    known = [word for term in glossary.values() for word in (term.name(lang), *term.synonyms.words(lang))]
    explained = re.compile(
        "|".join(re.escape(word) for word in sorted(known, key=len, reverse=True)) or "(?!)"
    )
    library = _wordfreq()
    rare = []
    for line in lines:
        unlinked = LINK.sub(lambda link: " " if link["target"].startswith("term:") else link["text"], line)
        for word in library.tokenize(explained.sub(" ", unlinked), lang):
            if word.strip() and not re.search(r"\d", word) and library.zipf_frequency(word, lang) < zipf:
                rare.append(word)
    return rare


@cache
def _wordfreq() -> ModuleType:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="pkg_resources is deprecated")
        import jieba
        import wordfreq
        import wordfreq.chinese
    jieba.setLogLevel(logging.WARNING)
    # Its own place for what it keeps: in the common one, anybody may have put a file of that name.
    tokenizer = jieba.Tokenizer(dictionary=wordfreq.chinese.DICT_FILENAME)
    with tempfile.TemporaryDirectory() as folder:
        tokenizer.tmp_dir = folder
        tokenizer.initialize()
    wordfreq.chinese.jieba_tokenizer = tokenizer
    return wordfreq


@cache
def _textstat() -> Any:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="pkg_resources is deprecated")
        import textstat
    return textstat.textstat


@cache
def _versions() -> tuple[str, ...]:
    return tuple(metadata.version(name) for name in LIBRARIES)


def _read(file: Path) -> dict[str, Any]:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
