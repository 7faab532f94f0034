"""Every link leads somewhere and has a harmless scheme; the navigation and the pages agree."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from scripts.explainer import Explainer
from scripts.generated_pages import generated_anchors, generated_uris
from scripts.markdown_extension import ALLOWED_SCHEMES
from scripts.pages import Page
from scripts.problems import Problem, nearest, problem
from scripts.questions import QUESTIONS_FILE, questions_file
from scripts.yaml_file import read_yaml

_TAG = re.compile(r"<(?:!--.*?(?:-->|$)|/?[a-zA-Z][^<>]*(?:>|$))")  # it may end on a later line
_IMAGE_WITHOUT_ADDRESS = re.compile(r"!\[[^\[\]]*\](?!\()")  # ![words][name], whose address stands elsewhere
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
                yield from wrong_path(page.path, link.line, page, link.target, explainer)
        for line, text in page.prose:
            if match := _TAG.search(_AUTOLINK.sub("", text)) or _ATTRIBUTE.search(text):
                yield problem(page.path, line, "raw_html", found=match.group())
            if match := _IMAGE_WITHOUT_ADDRESS.search(text):
                yield problem(page.path, line, "image_not_figure", found=match.group())


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
    if not (explainer.root / QUESTIONS_FILE).exists():
        return
    loaded = questions_file(explainer.root)  # once more, for its lines
    for home in (page for page in explainer.pages if page.uri == "index.md"):
        for address in explainer.questions.asked(home.lang):
            line = loaded.line((home.lang, address))
            yield from wrong_path(loaded.path, line, home, address, explainer)


def wrong_navigation(explainer: Explainer) -> Iterator[Problem]:
    """Problems for pages that the navigation lacks, and for names in it that are no pages."""
    named = explainer.wiring.nav
    pages = explainer.pages_in("zh")
    wiring = read_yaml(explainer.root / "mkdocs.yml", "mkdocs.yml")  # once more, for its lines
    for uri in sorted(pages.keys() - set(named)):
        yield problem(wiring.path, wiring.line(("nav",)), "page_not_in_nav", found=uri)
    known = set(pages) | set(generated_uris(explainer))
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
        near = nearest(target, [*known, *generated])
        yield problem(file, line, "broken_link", found=target, nearest=near)
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
