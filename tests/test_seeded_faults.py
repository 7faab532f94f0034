from __future__ import annotations

from dataclasses import replace

import pytest

from scripts.checks import run_checks
from scripts.explainer import Explainer
from scripts.pages import parse_page
from scripts.problems import LANGUAGES, errors_in
from scripts.seeded_faults import KINDS, Slip, is_caught, problems_of, read_texts, slips
from scripts.translations import Translations, all_compared

# `python3 scripts/benchmark_check_faults.py` makes ten times as many, with the same seed.
COUNT = 12
SEED = 1


@pytest.fixture(scope="module")
def project(project: Explainer) -> Explainer:
    """The project as it is once all that waits to be confirmed in both languages is confirmed."""
    known = all_compared(project.pages_in("zh"), project.pages_in("en"))
    return replace(project, translations=Translations(known, dict.fromkeys(known, 1)))


@pytest.fixture(scope="module")
def texts(project: Explainer) -> dict[str, str]:
    return read_texts(project)


def lines_of(path: str, slip: Slip, texts: dict[str, str]) -> int:
    return (slip.text if path == slip.page.path else texts[path]).count("\n") + 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_slip_of_the_pen_is_told_with_its_file_and_line(
    kind: str, project: Explainer, texts: dict[str, str]
) -> None:
    made = list(slips(kind, COUNT, project, texts, SEED))
    assert len(made) == COUNT
    silent = []
    for slip in made:
        assert slip.text != texts[slip.page.path]
        found = problems_of(slip, project)
        if not is_caught(slip, found):
            silent.append(slip.describe())
        for problem in found:
            assert all(problem.describe(lang) for lang in LANGUAGES)
            assert problem.path not in texts or problem.line <= lines_of(problem.path, slip, texts)
    assert silent == []


def test_the_pages_as_they_are_have_no_problem(project: Explainer) -> None:
    """Else a slip would be counted as caught that nobody noticed; a warning counts for nothing."""
    assert errors_in(run_checks(project)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_measured_is_what_an_editor_is_told(
    kind: str, project: Explainer, texts: dict[str, str]
) -> None:
    """The measure leaves out checks that are slow or read no page; the rest says the same as `check.py`."""
    (slip,) = slips(kind, 1, project, texts, SEED)
    page = parse_page(slip.text, slip.page.lang, slip.page.path)
    pages = [page if page.path == other.path else other for other in project.pages]
    assert set(problems_of(slip, project)) <= set(run_checks(replace(project, pages=pages)))
