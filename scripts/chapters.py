"""The list of chapters on the home page: large entries, each with its icon, title and question."""

from __future__ import annotations

import re
from dataclasses import dataclass

from charts.wording import Lang
from scripts.explainer import Explainer
from scripts.pages import Page, is_chapter

_HEADING = re.compile(r'<h2 id="chapters">.*?</h2>', re.DOTALL)


@dataclass(frozen=True)
class Entry:
    """A chapter as the home page shows it; `simple` is one that stays on the simple home page."""

    number: int
    address: str
    title: str
    question: str
    icon: str
    simple: bool


def chapters_of(explainer: Explainer, lang: Lang) -> list[Page]:
    """The chapters in the order of reading."""
    pages = explainer.pages_in(lang)
    return [pages[uri] for uri in explainer.wiring.nav if is_chapter(uri) and uri in pages]


def chapter_entries(explainer: Explainer, lang: Lang) -> list[Entry]:
    """An entry for each chapter, its address as seen from the home page."""
    return [
        Entry(
            number=number,
            address=page.uri.removesuffix(".md") + "/",
            title=page.headings[0].text,
            question=page.front.question or "",
            icon=page.front.icon,
            simple=page.front.simple,
        )
        for number, page in enumerate(chapters_of(explainer, lang), start=1)
    ]


def with_chapter_list(html: str, chapter_list: str) -> str:
    """The home page's HTML with the list below its heading `{#chapters}`."""
    return _HEADING.sub(lambda heading: heading.group() + chapter_list, html, count=1)
