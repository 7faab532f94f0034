from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from scripts.explainer import CODE_ROOT

DECISIONS = CODE_ROOT / "docs" / "decisions"
PAGES = sorted(DECISIONS.glob("[0-9]*.md"))
LISTED = re.compile(r"^(\d+)\. \[(.+)\]\((.+)\)$", re.MULTILINE)
NAMED_TEST = re.compile(r"(tests/[\w/]+\.py)::(\w+)")
# Chartability's tests that it calls critical.
CRITICAL = (
    "Low contrast",
    "Content is only visual",
    "Small text",
    "Seizure risk",
    "One type of input",
    "No cues for interaction",
    "Overriding assistive controls",
    "No explanation",
    "No title, summary or caption",
    "Reading level",
    "No table",
    "Data density",
    "Tedious navigation",
    "User styles ignored",
)
# What the site must do for older readers.
POINTS = tuple(f"C{number:02}" for number in range(1, 57))


def read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def named_tests() -> list[tuple[str, str, str]]:
    """Page, file and name of each test that a decision names, once each."""
    return sorted({(page.name, *found) for page in PAGES for found in NAMED_TEST.findall(read(page))})


@cache
def names_in(file: Path) -> set[str]:
    return {node.name for node in ast.parse(read(file)).body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize(("page", "path", "name"), named_tests())
def test_every_test_that_a_decision_names_exists(page: str, path: str, name: str) -> None:
    file = CODE_ROOT / path
    assert file.is_file(), f"{page}: {path}"
    assert name in names_in(file), f"{page}: {path}::{name}"
    assert name.startswith("test_")


def test_the_list_of_decisions_names_every_page_by_its_title() -> None:
    listed = LISTED.findall(read(DECISIONS / "README.md"))
    assert [file for _, _, file in listed] == [page.name for page in PAGES]
    for number, title, file in listed:
        assert int(file.partition("-")[0]) == int(number)
        assert read(DECISIONS / file).startswith(f"# {title}\n")


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_a_decision_says_what_was_decided(page: Path) -> None:
    assert "\n**Decision.** " in read(page)


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_nothing_is_left_to_do_on_a_page_of_decisions(page: Path) -> None:
    assert "TODO" not in read(page)


@pytest.mark.parametrize("name", CRITICAL)
def test_each_critical_test_of_chartability_is_answered(name: str) -> None:
    _, _, rest = read(DECISIONS / "0010-chartability.md").partition(f"\n**{name}.**\n")
    answer = rest.partition("\n\n")[0]
    assert NAMED_TEST.search(answer), f"{name}: no test holds it"


@pytest.mark.parametrize("point", POINTS)
def test_each_point_of_age_friendliness_has_a_test_or_an_answer(point: str) -> None:
    names = {name for file in (CODE_ROOT / "tests").rglob("test_*.py") for name in names_in(file)}
    # One test may hold two points: test_c16_c19_…
    has_test = any(re.match(rf"test_(c\d\d_)*{point.lower()}_", name) for name in names)
    is_answered = f"\n**{point}.** " in read(DECISIONS / "0014-points.md")
    assert has_test or is_answered
