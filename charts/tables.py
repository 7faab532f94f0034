"""The tables in `charts/data/`: published series, kept as they were published and held by checksums."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from scripts.problems import InBoth, Problem, SiteError, nearest, problem
from scripts.text_file import read_text_as_it_is

TABLES_FOLDER = "charts/data"
CHECKSUMS = "checksums.txt"
CHECKSUMS_FILE = f"{TABLES_FOLDER}/{CHECKSUMS}"
# Enough to tell two checksums apart by eye.
SHOWN = 12

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_FILE = re.compile(rf"{_NAME.pattern}\.csv")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
# What spreadsheet programs write where the comma is for decimals.
_DELIMITERS = {";": ";", "\t": "Tab", "|": "|"}
_DELIMITER = re.compile(r"[;\t|]")
# As sha256sum writes it: two spaces, or a space and a star where it read the file as binary.
_CHECKSUM = re.compile(rf"(?P<checksum>[0-9a-f]{{64}}) [ *](?P<file>{_FILE.pattern})")


@dataclass(frozen=True)
class TableRow:
    """One row: its numbers by column (None where none was published), its source's id and its line."""

    cells: dict[str, Decimal | None]
    source: str
    line: int


@dataclass(frozen=True)
class Table:
    """A published series: `columns` are those that hold numbers, `rows` are by name, as in the file."""

    name: str
    columns: tuple[str, ...]
    rows: dict[str, TableRow]

    @property
    def path(self) -> str:
        return f"{TABLES_FOLDER}/{self.name}.csv"


@dataclass(frozen=True)
class _Noted:
    """A line of checksums.txt."""

    checksum: str
    line: int


def load_tables(root: Path) -> dict[str, Table]:
    """Every table of the explainer by its name, none if it keeps none; raises SiteError with all problems."""
    tables, problems = read_tables(root)
    if problems:
        raise SiteError(problems)
    return {name: table for name, table in tables.items() if table}


def read_tables(root: Path) -> tuple[dict[str, Table | None], list[Problem]]:
    """Every table by its name, None for one that cannot be read, and all that is wrong with them."""
    folder = root / TABLES_FOLDER
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        return {}, [problem(TABLES_FOLDER, 1, "table_file", found=folder.name)]
    if not folder.exists():
        return {}, []
    entries = sorted(folder.iterdir())
    files = {file.name: file for file in entries if _is_table(file)}
    problems = [_no_table(file) for file in entries if not _is_table(file) and not _is_checksums(file)]
    noted = _read_checksums(folder / CHECKSUMS, problems)
    problems += _missing_tables(noted, {file.name for file in entries})
    tables: dict[str, Table | None] = {name.removesuffix(".csv"): None for name in noted}
    for name, file in files.items():
        try:
            tables[file.stem] = _read_table(file)
            problems += _wrong_checksum(file, noted.get(name))
        except SiteError as error:
            tables[file.stem] = None
            problems += error.problems
    return tables, problems


def _is_table(file: Path) -> bool:
    return _FILE.fullmatch(file.name) is not None and file.is_file() and not file.is_symlink()


def _is_checksums(file: Path) -> bool:
    return file.name == CHECKSUMS and file.is_file() and not file.is_symlink()


def _no_table(file: Path) -> Problem:
    return problem(f"{TABLES_FOLDER}/{file.name}", 1, "table_file", found=file.name)


def _read_checksums(file: Path, problems: list[Problem]) -> dict[str, _Noted]:
    """The line of each file that checksums.txt names; adds a problem for every line that is none."""
    noted: dict[str, _Noted] = {}
    try:
        text = _text(file, CHECKSUMS_FILE) if _is_checksums(file) and file.stat().st_size else ""
    except SiteError as error:
        problems += error.problems
        return noted
    # Not splitlines(): sha256sum takes a carriage return for a part of the name.
    for line, written in enumerate(text.removesuffix("\n").split("\n") if text else [], start=1):
        match = _CHECKSUM.fullmatch(written)
        if match and match["file"] not in noted:
            noted[match["file"]] = _Noted(match["checksum"], line)
        else:
            shown = written.replace("\r", "\\r")
            problems.append(problem(CHECKSUMS_FILE, line, "table_checksum", found=shown))
    return noted


def _missing_tables(noted: dict[str, _Noted], present: set[str]) -> Iterator[Problem]:
    for name in noted.keys() - present:
        like = nearest(name, present - noted.keys() - {CHECKSUMS})
        yield problem(CHECKSUMS_FILE, noted[name].line, "table_missing", found=name, nearest=like)


def _wrong_checksum(file: Path, noted: _Noted | None) -> Iterator[Problem]:
    path = f"{TABLES_FOLDER}/{file.name}"
    checksum = hashlib.sha256(file.read_bytes()).hexdigest()
    line = f"{checksum}  {file.name}"
    if noted is None:
        yield problem(path, 1, "table_unlisted", found=file.name, new=line)
    elif noted.checksum != checksum:
        found, expected = checksum[:SHOWN], noted.checksum[:SHOWN]
        yield problem(path, 1, "table_changed", found=found, expected=expected, new=line)


def _text(file: Path, path: str) -> str:
    """The file's text with its line ends as they are; raises SiteError when it is not UTF-8."""
    return read_text_as_it_is(file, path)


def _read_table(file: Path) -> Table:
    """The table in a file; raises SiteError with everything in it that does not fit."""
    path = f"{TABLES_FOLDER}/{file.name}"
    reader = csv.reader(io.StringIO(_text(file, path), newline=""), strict=True)
    rows: dict[str, TableRow] = {}
    lines: dict[str, int] = {}
    problems: list[Problem] = []
    try:
        header = next(reader, [])
        if len(header) == 1 and (delimiter := _DELIMITER.search(header[0])):
            raise SiteError([problem(path, 1, "table_delimiter", found=_DELIMITERS[delimiter[0]])])
        if not _is_header(header):
            raise SiteError([problem(path, 1, "table_header", found=",".join(header))])
        for written in reader:
            wrong = list(_wrong_row(path, reader.line_num, header, written, lines))
            problems += wrong
            if not wrong:
                rows[written[0]] = _row(header, written, reader.line_num)
    except csv.Error as error:
        problems.append(problem(path, reader.line_num, "table_csv", found=_in_words(error)))
    if problems:
        raise SiteError(problems)
    return Table(file.stem, tuple(header[1:-1]), rows)


def _in_words(error: csv.Error) -> str:
    """What the reader of CSV says, in our words."""
    said = str(error)
    if "end of data" in said:
        return InBoth("a quotation mark is never closed", "有一个引号没有关上")
    if "expected after" in said:
        return InBoth("words follow a closing quotation mark", "引号关上以后还有字")
    return InBoth("a cell is too long or cut by a line break", "有一格太长，或者被换行切断了")


def _is_header(header: list[str]) -> bool:
    columns = header[1:-1]
    return (
        bool(columns)
        and (header[0], header[-1]) == ("row", "source")
        and len({*header}) == len(header)
        and all(_NAME.fullmatch(column) for column in columns)
    )


def _wrong_row(
    path: str, line: int, header: list[str], written: list[str], lines: dict[str, int]
) -> Iterator[Problem]:
    """Everything that is wrong with a row; `lines` tells where each name stood first."""
    if len(written) != len(header):
        yield problem(path, line, "table_ragged", found=len(written), expected=len(header))
        return
    name, *numbers, _ = written
    if lines.setdefault(name, line) != line:
        yield problem(path, line, "table_row_twice", found=name, first=lines[name])
    for column, number in zip(header[1:-1], numbers, strict=True):
        if number and not _NUMBER.fullmatch(number):
            yield problem(path, line, "table_number", row=name, column=column, found=number)


def _row(header: list[str], written: list[str], line: int) -> TableRow:
    numbers = zip(header[1:-1], written[1:-1], strict=True)
    cells = {column: Decimal(number) if number else None for column, number in numbers}
    return TableRow(cells, written[-1], line)
