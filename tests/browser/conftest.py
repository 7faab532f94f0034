"""The built site in a real browser, served below a sub-path as GitHub Pages serves it."""

from __future__ import annotations

import functools
import http.server
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.pages import uris

BASE = urlsplit(os.environ.get("SITE_URL", "https://example.org/repo/")).path
WIDTHS = (1280, 390, 320)
A_MINUTE = 60_000
LARGEST_SHIFT = 0.02  # of the window, as the layout shifts of a page add up
# All of a page that could change by itself.
STATE = """() => [location.href, scrollX, scrollY, document.title, history.length,
  document.activeElement.tagName, document.getAnimations().length, document.documentElement.outerHTML]"""
FLAGS = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the site under BASE and the site's own 404 page for everything else."""

    def translate_path(self, path: str) -> str:
        plain = path.partition("?")[0]
        return super().translate_path(plain[len(BASE) - 1 :] if plain.startswith(BASE) else "/no-such-page")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *arguments: object) -> None:
        """Silence when well."""


@dataclass
class Visit:
    """A page that was opened, and all that went wrong or went out while it loaded."""

    page: Page
    uri: str
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    bytes: dict[str, int] = field(default_factory=dict)


@dataclass
class Tab:
    """A tab that goes from page to page: each visit ends with the next one.

    A tab of its own costs a page more than its loading does.
    """

    page: Page
    root: str
    visited: Visit = field(init=False)

    def __post_init__(self) -> None:
        page = self.page
        self.visited = Visit(page, "")
        page.on("console", lambda line: line.type == "error" and self.visited.errors.append(line.text))
        page.on("pageerror", lambda error: self.visited.errors.append(str(error)))
        page.on("request", lambda request: self._note_foreign(request.url))
        page.on("response", lambda answer: answer.status >= 400 and self.visited.failed.append(answer.url))

    def visit(self, uri: str = "") -> Visit:
        self.visited = Visit(self.page, uri)
        self.page.goto(self.root + uri, wait_until="load")
        return self.visited

    def _note_foreign(self, url: str) -> None:
        if not url.startswith(self.root):
            self.visited.foreign.append(url)


@dataclass(frozen=True)
class Reader:
    """Opens pages of the site as one kind of reader."""

    context: BrowserContext
    root: str

    def visit(self, uri: str = "") -> Visit:
        """Opens a page in a tab of its own."""
        return self.new_tab().visit(uri)

    def new_tab(self) -> Tab:
        return Tab(self.context.new_page(), self.root)


@pytest.fixture(scope="session")
def site_address(built_site: Path) -> Iterator[str]:
    """Where the built site is served, sub-path included."""
    with served(built_site) as address:
        yield address


@contextmanager
def served(site: Path, handler: type[Handler] = Handler) -> Iterator[str]:
    """The address at which a built site can be read for as long as it is needed."""
    handler = functools.partial(handler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}{BASE}"
        server.shutdown()


@pytest.fixture(scope="session")
def browser(pytestconfig: pytest.Config) -> Iterator[Browser]:
    """A Chromium; a missing one is a failure, not a skip."""
    path = pytestconfig.getoption("--chromium") or os.environ.get("CHROMIUM")
    if not path:
        pytest.fail("No Chromium is named. Repair: run python3 scripts/test.py, which finds or installs one.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def new_reader(browser: Browser, site_address: str):
    """A function that makes a reader: keyword arguments are Playwright's for a browser context."""
    contexts = []

    def make(**options: object) -> Reader:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        return Reader(context, site_address)

    yield make
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def reader(new_reader) -> Reader:
    """Somebody at a desk."""
    return new_reader()


@pytest.fixture(scope="session")
def reader_without_scripts(new_reader) -> Reader:
    """Somebody whose browser runs no JavaScript, on a phone."""
    return new_reader(java_script_enabled=False, viewport={"width": 390, "height": 844})


@pytest.fixture(scope="session")
def tab(reader: Reader) -> Tab:
    """A tab of somebody at a desk, in which tests go from page to page."""
    return reader.new_tab()


@pytest.fixture(scope="session")
def tab_without_scripts(reader_without_scripts: Reader) -> Tab:
    return reader_without_scripts.new_tab()


@pytest.fixture(scope="session")
def readers_by_width(new_reader) -> dict[int, Reader]:
    """A reader for each width of screen that pages are tested at."""
    return {width: new_reader(viewport={"width": width, "height": 800}) for width in WIDTHS}


# Pages that many tests look at, opened once: pytest runs all tests of one page together.


def script(name: str) -> str:
    """The JavaScript of a file beside the tests, for a page to evaluate."""
    return (Path(__file__).parent / f"{name}.js").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def watched_tab(new_reader) -> Tab:
    """A tab on a phone whose browser notes what a page's scripts listen for, open, play and move."""
    watched = new_reader(viewport={"width": 390, "height": 844})
    watched.context.add_init_script(script("watch"))
    return watched.new_tab()


@pytest.fixture(scope="session", params=uris())
def phone(request: pytest.FixtureRequest, watched_tab: Tab) -> Visit:
    """Every page in turn, open on a phone; a test that changes the page changes it back."""
    return watched_tab.visit(request.param)


@pytest.fixture(scope="session", params=uris())
def plain(request: pytest.FixtureRequest, tab_without_scripts: Tab) -> Visit:
    """Every page in turn, open on a phone without JavaScript; a test that changes it changes it back."""
    return tab_without_scripts.visit(request.param)


@pytest.fixture(scope="session")
def hurried(new_reader) -> Tab:
    """A tab whose clock can be turned on."""
    reader = new_reader()
    reader.context.add_init_script(script("watch"))
    reader.context.clock.install()
    tab = reader.new_tab()
    tab.page.on("dialog", lambda dialog: tab.visited.errors.append(f"a dialog: {dialog.message}"))
    return tab


@pytest.fixture(scope="session", params=uris())
def minute(request: pytest.FixtureRequest, hurried: Tab) -> dict:
    """A page as it was loaded and as it is after a minute in which nobody touched it."""
    visit = hurried.visit(request.param)
    page = visit.page
    before = page.evaluate(STATE)
    page.clock.run_for(A_MINUTE)
    after = page.evaluate(STATE)
    face = page.evaluate(script("face"))
    watched = page.evaluate("watched")
    page.emulate_media(reduced_motion="reduce")
    page.evaluate("document.documentElement.dataset.reading = 'elder'")
    calm = page.evaluate("[document.getAnimations().length, watched.moved]")
    page.emulate_media(reduced_motion="null")
    pages = len(page.context.pages)
    return {"visit": visit, "before": before, "after": after, "face": face, "watched": watched, "calm": calm,
            "pages": pages}  # fmt: skip
