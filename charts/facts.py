"""The ledger: every number and claim that the site states, each with its source and verdict."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from charts.tables import Table, read_tables
from charts.wording import (
    FRACTIONS,
    ORDINALS,
    Lang,
    Statement,
    date_text,
    number_text,
    percent_text,
    qualifier_word,
    qualifiers_in,
    statements,
    states,
)
from scripts.expected_values import WrongFieldError, matching
from scripts.problems import InBoth, Problem, SiteError, nearest, problem
from scripts.yaml_file import Model, YamlFile, read_yaml, validate

FACTS_FILE = "charts/facts.yml"
SOURCES_FILE = "charts/sources.yml"

# Verdicts that a reader is told beside the claim, at its first use on a page.
DISPUTING_VERDICTS = ("unconfirmed", "differs")

# No value reaches it; infinity and what is no number at all do not stay below it either.
LARGEST = 10**18
# What a value of these kinds looks like.
ISO_LENGTHS = {"year": 4, "month": 7, "date": 10}
_ISO_FORMS = {
    "year": InBoth("a year such as 2035", "年份，比如2035"),
    "month": InBoth("a month such as 2035-01", "年月，比如2035-01"),
    "date": InBoth("a day that the calendar has, such as 2035-01-31", "日历上有的日子，比如2035-01-31"),
}


_A_DATE = InBoth(
    "a day that the calendar has, such as 2024-05-20, or a month (2024-05) or a year (2024)",
    "日历上有的日子，比如2024-05-20，也可以只写年月（2024-05）或者年（2024）",
)


def in_calendar(iso_date: str) -> str:
    """The date, unless no calendar has it: 2024-02-31."""
    if len(iso_date) == ISO_LENGTHS["date"]:
        try:
            date.fromisoformat(iso_date)
        except ValueError:
            raise ValueError(_A_DATE) from None
    return iso_date


Identifier = Annotated[
    str,
    matching(
        r"[a-z][a-z0-9_]*",
        InBoth("small letters, digits and _, beginning with a letter", "小写字母、数字和下划线，以字母开头"),
    ),
]
IsoDate = Annotated[
    str,
    BeforeValidator(str),
    matching(r"[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", _A_DATE),
    AfterValidator(in_calendar),
]
WebAddress = Annotated[
    str,
    matching(
        r"https?://[^\s\"'<>]+",
        InBoth(
            "an address such as https://example.org/, without spaces",
            "网址，比如https://example.org/，中间没有空格",
        ),
    ),
]
# A line break would be markup.
Sentence = Annotated[
    str,
    Field(min_length=1),
    matching(r"[^\n]*", InBoth("words without a line break", "不换行的文字")),
]


class Entry(BaseModel):
    """Anything read from YAML: frozen, and with no field that nobody knows."""

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=False)


class Both(Entry):
    """A text in both languages."""

    zh: Sentence
    en: Sentence

    def __getitem__(self, lang: Lang) -> str:
        return self.zh if lang == "zh" else self.en


class UnitWords(Entry):
    """The words that may name a unit beside a number; the first is the one the code writes."""

    zh: Annotated[list[Sentence], Field(min_length=1)]
    en: Annotated[list[Sentence], Field(min_length=1)]

    def words(self, lang: Lang) -> list[str]:
        return self.zh if lang == "zh" else self.en


class Person(Entry):
    """Somebody who speaks in the article."""

    name: Both
    role: Both


class Derivation(Entry):
    """How a number of ours follows from two others: the code does the sum again."""

    operation: Literal["difference", "ratio"]
    of: Annotated[list[Identifier], Field(min_length=2, max_length=2)]


class Cell(Entry):
    """Where in `charts/data/` the published number stands."""

    table: Identifier
    row: Annotated[str, BeforeValidator(str)]
    column: Identifier


class Title(Entry):
    """A source's title in its own language, and what it means in ours."""

    original: Sentence | None = None
    zh: Sentence | None = None
    en: Sentence | None = None

    @model_validator(mode="after")
    def _readable(self) -> Title:
        if not self.original and not (self.zh and self.en):
            raise ValueError(
                InBoth(
                    "original: with the title as it stands there, or both zh: and en:",
                    "写original:（原来的题目），或者zh:和en:都写",
                )
            )
        return self

    def __getitem__(self, lang: Lang) -> str:
        return (self.zh if lang == "zh" else self.en) or self.original or ""


class Source(Entry):
    """Where a number comes from."""

    id: Identifier
    title: Title
    publisher: Both
    published: IsoDate | None = None
    recorded: IsoDate
    url: WebAddress | None = None
    language: Literal["zh", "en", "it"]
    licence: Literal["all_rights_reserved"]
    grade: Literal["article", "A", "A-"]
    note: Both | None = None

    def name(self, lang: Lang) -> str:
        """The article by its title, which readers of this site know; every other source by its publisher."""
        if self.grade != "article":
            return self.publisher[lang]
        return f"《{self.title.zh or self.title.original}》" if lang == "zh" else f"“{self.title[lang]}”"


def _one_value(value: object) -> object:
    """The value, unless it is a list, an entry, yes or no, or a number beyond what people write out."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < LARGEST
    if is_number or value is None or isinstance(value, str):
        return value
    raise ValueError(InBoth("one number of at most 18 digits, or a text", "一个不超过18位的数，或者一段文字"))


class Fact(Entry):
    """One number or claim. `value` is None for a claim without a number (kind "words")."""

    id: Identifier
    claim: Both
    kind: Literal["count", "percent", "fraction", "ordinal", "version", "year", "date", "month", "words"]
    value: Annotated[int | float | str | None, BeforeValidator(_one_value)] = None
    unit: Identifier | None = None
    qualifier: Literal["exact", "over", "nearly", "about", "at_least"] = "exact"
    status: Literal["result", "target"] = "result"
    as_of: IsoDate | None = None
    origin: Literal["article", "context", "derived"]
    section: Identifier | None = None
    said_by: Identifier | None = None
    source: Identifier | None = None
    verdict: Literal[
        "confirmed", "consistent", "reported", "attributed", "unconfirmed", "differs", "published", "derived"
    ]
    checked_against: list[Identifier] = []
    note: Both | None = None
    derivation: Derivation | None = None
    cell: Cell | None = None

    @model_validator(mode="after")
    def _whole(self) -> Fact:
        for field, expected in _contradictions(self):
            raise WrongFieldError(field, expected)
        return self

    @property
    def number(self) -> Decimal:
        """The value as an exact number, for kinds count, percent and ordinal."""
        return Decimal(str(self.value))

    @property
    def disputed(self) -> bool:
        """Whether a reader must be told of the verdict beside the claim."""
        return self.verdict in DISPUTING_VERDICTS


def _contradictions(fact: Fact) -> Iterator[tuple[str, InBoth]]:
    """What does not fit together in a fact: the field to change, and what it should be."""
    kind, origin = fact.kind, fact.origin
    counted = kind in ("count", "percent")
    if (kind == "count") != (fact.unit is not None):
        yield "unit", InBoth("a unit where kind is count, and only there", "kind是count才写unit，也必须写")
    if (origin == "article") != (fact.section is not None):
        expected = "a section where origin is article, and only there"
        yield "section", InBoth(expected, "origin是article才写section，也必须写")
    if (origin == "derived") != (fact.derivation is not None):
        expected = "a derivation where origin is derived, and only there"
        yield "derivation", InBoth(expected, "origin是derived才写derivation，也必须写")
    if origin != "derived" and fact.source is None:
        yield "source", InBoth("a source", "要写来源")
    if origin == "derived" and not counted:
        expected = "count or percent, since origin is derived"
        yield "kind", InBoth(expected, "count或者percent，因为origin是derived")
    if fact.verdict == "confirmed" and not (fact.checked_against or fact.note):
        yield (
            "checked_against",
            InBoth(
                "the sources that say the same, or a note that names them, since verdict is confirmed",
                "verdict是confirmed，就要写对照过的来源，或者在note里说明",
            ),
        )
    if fact.cell is not None and (not counted or fact.source is None):
        expected = "a cell only where kind is count or percent and there is a source"
        yield "cell", InBoth(expected, "kind是count或者percent，并且写了source，才能写cell")
    if expected_of_kind := _value_of_kind(fact):
        yield "value", expected_of_kind


def _value_of_kind(fact: Fact) -> InBoth | None:
    """What the value of a fact of this kind should be, where it is not."""
    kind, value = fact.kind, fact.value
    if kind == "words":
        return None if value is None else InBoth("no value where kind is words", "kind是words，就不写value")
    if value is None:
        return InBoth(f"a value, since kind is {kind}", f"要有值，因为kind是{kind}")
    if kind == "fraction":
        fits, expected = (
            value in FRACTIONS["en"],
            InBoth("1/2, 1/3 or 1/4", "1/2、1/3或者1/4"),
        )
    elif kind == "ordinal":
        fits, expected = value in ORDINALS["en"], InBoth("a place from 1 to 3", "名次，1到3")
    elif kind == "version":
        fits, expected = _is_version(value), InBoth("a version in quotes: '2.0'", "带引号的版本号：'2.0'")
    elif kind in ISO_LENGTHS:
        fits, expected = _is_iso(str(value), kind), _ISO_FORMS[kind]
    else:
        fits, expected = (
            not isinstance(value, str),
            InBoth(
                "a number such as 93000 or 13.6: no comma, no quotes, no words such as million",
                "一个数，例如93000或13.6：不写逗号、引号，也不写万和亿",
            ),
        )
    return None if fits else expected


def _is_version(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"\d+(\.\d+)?", value) is not None


def _is_iso(value: str, kind: str) -> bool:
    """Whether a value is a year, month or date of the calendar, as its kind says."""
    if len(value) != ISO_LENGTHS[kind] or not re.fullmatch(r"[12]\d{3}(-\d\d){0,2}", value):
        return False
    try:
        date.fromisoformat(value + "2000-01-01"[len(value) :])
    except ValueError:
        return False
    return True


class FactsFile(Entry):
    """`charts/facts.yml`."""

    sections: dict[Identifier, Both]
    people: dict[Identifier, Person]
    units: dict[Identifier, UnitWords]
    facts: list[Fact]


class SourcesFile(Entry):
    """`charts/sources.yml`."""

    sources: list[Source]


@dataclass(frozen=True)
class Ledger(Mapping[str, Fact]):
    """All facts by id, with the units, people, sections and sources that they name, and their lines."""

    facts: dict[str, Fact]
    sources: dict[str, Source]
    units: dict[str, UnitWords]
    people: dict[str, Person]
    sections: dict[str, Both]
    lines: dict[str, int]
    source_lines: dict[str, int]
    yaml: YamlFile

    def __getitem__(self, fact_id: str) -> Fact:
        return self.facts[fact_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self.facts)

    def __len__(self) -> int:
        return len(self.facts)

    def value_text(self, fact: Fact, lang: Lang) -> str:
        """The value alone as people read it: 136亿, 50%, half, 2.0, 20 January 2022; empty for words."""
        if fact.kind == "count":
            return number_text(fact.number, lang)
        if fact.kind == "percent":
            return percent_text(fact.number, lang)
        if fact.kind == "fraction":
            return FRACTIONS[lang][str(fact.value)][0]
        if fact.kind == "ordinal":
            return ORDINALS[lang][int(fact.number)][0]
        if fact.kind in ("year", "date", "month"):
            return date_text(str(fact.value), lang)
        return "" if fact.value is None else str(fact.value)

    def text(self, fact: Fact, lang: Lang) -> str:
        """The fact as a reader should see it: 超过136亿人次, over 13.6 billion service visits."""
        value = self.value_text(fact, lang)
        qualifier = qualifier_word(fact.qualifier, lang)
        unit = self.units[fact.unit].words(lang) if fact.unit else [""]
        if lang == "zh":
            return f"{qualifier}{value}{unit[0]}"
        singular = fact.kind == "count" and fact.number == 1 and len(unit) > 1
        return " ".join(part for part in (qualifier, value, unit[1] if singular else unit[0]) if part)

    def sources_of(self, fact: Fact) -> list[Source]:
        """The sources a fact rests on; for a derived one, those of the facts it follows from."""
        if fact.derivation:
            found = [source for part in fact.derivation.of for source in self.sources_of(self[part])]
        else:
            found = [self.sources[fact.source]] if fact.source else []
        return list(dict.fromkeys(found))


def load_ledger(root: Path) -> Ledger:
    """The ledger of the explainer in `root`; raises SiteError with every entry that does not fit."""
    problems: list[Problem] = []
    facts_yaml, facts_file = _load(root, FACTS_FILE, FactsFile, problems)
    sources_yaml, sources_file = _load(root, SOURCES_FILE, SourcesFile, problems)
    tables, wrong_tables = read_tables(root)
    if problems or facts_file is None or sources_file is None or facts_yaml is None or sources_yaml is None:
        raise SiteError([*problems, *wrong_tables])
    ledger = Ledger(
        facts={fact.id: fact for fact in facts_file.facts},
        sources={source.id: source for source in sources_file.sources},
        units=facts_file.units,
        people=facts_file.people,
        sections=facts_file.sections,
        lines={fact.id: facts_yaml.line(("facts", i)) for i, fact in enumerate(facts_file.facts)},
        source_lines={s.id: sources_yaml.line(("sources", i)) for i, s in enumerate(sources_file.sources)},
        yaml=facts_yaml,
    )
    problems += duplicated_ids(facts_yaml, "facts", (fact.id for fact in facts_file.facts))
    problems += duplicated_ids(sources_yaml, "sources", (s.id for s in sources_file.sources))
    for fact in facts_file.facts:
        problems += _unknown_names(fact, ledger)
    if not problems:
        for index, fact in enumerate(facts_file.facts):
            problems += _wrong_derivation(fact, ledger)
            problems += _wrong_cell(fact, tables, facts_yaml.line(("facts", index, "cell")))
        problems += _unknown_sources(tables, ledger)
    problems += wrong_tables
    if problems:
        raise SiteError(problems)
    return ledger


def _load(
    root: Path, path: str, model: type[Model], problems: list[Problem]
) -> tuple[YamlFile | None, Model | None]:
    try:
        loaded = read_yaml(root / path, path)
        return loaded, validate(loaded, model)
    except SiteError as error:
        problems.extend(error.problems)
        return None, None


def duplicated_ids(loaded: YamlFile, key: str, ids: Iterable[str]) -> list[Problem]:
    """A problem for every id of a list that stands in it a second time."""
    first: dict[str, int] = {}
    problems = []
    for index, name in enumerate(ids):
        line = loaded.line((key, index))
        if name in first:
            problems.append(problem(loaded.path, line, "duplicate_id", found=name, first=first[name]))
        first.setdefault(name, line)
    return problems


def _unknown_names(fact: Fact, ledger: Ledger) -> list[Problem]:
    """A problem for every unit, person, section, source or fact that the entry names and nobody knows."""
    named: list[tuple[str, str | None, Iterable[str]]] = [
        ("unit", fact.unit, ledger.units),
        ("said_by", fact.said_by, ledger.people),
        ("section", fact.section, ledger.sections),
        ("source", fact.source, ledger.sources),
    ]
    named += [("checked_against", source, ledger.sources) for source in fact.checked_against]
    named += [("derivation", part, ledger.facts) for part in (fact.derivation.of if fact.derivation else [])]
    return [
        problem(
            FACTS_FILE,
            ledger.lines[fact.id],
            "unknown_name",
            entry=fact.id,
            field=field,
            found=name,
            nearest=nearest(name, known),
        )
        for field, name, known in named
        if name is not None and name not in known
    ]


def _wrong_derivation(fact: Fact, ledger: Ledger) -> list[Problem]:
    if fact.derivation is None:
        return []
    parts = [ledger[part] for part in fact.derivation.of]
    for part in parts:
        if part.kind not in ("count", "percent", "year") or _rests_on(part, fact, ledger):
            return [_useless_part(fact, part, ledger, _USEFUL_PART)]
    first, second = (part.number for part in parts)
    if fact.derivation.operation == "ratio" and not second:
        return [_useless_part(fact, parts[1], ledger, _NOT_ZERO)]
    result = abs(first - second) if fact.derivation.operation == "difference" else first / second
    # As exact as the value is written: 2 may stand for 1.6, and 1.6 for 1.58.
    last_place = Decimal(1).scaleb(int(fact.number.as_tuple().exponent))
    if abs(result - fact.number) <= last_place / 2:
        return []
    return [
        problem(
            FACTS_FILE,
            ledger.lines[fact.id],
            "wrong_derivation",
            entry=fact.id,
            found=fact.value,
            expected=f"{result:.6g}",
        )
    ]


def _wrong_cell(fact: Fact, tables: Mapping[str, Table | None], line: int) -> Iterator[Problem]:
    """Problems when the fact names a cell that is not there, or differs from it."""
    cell = fact.cell
    if cell is None:
        return
    entry = {"entry": fact.id}
    if cell.table not in tables:
        named = {"field": "table", "found": cell.table, "nearest": nearest(cell.table, tables)}
        yield problem(FACTS_FILE, line, "table_unknown", **entry, **named)
        return
    table = tables[cell.table]
    if table is None:  # what is wrong with the table is told already
        return
    for field, name, known in (("row", cell.row, table.rows), ("column", cell.column, table.columns)):
        if name not in known:
            named = {"field": field, "found": name, "nearest": nearest(name, known)}
            yield problem(FACTS_FILE, line, "table_unknown", **entry, **named)
    if cell.row in table.rows and cell.column in table.columns:
        yield from _difference(fact, table, cell, line)


def _difference(fact: Fact, table: Table, cell: Cell, line: int) -> Iterator[Problem]:
    row = table.rows[cell.row]
    number = row.cells[cell.column]
    place = {"entry": fact.id, "file": table.path, "row": cell.row, "column": cell.column}
    if number != fact.number:
        expected = "–" if number is None else number
        yield problem(
            FACTS_FILE, line, "table_differs", **place, field="value", found=fact.value, expected=expected
        )
    if row.source != fact.source:
        yield problem(
            FACTS_FILE, line, "table_differs", **place, field="source", found=fact.source, expected=row.source
        )


def _unknown_sources(tables: Mapping[str, Table | None], ledger: Ledger) -> Iterator[Problem]:
    """A problem for every row of a table whose source has no card."""
    for table in filter(None, tables.values()):
        for name, row in table.rows.items():
            if row.source not in ledger.sources:
                like = nearest(row.source, ledger.sources)
                yield problem(table.path, row.line, "table_source", row=name, found=row.source, nearest=like)


_USEFUL_PART = InBoth(
    "facts with a number that do not rest on this one", "有数的事实，而且不是由这一条算出来的"
)
_NOT_ZERO = InBoth("a second fact that is not zero", "第二个事实不能是零")


def _rests_on(part: Fact, fact: Fact, ledger: Ledger) -> bool:
    """Whether `part` follows from `fact`, however many sums lie between."""
    following, seen = [part.id], set()
    while following:
        name = following.pop()
        if name == fact.id:
            return True
        if name not in seen:
            seen.add(name)
            derivation = ledger[name].derivation
            following += derivation.of if derivation else []
    return False


def _useless_part(fact: Fact, part: Fact, ledger: Ledger, expected: str) -> Problem:
    return problem(
        FACTS_FILE,
        ledger.lines[fact.id],
        "wrong_value",
        entry=fact.id,
        field="derivation.of",
        found=part.id,
        expected=expected,
    )


@dataclass(frozen=True)
class Misstatement:
    """What is wrong with the words of a `fact:` link: a message code and its values."""

    code: str
    values: dict[str, str]


def misstatements(fact: Fact, text: str, lang: Lang, ledger: Ledger) -> list[Misstatement]:
    """Everything in which the linked words differ from the fact; nothing when they state it.

    Each number in the text must be the fact's value or its date (a coarser date will do); a stated
    value needs its qualifier and unit, and no other qualifier.
    """
    expected = ledger.text(fact, lang) or fact.claim[lang]
    stated = statements(text, lang)
    values = [statement for statement in stated if _is_value(statement, fact, lang)]
    others = [s for s in stated if s not in values and not (fact.as_of and states(s, fact.as_of))]
    found = []
    if fact.kind == "words":
        others = [statement for statement in others if any(c.isdigit() for c in statement.text)]
    elif not stated:
        found.append(Misstatement("fact_not_stated", {"found": text, "expected": expected}))
    found += [
        Misstatement("fact_mismatch", {"found": other.text, "text": text, "expected": expected})
        for other in others
    ]
    if values and not others:
        found += _wrong_qualifier(fact, text, lang, expected)
        found += _missing_unit(fact, text, lang, ledger, expected)
    return found


def _is_value(statement: Statement, fact: Fact, lang: Lang) -> bool:
    if fact.kind in ISO_LENGTHS:
        # A bare 1843 in English is read as a number: it may be one.
        is_bare_year = lang == "en" and statement.kind == "number" and statement.text == str(fact.value)
        return states(statement, str(fact.value)) or is_bare_year
    if fact.kind == "count":
        return statement.kind == "number" and statement.value == fact.number
    if fact.kind == "version":
        return statement.kind == "number" and statement.text == fact.value
    if fact.kind in ("percent", "ordinal"):
        return statement.kind == fact.kind and statement.value == fact.number
    return statement.kind == fact.kind and statement.value == fact.value


def _wrong_qualifier(fact: Fact, text: str, lang: Lang, expected: str) -> list[Misstatement]:
    found = qualifiers_in(text, lang)
    wanted = set() if fact.qualifier == "exact" else {fact.qualifier}
    if found == wanted:
        return []
    words = qualifier_word(fact.qualifier, lang) or "–"
    return [Misstatement("fact_qualifier", {"found": text, "qualifier": words, "expected": expected})]


def _missing_unit(fact: Fact, text: str, lang: Lang, ledger: Ledger, expected: str) -> list[Misstatement]:
    words = ledger.units[fact.unit].words(lang) if fact.unit else []
    if not words or any(word.casefold() in text.casefold() for word in words):
        return []
    units = " / ".join(words)
    return [Misstatement("fact_unit", {"found": text, "unit": units, "expected": expected})]
