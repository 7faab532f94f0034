"""The engines that the benchmark of search compares: ours, Material's and Pagefind, over the same pages."""

from __future__ import annotations

import contextlib
import gzip
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser

from charts.wording import Lang
from scripts.environment import ROOT
from scripts.first_visit import file_of, gzip_bytes
from scripts.pages import LANGS
from scripts.search_corpora import Corpus, content_of, html_of, say
from scripts.search_sections import SearchPage

PAGEFIND = "pagefind@1.6.0"
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
  await engine.open(lang); // as the panel does while the reader begins to type
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
class Bench:
    """A browser, the folder that is served to it, and what it asked for since the list was cleared."""

    browser: Browser
    folder: Path
    address: str
    asked: list[str]
    runs: int


def our_engine(corpus: Corpus, bench: Bench) -> Engine:
    """Ours, with the index that the corpus has of it already."""
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


def material_engine(corpus: Corpus, bench: Bench) -> Engine:
    """Stock Material with its search plugin's index of the pages, and how much more a page of it fetches."""
    say(f"{corpus.name}: Material's index …")
    folder = Path(tempfile.mkdtemp(prefix="material", dir=bench.folder))
    setup, page_load, before = {}, {}, {}
    for lang in LANGS:
        site = _stock(folder / f"with-{lang}", lang, f"[search: {{lang: {lang}}}]", corpus.pages[lang])
        without = _stock(folder / f"without-{lang}", lang, "[]")
        fetched, plain = (_visit(bench, each) for each in (site, without))
        page_load[lang] = bytes_of(bench, fetched) - bytes_of(bench, plain)
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
                content=content_of(page), url=page.uri, title=page.title, toc=[], meta={"title": page.title}
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


def find_pagefind(named: str | None) -> list[str] | None:
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


def pagefind_engine(corpus: Corpus, bench: Bench, command: list[str]) -> Engine:
    """Pagefind over the pages as plain HTML, with the page of results that its guide puts on every page."""
    say(f"{corpus.name}: Pagefind's index …")
    folder = Path(tempfile.mkdtemp(prefix="pagefind", dir=bench.folder))
    for lang in LANGS:
        for page in corpus.pages[lang]:
            file = folder / lang / page.uri / "index.html"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(html_of(page.title, content_of(page), lang), encoding="utf-8")
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


def bytes_of(bench: Bench, names: Sequence[str]) -> int:
    """The bytes of files as a host sends them; what is no file counts nothing."""
    files = (file_of(bench.folder, name) for name in names)
    return sum(gzip_bytes(file) for file in files if file.is_file())
