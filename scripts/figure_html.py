"""A figure as HTML: title, drawing, summary, the table open, note and sources; nothing needs JavaScript."""

from __future__ import annotations

from html import escape

from charts.facts import Source
from charts.figure import FigureContent, Row
from charts.render import Rendered
from charts.wording import Lang
from scripts.interface_strings import InterfaceStrings
from scripts.language_runs import marked_html


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
    title = marked_html(content.title, content.lang)
    note = f'<p class="figure__note">{marked_html(content.note, content.lang)}</p>' if content.note else ""
    return (
        f'<figure class="figure" id="{name}" aria-labelledby="{name}-title">'
        f'<figcaption class="figure__title" id="{name}-title">{title}</figcaption>'
        f'<div class="figure__image" role="img" aria-labelledby="{name}-title" '
        f'aria-describedby="{name}-summary">'
        f"{''.join(drawing.svg for drawing in drawings)}</div>"
        f'<p class="figure__summary" id="{name}-summary">{marked_html(content.summary, content.lang)}</p>'
        f"{_table(content, title, words)}{note}"
        f'<p class="figure__source">{escape(words["sources"])}{_sources(content, up)}</p>'
        f"{'' if own_page else _own_page_link(content, title, words, up)}</figure>"
    )


def _own_page_link(content: FigureContent, title: str, words: dict[str, str], up: str) -> str:
    return (
        f'<p class="figure__link"><a href="{up}charts/{content.stem}/">{escape(words["own_page"])}'
        f'<span class="visually-hidden">{escape(words["of"])}{title}</span></a></p>'
    )


def _table(content: FigureContent, title: str, words: dict[str, str]) -> str:
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in content.columns)
    body = "".join(_table_row(row, content.lang, words) for row in content.rows)
    return (
        f'<table class="figure__table"><caption class="visually-hidden">{title}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _table_row(row: Row, lang: Lang, words: dict[str, str]) -> str:
    marks = "".join(f' <span class="mark">{escape(words[mark])}</span>' for mark in _marks(row))
    label, text = marked_html(row.label, lang), marked_html(row.text, lang)
    return f'<tr><th scope="row">{label}</th><td>{text}{marks}</td></tr>'


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
    lang = content.lang
    links = (
        f'<a href="{up}sources/#source-{source.id}">{marked_html(_source_name(source, lang), lang)}</a>'
        for source in content.sources
    )
    separator = "、" if lang == "zh" else ", "
    return separator.join(links) + ("。" if lang == "zh" else ".")


def _source_name(source: Source, lang: Lang) -> str:
    """The article by its title, which readers of this site know; every other source by its publisher."""
    return source.title[lang] if source.grade == "article" else source.publisher[lang]
