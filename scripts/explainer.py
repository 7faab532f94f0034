"""An explainer's folder, read once: its words, its numbers, its pictures."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict

from charts.facts import Both, Ledger, load_ledger
from charts.figure import Figure
from charts.inventory import load_figures
from charts.theme import ACCENT, Theme, load_theme
from charts.wording import Lang
from scripts.glossary import Glossary, load_glossary
from scripts.interface_strings import InterfaceStrings, load_strings
from scripts.pages import LANGS, Page, load_pages
from scripts.pinyin import PinyinChoice, load_pinyin
from scripts.problems import InBoth, Problem, SiteError
from scripts.questions import Questions, load_questions
from scripts.statement import Statement, load_statement
from scripts.translations import Translations, load_translations
from scripts.yaml_file import read_yaml, validate

CODE_ROOT = Path(__file__).resolve().parents[1]
Part = TypeVar("Part")


def _is_colour(value: object) -> object:
    """The value, if it is a colour: without quotes YAML takes # for the beginning of a comment."""
    if isinstance(value, str) and re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        return value.lower()
    raise ValueError(
        InBoth(
            'a colour in quotes, # and six digits or letters up to f, such as "#7a1f4d"',
            '加引号的颜色，#和六位数字或者a到f的字母，比如"#7a1f4d"',
        )
    )


Colour = Annotated[str, BeforeValidator(_is_colour)]


class Extra(BaseModel):
    """What of `extra:` in `mkdocs.yml` is ours.

    `numbers_without_source` are names that hold a digit and are no number; `colour` is the one whose hue
    the pages, the figures and the icon take.
    """

    model_config = ConfigDict(frozen=True)

    numbers_without_source: list[str | int] = []
    colour: Colour = ACCENT


class Wiring(BaseModel):
    """What of `mkdocs.yml` the checks need: the pages in order, as paths only, and `extra`."""

    model_config = ConfigDict(frozen=True)

    nav: list[str]
    extra: Extra = Extra()


@dataclass(frozen=True)
class Explainer:
    """Everything that an explainer's folder holds, validated on its own; `checks` compares the parts."""

    root: Path
    ledger: Ledger
    glossary: Glossary
    pinyin: PinyinChoice
    strings: dict[str, dict[str, Both]]
    figures: dict[str, Figure]
    pages: list[Page]
    theme: Theme
    wiring: Wiring
    statement: Statement | None
    questions: Questions
    translations: Translations | None

    @cached_property
    def pages_by_use(self) -> dict[tuple[Lang, str, str], list[Page]]:
        """The pages that use a fact, term or figure, by language, scheme and id, in the order of reading."""
        uses: dict[tuple[Lang, str, str], list[Page]] = {}
        for lang in LANGS:
            pages = self.pages_in(lang)
            for page in (pages[uri] for uri in self.wiring.nav if uri in pages):
                for scheme, name in {(link.scheme, link.name) for link in page.links}:
                    uses.setdefault((lang, scheme, name), []).append(page)
        return uses

    def words(self, lang: Lang) -> InterfaceStrings:
        """The interface's words in one language."""
        return InterfaceStrings(self.strings, lang)

    def pages_in(self, lang: Lang) -> dict[str, Page]:
        """The pages of one language by their path below `docs/<lang>/`."""
        return self._pages_by_language[lang]

    @cached_property
    def _pages_by_language(self) -> dict[Lang, dict[str, Page]]:
        return {lang: {page.uri: page for page in self.pages if page.lang == lang} for lang in LANGS}


def load_explainer(root: Path) -> Explainer:
    """The explainer in `root`; raises SiteError with every problem of every file at once."""
    problems: list[Problem] = []
    wiring = _attempt(lambda: validate(read_yaml(root / "mkdocs.yml", "mkdocs.yml"), Wiring), problems)
    _attempt(lambda: read_yaml(root / "mkdocs.en.yml", "mkdocs.en.yml"), problems)  # MkDocs reads it itself
    ledger = _attempt(lambda: load_ledger(root), problems)
    glossary = _attempt(lambda: load_glossary(root), problems)
    pinyin = _attempt(lambda: load_pinyin(root), problems)
    strings = _attempt(lambda: load_strings(root), problems)
    figures = _attempt(lambda: load_figures(root), problems)
    pages = _attempt(lambda: load_pages(root), problems)
    statement = _attempt(lambda: load_statement(root), problems)  # an explainer may have none
    questions = _attempt(lambda: load_questions(root), problems) or Questions()
    translations = _attempt(lambda: load_translations(root), problems)  # and keep no record
    # A part is missing only where it has problems: then nothing is compared yet.
    if wiring is None or ledger is None or glossary is None or strings is None:
        raise SiteError(problems, rest_unchecked=True)
    if figures is None or pages is None or pinyin is None or problems:
        raise SiteError(problems, rest_unchecked=True)
    theme = load_theme(CODE_ROOT / "overrides" / "tokens.css", wiring.extra.colour)
    return Explainer(
        root=root,
        ledger=ledger,
        glossary=glossary,
        pinyin=pinyin,
        strings=strings,
        figures=figures,
        pages=pages,
        theme=theme,
        wiring=wiring,
        statement=statement,
        questions=questions,
        translations=translations,
    )


def _attempt(load: Callable[[], Part], problems: list[Problem]) -> Part | None:
    try:
        return load()
    except SiteError as error:
        problems += error.problems
        return None
