"""A figure: its rows, its words in both languages, and the function that draws it."""

from __future__ import annotations

import importlib.util
import re
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Literal

from pydantic import model_validator
from pyecharts.charts.base import Base

from charts.facts import Both, Entry, Fact, Identifier, Ledger, Sentence, Source
from charts.theme import Theme
from charts.wording import Lang, date_text
from scripts.problems import Problem, SiteError, problem
from scripts.yaml_file import YamlFile, read_yaml, validate

FIGURES_FOLDER = "charts/figures"
# A figure's name is its address for ever; charts/index is the page of all figures.
STEM = re.compile(r"[a-z][a-z0-9_]*")
SLOT = re.compile(r"\{(?P<fact>[a-z][a-z0-9_]*)(?:\.(?P<part>as_of|value))?\}")


class Columns(Entry):
    """The heads of the table's two columns."""

    label: Both
    value: Both


class RowWords(Entry):
    """One row: a fact, or a text where the row states no value; the label defaults to the fact's date."""

    fact: Identifier
    label: Both | None = None
    text: Both | None = None


class FigureFile(Entry):
    """`charts/figures/<stem>.yml`; numbers in its words: {fact_id}, {fact_id.value}, {fact_id.as_of}."""

    title: Both
    summary: Both
    columns: Columns
    rows: list[RowWords]
    labels: dict[Identifier, Both] = {}
    note: Both | None = None

    @model_validator(mode="after")
    def _has_rows(self) -> FigureFile:
        if not self.rows:
            raise ValueError("at least one row")
        return self


@dataclass(frozen=True)
class Layout:
    """How wide a drawing is and how large its text, in SVG units (CSS pixels at natural size)."""

    name: Literal["narrow", "wide"]
    width: int
    text: int


NARROW = Layout("narrow", 300, 20)
WIDE = Layout("wide", 680, 20)
LAYOUTS = (NARROW, WIDE)


@dataclass(frozen=True)
class Row:
    """One row of the table, and one mark of the drawing."""

    label: str
    text: str
    fact: Fact


@dataclass(frozen=True)
class FigureContent:
    """A figure in one language: what its table says and its drawing shows."""

    stem: str
    lang: Lang
    title: str
    summary: str
    columns: tuple[str, str]
    rows: tuple[Row, ...]
    labels: dict[str, str]
    note: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Drawing:
    """A pyecharts chart and the height it needs, in SVG units."""

    chart: Base
    height: int


Build = Callable[[FigureContent, Layout, Theme], Drawing]


@dataclass(frozen=True)
class Figure:
    """A figure of the inventory; `build` is the one function of `charts/figures/<stem>.py`."""

    stem: str
    words: FigureFile
    build: Build
    yaml: YamlFile

    @property
    def words_path(self) -> str:
        return f"{FIGURES_FOLDER}/{self.stem}.yml"

    @property
    def module_path(self) -> str:
        return f"{FIGURES_FOLDER}/{self.stem}.py"

    def fact_ids(self) -> set[str]:
        """Every fact that a row or a sentence of the figure names."""
        named = {row.fact for row in self.words.rows}
        for _, both in self.texts():
            named |= {match["fact"] for lang in (both.zh, both.en) for match in SLOT.finditer(lang)}
        return named

    def texts(self) -> Iterator[tuple[tuple[str | int, ...], Both]]:
        """Every text of the figure with its place in the YAML file."""
        yield ("title",), self.words.title
        yield ("summary",), self.words.summary
        yield ("columns", "label"), self.words.columns.label
        yield ("columns", "value"), self.words.columns.value
        for index, row in enumerate(self.words.rows):
            if row.label:
                yield ("rows", index, "label"), row.label
            if row.text:
                yield ("rows", index, "text"), row.text
        for name, both in self.words.labels.items():
            yield ("labels", name), both
        if self.words.note:
            yield ("note",), self.words.note

    def in_language(self, lang: Lang, ledger: Ledger) -> FigureContent:
        """The figure's words with every number filled in from the ledger."""

        def fill(text: Sentence) -> str:
            return SLOT.sub(lambda slot: _slot_text(slot, lang, ledger), text)

        rows = []
        sources: dict[str, Source] = {}
        for row in self.words.rows:
            fact = ledger[row.fact]
            label = fill(row.label[lang]) if row.label else date_text(fact.as_of or "", lang)
            text = fill(row.text[lang]) if row.text else ledger.text(fact, lang)
            rows.append(Row(label, text, fact))
            sources.update({source.id: source for source in ledger.sources_of(fact)})
        return FigureContent(
            stem=self.stem,
            lang=lang,
            title=fill(self.words.title[lang]),
            summary=fill(self.words.summary[lang]),
            columns=(self.words.columns.label[lang], self.words.columns.value[lang]),
            rows=tuple(rows),
            labels={name: fill(both[lang]) for name, both in self.words.labels.items()},
            note=fill(self.words.note[lang]) if self.words.note else "",
            sources=tuple(sources.values()),
        )


def _slot_text(slot: re.Match[str], lang: Lang, ledger: Ledger) -> str:
    fact = ledger[slot["fact"]]
    if slot["part"] == "as_of":
        return date_text(fact.as_of or "", lang)
    return ledger.value_text(fact, lang) if slot["part"] == "value" else ledger.text(fact, lang)


def load_figures(root: Path) -> dict[str, Figure]:
    """Every figure of the explainer by its stem; raises SiteError with all that cannot be loaded."""
    figures, problems = {}, []
    folder = root / FIGURES_FOLDER
    stems = {file.stem for file in folder.glob("*.yml")} | {file.stem for file in folder.glob("*.py")}
    for stem in sorted(stems - {"__init__"}):
        try:
            figures[stem] = _load_figure(root, stem)
        except SiteError as error:
            problems += error.problems
    if problems:
        raise SiteError(problems)
    return figures


def _load_figure(root: Path, stem: str) -> Figure:
    words_path, module_path = f"{FIGURES_FOLDER}/{stem}.yml", f"{FIGURES_FOLDER}/{stem}.py"
    if not STEM.fullmatch(stem) or stem == "index":
        raise SiteError([problem(words_path, 1, "figure_name", found=stem)])
    loaded = read_yaml(root / words_path, words_path)
    words = validate(loaded, FigureFile)
    if not (root / module_path).exists():
        raise SiteError([problem(module_path, 1, "missing_file", found=module_path)])
    module = _run_module(root / module_path, module_path)
    build = getattr(module, "build", None)
    if not callable(build):
        raise SiteError([problem(module_path, 1, "figure_without_build", found=stem)])
    return Figure(stem, words, build, loaded)


def _run_module(file: Path, path: str) -> ModuleType:
    """The figure's module, loaded from its file so that an edit shows at the next build."""
    specification = importlib.util.spec_from_file_location(f"figure_{file.stem}", file)
    if specification is None or specification.loader is None:  # a .py file always has both
        raise ImportError(path)
    module = importlib.util.module_from_spec(specification)
    try:
        specification.loader.exec_module(module)
    except (Exception, SystemExit) as error:
        raise SiteError([raised_in(error, file, path)]) from error
    return module


def raised_in(error: BaseException, file: Path, path: str) -> Problem:
    """The problem that a figure's module raised, at the module's own last line in the traceback."""
    if isinstance(error, SyntaxError):
        line = error.lineno or 1
    else:
        frames = traceback.extract_tb(error.__traceback__)
        line = next((f.lineno or 1 for f in reversed(frames) if f.filename == str(file)), 1)
    return problem(path, line, "figure_raised", found=f"{type(error).__name__}: {error}")
