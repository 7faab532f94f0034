"""The files beside a figure's own page: its table, its data, its pictures, and its interactive view."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import Any

from charts.facts import Fact, Source
from charts.figure import LAYOUTS, NARROW, WIDE, FigureContent, Layout, Row
from charts.kept import Kept
from charts.picture import picture_png, picture_svg
from charts.render import Rendered
from charts.wording import qualifier_word
from scripts.interface_strings import InterfaceStrings

# What readers may download, in this order; an address that was given out once stays.
FILE_ENDINGS = ("csv", "png", "svg", "json")
# The columns of the CSV table beside those of the page, by the names of their words.
_COLUMNS = ("qualifier", "number", "unit", "as_of", "kind", "source")
# What a spreadsheet program would take for a formula.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")


@dataclass(frozen=True)
class Site:
    """The site that offers the files: its name, the full address of its language's root, what it keeps.

    `article_date` says when the article appeared that the site explains; it may be empty.
    """

    name: str
    address: str
    article_date: str
    kept: Kept

    def address_of(self, stem: str) -> str:
        """The full address of a figure's own page."""
        return f"{self.address}charts/{stem}/"


def figure_files(
    content: FigureContent,
    drawings: tuple[Rendered, ...],
    strings: InterfaceStrings,
    site: Site,
) -> dict[str, str | bytes]:
    """Each file of a figure in one language, by its ending."""
    words = strings["figure"]
    below = [
        _source_line(content, strings),
        *([words["which_article"].format(date=site.article_date)] if site.article_date else []),
        f"{site.name}{words['of']}{words['credit']} {site.address_of(content.stem)}",
    ]
    narrow, wide = (
        picture_svg(content, _drawing(drawings, layout), layout, legend(content, strings), below)
        for layout in (NARROW, WIDE)
    )
    return {
        "csv": table_csv(content, strings),
        "json": data_json(content, strings, site.address_of(content.stem)),
        "svg": wide,
        "png": picture_png(narrow, site.kept),
        "view.json": view_json(drawings),
    }


def legend(content: FigureContent, strings: InterfaceStrings) -> str:
    """What stripes, squares and hollow marks mean, where the drawing has any."""
    words = strings["figure"]
    told = []
    if any(row.fact.origin == "context" for row in content.rows):
        told.append(words["legend_context"])
    if any(row.fact.status == "target" for row in content.rows):
        told.append(words["legend_target"])
    return words["source_comma"].join(told)


def table_csv(content: FigureContent, strings: InterfaceStrings) -> str:
    """The table, with its words also as plain values; marked as UTF-8, so that Excel reads Chinese."""
    words = strings["figure"]
    heads = [*content.columns, *(words[name] for name in _COLUMNS)]
    grouped = any(row.group for row in content.rows)
    text = io.StringIO()
    writer = csv.writer(text)  # lines end with CRLF, as RFC 4180 has it
    writer.writerow([_cell(head) for head in ([words["group"]] if grouped else []) + heads])
    for row in content.rows:
        qualifier = qualifier_word(row.fact.qualifier, content.lang)
        cells = [row.label, row.text, qualifier, _number(row.fact), row.unit, row.fact.as_of or ""]
        cells += [
            _list([words[mark] for mark in row.marks], words),
            _list([s.name(content.lang) for s in row.sources], words),
        ]
        writer.writerow([_cell(cell) for cell in ([row.group] if grouped else []) + cells])
    return "\ufeff" + text.getvalue()


def data_json(content: FigureContent, strings: InterfaceStrings, address: str) -> str:
    """What the figure says and where it comes from, for programs: facts with their ids, sources, rights."""
    data = {
        "title": content.title,
        "language": "zh-Hans" if content.lang == "zh" else "en",
        "address": address,
        "summary": content.summary,
        "note": content.note or None,
        "licence": strings["footer"]["licence"],
        "columns": content.columns,
        "rows": [_row_data(row) for row in content.rows],
        "sources": [_source_data(source, content) for source in content.sources],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def view_json(drawings: tuple[Rendered, ...]) -> str:
    """For each layout what ECharts is given, and which of its items stand for which row."""
    view = {
        layout.name: {
            "width": layout.width,
            "height": drawing.height,
            "options": json.loads(drawing.options),
            "marks": _marks(drawing),
        }
        for layout, drawing in zip(LAYOUTS, drawings, strict=True)
    }
    return json.dumps(view, ensure_ascii=False, separators=(",", ":")) + "\n"


def _marks(drawing: Rendered) -> list[list[dict[str, int]]]:
    """The items of each row; blocks that ECharts draws as one have no items, and their series are the row."""
    if drawing.items:
        return [[{"seriesIndex": series, "dataIndex": item}] for series, item in drawing.items]
    return [[{"seriesIndex": index} for index, _ in enumerate(json.loads(drawing.options)["series"])]]


def _drawing(drawings: tuple[Rendered, ...], layout: Layout) -> Rendered:
    return drawings[LAYOUTS.index(layout)]


def _source_line(content: FigureContent, strings: InterfaceStrings) -> str:
    words = strings["figure"]
    names = words["source_comma"].join(name for _, name in content.named_sources())
    return words["sources"] + names + words["list_end"]


def _list(names: list[str], words: dict[str, str]) -> str:
    return words["list_comma"].join(names)


def _number(fact: Fact) -> str:
    """The value where it is a plain number: a fraction would be read as a day by spreadsheets."""
    return str(fact.number) if fact.kind in ("count", "percent") else ""


def _cell(text: str) -> str:
    """A text that no spreadsheet program runs as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdigit()


def _row_data(row: Row) -> dict[str, Any]:
    fact = row.fact
    return {
        "group": row.group or None,
        "label": row.label,
        "text": row.text,
        "fact": fact.id,
        "kind": fact.kind,
        "value": fact.value,
        "unit": row.unit or None,
        "qualifier": fact.qualifier,
        "status": fact.status,
        "as_of": fact.as_of,
        "origin": fact.origin,
        "verdict": fact.verdict,
        "sources": [source.id for source in row.sources],
    }


def _source_data(source: Source, content: FigureContent) -> dict[str, Any]:
    return {
        "id": source.id,
        "title": source.title[content.lang],
        "publisher": source.publisher[content.lang],
        "published": source.published,
        "address": source.url,
        "rights": source.licence,
    }
