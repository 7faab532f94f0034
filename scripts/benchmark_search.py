"""Measure search beside Material's and Pagefind: `python3 scripts/benchmark_search.py [--pagefind PATH]`.

All three index the same sections: of this site's pages, and of a thousand made-up ones in each language.
Ours also knows the names and weights that its explainer gives it; the others are as they come.
Pagefind is found by --pagefind, as `pagefind`, or by npx; without it its column is left out.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.environment import ROOT, enter

enter("site")
enter("test")

import contextlib
import functools
import gzip
import http.server
import importlib
import math
import multiprocessing
import re
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from html import escape
from importlib.metadata import version
from types import SimpleNamespace
from typing import Any, ClassVar
from unittest import mock

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Page, sync_playwright

from charts.wording import Lang
from scripts.chromium import find_or_install
from scripts.command_line import folder_argument
from scripts.first_visit import file_of, gzip_bytes
from scripts.pages import LANGS
from scripts.search_index import SearchFiles
from scripts.search_sections import SearchPage, page_sections
from scripts.site_builder import build_site

PAGEFIND = "pagefind@1.6.0"
MISSING = (
    "Pagefind was not found, so its column is left out. Repair: install Node 18 or newer and be online,\n"
    "or say where Pagefind is: --pagefind PATH."
)
SLOWER = 6  # how many times slower than this machine the reader's is
TIMED = 100  # queries of each language that are timed again
# The beginning of a page has no name in its address, but Material's plugin knows only headings with one.
TOP = "page-top"
HTML_LANGS: dict[Lang, str] = {"zh": "zh-Hans", "en": "en"}
STOCK = """\
site_name: Stock
docs_dir: {docs}
site_dir: {site}
theme: {{name: material, language: {lang}, font: false}}
plugins: {plugins}
"""
OUR_PANEL = re.compile(
    r'<section class="search".*?</section>|<a class="header__button header__search".*?</a>', re.DOTALL
)

# Each engine is a function that makes `ask`: from a query to [language or "", page, section], the best first.
# They run in the page, because Chromium slows pages but no workers.
LOAD = """const load = (address) => new Promise((resolve, reject) => {
  const script = document.createElement('script');
  Object.assign(script, {src: address, onload: resolve, onerror: reject});
  document.head.append(script);
});"""
OURS = """async ({script, heads, lang}) => {
  await load(script);
  const engine = createSearch((address) => fetch(address).then((answer) => answer.text()), heads);
  window.ask = async (query) => (await engine.answer(query, lang)).results
    .map((result) => [result.lang === lang ? '' : result.lang, result.uri, result.id]);
}"""
# Material's own worker. Of a page's sections the best comes first: the one that Enter opens.
MATERIAL = """async ({worker, index}) => {
  const source = await (await fetch(worker)).text();
  let receive, answered;
  const listen = (_, listener) => { receive = listener; };
  const fetchScripts = async (...names) => {
    for (const name of names) await load(new URL(name, new URL(worker, location.href)).href);
  };
  new Function('addEventListener', 'postMessage', 'importScripts', source)(
    listen, (message) => answered(message.data), fetchScripts);
  const send = (type, data) => new Promise((resolve) => {
    answered = resolve;
    receive({data: {type, data}});
  });
  const {config, docs} = await (await fetch(index)).json();
  await send(0, {config, docs, options: {suggest: false}});
  window.ask = async (query) => (await send(2, query)).items
    .flatMap((page) => [...page].sort((one, two) => two.score - one.score))
    .map(({location}) => ['', ...location.split('#')]);
}"""
# Of a page's sections the one with the most matches comes first, as Pagefind's own page of results chooses.
PAGEFIND_ENGINE = """async ({script, lang}) => {
  const pagefind = await import(script);
  await pagefind.options({noWorker: true, baseUrl: '/'});
  await pagefind.init();
  window.ask = async (query) => {
    const {results} = await pagefind.search(query);
    const pages = await Promise.all(results.slice(0, 5).map((result) => result.data()));
    const byMatches = (one, two) => two.locations.length - one.locations.length;
    return pages
      .flatMap((page) => [...page.sub_results].sort(byMatches))
      .map(({url}) => ['', ...url.replace(`/${lang}/`, '').split('#')]);
  };
}"""
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


@dataclass(frozen=True)
class Engine:
    """How an engine starts in a page, the bytes it adds to a page load, and what is fetched by then.

    `besides` are bytes of a first search that starting it here does not fetch.
    """

    name: str
    start: str
    setup: Mapping[Lang, Mapping[str, object]]
    page_load: Mapping[Lang, int]
    before: Mapping[Lang, frozenset[str]]
    besides: int = 0


@dataclass(frozen=True)
class Measured:
    """What one engine made of the queries of one language."""

    answers: list[list[str]]
    first_bytes: int
    first_milliseconds: float
    warm_milliseconds: float


@dataclass(frozen=True)
class Bench:
    """A browser, the folder that is served to it, and what it asked for since the list was cleared."""

    browser: Browser
    folder: Path
    address: str
    asked: list[str]
    runs: int


def main() -> None:
    """Prints one table, then each query that ours missed with the place of its answer."""
    parser = folder_argument(__doc__)
    parser.add_argument("--runs", type=int, default=3, help="builds, and first searches in each language (3)")
    parser.add_argument("--pagefind", metavar="PATH", help="Pagefind's program")
    parser.add_argument("--queries", type=Path, metavar="FILE", help="a second set, measured by itself")
    arguments = parser.parse_args()
    pagefind = _find_pagefind(arguments.pagefind)
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
            _this_site(arguments.config, folder, arguments.runs, arguments.queries),
            _thousand_pages(folder),
        ]
        for lang in LANGS:
            (folder / f"{lang}.html").write_text(_html("", "", lang), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        bench = Bench(browser, folder, address, _Handler.asked, arguments.runs)
        for corpus in corpora:
            engines = [_ours(corpus, bench), _material(corpus, bench)]
            if pagefind:
                engines.append(_pagefind(corpus, bench, pagefind))
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


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


# What is searched


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


def _this_site(root: Path, folder: Path, runs: int, more: Path | None) -> Corpus:
    """The explainer in `root`, built: the HTML of its pages' content is what every engine indexes."""
    seconds, shares = [], []
    for _ in range(runs):
        _say("building the site …")
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


def _thousand_pages(folder: Path) -> Corpus:
    """The site of the tests that has a thousand pages in each language."""
    _say("making a thousand pages in each language …")
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


def _content(page: SearchPage) -> str:
    """The page's sections as plain HTML: its words, without drawings, pinyin and controls."""
    parts = []
    for section in page.sections:
        tag, name = ("h2", section.id) if section.id else ("h1", TOP)
        parts.append(f'<{tag} id="{escape(name)}">{escape(section.heading)}</{tag}>')
        parts += [f"<p>{escape(sentence)}</p>" for sentence in section.sentences]
    return "\n".join(parts)


def _html(title: str, content: str, lang: Lang) -> str:
    return (
        f'<!doctype html><html lang="{HTML_LANGS[lang]}"><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<link rel="icon" href="data:,"><body><main data-pagefind-body>{content}</main>'
    )


# The engines


def _ours(corpus: Corpus, bench: Bench) -> Engine:
    assets = bench.folder / "site" / "assets"
    script, panel, on_each_page = (
        next(assets.glob(f"{name}.*.js")) for name in ("search-engine", "search-panel", "search")
    )
    # More than the style really adds: it is compressed together with the rest.
    always = gzip_bytes(on_each_page) + gzip_bytes(ROOT / "overrides/components/search/search.css")
    return Engine(
        "ours",
        OURS,
        {
            lang: {"script": f"/site/assets/{script.name}", "heads": corpus.heads[lang], "lang": lang}
            for lang in LANGS
        },
        {lang: always + _bytes_of_panel(bench.folder / "site", lang) for lang in LANGS},
        {lang: frozenset() for lang in LANGS},
        gzip_bytes(panel),
    )


def _bytes_of_panel(site: Path, lang: Lang) -> int:
    """What the form of search adds to the home page."""
    html = file_of(site, "" if lang == "zh" else "en").read_text(encoding="utf-8")
    with_panel, without = (gzip.compress(text.encode(), 9) for text in (html, OUR_PANEL.sub("", html)))
    return len(with_panel) - len(without)


def _material(corpus: Corpus, bench: Bench) -> Engine:
    """Stock Material with its search plugin's index of the pages, and how much more a page of it fetches."""
    _say(f"{corpus.name}: Material's index …")
    folder = Path(tempfile.mkdtemp(prefix="material", dir=bench.folder))
    setup, page_load, before = {}, {}, {}
    for lang in LANGS:
        site = _stock(folder / f"with-{lang}", lang, f"[search: {{lang: {lang}}}]", corpus.pages[lang])
        without = _stock(folder / f"without-{lang}", lang, "[]")
        fetched, plain = (_visit(bench, each) for each in (site, without))
        page_load[lang] = _bytes(bench, fetched) - _bytes(bench, plain)
        before[lang] = frozenset(fetched)
        root = f"/{site.relative_to(bench.folder).as_posix()}/"
        (worker,) = site.glob("assets/javascripts/workers/search.*.min.js")
        setup[lang] = {
            "worker": root + worker.relative_to(site).as_posix(),
            "index": f"{root}search/search_index.json",
        }
    return Engine(f"Material {version('mkdocs-material')}", MATERIAL, setup, page_load, before)


def _stock(folder: Path, lang: Lang, plugins: str, pages: Sequence[SearchPage] = ()) -> Path:
    """A stock site of one page, whose search knows the given pages."""
    docs, site, file = folder / "docs", folder / "site", folder / "mkdocs.yml"
    docs.mkdir(parents=True)
    (docs / "index.md").write_text("# Stock\n", encoding="utf-8")
    file.write_text(STOCK.format(docs=docs, site=site, lang=lang, plugins=plugins), encoding="utf-8")
    config = load_config(str(file))
    build(config)
    if pages:
        plugin: Any = config.plugins["material/search"]
        plugin.on_config(config)  # forgets the one page
        for page in pages:
            shown = SimpleNamespace(
                content=_content(page), url=page.uri, title=page.title, toc=[], meta={"title": page.title}
            )
            plugin.on_page_context({}, page=shown, config=config, nav=None)
        plugin.on_post_build(config=config)
    return site


def _visit(bench: Bench, site: Path) -> list[str]:
    """What a new reader's browser asks for when it opens a site's home page."""
    context = bench.browser.new_context()
    page = context.new_page()
    bench.asked.clear()
    page.goto(bench.address + site.relative_to(bench.folder).as_posix() + "/", wait_until="networkidle")
    page.wait_for_timeout(1_000)  # a worker's files come later
    context.close()
    return list(dict.fromkeys(bench.asked))


def _find_pagefind(named: str | None) -> list[str] | None:
    """How Pagefind is started here, or none."""
    found, npx = shutil.which(named or "pagefind"), shutil.which("npx")
    commands = [[found]] if found else [[npx, "--yes", PAGEFIND]] if npx and not named else []
    return next((command for command in commands if _pagefind_version(command)), None)


def _pagefind_version(command: list[str]) -> str:
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        result = subprocess.run(
            [*command, "--version"], capture_output=True, text=True, timeout=120, check=True
        )
        return result.stdout.strip().removeprefix("pagefind ")
    return ""


def _pagefind(corpus: Corpus, bench: Bench, command: list[str]) -> Engine:
    """Pagefind over the pages as plain HTML, with the page of results that its guide puts on every page."""
    _say(f"{corpus.name}: Pagefind's index …")
    folder = Path(tempfile.mkdtemp(prefix="pagefind", dir=bench.folder))
    for lang in LANGS:
        for page in corpus.pages[lang]:
            file = folder / lang / page.uri / "index.html"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(_html(page.title, _content(page), lang), encoding="utf-8")
    subprocess.run([*command, "--site", str(folder)], check=True, capture_output=True)
    bundle = folder / "pagefind"
    page_load = sum(gzip_bytes(bundle / name) for name in ("pagefind-ui.js", "pagefind-ui.css"))
    script = f"/{bundle.relative_to(bench.folder).as_posix()}/pagefind.js"
    return Engine(
        f"Pagefind {_pagefind_version(command)}".strip(),
        PAGEFIND_ENGINE,
        {lang: {"script": script, "lang": lang} for lang in LANGS},
        dict.fromkeys(LANGS, page_load),
        {lang: frozenset() for lang in LANGS},
    )


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


def _bytes(bench: Bench, names: Sequence[str]) -> int:
    files = (file_of(bench.folder, name) for name in names)
    return sum(gzip_bytes(file) for file in files if file.is_file())


def _measure(corpus: Corpus, engines: list[Engine], bench: Bench) -> list[dict[Lang, Measured]]:
    found: list[dict[Lang, Measured]] = []
    for engine in engines:
        found.append({})
        for lang in LANGS:
            _say(f"{corpus.name}: {engine.name}, {lang} …")
            found[-1][lang] = _measured(engine, lang, corpus.queries[lang], bench)
    return found


def _measured(engine: Engine, lang: Lang, queries: Sequence[Query], bench: Bench) -> Measured:
    """First answers by a new reader each time; then all answers, and some again on a slow machine."""
    texts = [query.text for query in queries]
    times, sizes = [], []
    for run in range(bench.runs):
        page, taken = _start(engine, lang, texts[run * len(texts) // bench.runs], bench)
        page.context.close()
        times.append(taken)
        fetched = [name for name in dict.fromkeys(bench.asked) if name not in engine.before[lang]]
        sizes.append(_bytes(bench, fetched) + engine.besides)
    page, _ = _start(engine, lang, texts[0], bench, is_slow=False)
    answers = [[_address(*place) for place in found] for found in page.evaluate(ANSWER_ALL, texts)]
    _slow_down(page)
    warm = page.evaluate(TIME_ALL, texts[:: math.ceil(len(texts) / TIMED)])
    page.context.close()
    return Measured(answers, max(sizes), statistics.median(times), statistics.quantiles(warm, n=20)[-1])


def _start(engine: Engine, lang: Lang, query: str, bench: Bench, is_slow: bool = True) -> tuple[Page, float]:
    """A new reader's page with the engine in it, and the milliseconds until its first answer."""
    page = bench.browser.new_context().new_page()
    page.goto(f"{bench.address}{lang}.html")
    bench.asked.clear()
    if is_slow:
        _slow_down(page)
    taken = page.evaluate(
        f"""async ([setup, query]) => {{
          {LOAD}
          const started = performance.now();
          await ({engine.start})(setup);
          await ask(query);
          return performance.now() - started;
        }}""",
        [engine.setup[lang], query],
    )
    return page, taken


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
            [f"{lang}: first answer, ms", *(f"{each.first_milliseconds:,.0f}" for each in measured)],
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
