"""The files beside each figure: the same rows as the page, whatever program reads them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import product
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont

from charts.amounts import amount
from charts.figure import LAYOUTS, FigureContent
from charts.picture import FAMILIES, FONTS, undrawable
from charts.wording import Lang, qualifier_word
from scripts.explainer import Explainer
from scripts.figure_files import legend, table_csv
from tests.test_figures import LANGS, STEMS, content_of, read_csv, squeezed

BOM = b"\xef\xbb\xbf"

every_file = pytest.mark.parametrize(("stem", "lang"), list(product(STEMS, LANGS)), ids=str)


def file_of(site: Path, stem: str, lang: Lang, ending: str) -> Path:
    return site / ("en" if lang == "en" else "") / "charts" / f"{stem}.{ending}"


@every_file
def test_the_table_for_spreadsheets_holds_the_rows_of_the_page(
    built_site: Path, project: Explainer, stem: str, lang: Lang
) -> None:
    content = content_of(project, stem, lang)
    raw = file_of(built_site, stem, lang, "csv").read_bytes()
    assert raw.startswith(BOM)
    assert raw.count(b"\r\n") == raw.count(b"\n") == len(content.rows) + 1
    head, *rows = read_csv(raw.decode())
    grouped = head[0] != content.columns[0]
    assert grouped == any(row.group for row in content.rows)
    for cells, row in zip(rows, content.rows, strict=True):
        if grouped:
            assert cells.pop(0) == row.group
        label, text, qualifier, number, unit, as_of, remarks, source = cells
        assert qualifier == qualifier_word(row.fact.qualifier, lang)
        assert (label, text, unit, as_of) == (row.label, row.text, row.unit, row.fact.as_of or "")
        assert number == (str(row.fact.number) if row.fact.kind in ("count", "percent") else "")
        assert all(project.words(lang)["figure"][mark] in remarks for mark in row.marks)
        assert all(one.name(lang) in source for one in row.sources)


@every_file
def test_the_data_name_the_facts_and_their_sources(
    built_site: Path, project: Explainer, stem: str, lang: Lang
) -> None:
    content = content_of(project, stem, lang)
    data = json.loads(file_of(built_site, stem, lang, "json").read_text(encoding="utf-8"))
    assert (data["title"], data["summary"]) == (content.title, content.summary)
    assert data["language"] == ("en" if lang == "en" else "zh-Hans")
    assert data["address"].endswith(f"{'en/' if lang == 'en' else ''}charts/{stem}/")
    assert data["licence"]
    for told, row in zip(data["rows"], content.rows, strict=True):
        fact = project.ledger[told["fact"]]
        assert (told["label"], told["text"]) == (row.label, row.text)
        assert (told["value"], told["qualifier"], told["as_of"]) == (fact.value, fact.qualifier, fact.as_of)
        assert told["sources"]
        assert set(told["sources"]) <= {source["id"] for source in data["sources"]}
    assert [source["id"] for source in data["sources"]] == [source.id for source in content.sources]


@every_file
def test_the_interactive_view_draws_the_same_values(
    built_site: Path, project: Explainer, stem: str, lang: Lang
) -> None:
    content = content_of(project, stem, lang)
    views = json.loads(file_of(built_site, stem, lang, "view.json").read_text(encoding="utf-8"))
    assert list(views) == [layout.name for layout in LAYOUTS]
    for layout in LAYOUTS:
        view = views[layout.name]
        assert view["width"] == layout.width
        assert len(view["marks"]) == len(content.rows)
        for row, marks in zip(content.rows, view["marks"], strict=True):
            for mark in marks:
                series = view["options"]["series"][mark["seriesIndex"]]
                if series["type"] == "bar":
                    assert series["data"][mark["dataIndex"]]["value"] == amount(row.fact)
        # Colours are named, and the browser fills in those of the reader's theme.
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b", json.dumps(view))
        assert set(re.findall(r'"--chart-([a-z-]+)"', json.dumps(view))) <= project.theme.colours.keys()


@every_file
def test_the_pictures_say_what_the_figure_says(
    built_site: Path, project: Explainer, stem: str, lang: Lang
) -> None:
    content = content_of(project, stem, lang)
    svg = file_of(built_site, stem, lang, "svg").read_text(encoding="utf-8")
    root = ElementTree.fromstring(svg)  # noqa: S314 (our own)
    said = squeezed("".join(root.itertext()))
    words = project.words(lang)
    for text in (
        content.title,
        content.summary,
        content.note,
        legend(content, words),
        *(row.text for row in content.rows),
    ):
        assert squeezed(text) in said
    assert "var(" not in svg
    assert "class=" not in svg
    png = file_of(built_site, stem, lang, "png").read_bytes()
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(png[16:20], "big") == 680
    assert 10_000 < len(png) < 400_000


@every_file
def test_every_text_of_a_picture_lies_on_it(built_site: Path, stem: str, lang: Lang) -> None:
    svg = file_of(built_site, stem, lang, "svg").read_text(encoding="utf-8")
    root = ElementTree.fromstring(svg)  # noqa: S314 (our own)
    height = float(root.attrib["height"])
    for text in root.findall("./{*}g/{*}text"):
        assert 0 < float(text.attrib["y"]) < height


def test_the_fonts_of_the_pictures_hold_all_characters_that_words_may_use() -> None:
    assert {file.stem for file in FONTS} == {
        f"{family.replace(' ', '')}-{weight}"
        for family in FAMILIES.values()
        for weight in ("Regular", "Bold")
    }
    for file in FONTS:
        held = set(TTFont(file).getBestCmap())
        promised = [chr(code) for code in range(32, 0x10000) if not undrawable(chr(code))]
        if "SC" in file.stem:  # the other adds narrow quotes to English, and falls back to this one
            assert [character for character in promised if ord(character) not in held] == []
    assert undrawable("上海“一网通办”，近2亿件。China’s — café…") == set()
    assert undrawable("龘🙂ř") == {"龘", "🙂", "ř"}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_no_spreadsheet_runs_a_cell(
    project: Explainer, with_label: Callable[[str], FigureContent], start: str
) -> None:
    evil = f"{start}HYPERLINK(1)"
    (_, row, *_) = read_csv(table_csv(with_label(evil), project.words("en")))
    assert row[0] == f"'{evil}"


@pytest.fixture
def with_label(project: Explainer) -> Callable[[str], FigureContent]:
    """A figure whose rows have another label."""
    from dataclasses import replace

    content = content_of(project, "service_items", "en")
    return lambda label: replace(content, rows=tuple(replace(row, label=label) for row in content.rows))
