"""Every link leads somewhere and has a harmless scheme; the navigation and the pages agree."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from scripts.explainer import Explainer
from scripts.generated_pages import generated_anchors, generated_uris
from scripts.markdown_extension import ALLOWED_SCHEMES
from scripts.pages import Link, Page
from scripts.problems import Problem, nearest, problem

_TAG = re.compile(r"<(?:/?[a-zA-Z][^<>]*|!--.*?--)>")
_ATTRIBUTE = re.compile(r"\{[^{}]*=[^{}]*\}")  # {: onclick="…" }, {: href="…" }
_AUTOLINK = re.compile(r"<(?:https?|mailto):[^<>\s]+>")


def wrong_links(explainer: Explainer) -> Iterator[Problem]:
    """Problems for links that lead nowhere or are forbidden, images that are no figures, and raw HTML."""
    for page in explainer.pages:
        for link in page.links:
            if link.image and link.scheme != "figure":
                yield problem(page.path, link.line, "image_not_figure", found=link.target)
            elif link.scheme in ("fact", "term", "figure"):
                continue
            elif link.scheme and link.scheme not in ALLOWED_SCHEMES:
                yield problem(page.path, link.line, "forbidden_link", found=link.scheme)
            elif not link.scheme:
                yield from _wrong_path(page, link, explainer)
        for line, text in page.prose:
            if match := _TAG.search(_AUTOLINK.sub("", text)) or _ATTRIBUTE.search(text):
                yield problem(page.path, line, "raw_html", found=match.group())


def wrong_navigation(explainer: Explainer) -> Iterator[Problem]:
    """Problems for pages that the navigation lacks, and for names in it that are no pages."""
    named = [str(entry) for entry in explainer.settings.get("nav", [])]
    pages = explainer.pages_in("zh")
    for uri in sorted(pages.keys() - set(named)):
        yield problem("mkdocs.yml", 1, "page_not_in_nav", found=uri)
    known = set(pages) | set(generated_uris(explainer))
    for uri in named:
        if uri not in known:
            yield problem("mkdocs.yml", 1, "nav_without_page", found=uri, nearest=nearest(uri, known))


def _wrong_path(page: Page, link: Link, explainer: Explainer) -> Iterator[Problem]:
    path, _, anchor = link.target.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page.uri), path)) if path else page.uri
    known = explainer.pages_in(page.lang)
    generated = generated_uris(explainer)
    if target not in known and target not in generated:
        yield problem(
            page.path, link.line, "broken_link", found=target, nearest=nearest(target, [*known, *generated])
        )
    elif anchor and target in known:
        ids = {heading.id or "" for heading in known[target].headings}
        ids |= generated_anchors(known[target], explainer)
        if anchor not in ids:
            yield problem(
                page.path, link.line, "broken_anchor", found=anchor, page=target, nearest=nearest(anchor, ids)
            )
