from __future__ import annotations

import pytest

from scripts.problems import SiteError, nearest, problem, reader_language, report

ONE = problem("docs/en/a.md", 3, "unknown_fact", found="bokos", nearest="books")
TWO = problem("docs/en/a.md", 12, "unknown_fact", found="x", nearest="–")


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "zh_TW.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "CI": "true"}, "both"),
    ],
)
def test_an_editor_is_told_in_the_language_of_the_system(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], lang: str
) -> None:
    for name in ("LANG", "LC_ALL", "LC_MESSAGES", "CI"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert reader_language() == lang


def test_problems_are_told_once_each_in_the_order_of_files_and_lines() -> None:
    assert SiteError([TWO, ONE, TWO]).problems == [ONE, TWO]


def test_a_problem_is_told_as_editors_and_terminals_know_it() -> None:
    assert report([ONE], "en").startswith(
        "docs/en/a.md:3: no fact is called “bokos”; like it: books. Repair: "
    )
    assert report([ONE], "zh").startswith("docs/en/a.md:3: 没有叫“bokos”的事实；相近的有：books。修改办法：")


def test_both_languages_stand_under_one_place() -> None:
    first, second = report([ONE], "both").split("\n")
    assert first.startswith("docs/en/a.md:3: 没有叫")
    assert second.startswith("    no fact is called")


def test_braces_in_what_was_found_are_told_as_they_are() -> None:
    found = problem("a.yml", 1, "unknown_fact", found="{nearest}", nearest="{0}")
    assert "“{nearest}”" in found.message("en")
    assert "{0}" in found.message("en")


def test_the_nearest_names_come_first_and_a_dash_stands_for_none() -> None:
    assert nearest("bokos", ["books", "cases", "bookings"]).split(", ")[0] == "books"
    assert nearest("xyz", ["books"]) == "–"
