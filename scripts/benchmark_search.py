"""Measure search beside Material's and Pagefind: `python3 scripts/benchmark_search.py [--pagefind PATH]`.

All three index the same sections: of this site's pages, and of a thousand made-up ones in each language.
Ours also knows the names and weights that its explainer gives it; the others are as they come.
Pagefind is found by --pagefind, as `pagefind`, or by npx; without it its column is left out.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.environment import enter

enter("site")
enter("test")

import contextlib
import functools
import http.server
import math
import statistics
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from playwright.sync_api import Page, sync_playwright

from charts.wording import Lang
from scripts.chromium import find_or_install
from scripts.command_line import folder_argument
from scripts.compared_searches import (
    LOAD,
    Bench,
    Engine,
    bytes_of,
    find_pagefind,
    material_engine,
    our_engine,
    pagefind_engine,
)
from scripts.pages import LANGS
from scripts.search_corpora import TOP, Corpus, Query, html_of, say, this_site, thousand_pages

MISSING = (
    "Pagefind was not found, so its column is left out. Repair: install Node 18 or newer and be online,\n"
    "or say where Pagefind is: --pagefind PATH."
)
SLOWER = 6  # how many times slower than this machine the reader's is
TIMED = 100  # queries of each language that are timed again
TIME_ALL = """async (queries) => {
  const times = [];
  for (const query of queries) {
    const started = performance.now();
    await ask(query);
    times.push(performance.now() - started);
  }
  return times;
}"""
ANSWER_ALL = """async (queries) => {
  const answers = [];
  for (const query of queries) answers.push((await ask(query)).slice(0, 24));
  return answers;
}"""


@dataclass(frozen=True)
class Measured:
    """What one engine made of the queries of one language."""

    answers: list[list[str]]
    first_bytes: int
    ready_milliseconds: float
    first_milliseconds: float
    warm_milliseconds: float


def main() -> None:
    """Prints one table, then each query that ours missed with the place of its answer."""
    parser = folder_argument(__doc__)
    parser.add_argument("--runs", type=int, default=3, help="builds, and first searches in each language (3)")
    parser.add_argument("--pagefind", metavar="PATH", help="Pagefind's program")
    parser.add_argument("--queries", type=Path, metavar="FILE", help="a second set, measured by itself")
    arguments = parser.parse_args()
    pagefind = find_pagefind(arguments.pagefind)
    if pagefind is None:
        print(MISSING, file=sys.stderr)
    chromium = find_or_install()
    rows: list[list[str]] = []
    misses: list[str] = []
    with (
        tempfile.TemporaryDirectory() as name,
        _serve(Path(name)) as address,
        sync_playwright() as playwright,
    ):
        folder = Path(name)
        corpora = [
            this_site(arguments.config, folder, arguments.runs, arguments.queries),
            thousand_pages(folder),
        ]
        for lang in LANGS:
            (folder / f"{lang}.html").write_text(html_of("", "", lang), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        bench = Bench(browser, folder, address, _Handler.asked, arguments.runs)
        for corpus in corpora:
            engines = [our_engine(corpus, bench), material_engine(corpus, bench)]
            if pagefind:
                engines.append(pagefind_engine(corpus, bench, pagefind))
            found = _measure(corpus, engines, bench)
            rows += _rows(corpus, engines, found)
            misses += _misses(corpus, found[0])
        browser.close()
    print(
        f"Chromium on this machine, its CPU slowed {SLOWER} times; files come without delay; bytes are gzip\n"
        f"first searches: {arguments.runs} queries in each language, the median of time, the most of bytes"
    )
    _print_table([["", *(engine.name for engine in engines)], *rows])
    print(f"missed by ours, with the place of the right section among its answers: {len(misses)}")
    for miss in misses:
        print(f"  {miss}")


# What is measured


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Notes what is asked for; it compresses nothing, so that no engine waits for that."""

    asked: ClassVar[list[str]] = []

    def send_head(self) -> Any:
        self.asked.append(self.path.partition("?")[0].removeprefix("/"))
        return super().send_head()

    def log_message(self, *arguments: object) -> None:
        """Silence when well."""


@contextlib.contextmanager
def _serve(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def _measure(corpus: Corpus, engines: list[Engine], bench: Bench) -> list[dict[Lang, Measured]]:
    found: list[dict[Lang, Measured]] = []
    for engine in engines:
        found.append({})
        for lang in LANGS:
            say(f"{corpus.name}: {engine.name}, {lang} …")
            found[-1][lang] = _measured(engine, lang, corpus.queries[lang], bench)
    return found


def _measured(engine: Engine, lang: Lang, queries: Sequence[Query], bench: Bench) -> Measured:
    """First answers by a new reader each time; then all answers, and some again on a slow machine."""
    texts = [query.text for query in queries]
    readies, times, sizes = [], [], []
    for run in range(bench.runs):
        page, ready, taken = _start(engine, lang, texts[run * len(texts) // bench.runs], bench)
        page.context.close()
        readies.append(ready)
        times.append(taken)
        fetched = [name for name in dict.fromkeys(bench.asked) if name not in engine.before[lang]]
        sizes.append(bytes_of(bench, fetched) + engine.besides)
    page, *_ = _start(engine, lang, texts[0], bench, is_slow=False)
    answers = [[_address(*place) for place in found] for found in page.evaluate(ANSWER_ALL, texts)]
    _slow_down(page)
    warm = page.evaluate(TIME_ALL, texts[:: math.ceil(len(texts) / TIMED)])
    page.context.close()
    return Measured(
        answers,
        max(sizes),
        statistics.median(readies),
        statistics.median(times),
        statistics.quantiles(warm, n=20)[-1],
    )


def _start(
    engine: Engine, lang: Lang, query: str, bench: Bench, is_slow: bool = True
) -> tuple[Page, float, float]:
    """A new reader's page, the milliseconds until the engine is ready, and from then to its first answer."""
    page = bench.browser.new_context().new_page()
    page.goto(f"{bench.address}{lang}.html")
    bench.asked.clear()
    if is_slow:
        _slow_down(page)
    ready, answered = page.evaluate(
        f"""async ([setup, query]) => {{
          {LOAD}
          const started = performance.now();
          await ({engine.start})(setup);
          const ready = performance.now();
          await ask(query);
          return [ready - started, performance.now() - ready];
        }}""",
        [engine.setup[lang], query],
    )
    return page, ready, answered


def _slow_down(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def _address(lang: str, uri: str, name: str = "") -> str:
    """An answer as the queries write it: `page/#section`, with its language where it is the other one."""
    uri = "index/" if uri in {"", ".", "./", "/"} else uri
    return f"{lang}:{uri}#{name}" if lang else f"{uri}#{'' if name == TOP else name}"


def _is_right(query: Query, answer: str) -> bool:
    return any(
        answer == right or (right.endswith("*") and answer.startswith(right[:-1])) for right in query.right
    )


def _leads_to_section(query: Query, answers: list[str]) -> bool:
    return bool(answers) and _is_right(query, answers[0])


def _leads_to_page(query: Query, answers: list[str]) -> bool:
    pages = {right.partition("#")[0] for right in query.right}
    return bool(answers) and answers[0].partition("#")[0] in pages


def _place(query: Query, answers: list[str]) -> str:
    """Which of the answers is the first right one."""
    places = (place for place, answer in enumerate(answers, 1) if _is_right(query, answer))
    place = next(places, None)
    return f"place {place} of {len(answers)}" if place else f"not among {len(answers)}"


# What is printed


def _rows(corpus: Corpus, engines: list[Engine], found: list[dict[Lang, Measured]]) -> list[list[str]]:
    rows = [[corpus.name.upper()]]
    for lang in LANGS:
        queries, measured = corpus.queries[lang], [each[lang] for each in found]
        for name in dict.fromkeys(_set_of(query) for query in queries):
            answered = [
                (query, *answers)
                for query, *answers in zip(queries, *(each.answers for each in measured), strict=True)
                if _set_of(query) == name
            ]
            rows += _quality_rows(f"{lang}{name}", answered)
        rows += [
            [f"{lang}: bytes of a page load", *(f"{engine.page_load[lang]:,}" for engine in engines)],
            [f"{lang}: bytes of a first search, at most", *(f"{each.first_bytes:,}" for each in measured)],
            [
                f"{lang}: opened to ready, ms",
                *(f"{each.ready_milliseconds:,.0f}" for each in measured),
            ],
            [f"{lang}: first query to answer, ms", *(f"{each.first_milliseconds:,.0f}" for each in measured)],
            [f"{lang}: warm, p95, ms", *(f"{each.warm_milliseconds:,.1f}" for each in measured)],
        ]
    return [*rows, ["index of both languages", corpus.index_seconds]]


def _set_of(query: Query) -> str:
    """The name of the second set before a class of it, else nothing."""
    name, mark, _ = query.kind.partition(": ")
    return f" {name}" if mark else ""


def _quality_rows(name: str, answered: list[tuple[Any, ...]]) -> list[list[str]]:
    """Shares of the queries, then how many of each class lead to the right section, for each engine."""

    def count(rows: list[tuple[Any, ...]], fits: Callable[[Query, list[str]], bool]) -> list[int]:
        return [sum(fits(query, found) for query, found in column) for column in _columns(rows)]

    def share(fits: Callable[[Query, list[str]], bool]) -> list[str]:
        return [f"{100 * number / len(answered):.1f} %" for number in count(answered, fits)]

    rows = [
        [f"{name}: {len(answered)} queries, right section first", *share(_leads_to_section)],
        [f"{name}: right page first", *share(_leads_to_page)],
        [f"{name}: no results", *share(lambda _, found: not found)],
    ]
    for kind in dict.fromkeys(query.kind for query, *_ in answered):
        own = [row for row in answered if row[0].kind == kind]
        rows.append([f"    {kind}, of {len(own)}", *map(str, count(own, _leads_to_section))])
    return rows


def _columns(rows: list[tuple[Any, ...]]) -> list[list[tuple[Query, list[str]]]]:
    """For each engine the queries with its answers."""
    queries, *engines = zip(*rows, strict=True)
    return [list(zip(queries, answers, strict=True)) for answers in engines]


def _misses(corpus: Corpus, ours: Mapping[Lang, Measured]) -> list[str]:
    return [
        f"{lang} {query.kind}: {query.text}: {_place(query, answers)}; first: {(answers or ['none'])[0]}"
        for lang in LANGS
        for query, answers in zip(corpus.queries[lang], ours[lang].answers, strict=True)
        if not _leads_to_section(query, answers)
    ]


def _print_table(rows: list[list[str]]) -> None:
    width = max(len(row[0]) for row in rows)
    for label, *cells in rows:
        print(f"{label:{width}} " + " ".join(f"{cell:>16}" for cell in cells))


if __name__ == "__main__":
    main()
