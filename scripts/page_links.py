"""What the links of a page lead to, for the list at its end: where numbers come from, what terms mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Literal

from charts.facts import Fact
from charts.wording import Lang, date_text
from scripts.explainer import Explainer
from scripts.glossary import Term

# A link within a sentence: what is to be tapped alone has a class of its own.
_LINK = re.compile(r"<a\b(?P<attributes>[^>]*)>(?P<words>.*?)</a>", re.DOTALL)
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_FILES = re.compile(r'<ul class="figure__files">.*?</ul>', re.DOTALL)
_HIDDEN_WORDS = re.compile(r'<rt>.*?</rt>|<span class="visually-hidden">.*?</span>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class PageLink:
    """A link of a page, once for each target: its words, and what they mean or where they come from.

    `text` is empty for a link that is neither a number, a claim nor a term; `details` are pairs of a label
    and what it says.
    """

    kind: Literal["fact", "term", "other", "source"]
    address: str
    words: str
    text: str
    details: tuple[tuple[str, str], ...]


def page_links(explainer: Explainer, lang: Lang, html: str) -> list[PageLink]:
    """The links in a page's sentences, in their order, numbers and claims first, then terms, then others."""
    found: dict[str, PageLink] = {}
    for match in _LINK.finditer(_FILES.sub("", html)):
        attributes = dict(_ATTRIBUTE.findall(match["attributes"]))
        address = unescape(attributes.get("href", ""))
        words = plain_text(match["words"])
        if address and words and address not in found:
            found[address] = _page_link(explainer, lang, address, attributes.get("class", ""), words)
    kinds = [link.kind for link in found.values()]
    order = ("fact", "term", "other")
    links = [link for kind in order if kind in kinds for link in found.values() if link.kind == kind]
    return [*links, *_sources(explainer, lang, links)]


def _sources(explainer: Explainer, lang: Lang, links: list[PageLink]) -> list[PageLink]:
    """The published pages behind the numbers and claims, once each."""
    ledger = explainer.ledger
    names = (ledger[link.address.partition("#")[2]].source for link in links if link.kind == "fact")
    sources = [ledger.sources[name] for name in dict.fromkeys(names) if name]
    words = explainer.words(lang)["explanation"]["original"]
    return [
        PageLink("source", source.url, words.format(title=source.title[lang]), "", ())
        for source in sources
        if source.url
    ]


def plain_text(html: str) -> str:
    """The words of a piece of HTML, without what is not shown."""
    return " ".join(unescape(_TAG.sub("", _HIDDEN_WORDS.sub("", html))).split())


def _page_link(explainer: Explainer, lang: Lang, address: str, classes: str, words: str) -> PageLink:
    name = address.partition("#")[2]
    if "fact" in classes.split() and name in explainer.ledger:
        fact = explainer.ledger[name]
        details = tuple(_fact_details(explainer, lang, fact))
        return PageLink("fact", address, words, fact.claim[lang], details)
    if "term" in classes.split() and name in explainer.glossary:
        term = explainer.glossary[name]
        return PageLink("term", address, words, term.plain[lang], tuple(_term_details(explainer, lang, term)))
    return PageLink("other", address, words, "", ())


def _fact_details(explainer: Explainer, lang: Lang, fact: Fact) -> Iterator[tuple[str, str]]:
    ledger, strings = explainer.ledger, explainer.words(lang)
    words = strings["ledger"]
    yield words["verdict"], strings["verdicts"][fact.verdict]
    if fact.as_of:
        yield words["as_of"], date_text(fact.as_of, lang)
    if fact.said_by:
        yield words["said_by"], ledger.people[fact.said_by].name[lang]
    if fact.source:
        yield words["source"], ledger.sources[fact.source].title[lang]


def _term_details(explainer: Explainer, lang: Lang, term: Term) -> Iterator[tuple[str, str]]:
    words = explainer.words(lang)["glossary"]
    if term.zh != term.en:
        yield words["other_name"], term.en if lang == "zh" else term.zh
    if lang == "en" and term.zh != term.en:
        yield words["pinyin"], term.pinyin
