"""axe-core on every page × language × colour scheme × width, with its strictest rules."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Reader
from tests.browser.pages import frames, uris

RULES = {
    "runOnly": [
        "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "wcag2aaa", "best-practice",
    ],
    "resultTypes": ["violations"],
}  # fmt: skip
SCHEMES = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "high contrast": {"contrast": "more"},
    "dark high contrast": {"color_scheme": "dark", "contrast": "more"},
}


@pytest.fixture(scope="session")
def readers_by_scheme(new_reader) -> dict[str, Reader]:
    """A reader on a phone for each colour scheme."""
    return {
        name: new_reader(viewport={"width": 390, "height": 844}, **options)
        for name, options in SCHEMES.items()
    }


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("uri", uris())
def test_axe_finds_no_violation(readers_by_scheme, scheme: str, uri: str) -> None:
    page = readers_by_scheme[scheme].visit(uri).page
    assert _violations(page) == []
    page.close()


@pytest.mark.parametrize("uri", frames())
def test_axe_finds_no_violation_in_a_figure_that_stands_in_a_frame(readers_by_scheme, uri: str) -> None:
    page = readers_by_scheme["light"].visit(uri).page
    assert _violations(page) == []
    page.close()


@pytest.mark.parametrize("uri", ["chapters/services/", "en/chapters/services/"])
def test_axe_finds_no_violation_at_a_desk_with_the_menu_open(reader: Reader, uri: str) -> None:
    page = reader.visit(uri).page
    page.locator(".menu__button").click()
    assert _violations(page) == []
    page.close()


def _violations(page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]
    ]
