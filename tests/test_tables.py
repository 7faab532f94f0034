from __future__ import annotations

import hashlib
import re
from decimal import Decimal
from pathlib import Path

import pytest

from charts.facts import load_ledger
from charts.tables import CHECKSUMS_FILE, TABLES_FOLDER, load_tables
from scripts.explainer import CODE_ROOT
from scripts.problems import Problem, SiteError

KEPT = sorted((CODE_ROOT / TABLES_FOLDER).glob("*.csv"))
BOOKS = f"{TABLES_FOLDER}/book_counts.csv"

every_table = pytest.mark.parametrize("file", KEPT, ids=[file.stem for file in KEPT])


def problems_of(root: Path) -> list[Problem]:
    with pytest.raises(SiteError) as raised:
        load_tables(root)
    return raised.value.problems


def codes(root: Path) -> list[str]:
    return [found.code for found in problems_of(root)]


def values(found: Problem) -> dict[str, str]:
    return dict(found.values)


def line_for(file: Path) -> str:
    """The file's line as sha256sum writes it."""
    return f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}"


def write_table(root: Path, name: str, text: str) -> Path:
    """Adds a table with its checksum."""
    file = root / TABLES_FOLDER / name
    file.write_text(text, encoding="utf-8", newline="")
    with (root / CHECKSUMS_FILE).open("a", encoding="utf-8", newline="") as checksums:
        checksums.write(line_for(file) + "\n")
    return file


def test_a_table_is_read_with_its_numbers_sources_and_lines(small_explainer: Path) -> None:
    table = load_tables(small_explainer)["book_counts"]
    assert table.path == BOOKS
    assert table.columns == ("books",)
    assert list(table.rows) == ["2023-06", "2024-12"]
    row = table.rows["2024-12"]
    assert (row.cells, row.source, row.line) == ({"books": Decimal(13000)}, "county_register", 3)


def test_a_number_is_kept_to_the_last_digit(small_explainer: Path) -> None:
    write_table(small_explainer, "shares.csv", "row,share,source\n2023,0.10,county_register\n")
    assert str(load_tables(small_explainer)["shares"].rows["2023"].cells["share"]) == "0.10"


def test_a_cell_that_nobody_published_is_empty(small_explainer: Path) -> None:
    write_table(small_explainer, "shares.csv", "row,books,share,source\n2023,,36.1,county_register\n")
    cells = load_tables(small_explainer)["shares"].rows["2023"].cells
    assert cells == {"books": None, "share": Decimal("36.1")}


def test_an_explainer_may_keep_no_tables(small_explainer: Path) -> None:
    for file in (small_explainer / TABLES_FOLDER).iterdir():
        file.unlink()
    assert load_tables(small_explainer) == {}
    (small_explainer / TABLES_FOLDER).rmdir()
    assert load_tables(small_explainer) == {}


@pytest.mark.parametrize("ending", ["", "\n"])
@pytest.mark.parametrize("mode", [" ", "*"], ids=["text", "binary"])
def test_checksums_are_read_as_sha256sum_writes_them(small_explainer: Path, mode: str, ending: str) -> None:
    checksums = small_explainer / CHECKSUMS_FILE
    text = checksums.read_text(encoding="utf-8").replace("  ", f" {mode}").removesuffix("\n") + ending
    checksums.write_text(text, encoding="utf-8", newline="")
    assert list(load_tables(small_explainer)) == ["book_counts"]


def test_checksums_with_the_line_ends_of_windows_are_refused(small_explainer: Path) -> None:
    """Sha256sum would look for a file whose name ends in a carriage return."""
    checksums = small_explainer / CHECKSUMS_FILE
    checksums.write_bytes(checksums.read_bytes().replace(b"\n", b"\r\n"))
    found = next(found for found in problems_of(small_explainer) if found.code == "table_checksum")
    assert found.line == 1
    assert values(found)["found"].endswith("book_counts.csv\\r")


def test_a_changed_byte_is_told_with_the_whole_new_line(small_explainer: Path) -> None:
    file = small_explainer / BOOKS
    noted = line_for(file)
    file.write_bytes(file.read_bytes() + b"2025-12,13400,county_register\n")
    (found,) = problems_of(small_explainer)
    assert (found.path, found.code) == (BOOKS, "table_changed")
    told = {"found": line_for(file)[:12], "expected": noted[:12], "new": line_for(file)}
    assert values(found) == told


@pytest.mark.parametrize("code", ["table_changed", "table_unlisted"])
def test_the_new_line_that_is_told_repairs_the_checksum(small_explainer: Path, code: str) -> None:
    file, checksums = small_explainer / BOOKS, small_explainer / CHECKSUMS_FILE
    if code == "table_changed":
        file.write_bytes(file.read_bytes() + b"2025-12,13400,county_register\n")
    else:
        checksums.write_text("", encoding="utf-8")
    (found,) = problems_of(small_explainer)
    assert found.code == code
    checksums.write_text(values(found)["new"] + "\n", encoding="utf-8", newline="")
    assert "book_counts" in load_tables(small_explainer)


def test_everything_that_is_wrong_with_the_tables_is_told_at_once(small_explainer: Path) -> None:
    rows = (
        "row,adults,children,source",
        "2023,about 20,12%,county_register",
        "2024,30",
        "2023,20,12,article",
    )
    write_table(small_explainer, "readers.csv", "\n".join(rows))
    (small_explainer / TABLES_FOLDER / "shelves.csv").write_text("row,shelves,source\n", encoding="utf-8")
    (small_explainer / BOOKS).unlink()
    assert codes(small_explainer) == [
        "table_missing", "table_number", "table_number", "table_ragged", "table_row_twice", "table_unlisted",
    ]  # fmt: skip


def test_wrong_tables_and_a_wrong_ledger_are_told_at_once(small_explainer: Path) -> None:
    facts = small_explainer / "charts" / "facts.yml"
    facts.write_text(
        facts.read_text(encoding="utf-8").replace("kind: ordinal", "kind: rank"), encoding="utf-8"
    )
    (small_explainer / BOOKS).unlink()
    with pytest.raises(SiteError) as raised:
        load_ledger(small_explainer)
    assert {found.code for found in raised.value.problems} == {"wrong_value", "table_missing"}


@pytest.mark.parametrize("code", ["table_file", "table_header"])
def test_a_table_that_cannot_be_read_does_not_make_its_cells_unknown(
    small_explainer: Path, code: str
) -> None:
    file = small_explainer / BOOKS
    if code == "table_file":
        outside = small_explainer.parent / "outside.csv"
        file.rename(outside)
        file.symlink_to(outside)
    else:
        file.write_text("row\n", encoding="utf-8")
        (small_explainer / CHECKSUMS_FILE).write_text("", encoding="utf-8")
    with pytest.raises(SiteError) as raised:
        load_ledger(small_explainer)
    found = {found.code for found in raised.value.problems}
    assert code in found
    assert found <= {"table_file", "table_header"}


@pytest.mark.parametrize("name", ["book_counts.csv", "checksums.txt"])
def test_nothing_outside_the_folder_is_read_through_a_link(small_explainer: Path, name: str) -> None:
    file, outside = small_explainer / TABLES_FOLDER / name, small_explainer.parent / name
    file.rename(outside)
    file.symlink_to(outside)
    told = {(found.code, found.path) for found in problems_of(small_explainer)}
    assert ("table_file", f"{TABLES_FOLDER}/{name}") in told
    assert {code for code, _ in told} <= {"table_file", "table_unlisted"}


def test_the_folder_itself_may_not_be_a_link(small_explainer: Path) -> None:
    folder, outside = small_explainer / TABLES_FOLDER, small_explainer.parent / "outside"
    folder.rename(outside)
    folder.symlink_to(outside, target_is_directory=True)
    (found,) = problems_of(small_explainer)
    assert (found.code, found.path) == ("table_file", TABLES_FOLDER)


@pytest.mark.parametrize("name", ["book_counts.csv", "checksums.txt"])
def test_a_file_that_is_not_utf8_is_told(small_explainer: Path, name: str) -> None:
    (small_explainer / TABLES_FOLDER / name).write_bytes("册数".encode("gbk"))
    assert "not_utf8" in codes(small_explainer)


@every_table
def test_a_kept_table_is_plain_text_with_the_line_ends_of_unix(file: Path) -> None:
    """Every Python, spreadsheet and sha256sum then reads the same bytes."""
    content = file.read_bytes()
    assert content.isascii()
    assert b"\r" not in content
    assert content.endswith(b"\n")


@every_table
def test_a_kept_table_names_only_sources_that_were_read_where_they_were_published(file: Path) -> None:
    ledger = load_ledger(CODE_ROOT)
    rows = load_tables(CODE_ROOT)[file.stem].rows
    assert {ledger.sources[row.source].grade for row in rows.values()} <= {"A", "A-"}


@every_table
def test_the_rows_of_a_kept_table_are_months_in_their_order(file: Path) -> None:
    rows = list(load_tables(CODE_ROOT)[file.stem].rows)
    assert rows == sorted(rows)
    assert all(re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", row) for row in rows)


def test_the_checksums_are_those_of_the_kept_tables_in_their_order() -> None:
    checksums = (CODE_ROOT / CHECKSUMS_FILE).read_bytes().decode("ascii")
    assert checksums == "".join(line_for(file) + "\n" for file in KEPT)
