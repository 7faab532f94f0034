"""Pages whose Markdown was converted before, in this language and with the same numbers and figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from scripts.unchanged import Unchanged


@dataclass(frozen=True)
class _Rendered:
    """What MkDocs notes of a page when it converts it; `links` by the path of the page that they lead to."""

    content: str | None
    toc: Any
    title: str | None
    anchors: set[str] | None
    links: dict[str, dict[str, str]]


def convert_once(page: Page, lang: str, unchanged: Unchanged, shown: object) -> None:
    """Has MkDocs take over what the page's Markdown became before, where it is still the same.

    `shown` is what the page shows beside its own words.
    """
    convert = page.render

    def render(config: MkDocsConfig, files: Files) -> None:
        name = ("page", lang, page.file.src_uri)
        made_from = (unchanged.wiring, page.markdown, shown)
        kept = unchanged.get(name, made_from, lambda: _converted(page, convert, config, files))
        page.content, page.toc, page._title_from_render = kept.content, kept.toc, kept.title
        page.present_anchor_ids = kept.anchors
        page.links_to_anchors = {
            file: links for uri, links in kept.links.items() if (file := files.get_file_from_path(uri))
        }

    page.render = render  # type: ignore[method-assign]


def _converted(
    page: Page, convert: Callable[[MkDocsConfig, Files], None], config: MkDocsConfig, files: Files
) -> _Rendered:
    convert(config, files)
    links = {file.src_uri: links for file, links in (page.links_to_anchors or {}).items()}
    return _Rendered(page.content, page.toc, page._title_from_render, page.present_anchor_ids, links)
