"""Sentences of ours that stand word for word in somebody else's text: `compare.py PATH`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from charts.facts import FACTS_FILE
from charts.wording import Lang
from scripts.explainer import Explainer
from scripts.glossary import GLOSSARY_FILE
from scripts.pages import LANGS
from scripts.statement import STATEMENT_FILE
from scripts.translations import written_sections

# From this length on, words in common are hardly chance: characters in Chinese, words in English.
SHORTEST_RUN: dict[Lang, int] = {"zh": 12, "en": 8}

# What a name is replaced by, in our text and in the other: it counts as one word.
_NAME = "■"
_TOKEN: dict[Lang, re.Pattern[str]] = {
    "zh": re.compile(rf"[\u3400-\u9fff{_NAME}]|[A-Za-z0-9.%]*[A-Za-z0-9%]"),
    "en": re.compile(rf"[a-z0-9]+(?:[’'.,-][a-z0-9]+)*|{_NAME}"),
}
_TEXT_FILES = (".txt", ".md")
_TOLD = {
    "zh": "{path}:{line}: 与别人的文字有{count}个字接连相同：“{found}”。"
    "修改办法：用自己的话重写，两种语言说同样的内容。",
    "en": "{path}:{line}: {count} words in a row are the same as in the other text: “{found}”. "
    "Repair: say it in words of our own, the same in both languages.",
}


@dataclass(frozen=True, order=True)
class Copy:
    """Words of ours that the other text has in the same order; `count` is in characters or in words."""

    path: str
    line: int
    lang: Lang
    count: int
    found: str

    def describe(self, lang: str) -> str:
        """What was found and how to repair it."""
        told = _TOLD["en" if lang == "en" else "zh"]
        return told.format(path=self.path, line=self.line, count=self.count, found=self.found)


def copied_sentences(explainer: Explainer, others: Path) -> list[Copy]:
    """Every run of words that our text shares with a file, or with the .txt and .md files of a folder.

    Names of terms, people and sources may be the same. Nothing of the other text is kept.
    """
    files = [others] if others.is_file() else sorted(f for f in others.rglob("*") if f.suffix in _TEXT_FILES)
    texts = [file.read_text(encoding="utf-8-sig", errors="replace") for file in files]
    found: list[Copy] = []
    for lang in LANGS:
        names = _names(explainer, lang)
        known = _runs_of(texts, names, lang)
        for path, line, text in set(_our_texts(explainer, lang)):
            for run in _common_runs(_tokens(text, names, lang), known, SHORTEST_RUN[lang]):
                joined = ("" if lang == "zh" else " ").join(run)
                found.append(Copy(path, line, lang, len(run), joined))
    return sorted(found)


def _names(explainer: Explainer, lang: Lang) -> re.Pattern[str]:
    """The names that both texts may use, the longest first."""
    ledger = explainer.ledger
    names = {term.name(lang) for term in explainer.glossary.values()}
    names |= {word for term in explainer.glossary.values() for word in term.synonyms.words(lang)}
    names |= {text for person in ledger.people.values() for text in (person.name[lang], person.role[lang])}
    for source in ledger.sources.values():
        names |= {source.title[lang], source.title.original or "", source.publisher[lang]}
    longest_first = sorted((name.casefold() for name in names if name), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) or "(?!)")


def _tokens(text: str, names: re.Pattern[str], lang: Lang) -> list[str]:
    return _TOKEN[lang].findall(names.sub(f" {_NAME} ", text.casefold()))


def _runs_of(texts: Iterable[str], names: re.Pattern[str], lang: Lang) -> set[tuple[str, ...]]:
    """Every run of the shortest length in the other texts."""
    length = SHORTEST_RUN[lang]
    tokens = (_tokens(text, names, lang) for text in texts)
    return {tuple(words[at : at + length]) for words in tokens for at in range(len(words) - length + 1)}


def _common_runs(words: list[str], known: set[tuple[str, ...]], length: int) -> Iterator[list[str]]:
    """The longest runs of `words` of which every part is known."""
    at = 0
    while at <= len(words) - length:
        end = at
        while end <= len(words) - length and tuple(words[end : end + length]) in known:
            end += 1
        if end > at:
            yield words[at : end + length - 1]
        at = max(end, at + 1)


def _our_texts(explainer: Explainer, lang: Lang) -> Iterator[tuple[str, int, str]]:
    """Everything that a reader may read, with its place."""
    for page in explainer.pages_in(lang).values():
        for written in written_sections(page).values():
            yield from ((page.path, sentence.line, sentence.text) for sentence in written)
    for figure in explainer.figures.values():
        for place, both in figure.texts():
            yield figure.words_path, figure.yaml.line((*place, lang)), both[lang]
    for fact in explainer.ledger.values():
        for text in (fact.claim, fact.note):
            if text:
                yield FACTS_FILE, explainer.ledger.lines[fact.id], text[lang]
    for term in explainer.glossary.values():
        yield GLOSSARY_FILE, explainer.glossary.lines[term.id], term.plain[lang]
    if statement := explainer.statement:
        for place, both in statement.texts():
            yield STATEMENT_FILE, statement.yaml.line((*place, lang)), both[lang]
