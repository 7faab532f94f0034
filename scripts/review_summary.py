"""The summary of a change for those who review it, as Markdown, in both languages.

Titles, sentences and messages come from strangers: they stand in blocks of code, or with every mark escaped,
and no more of them than GitHub takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

from scripts.base_version import BaseError
from scripts.problems import LANGUAGES, Problem
from scripts.site_comparison import Difference, FactChange, SiteComparison

WORDS_FILE = Path(__file__).with_name("review_words.yml")
SENTENCES_FILE = "words.diff"
# GitHub takes 1 MiB for a step.
MOST_BYTES = 900_000
MOST_LINES = 60  # of one block
MOST_PAGES = 60
LONGEST_LINE = 400  # characters
# What GitHub makes a link of, even in escaped text, unless something stands behind it.
_STARTS_A_LINK = ":@."


@dataclass
class Review:
    """What is known of a change; `obstacle` says why the sites are not compared, where they are not.

    `facts` is None where a ledger cannot be read.
    """

    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    facts: tuple[FactChange, ...] | None = ()
    sites: SiteComparison | None = None
    obstacle: BaseError | None = None
    pictures: list[str] = field(default_factory=list)


def summary(review: Review) -> str:
    """The whole summary, as far as it fits; the last line says where the rest is."""
    text = f"# {_said('title')}\n\n"
    for part in _parts(review):
        if len((text + part).encode()) > MOST_BYTES:
            return f"{text}{_said('the_rest', file=SENTENCES_FILE)}\n"
        text += part
    return text


def every_sentence(review: Review) -> str:
    """Every line that differs, of every page, without a limit."""
    pages = review.sites.pages if review.sites else ()
    parts = [[f"=== {_address(page)} {page.title}", *page.lines(), ""] for page in pages]
    return "".join(f"{_plain(line)}\n" for part in parts for line in part)


def _parts(review: Review) -> Iterable[str]:
    """The summary's parts in their order, each whole in itself."""
    yield from _problems(review)
    if review.sites:
        yield _overview(review.sites, review.facts)
    yield from _numbers(review.facts)
    if review.sites:
        yield from _figures(review.sites)
        yield from _pages(review.sites)
        if review.pictures:
            yield f"## {_said('pictures')}\n\n{_said('pictures_count', count=len(review.pictures))}\n\n"
        yield _bytes(review.sites)


def _problems(review: Review) -> Iterable[str]:
    if review.problems:
        yield f"## {_said('repair')}\n\n{_said('not_built')}\n\n"
        yield _every(review.problems)
    if review.warnings:
        yield f"## {_said('warnings')}\n\n" + _every(review.warnings)
    if review.obstacle:
        yield f"{_said(review.obstacle.reason)}\n\n"
        if details := review.obstacle.details.strip():
            yield _block(details.splitlines(), "text")


def _every(problems: list[Problem]) -> str:
    """Each problem in both languages."""
    return _block([problem.describe(lang) for problem in problems for lang in LANGUAGES], "text")


def _overview(sites: SiteComparison, facts: tuple[FactChange, ...] | None) -> str:
    added = sum(page.before is None for page in sites.pages)
    removed = sum(page.after is None for page in sites.pages)
    changed = len(sites.pages) - added - removed
    before, after = (round(count / 1024) for count in sites.all_bytes)
    lines = [
        _said("pages_count", added=added, removed=removed, changed=changed),
        _said("numbers_count", count=len(facts or ())),
        _said("figures_count", count=len(sites.figures)),
        _said("site_bytes", before=before, after=after, difference=f"{after - before:+}"),
    ]
    lines += [_said(name) for name, differs in (("frame", sites.frame), ("face", sites.face)) if differs]
    if not (sites.pages or sites.figures or sites.frame or sites.face):
        lines = [_said("nothing")]
    return "".join(f"- {line}\n" for line in lines) + "\n"


def _numbers(facts: tuple[FactChange, ...] | None) -> Iterable[str]:
    if facts is None:
        yield f"{_said('numbers_unread')}\n\n"
    elif facts:
        lines = []
        for fact in facts:
            lines += [f"- {fact.id}: {words}" for words in fact.before if words]
            lines += [f"+ {fact.id}: {words}" for words in fact.after if words]
        yield f"## {_said('numbers')}\n\n" + _block(lines, "diff")


def _figures(sites: SiteComparison) -> Iterable[str]:
    if sites.figures:
        names = (f"- {_heading(figure)}\n" for figure in sites.figures[:MOST_PAGES])
        yield f"## {_said('figures')}\n\n{''.join(names)}\n"


def _pages(sites: SiteComparison) -> Iterable[str]:
    if sites.pages:
        yield f"## {_said('pages')}\n\n"
    for page in sites.pages[:MOST_PAGES]:
        lines = page.lines()
        yield f"### {_heading(page)}\n\n" + (_block(lines, "diff") if lines else f"{_said('same_words')}\n\n")
    if rest := len(sites.pages[MOST_PAGES:]):
        yield f"{_said('more_pages', count=rest, file=SENTENCES_FILE)}\n\n"


def _heading(difference: Difference) -> str:
    """Title and address, and whether it is new or gone."""
    name = f"{escaped(difference.title)} · {escaped(_address(difference))}"
    if difference.before and difference.after:
        return name
    return f"{name} · **{_said('removed' if difference.before else 'added')}**"


def _address(difference: Difference) -> str:
    return f"/{difference.name}"


def _bytes(sites: SiteComparison) -> str:
    heads = " | ".join(_said(name) for name in ("page", "before", "after", "difference"))
    rows = [(escaped(f"/{name}"), *counts) for name, counts in list(sites.bytes.items())[:MOST_PAGES]]
    rows.append((_said("whole_site"), *sites.all_bytes))
    lines = [f"| {name} | {before} | {after} | {after - before:+} |\n" for name, before, after in rows]
    table = f"| {heads} |\n| --- | ---: | ---: | ---: |\n{''.join(lines)}"
    return f"## {_said('bytes')}\n\n{_said('bytes_note')}\n\n{table}"


def _block(lines: list[str], kind: str) -> str:
    """The lines as a block of code, whatever they hold: none of them can end it."""
    told = [_shortened(_plain(line)) for line in lines[:MOST_LINES]]
    if rest := len(lines) - len(told):
        told.append(f"… {_said('more_lines', count=rest)}")
    longest = max((len(run) for line in told for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([f"{fence}{kind}", *told, fence, "", ""])


def escaped(text: str) -> str:
    """The text with every ASCII mark as an HTML entity: no Markdown, no HTML, no link and no mention."""
    return "".join(_entity(mark) for mark in _shortened(_plain(text)))


def _entity(mark: str) -> str:
    if not mark.isascii() or mark.isalnum() or mark == " ":
        return mark
    return f"&#{ord(mark)};" + ("&NoBreak;" if mark in _STARTS_A_LINK else "")


def _plain(text: str) -> str:
    """The text on one line, without characters that are not seen or that turn the direction of writing."""
    return "".join(mark if mark.isprintable() else " " for mark in text).rstrip()


def _shortened(line: str) -> str:
    return line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]}…"


def _said(name: str, **values: object) -> str:
    """Our own words in both languages, on one line."""
    return " · ".join(_words()[name][lang].format(**values) for lang in LANGUAGES)


@cache
def _words() -> dict[str, dict[str, str]]:
    loaded: dict[str, dict[str, str]] = yaml.safe_load(WORDS_FILE.read_text(encoding="utf-8"))
    return loaded
