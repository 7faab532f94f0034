"""C53: axe-core with all of its rules on every page, in every state that a reader can bring it into."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.axe_core import (
    ALL,
    SYSTEMS,
    Finding,
    Findings,
    look,
    states_of_a_page,
    states_of_systems,
    states_of_themes,
)
from tests.browser.conftest import Reader, Tab
from tests.browser.pages import chapters, frames, uris

# What axe leaves open: the rule and its reason, and what settles the matter instead.
# Whatever is not in this table fails.
SETTLED_OTHERWISE = {
    ("th-has-data-cells", "th-has-data-cells"): "a row that names a group of rows has no cell of its own; "
    "test_figures.py proves that each group is a <tbody> of its own, as scope=rowgroup needs",
    **{
        ("color-contrast-enhanced", why): reason
        for why, reason in {
            "imgNode": "words in a drawing: test_age_friendly_pixels.py measures all texts in pixels (C09)",
            "bgOverlap": "words on the marks of a drawing: the same",
            "nonBmp": "the cross that closes an explanation: test_age_friendly_focus.py measures it",
            "elmPartiallyObscured": "a cell at the edge of a table's own frame, which scrolls: "
            "the cells beside it have the same colours and are decided",
        }.items()
    },
}


@pytest.fixture(scope="session")
def phone(new_reader) -> Reader:
    """Somebody with a phone."""
    return new_reader(viewport={"width": 390, "height": 844})


@pytest.fixture(scope="session")
def tab(phone: Reader) -> Tab:
    """The tab of a phone that goes from page to page."""
    return phone.new_tab()


@pytest.fixture(scope="session", params=uris(), ids=lambda uri: uri or "home")
def findings(tab: Tab, request: pytest.FixtureRequest) -> Findings:
    """What axe finds on a page of the site."""
    return look(tab.visit(request.param).page, states_of_a_page)


@pytest.fixture(scope="session", params=frames())
def findings_in_a_frame(tab: Tab, request: pytest.FixtureRequest) -> Findings:
    """What axe finds on a page that other sites show in a frame."""
    return look(tab.visit(request.param).page, _states_of_a_frame)


def test_c53_axe_finds_no_violation_in_any_state_of_a_page(findings: Findings) -> None:
    assert {
        "default",
        "elder version",
        "menu open",
        "search open",
        "settings and an explanation open",
        "yellow",
    } <= set(findings.states)
    assert findings.violations == ()


def test_c53_what_axe_leaves_open_is_settled_by_another_proof(findings: Findings) -> None:
    assert _unexplained(findings) == []


def test_c53_axe_finds_no_violation_in_a_figure_that_stands_in_a_frame(findings_in_a_frame: Findings) -> None:
    assert findings_in_a_frame.violations == ()
    assert _unexplained(findings_in_a_frame) == []


# One page of each kind: the colours of the system reach every page by the same few names.
@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize(
    "uri", ["", "chapters/services/", "charts/older_share/", "glossary/", "sources/", "help/", "search/"]
)
def test_c53_axe_finds_no_violation_in_the_colours_of_the_system(
    phone: Reader, language: str, uri: str
) -> None:
    page = phone.visit(language + uri).page
    found = look(page, states_of_systems)
    assert found.states == tuple(SYSTEMS)
    assert (found.violations, _unexplained(found)) == ((), [])
    page.close()


@pytest.mark.parametrize("uri", chapters()[:: len(chapters()) // 2])
def test_c53_axe_finds_no_violation_at_a_desk(reader: Reader, uri: str) -> None:
    page = reader.visit(uri).page
    found = look(page, _states_at_a_desk)
    assert (found.violations, _unexplained(found)) == ((), [])
    page.close()


def test_c53_axe_would_see_a_fault_in_each_kind_of_state(phone: Reader) -> None:
    page = phone.visit("chapters/services/").page
    page.add_style_tag(
        content=".menu__title { color: #aaa !important } .menu__list a { color: #666 !important }"
        " :root[data-theme=cream] h1 { color: #bba !important }"
        " .explanation__name { color: #999 !important }"
        " .search__status { color: #bbb !important }"
    )
    found = {(finding.state, finding.rule) for finding in look(page, states_of_a_page).violations}
    assert {
        ("menu open", "color-contrast-enhanced"),
        ("search open", "color-contrast-enhanced"),
        ("cream", "color-contrast-enhanced"),
        ("settings and an explanation open", "color-contrast-enhanced"),
    } <= found
    page.close()


def _states_of_a_frame(page) -> Iterator[tuple[str, tuple[str, ...], list[str]]]:
    yield "default", ALL, []
    yield from states_of_themes(page)
    yield from states_of_systems(page)


def _states_at_a_desk(page) -> Iterator[tuple[str, tuple[str, ...], list[str]]]:
    yield "default", ALL, []
    page.locator(".menu__button").click()
    yield "menu open", ALL, [".header"]


def _unexplained(findings: Findings) -> list[Finding]:
    return [found for found in findings.incomplete if (found.rule, found.why) not in SETTLED_OTHERWISE]
