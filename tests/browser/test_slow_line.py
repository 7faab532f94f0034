"""A line so slow that a page comes in small pieces: each piece may be painted, and nothing jumps."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import LARGEST_SHIFT, Handler, script, served
from tests.browser.pages import sister

PIECE = 700
PIECES = 30  # the header and the first screen; the rest comes at once
A_FRAME_AND_MORE = 0.03
PAGES = [uri for one in ("", "chapters/services/", "charts/service_items/") for uri in (one, sister(one))]
# When the header's end is there: what follows it in the page.
WHEN_WHOLE = """new MutationObserver((_, observer) => {
  if (!document.getElementById("reading-settings")) return;
  window.headerIsWhole = performance.now();
  observer.disconnect();
}).observe(document, { childList: true, subtree: true });"""
ROUNDING = 5  # milliseconds: a browser tells the first paint coarsely
SAVED = {
    "usual": "{}",
    "elder": '{"now":{"reading":"elder","textSize":"4","theme":"cream"},"steps":[]}',
}


class SlowHandler(Handler):
    """Sends pages piece by piece, and all other files at once."""

    def copyfile(self, source: BinaryIO, outputfile: BinaryIO) -> None:
        for _piece in range(PIECES if self.path.endswith("/") else 0):
            outputfile.write(source.read(PIECE))
            outputfile.flush()
            time.sleep(A_FRAME_AND_MORE)
        outputfile.write(source.read())


@pytest.fixture(scope="module")
def slow_address(built_site: Path) -> Iterator[str]:
    with served(built_site, SlowHandler) as address:
        yield address


def opened(browser: Browser, address: str, width: int, saved: str) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 844})
    page.add_init_script(script("watch"))
    page.add_init_script(WHEN_WHOLE)
    page.add_init_script(f"if (location.host) localStorage.setItem('reading-settings', '{saved}')")
    page.goto(address)
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return page


@pytest.mark.parametrize("uri", PAGES)
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("saved", SAVED.values(), ids=SAVED)
def test_nothing_jumps_while_a_page_arrives(
    browser: Browser, slow_address: str, uri: str, width: int, saved: str
) -> None:
    page = opened(browser, slow_address + uri, width, saved)
    shifts, whole, painted, arrived = page.evaluate(
        """[watched.shifts, headerIsWhole, performance.getEntriesByName("first-paint")[0].startTime,
          performance.getEntriesByType("navigation")[0].responseEnd]"""
    )
    page.close()
    assert shifts <= LARGEST_SHIFT
    assert whole - ROUNDING <= painted < arrived
