"""A figure: its rows, its words in both languages, and the function that draws it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field
from pyecharts.charts.base import Base

from charts.facts import DISPUTING_VERDICTS, Both, Entry, Fact, Identifier, Ledger, Sentence, Source
from charts.theme import Theme
from charts.wording import Lang, date_text
from scripts.yaml_file import YamlFile

MOST_ROWS = 15  # a longer figure is divided
FIGURES_FOLDER = "charts/figures"
SLOT = re.compile(r"\{(?P<fact>[a-z][a-z0-9_]*)(?:\.(?P<part>as_of|value))?\}")


class Columns(Entry):
    """The heads of the table's two columns."""

    label: Both
    value: Both


class RowWords(Entry):
    """One row: a fact, or a text where the row states no value; the label defaults to the fact's date.

    A `group` begins a branch of rows, which lasts until the next row with a group.
    """

    fact: Identifier
    group: Both | None = None
    label: Both | None = None
    text: Both | None = None


class FigureFile(Entry):
    """`charts/figures/<stem>.yml`; numbers in its words: {fact_id}, {fact_id.value}, {fact_id.as_of}.

    `form` names one of `charts/forms.py`; a figure without a form has a module of its own beside it.
    `over_time` says that the rows are one series, measured alike: it can then also be heard.
    """

    form: str | None = None
    over_time: bool = False
    title: Both
    summary: Both
    columns: Columns
    rows: Annotated[list[RowWords], Field(min_length=1, max_length=MOST_ROWS)]
    labels: dict[Identifier, Both] = {}
    note: Both | None = None


@dataclass(frozen=True)
class Layout:
    """How wide a drawing is and how large its text, in SVG units (CSS pixels at natural size)."""

    name: Literal["large", "narrow", "wide"]
    width: int
    text: int


LARGE = Layout("large", 220, 20)  # for large text on a small screen
NARROW = Layout("narrow", 300, 20)
WIDE = Layout("wide", 680, 20)
LAYOUTS = (LARGE, NARROW, WIDE)


@dataclass(frozen=True)
class Row:
    """One row of the table, and one mark of the drawing; `group` is the name of its branch, if any."""

    group: str
    label: str
    text: str
    unit: str
    fact: Fact
    sources: tuple[Source, ...]

    @property
    def marks(self) -> list[str]:
        """What a reader must know beside the value, as names of words of the interface."""
        marks = []
        if self.fact.status == "target":
            marks.append("target")
        if self.fact.origin == "context":
            marks.append("context")
        if self.fact.verdict in ("attributed", *DISPUTING_VERDICTS):
            marks.append(self.fact.verdict)
        return marks


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
    over_time: bool

    def named_sources(self) -> list[tuple[Source, str]]:
        """Each source and its name, with its date where two have the same name."""
        names = Counter(source.name(self.lang) for source in self.sources)
        return [(source, self._dated(source, names[source.name(self.lang)] > 1)) for source in self.sources]

    def _dated(self, source: Source, with_date: bool) -> str:
        name = source.name(self.lang)
        if not with_date or not source.published:
            return name
        date = date_text(source.published, self.lang)
        return f"{name}（{date}）" if self.lang == "zh" else f"{name} ({date})"

    def begins_group(self, index: int) -> bool:
        """Whether the row begins a branch."""
        before = self.rows[index - 1].group if index else ""
        return bool(self.rows[index].group) and self.rows[index].group != before


@dataclass(frozen=True)
class Drawing:
    """A pyecharts chart and the height it needs, in SVG units."""

    chart: Base
    height: int


class UnfitError(ValueError):
    """A form cannot show these rows honestly: which form, and what it was given."""

    def __init__(self, form: str, found: str) -> None:
        super().__init__(found)
        self.form, self.found = form, found


Build = Callable[[FigureContent, Layout, Theme], Drawing]


@dataclass(frozen=True)
class Figure:
    """A figure of the inventory; `build` is its form, or the one function of its own module."""

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

    @property
    def drawn_in(self) -> str:
        """The file that says how the figure is drawn: its words, which name a form, or its module."""
        return self.words_path if self.words.form else self.module_path

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
            if row.group:
                yield ("rows", index, "group"), row.group
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
            return SLOT.sub(lambda slot: slot_text(slot, lang, ledger), text)

        rows = []
        group = ""
        for row in self.words.rows:
            fact = ledger[row.fact]
            group = fill(row.group[lang]) if row.group else group
            label = fill(row.label[lang]) if row.label else date_text(fact.as_of or "", lang)
            text = fill(row.text[lang]) if row.text else ledger.text(fact, lang)
            unit = (
                ledger.units[fact.unit].words(lang)[0] if fact.unit else "%" if fact.kind == "percent" else ""
            )
            rows.append(Row(group, label, text, unit, fact, tuple(ledger.sources_of(fact))))
        return FigureContent(
            stem=self.stem,
            lang=lang,
            title=fill(self.words.title[lang]),
            summary=fill(self.words.summary[lang]),
            columns=(self.words.columns.label[lang], self.words.columns.value[lang]),
            rows=tuple(rows),
            labels={name: fill(both[lang]) for name, both in self.words.labels.items()},
            note=fill(self.words.note[lang]) if self.words.note else "",
            sources=tuple(dict.fromkeys(source for row in rows for source in row.sources)),
            over_time=self.words.over_time,
        )


def slot_text(slot: re.Match[str], lang: Lang, ledger: Ledger) -> str:
    """What stands in the place of {fact_id}, {fact_id.value} or {fact_id.as_of}."""
    fact = ledger[slot["fact"]]
    if slot["part"] == "as_of":
        return date_text(fact.as_of or "", lang)
    return ledger.value_text(fact, lang) if slot["part"] == "value" else ledger.text(fact, lang)
