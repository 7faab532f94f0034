"""The words of a link say where it leads, lead to one place only, and are wide enough to press."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.checks.links import leads_somewhere
from scripts.checks.plain_words import written_pages
from scripts.explainer import Explainer
from scripts.pages import Link, Page
from scripts.plain_words import width
from scripts.problems import Problem, problem

SAYS_NOTHING = {
    *("点击这里", "点这里", "这里", "此处", "更多", "详情", "查看详情", "链接"),
    *("here", "more", "click here", "read more", "learn more", "this", "link"),
}
NARROWEST = 2  # Chinese characters


def wrong_link_words(explainer: Explainer) -> Iterator[Problem]:
    """Problems with the words of links; pages that are lists have none of their own."""
    for page in written_pages(explainer):
        links = [link for link in page.links if not link.image and link.text.strip()]
        yield from _ambiguous(page, links, explainer)
        for link in links:
            if _bare(link) in SAYS_NOTHING:
                yield problem(page.path, link.line, "link_says_nothing", found=link.text)
            elif page.lang == "zh" and width(link.text) < NARROWEST:
                yield problem(page.path, link.line, "link_narrow", found=link.text)


def _ambiguous(page: Page, links: list[Link], explainer: Explainer) -> Iterator[Problem]:
    first: dict[str, Link] = {}
    for link in links:
        before = first.setdefault(_bare(link), link)
        if before.target != link.target and all(
            leads_somewhere(page, one, explainer) for one in (before, link)
        ):
            values = {"found": link.target, "other": before.target, "first": before.line}
            yield problem(page.path, link.line, "link_ambiguous", text=link.text, **values)


def _bare(link: Link) -> str:
    return link.text.strip(" “”《》.。").casefold()
