"""Every link leads somewhere and has a harmless scheme; the navigation and the pages agree."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from itertools import product

from scripts.explainer import Explainer
from scripts.generated_pages import generated_anchors, generated_uris
from scripts.markdown_extension import ALLOWED_SCHEMES
from scripts.pages import Link, Page
from scripts.problems import Problem, nearest, problem
from scripts.questions import Questions, questions_files
from scripts.yaml_file import read_yaml, validate

_TAG = re.compile(r"<(?:!--.*?(?:-->|$)|/?[a-zA-Z][^<>]*(?:>|$))")  # it may end on a later line
_IMAGE_WITHOUT_ADDRESS = re.compile(r"!\[[^\[\]]*\](?!\()")  # ![words][name], whose address stands elsewhere
_ATTRIBUTE = re.compile(r"\{[^{}]*=[^{}]*\}")  # {: onclick="…" }, {: href="…" }
# What stands in place of words for a figure when nobody wrote any.
SAYS_NOTHING_OF_A_FIGURE = {
    "",
    "图",
    "图片",
    "图表",
    "插图",
    "image",
    "figure",
    "picture",
    "chart",
    "alt",
    "img",
}
_AUTOLINK = re.compile(r"<(?:https?|mailto):[^<>\s]+>")


def wrong_links(explainer: Explainer) -> Iterator[Problem]:
    """Problems for links that lead nowhere or are forbidden, images that are no figures, and raw HTML."""
    for page in explainer.pages:
        for link in page.links:
            yield from _wrong_link(page, link, explainer)
        yield from _raw_html(page)
        for line, text in page.prose:
            if match := _IMAGE_WITHOUT_ADDRESS.search(text):
                yield problem(page.path, line, "image_not_figure", found=match.group())


def leads_somewhere(page: Page, link: Link, explainer: Explainer) -> bool:
    """Whether a link is all right: what leads nowhere is told by itself, and compared with nothing."""
    entries = {"fact": explainer.ledger, "term": explainer.glossary, "figure": explainer.figures}
    if link.scheme in entries:
        return link.name in entries[link.scheme]
    return not any(_wrong_link(page, link, explainer))


def _wrong_link(page: Page, link: Link, explainer: Explainer) -> Iterator[Problem]:
    if link.image and link.scheme != "figure":
        yield problem(page.path, link.line, "image_not_figure", found=link.target)
    elif link.image and link.text.strip(" .。").casefold() in SAYS_NOTHING_OF_A_FIGURE:
        yield problem(
            page.path, link.line, "figure_words", found=link.text.strip() or "–", expected=link.name
        )
    elif link.plain_target != link.target:
        yield problem(
            page.path, link.line, "target_characters", found=link.target, expected=link.plain_target
        )
    elif not link.target or not link.text.strip():
        yield problem(page.path, link.line, "empty_link", found=f"[{link.text}]({link.target})")
    elif link.scheme in ("fact", "term", "figure"):
        return
    elif link.scheme == "http":
        expected = "https" + link.target[4:]
        yield problem(page.path, link.line, "insecure_link", found=link.target, expected=expected)
    elif link.scheme and link.scheme not in ALLOWED_SCHEMES:
        yield problem(page.path, link.line, "forbidden_link", found=link.scheme)
    elif not link.scheme:
        yield from wrong_path(page.path, link.line, page, link.target, explainer)


def _raw_html(page: Page) -> Iterator[Problem]:
    """A problem for the first tag of each block of lines."""
    told = False
    for line, text in page.prose:
        told = told and bool(text.strip())
        match = _TAG.search(_AUTOLINK.sub("", text)) or _ATTRIBUTE.search(text)
        if match and not told:
            yield problem(page.path, line, "raw_html", found=match.group())
            told = True


def wrong_search_words(explainer: Explainer) -> Iterator[Problem]:
    """Problems for words in the front matter that lead to a section which the page does not have."""
    for page in explainer.pages:
        ids = _anchors(page, explainer)
        for entry in page.front.search:
            if not isinstance(entry, str) and entry.section not in ids:
                near = nearest(entry.section, ids)
                line = page.front_lines["search"]
                yield problem(
                    page.path, line, "broken_anchor", found=entry.section, page=page.uri, nearest=near
                )


def wrong_questions(explainer: Explainer) -> Iterator[Problem]:
    """Problems for questions that lead to a page or a section that does not exist."""
    homes = [page for page in explainer.pages if page.uri == "index.md"]
    for file, home in product(questions_files(explainer.root), homes):  # read once more, for their lines
        for address in validate(file, Questions).asked(home.lang):
            line = file.line((home.lang, address))
            yield from wrong_path(file.path, line, home, address, explainer)


def wrong_navigation(explainer: Explainer) -> Iterator[Problem]:
    """Problems for pages that the navigation lacks, and for names in it that are no pages."""
    named = explainer.wiring.nav
    pages = explainer.pages_in("zh")
    wiring = read_yaml(explainer.root / "mkdocs.yml", "mkdocs.yml")  # once more, for its lines
    for uri in sorted(pages.keys() - set(named)):
        yield problem(wiring.path, wiring.line(("nav",)), "page_not_in_nav", found=uri)
    # A page that only Chinese lacks is told as the missing sister of the English one.
    known = {*pages, *explainer.pages_in("en"), *generated_uris(explainer)}
    for index, uri in enumerate(named):
        if uri not in known:
            line = wiring.line(("nav", index))
            yield problem(wiring.path, line, "nav_without_page", found=uri, nearest=nearest(uri, known))


def wrong_path(file: str, line: int, page: Page, address: str, explainer: Explainer) -> Iterator[Problem]:
    """A problem where `address`, written on this line of a file for this page, leads to nothing."""
    path, _, anchor = address.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page.uri), path)) if path else page.uri
    known = explainer.pages_in(page.lang)
    generated = generated_uris(explainer)
    if target not in known and target not in generated:
        here = posixpath.dirname(page.uri)
        others = {posixpath.relpath(uri, here or "."): None for uri in (*known, *generated)}
        near = nearest(posixpath.relpath(target, here or "."), others)
        yield problem(file, line, "broken_link", found=path, nearest=near)
    elif anchor:
        ids = _anchors(known[target], explainer) if target in known else {_own_anchor(target)}
        if anchor not in ids:
            near = nearest(anchor, ids)
            yield problem(file, line, "broken_anchor", found=anchor, page=target, nearest=near)


def _anchors(page: Page, explainer: Explainer) -> set[str]:
    return {heading.id or "" for heading in page.headings} | generated_anchors(page, explainer)


def _own_anchor(uri: str) -> str:
    """The one heading id of a generated page: charts/index.md has #charts, charts/<stem>.md has #<stem>."""
    folder, name = posixpath.split(uri.removesuffix(".md"))
    return folder if name == "index" else name
