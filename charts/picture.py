"""A figure as a picture that stands alone: its title, drawing, summary and sources, as SVG and as PNG.

The PNG is what messengers show and forward. Its fonts lie in `charts/fonts/`, so that it is the same
everywhere; a figure's words keep to their characters (`undrawable`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from importlib.metadata import version
from pathlib import Path

from charts.figure import FigureContent, Layout
from charts.kept import Kept
from charts.render import Rendered
from charts.text import wrap
from charts.wording import Lang

FONTS = sorted(Path(__file__).with_name("fonts").glob("*.otf"))
# The Chinese face has wide quotes, which leave holes in English.
FAMILIES: dict[Lang, str] = {"zh": "Noto Sans CJK SC", "en": "Noto Sans CJK KR"}
MARGIN = 20
TITLE, SMALL = 24, 18  # sizes of text, in SVG units
TITLE_LINE, SMALL_LINE = 34, 28
PARAGRAPH = 14  # between one paragraph and the next
BASELINE = 0.76  # of a line, from its top
# What the fonts hold beside ASCII and GB 2312.
LATIN = "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßâãäåæçëîïðñôõöøûýþÿ¡¢£¥©®²³·¼½¾¿–—€\u00a0"
PAPER, INK, QUIET = "#ffffff", "#1d1b17", "#4b473e"
ZOOM = 2  # pixels of the PNG for one unit: sharp on a phone, and quickly drawn

_PAGE_ONLY = re.compile(r' (?:class|aria-hidden|focusable|data-row)="[^"]*"')
_VARIABLE = re.compile(r"var\(--[a-z-]+,(#[0-9a-f]{6})\)")
# Every PNG begins and ends with these bytes.
_BEGIN, _END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"


def undrawable(text: str) -> set[str]:
    """The characters of a text that the fonts lack: they hold GB 2312 and the letters of Western Europe."""
    return {character for character in text if not _has_glyph(character)}


def picture_svg(
    content: FigureContent, rendered: Rendered, layout: Layout, legend: str, below: list[str]
) -> str:
    """The picture as SVG, sized by its viewBox; what it must say of itself stands `below`."""
    width = layout.width + 2 * MARGIN
    page = _Page([], MARGIN)
    page.write(content.title, layout.width, INK, title=True)
    drawing = _VARIABLE.sub(r"\1", _PAGE_ONLY.sub("", rendered.svg))
    place = f'x="{MARGIN}" y="{page.bottom}" width="{layout.width}" height="{rendered.height}"'
    page.parts.append(drawing.replace("<svg ", f"<svg {place} ", 1))
    page.bottom += rendered.height + PARAGRAPH
    page.write(legend, layout.width, QUIET)
    page.write(content.summary, layout.width, INK)
    for text in (content.note, *below):
        page.write(text, layout.width, QUIET)
    height = page.bottom + MARGIN - PARAGRAPH
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" font-family="{FAMILIES[content.lang]}, sans-serif" '
        f'lang="{content.lang}" role="img">'
        f"<title>{escape(content.title)}</title><desc>{escape(content.summary)}</desc>"
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>{"".join(page.parts)}</svg>\n'
    )


def picture_png(svg: str, kept: Kept) -> bytes:
    """The same picture as PNG."""

    def draw() -> bytes:
        import resvg_py

        png: bytes = resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=ZOOM,
            font_files=[str(file) for file in FONTS],
            skip_system_fonts=True,
        )
        return png

    def is_whole(png: bytes) -> bool:
        return png.startswith(_BEGIN) and png.endswith(_END)

    return kept.get(
        ("png", version("resvg-py"), svg, ZOOM, *(file.stat().st_size for file in FONTS)), draw, is_whole
    )


@dataclass
class _Page:
    """What has been put on the picture so far, and where that ends."""

    parts: list[str]
    bottom: int

    def write(self, text: str, width: int, colour: str, title: bool = False) -> None:
        """A paragraph in lines of at most `width`; the title larger and in bold."""
        size, step, weight = (TITLE, TITLE_LINE, ' font-weight="bold"') if title else (SMALL, SMALL_LINE, "")
        lines = wrap(text, size, width, bold=title)
        texts = "".join(
            f'<text x="{MARGIN}" y="{self.bottom + (index + BASELINE) * step:g}">{escape(line)}</text>'
            for index, line in enumerate(lines)
        )
        self.parts.append(f'<g font-size="{size}"{weight} fill="{colour}">{texts}</g>')
        self.bottom += len(lines) * step + (PARAGRAPH if lines else 0)


def _has_glyph(character: str) -> bool:
    if " " <= character <= "~" or character in LATIN:
        return True
    if character < " " or "\x7f" <= character < "\xa0":
        return False
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
