"""Files as programs leave them: what is as good as none passes, all else is told, and nothing crashes."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from charts.kept import Kept
from scripts.building import prepare
from scripts.hard_words import KeptMeasures
from scripts.problems import Problem, SiteError, messages
from scripts.text_file import read_text, replace_text
from scripts.translations import save_translations

SMALL = Path(__file__).parent / "cases" / "small"
SOURCES = sorted(
    file.relative_to(SMALL).as_posix()
    for file in SMALL.rglob("*")
    if file.suffix in (".md", ".yml", ".py", ".csv", ".txt")
)
# One file of each kind that an editor writes.
KINDS = (
    "mkdocs.yml",
    "mkdocs.en.yml",
    "docs/glossary.yml",
    "docs/accessibility.yml",
    "docs/en/chapters/one.md",
    "docs/zh/index.md",
    "charts/facts.yml",
    "charts/sources.yml",
    "charts/figures/children_share.yml",
    "charts/figures/book_counts.py",
    "charts/data/book_counts.csv",
    "charts/data/checksums.txt",
)

# What stands for something in one of the files, or in none.
ODD = (
    *(
        b"\0",
        b"\xff",
        b"\xe2\x80\xae",
        b"\t",
        b"\r",
        b":",
        b"[",
        b"{",
        b"!",
        b"&a ",
        b"*a",
        b"'",
        b'"',
        b"---\n",
    ),
    *(
        b"- ",
        b"#",
        b"|",
        b"9" * 5000,
        b"0b",
        b"1_0",
        b"<<: ",
        b"? ",
        b"\\",
        b"](fact:",
        b"![",
        b"{#",
        b"`",
        b"$",
    ),
    *(b"%s", b"{0}", b"{a.b}"),
)


def with_mark(content: bytes) -> bytes:
    return b"\xef\xbb\xbf" + content


def windows(content: bytes) -> bytes:
    return content.replace(b"\n", b"\r\n")


def old_mac(content: bytes) -> bytes:
    return content.replace(b"\n", b"\r")


@pytest.mark.parametrize("change", [with_mark, windows, old_mac], ids=lambda change: change.__name__)
def test_what_programs_for_windows_write_is_as_good(
    small_explainer: Path, change: Callable[[bytes], bytes]
) -> None:
    for path in SOURCES:
        file = small_explainer / path
        if file.name != "checksums.txt":  # it is compared byte by byte, as sha256sum does
            file.write_bytes(change(file.read_bytes()))
    checksums = small_explainer / "charts/data/checksums.txt"
    table = small_explainer / "charts/data/book_counts.csv"
    digest = hashlib.sha256(table.read_bytes()).hexdigest()
    checksums.write_text(f"{digest}  {table.name}\n", encoding="utf-8")
    prepare(small_explainer)


@pytest.mark.parametrize(
    ("encoding", "text", "told"),
    [
        ("gb18030", "枢纽：数字化\n", "GB18030"),
        ("utf-16", "枢纽\n", "UTF-16"),
        ("utf-16-le", "The hub of it\n", "UTF-16"),
        ("cp1252", "A café, a resumé\n", "Windows-1252"),
    ],
)
def test_the_likely_encoding_is_named(tmp_path: Path, encoding: str, text: str, told: str) -> None:
    file = tmp_path / "words.md"
    file.write_bytes(text.encode(encoding))
    with pytest.raises(SiteError) as raised:
        read_text(file, "words.md")
    (found,) = raised.value.problems
    assert (found.code, dict(found.values)["found"]) == ("not_utf8", told)


def test_a_link_to_a_file_elsewhere_is_not_read(small_explainer: Path) -> None:
    secret = small_explainer.parent / "secret.yml"
    secret.write_text("password: swordfish\n", encoding="utf-8")
    for path in ("docs/glossary.yml", "charts/facts.yml", "charts/figures/children_share.yml"):
        (small_explainer / path).unlink()
        (small_explainer / path).symlink_to(secret)
    with pytest.raises(SiteError) as raised:
        prepare(small_explainer)
    assert {found.code for found in raised.value.problems} == {"not_a_plain_file", "figure_file"}
    assert "swordfish" not in str(raised.value)


def test_a_folder_that_is_a_link_is_not_followed(small_explainer: Path) -> None:
    outside = small_explainer.parent / "outside"
    (small_explainer / "docs").rename(outside)
    (small_explainer / "docs").symlink_to(outside)
    with pytest.raises(SiteError) as raised:
        prepare(small_explainer)
    assert "not_a_plain_file" in {found.code for found in raised.value.problems}


def test_what_programs_keep_for_themselves_is_no_page(small_explainer: Path) -> None:
    for name in (".one.md.swp", ".DS_Store", ".#one.md"):
        (small_explainer / "docs/en/chapters" / name).write_bytes(b"\0\1")
        (small_explainer / "charts/figures" / name).write_bytes(b"\0\1")
    prepare(small_explainer)


def corrupted(content: bytes, chance: random.Random) -> bytes:
    """The bytes after one accident: some lost, doubled, turned, added, or the end cut off."""
    start = chance.randrange(len(content) + 1)
    end = min(len(content), start + chance.choice((1, 1, 2, 5, 40)))
    piece = content[start:end]
    odd = chance.choice(ODD)
    return chance.choice(
        (
            content[:start] + content[end:],
            content[:start] + piece * 2 + content[end:],
            content[:start] + piece[::-1] + content[end:],
            content[:start] + odd + content[start:],
            content[:start] + odd + content[end:],
            content[:start] + chance.randbytes(end - start) + content[end:],
            content[:start],
        )
    )


def problems_of(root: Path) -> list[Problem]:
    """Everything that is told of an explainer; what is no SiteError is a bug, and raised."""
    try:
        return prepare(root).warnings
    except SiteError as error:
        return error.problems


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("path", KINDS)
def test_any_accident_passes_or_is_told(small_explainer: Path, path: str, seed: int) -> None:
    chance = random.Random(f"{path} {seed}")  # noqa: S311 (the same accidents each time)
    file = small_explainer / path
    file.write_bytes(corrupted(file.read_bytes(), chance))
    for found in problems_of(small_explainer):
        assert found.code in messages()
        assert found.message("zh") != found.message("en")


def test_a_file_that_is_written_anew_keeps_its_rights_and_takes_the_text_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "a.md"
    replace_text(file, "一\r\n")
    file.chmod(0o640)
    replace_text(file, "二\r\n")
    assert file.read_bytes() == "二\r\n".encode()
    assert file.stat().st_mode & 0o777 == 0o640
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("write", ["replace_text", "translations", "measures", "drawings"])
def test_who_stops_while_a_file_is_written_finds_the_old_one_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: str
) -> None:
    (tmp_path / "docs").mkdir()
    drawings, measures = Kept(tmp_path), KeptMeasures(tmp_path / "measures.json")
    writers: dict[str, Callable[[str], object]] = {
        "replace_text": lambda text: replace_text(tmp_path / "a.md", text),
        "translations": lambda text: save_translations(tmp_path, {text: ("01234567",)}),
        "measures": lambda text: (measures.get(text, str), measures.save()),
        "drawings": lambda text: drawings.get(("same",), text.encode, lambda kept: kept == text.encode()),
    }
    writers[write]("old")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    def files() -> dict[Path, bytes]:
        return {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}

    before = files()
    assert before
    monkeypatch.setattr(Path, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        writers[write]("new")
    assert files() == before
