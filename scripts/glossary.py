"""The glossary: every term that the site explains, in both languages."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from charts.facts import Both, Entry, Identifier, Sentence, WebAddress, duplicated_ids
from charts.wording import Lang
from scripts.problems import SiteError
from scripts.yaml_file import YamlFile, read_yaml, validate

GLOSSARY_FILE = "docs/glossary.yml"


class WordLists(Entry):
    """Words in both languages; either list may be empty."""

    zh: list[Sentence] = []
    en: list[Sentence] = []

    def words(self, lang: Lang) -> list[str]:
        return self.zh if lang == "zh" else self.en


class Term(Entry):
    """A term, its English in use, and what it means in plain words."""

    id: Identifier
    zh: Sentence
    en: Sentence
    pinyin: Sentence
    en_status: Literal["official", "media_usage", "own_translation", "common"]
    plain: Both
    synonyms: WordLists = WordLists()
    avoid: WordLists = WordLists()
    url: Annotated[WebAddress | None, Field()] = None

    def name(self, lang: Lang) -> str:
        return self.zh if lang == "zh" else self.en


class GlossaryFile(Entry):
    """`docs/glossary.yml`."""

    terms: list[Term]


@dataclass(frozen=True)
class Glossary(Mapping[str, Term]):
    """All terms by id; `yaml` knows their lines."""

    terms: dict[str, Term]
    lines: dict[str, int]
    yaml: YamlFile = field(default_factory=lambda: YamlFile(GLOSSARY_FILE, {}))

    def __getitem__(self, term_id: str) -> Term:
        return self.terms[term_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    def in_reading_order(self, lang: Lang) -> list[Term]:
        """The terms as a reader looks them up: by pinyin in Chinese, by letter in English."""
        key = (lambda term: plain_pinyin(term.pinyin)) if lang == "zh" else (lambda term: term.en.casefold())
        return sorted(self.terms.values(), key=key)


def load_glossary(root: Path) -> Glossary:
    """The glossary of the explainer in `root`; raises SiteError with every entry that does not fit."""
    loaded = read_yaml(root / GLOSSARY_FILE, GLOSSARY_FILE)
    terms = validate(loaded, GlossaryFile).terms
    if problems := duplicated_ids(loaded, "terms", (term.id for term in terms)):
        raise SiteError(problems)
    lines = {term.id: loaded.line(("terms", index)) for index, term in enumerate(terms)}
    return Glossary({term.id: term for term in terms}, lines, loaded)


def pinyin_initial(term: Term) -> str:
    """The letter that a term's pinyin begins with, for the letter groups of the Chinese glossary."""
    return plain_pinyin(term.pinyin)[:1].upper()


def plain_pinyin(pinyin: str) -> str:
    """Pinyin in small letters, without tones and dots."""
    decomposed = unicodedata.normalize("NFD", pinyin.casefold())
    return "".join(letter for letter in decomposed if letter.isalnum() or letter == " ")
