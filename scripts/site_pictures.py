"""Pictures of pages before and after a change, as they look on a phone and at a desk."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from playwright.sync_api import Browser, Error, Page, Route

from scripts.site_comparison import SiteComparison

MOST_PAGES = 20
WIDTHS = (390, 1280)
HOST = "https://site.invalid/"  # nowhere: the browser is handed the files
HIGHEST = 15_000  # pixels; a longer page is cut, for a browser draws no more at once


def pages_to_picture(sites: SiteComparison) -> list[str]:
    """The addresses of the pages that differ, both home pages when all may look different; 20 at most."""
    homes = ["", "en"] if sites.face or sites.frame else []
    return list(dict.fromkeys([*homes, *(page.name for page in sites.pages)]))[:MOST_PAGES]


def take_pictures(browser: Browser, sites: Path, addresses: list[str], to: Path) -> list[str]:
    """The names of the pictures taken of the pages in `sites/before` and `sites/after`, written into `to`.

    A page that is not there, or that does not load, has no picture.
    """
    to.mkdir(parents=True, exist_ok=True)
    names: list[str] = []
    for number, address in enumerate(addresses, start=1):
        for state in ("before", "after"):
            if (sites / state / address / "index.html").is_file():
                stem = f"{number:02}-{_file_name(address)}"
                names += _pictures(
                    browser, (sites / state).resolve(), address, to, f"{stem}-{{width}}-{state}.png"
                )
    return sorted(names)


def _file_name(address: str) -> str:
    """The address as part of a file's name that every system takes."""
    return re.sub(r"[^\w-]+", "-", address, flags=re.ASCII).strip("-")[:80] or "home"


def _pictures(browser: Browser, site: Path, address: str, to: Path, name: str) -> list[str]:
    taken = []
    for width in WIDTHS:
        context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
        context.route("**/*", lambda route: _answer(site, route))
        file = name.format(width=width)
        try:
            _take(context.new_page(), address, width, to / file)
            taken.append(file)
        except Error:
            continue
        finally:
            context.close()
    return taken


def _take(page: Page, address: str, width: int, file: Path) -> None:
    page.goto(HOST + (f"{quote(address)}/" if address else ""), wait_until="load")
    height = min(int(page.evaluate("document.documentElement.scrollHeight")), HIGHEST)
    page.screenshot(
        path=file,
        full_page=True,
        clip={"x": 0, "y": 0, "width": width, "height": height},
        animations="disabled",
    )


def _answer(site: Path, route: Route) -> None:
    """Gives a page the site's own files and nothing else: it comes from a stranger, and reaches nobody."""
    address = route.request.url
    file = (site / unquote(urlsplit(address).path).lstrip("/")).resolve()
    file = file / "index.html" if file.is_dir() else file
    if address.startswith(HOST) and file.is_relative_to(site) and file.is_file():
        route.fulfill(path=file)
    else:
        route.abort()
