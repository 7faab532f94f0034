"""A figure as HTML: title, drawing, summary, open table, note, sources, files; nothing needs JavaScript."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from charts.figure import LAYOUTS, NARROW, FigureContent
from charts.render import Rendered
from scripts.component_html import component
from scripts.embed_code import embed_code
from scripts.figure_files import FILE_ENDINGS, legend
from scripts.interface_strings import InterfaceStrings

# Taller narrow drawings do not fit a printed page below their title; in SVG units.
TALLEST = 560

Place = Literal["chapter", "own_page", "embed"]


@dataclass(frozen=True)
class Surroundings:
    """Where a figure stands.

    `place` is a chapter, the figure's own page, or the page that other sites embed; `up` leads to the
    language's root; `echarts` is the script of the interactive view below the site's root; `address` is
    the full address of the figure's own page; `site` is the name of the site, `article_date` says when the
    article appeared.
    """

    place: Place
    up: str
    echarts: str
    address: str
    site: str
    article_date: str


def figure_html(
    content: FigureContent, drawings: tuple[Rendered, ...], strings: InterfaceStrings, around: Surroundings
) -> str:
    """The `<figure>`; on its own page with the interactive view, and ways to share it below."""
    values = {
        "figure": content,
        "name": f"figure-{content.stem}",
        "drawings": [Markup(drawing.svg) for drawing in drawings],  # noqa: S704 (ECharts escapes: see tests)
        "is_tall": drawings[LAYOUTS.index(NARROW)].height > TALLEST,
        "legend": legend(content, strings),
        "words": strings,
        "around": around,
        "file_endings": FILE_ENDINGS,
    }
    html = component("figure").render(values)
    if around.place != "own_page":
        return html
    code = embed_code(content, drawings[LAYOUTS.index(NARROW)], strings["figure"], around.address)
    return html + component("figure-share").render(values, embed_code=code)
