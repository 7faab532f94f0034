"""A figure as HTML: title, drawing, summary, the table open, note and sources; nothing needs JavaScript."""

from __future__ import annotations

from html import escape

from charts.facts import Source
from charts.figure import FigureContent, Row
from charts.render import Rendered
from charts.wording import Lang
from scripts.interface_strings import InterfaceStrings


def figure_html(
    content: FigureContent,
    drawings: tuple[Rendered, ...],
    strings: InterfaceStrings,
    up: str,
    own_page: bool = False,
) -> str:
    """The `<figure>` for a page; `up` leads from the page to the language's root."""
    name = f"figure-{content.stem}"
    words = strings["figure"]
    note = f'<p class="figure__note">{escape(content.note)}</p>' if content.note else ""
    svgs = "".join(drawing.svg for drawing in drawings)
    return (
        f'<figure class="figure" id="{name}" aria-labelledby="{name}-title">'
        f'<figcaption class="figure__title" id="{name}-title">{escape(content.title)}</figcaption>'
        f'<div class="figure__image" role="img" aria-labelledby="{name}-title" '
        f'aria-describedby="{name}-summary">'
        f"{svgs}</div>"
        f'<p class="figure__summary" id="{name}-summary">{escape(content.summary)}</p>'
        f"{_table(content, words)}{note}"
        f'<p class="figure__source">{escape(words["sources"])}{_sources(content, up)}</p>'
        f"{'' if own_page else _own_up(content, words, up)}</figure>"
    )


def _own_up(content: FigureContent, words: dict[str, str], up: str) -> str:
    return (
        f'<p class="figure__link"><a href="{up}charts/{content.stem}/">{escape(words["own_page"])}'
        f'<span class="visually-hidden">{escape(words["of"])}{escape(content.title)}</span></a></p>'
    )


def _table(content: FigureContent, words: dict[str, str]) -> str:
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in content.columns)
    body = "".join(_table_row(row, words) for row in content.rows)
    caption = f'<caption class="visually-hidden">{escape(content.title)}</caption>'
    return (
        f'<table class="figure__table">{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    )


def _table_row(row: Row, words: dict[str, str]) -> str:
    marks = "".join(f' <span class="mark">{escape(words[mark])}</span>' for mark in _marks(row))
    return f'<tr><th scope="row">{escape(row.label)}</th><td>{escape(row.text)}{marks}</td></tr>'


def _marks(row: Row) -> list[str]:
    """What a reader must know about a row's value beside the value itself."""
    marks = []
    if row.fact.status == "target":
        marks.append("target")
    if row.fact.origin == "context":
        marks.append("context")
    if row.fact.verdict in ("attributed", "unconfirmed", "differs"):
        marks.append(row.fact.verdict)
    return marks


def _sources(content: FigureContent, up: str) -> str:
    links = (
        f'<a href="{up}sources/#source-{source.id}">{escape(_source_name(source, content.lang))}</a>'
        for source in content.sources
    )
    separator = "、" if content.lang == "zh" else ", "
    return separator.join(links) + ("。" if content.lang == "zh" else ".")


def _source_name(source: Source, lang: Lang) -> str:
    """The article by its title, which readers of this site know; every other source by its publisher."""
    return source.title[lang] if source.grade == "article" else source.publisher[lang]
