"""Pictures of pages before and after a change, as they look on a phone and at a desk."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, Route, sync_playwright

from scripts.reader_server import serve
from scripts.site_comparison import SiteComparison

MOST_PAGES = 20
WIDTHS = (390, 1280)
HIGHEST = 15_000  # pixels; a longer page is cut, for a browser draws no more at once
FLAGS = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")


def pages_to_picture(sites: SiteComparison) -> list[str]:
    """The addresses of the pages that differ, both home pages when all may look different; 20 at most."""
    homes = ["", "en"] if sites.face or sites.frame else []
    return list(dict.fromkeys([*homes, *(page.name for page in sites.pages)]))[:MOST_PAGES]


def take_pictures(sites: Path, addresses: list[str], to: Path, chromium: str) -> list[str]:
    """The names of the pictures taken of the pages in `sites/before` and `sites/after`, written into `to`.

    A page that is not there, or that does not load, has no picture.
    """
    to.mkdir(parents=True, exist_ok=True)
    names: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        for state in ("before", "after"):
            with serve(sites / state) as root:
                for number, address in enumerate(addresses, start=1):
                    if (sites / state / address / "index.html").is_file():
                        stem = f"{number:02}-{_file_name(address)}"
                        names += _picture(browser, root, address, to, f"{stem}-{{width}}-{state}.png")
        browser.close()
    return sorted(names)


def _file_name(address: str) -> str:
    """The address as part of a file's name that every system takes."""
    return re.sub(r"[^\w-]+", "-", address, flags=re.ASCII).strip("-")[:80] or "home"


def _picture(browser: Browser, root: str, address: str, to: Path, name: str) -> list[str]:
    taken = []
    for width in WIDTHS:
        context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
        page = context.new_page()
        page.route(lambda url: not url.startswith(root), _refuse)  # the page comes from a stranger
        file = name.format(width=width)
        try:
            _take(page, f"{root}{address}/" if address else root, width, to / file)
            taken.append(file)
        except Error:
            continue
        finally:
            context.close()
    return taken


def _take(page: Page, address: str, width: int, file: Path) -> None:
    page.goto(address, wait_until="load")
    height = min(int(page.evaluate("document.documentElement.scrollHeight")), HIGHEST)
    page.screenshot(
        path=file,
        full_page=True,
        clip={"x": 0, "y": 0, "width": width, "height": height},
        animations="disabled",
    )


def _refuse(route: Route) -> None:
    route.abort()
