"""What a first visit and a second page cost, in bytes as a host that compresses sends them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from scripts.first_visit import Visit, first_visit
from scripts.reader_server import serve
from tests.browser.pages import sister, uris

KB = 1024
FIRST_VISIT, SCRIPTS, SECOND_PAGE = 50 * KB, 14 * KB, 17 * KB
# The ledger of all sources and the glossary are one page each, so that an address leads to every entry.
LONG = {"sources/": 24 * KB, "glossary/": 17 * KB}
SCRIPT = ".js"


@pytest.fixture(scope="session")
def host(built_site: Path) -> Iterator[str]:
    """A host that compresses and lets a browser keep what it has, as GitHub Pages does."""
    with serve(built_site) as address:
        yield address


@pytest.fixture(scope="session", params=uris(), ids=lambda uri: uri or "home")
def visits(
    browser: Browser, built_site: Path, host: str, request: pytest.FixtureRequest
) -> tuple[Visit, ...]:
    """A first visit to a page, and the same reader's next page: the same words in the other language."""
    return first_visit(browser, built_site, host, request.param, sister(request.param))


def test_a_first_visit_costs_at_most_fifty_kilobytes(visits: tuple[Visit, ...]) -> None:
    first, _ = visits
    assert any(file.endswith(".css") for file in first.files)
    assert first.total() <= FIRST_VISIT


def test_the_scripts_of_a_page_cost_at_most_fourteen_kilobytes(visits: tuple[Visit, ...]) -> None:
    assert 0 < visits[0].total(SCRIPT) <= SCRIPTS


def test_the_second_page_of_a_visit_costs_at_most_seventeen_kilobytes(visits: tuple[Visit, ...]) -> None:
    first, second = visits
    page = second.files[0]
    assert page not in first.files
    assert second.bytes[page] <= LONG.get(page.removeprefix("en/"), SECOND_PAGE)


def test_the_second_page_fetches_the_page_alone(visits: tuple[Visit, ...]) -> None:
    """But for what only that language has: no style and no shared script again."""
    first, second = visits
    assert set(second.files) & set(first.files) <= set(second.files[:1])


def test_no_file_is_fetched_twice(visits: tuple[Visit, ...]) -> None:
    first, _ = visits
    assert len(first.files) == len(set(first.files))
