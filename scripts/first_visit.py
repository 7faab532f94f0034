"""What a new reader's browser fetches for a page, in bytes as a host that compresses would send them."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ViewportSize

PHONE: ViewportSize = {"width": 390, "height": 844}
ICON = "document.querySelector('link[rel=icon]').href"


@dataclass(frozen=True)
class Visit:
    """The files that were fetched, in order, below the site's root, and the bytes of each."""

    files: tuple[str, ...]
    bytes: dict[str, int]

    def total(self, ending: str = "") -> int:
        """The bytes of all files, or of those whose names end so."""
        return sum(count for file, count in self.bytes.items() if file.endswith(ending))


def first_visit(browser: Browser, site: Path, address: str, uri: str, *more: str) -> tuple[Visit, ...]:
    """What a visit to `uri` fetches, and then the same reader's visit to each of `more`."""
    context = browser.new_context(viewport=PHONE, ignore_https_errors=True)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    asked: dict[str, str] = {}

    def forget(event: dict[str, Any]) -> None:
        """What the browser still has is no request to the host."""
        if event.get("response", {"fromDiskCache": True})["fromDiskCache"]:
            asked.pop(_id(event), None)

    session.on("Network.requestWillBeSent", lambda event: asked.update({_id(event): event["request"]["url"]}))
    session.on("Network.requestServedFromCache", forget)
    session.on("Network.responseReceived", forget)
    visits: list[Visit] = []
    for next_uri in (uri, *more):
        asked.clear()
        page.goto(address + next_uri, wait_until="load")  # components that are fetched later delay it
        icon = page.evaluate(ICON)  # a browser fetches it when it likes
        urls = [url for url in asked.values() if url != icon] + ([] if visits else [icon])
        names = tuple(url.removeprefix(address) for url in urls)
        visits.append(Visit(names, {name: gzip_bytes(file_of(site, name)) for name in names}))
    context.close()
    return tuple(visits)


def _id(event: dict[str, Any]) -> str:
    return str(event["requestId"])


def file_of(site: Path, name: str) -> Path:
    """The file behind an address below the site's root."""
    file = site / name
    return file / "index.html" if file.is_dir() else file


def gzip_bytes(file: Path) -> int:
    """The bytes of a file as a host sends them."""
    return len(gzip.compress(file.read_bytes(), 9))
