"""What the benchmark of search looks through: this site, and a thousand made-up pages in each language."""

from __future__ import annotations

import contextlib
import importlib
import multiprocessing
import shutil
import statistics
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from unittest import mock

import yaml

from charts.wording import Lang
from scripts.environment import ROOT
from scripts.pages import LANGS
from scripts.search_index import SearchFiles
from scripts.search_sections import SearchPage, page_sections
from scripts.site_builder import build_site

# The beginning of a page has no name in its address, but Material's plugin knows only headings with one.
TOP = "page-top"
HTML_LANGS: dict[Lang, str] = {"zh": "zh-Hans", "en": "en"}


@dataclass(frozen=True)
class Query:
    """What is typed, the class it belongs to, and the addresses that are right."""

    kind: str
    text: str
    right: tuple[str, ...]


@dataclass(frozen=True)
class Corpus:
    """Pages and queries of one size, our own index of them, and the seconds that each making of it took."""

    name: str
    pages: Mapping[Lang, Sequence[SearchPage]]
    queries: Mapping[Lang, Sequence[Query]]
    heads: Mapping[Lang, Mapping[Lang, str]]
    index_seconds: str


@contextlib.contextmanager
def _noted(name: str) -> Iterator[list[tuple[tuple[Any, ...], Any, float]]]:
    """The arguments, result and seconds of each call of a function while the block runs."""
    calls: list[tuple[tuple[Any, ...], Any, float]] = []
    module, function = name.rsplit(".", 1)
    real = getattr(sys.modules[module], function)

    def noted(*arguments: Any) -> Any:
        started = time.perf_counter()
        result = real(*arguments)
        calls.append((arguments, result, time.perf_counter() - started))
        return result

    with mock.patch(name, noted):
        yield calls


def this_site(root: Path, folder: Path, runs: int, more: Path | None) -> Corpus:
    """The explainer in `root`, built: the HTML of its pages' content is what every engine indexes."""
    seconds, shares = [], []
    for _ in range(runs):
        say("building the site …")
        # A new process each time, as for an editor: what one build keeps in memory, the next would not load.
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
            taken, whole, pages, names = process.submit(_build, root).result()
        seconds.append(taken)
        shares.append(taken / whole)
    shutil.copytree(root / "site", folder / "site")
    homes: dict[Lang, str] = {"zh": "/site/", "en": "/site/en/"}
    heads: dict[Lang, dict[Lang, str]] = {
        lang: {lang: homes[lang] + names[lang], _other(lang): f"{homes[_other(lang)]}search.json"}
        for lang in LANGS
    }
    files = {"": ROOT / "tests" / "search_queries.yml"} | ({f"{more.stem}: ": more} if more else {})
    return Corpus(
        f"this site, {len(pages['zh'])} pages in each language",
        pages,
        {lang: [query for name in files for query in _queries(files[name], lang, name)] for lang in LANGS},
        heads,
        f"{statistics.median(seconds):.2f} s = {100 * statistics.median(shares):.1f} % of the build",
    )


def _build(root: Path) -> tuple[float, float, dict[Lang, list[SearchPage]], dict[Lang, str]]:
    """Seconds for the index and for the whole build, the pages that were read, and the index's heads."""
    started = time.perf_counter()
    with _noted("scripts.building.search_page") as read, _noted("scripts.building.search_files") as made:
        build_site(root)
    whole = time.perf_counter() - started
    pages: dict[Lang, list[SearchPage]] = {lang: [] for lang in LANGS}
    for (_, lang, _, url, html), found, _ in read:
        if found:
            pages[lang].append(SearchPage(url, found.title, page_sections(html)))
    heads: dict[Lang, str] = {arguments[1]: index.head for arguments, index, _ in made}
    return sum(call[2] for call in (*read, *made)), whole, pages, heads


def _other(lang: Lang) -> Lang:
    return "en" if lang == "zh" else "zh"


def _queries(file: Path, lang: Lang, name: str) -> list[Query]:
    kinds = yaml.safe_load(file.read_text(encoding="utf-8")).get(lang) or {}
    return [
        Query(f"{name}{kind}", str(text), tuple(right.split()))
        for kind, queries in kinds.items()
        for text, right in queries.items()
    ]


def thousand_pages(folder: Path) -> Corpus:
    """The site of the tests that has a thousand pages in each language."""
    say("making a thousand pages in each language …")
    sites = importlib.import_module("tests.search_sites")  # tests are not for mypy
    pages, queries, heads = {}, {}, {}
    seconds = 0.0
    for lang in LANGS:
        with _noted("tests.search_sites.search_files") as made:
            index, wanted = sites.large_site(lang)
        (given, _, taken) = made[0]
        pages[lang] = given[0]
        seconds += taken
        _write_files(index, folder / "thousand" / lang)
        heads[lang] = {lang: f"/thousand/{lang}/{index.head}"}
        queries[lang] = [Query(each.kind, each.query, (f"{each.uri}#{each.section}",)) for each in wanted]
    return Corpus(f"{len(pages['zh']):,} pages in each language", pages, queries, heads, f"{seconds:.2f} s")


def _write_files(index: SearchFiles, folder: Path) -> None:
    for name, text in index.files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def content_of(page: SearchPage) -> str:
    """The page's sections as plain HTML: its words, without drawings, pinyin and controls."""
    parts = []
    for section in page.sections:
        tag, name = ("h2", section.id) if section.id else ("h1", TOP)
        parts.append(f'<{tag} id="{escape(name)}">{escape(section.heading)}</{tag}>')
        parts += [f"<p>{escape(sentence)}</p>" for sentence in section.sentences]
    return "\n".join(parts)


def html_of(title: str, content: str, lang: Lang) -> str:
    """A whole page around its content, with nothing else on it."""
    return (
        f'<!doctype html><html lang="{HTML_LANGS[lang]}"><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<link rel="icon" href="data:,"><body><main data-pagefind-body>{content}</main>'
    )


def say(text: str) -> None:
    """Tells whoever waits what is done now."""
    print(text, file=sys.stderr, flush=True)
