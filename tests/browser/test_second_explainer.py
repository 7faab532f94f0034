"""Another explainer of the same code in a real browser: its colours can be read, and its search finds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.axe_core import ALL, look, states_of_systems, states_of_themes
from tests.browser.conftest import Reader, served


@pytest.fixture(scope="module", params=[390, 1280])
def reader_of_the_market(browser: Browser, market: Path, request: pytest.FixtureRequest) -> Iterator[Reader]:
    """Somebody who reads the second explainer, on a phone and at a desk."""
    with served(market / "site") as address:
        context = browser.new_context(viewport={"width": request.param, "height": 900})
        yield Reader(context, address)
        context.close()


@pytest.mark.parametrize(
    "uri", ["", "en/", "chapters/stalls/", "en/chapters/buyers/", "charts/years/", "help/"]
)
def test_axe_finds_nothing_in_any_theme(reader_of_the_market: Reader, uri: str) -> None:
    visit = reader_of_the_market.visit(uri)
    found = look(visit.page, lambda page: iter([("default", ALL, [])]))
    assert found.violations == ()
    for states in (states_of_themes, states_of_systems):
        assert look(visit.page, states).violations == ()
    assert (visit.errors, visit.foreign, visit.failed) == ([], [], [])
    visit.page.close()


@pytest.mark.parametrize(
    ("folder", "query", "found"), [("", "gongpingcheng", "公平秤"), ("en/", "weigh", "fair scale")]
)
def test_search_finds_its_own_words(
    reader_of_the_market: Reader, folder: str, query: str, found: str
) -> None:
    page = reader_of_the_market.visit(folder).page
    page.locator(".header__search").click()
    page.locator(".search__query").fill(query)
    page.locator(".search__results > li").first.wait_for()
    assert found in page.locator(".search__results").inner_text()
    page.close()


def test_no_page_is_wider_than_the_screen(reader_of_the_market: Reader) -> None:
    for uri in ("", "en/", "chapters/stalls/", "en/charts/kinds_of_stalls/", "en/sources/"):
        page = reader_of_the_market.visit(uri).page
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), uri
        page.close()
