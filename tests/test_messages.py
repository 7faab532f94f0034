from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from fault_cases import Fault, load_faults

from scripts.building import prepare
from scripts.command_line import run
from scripts.problems import Problem, SiteError, in_language, messages

# What libraries say of a wrong value or of wrong YAML.
OF_PROGRAMMERS = re.compile(
    r"(Input|String|List|Dictionary|Value) should|valid (string|list|dictionary|integer)|did not find|"
    r"not allowed in this|unexpected end|pattern '|range for month|Error\b|None\b"
)
# English prose in what is told in Chinese; names and forms stand there as they are.
ENGLISH_WORDS = re.compile(r"\b[a-z]+ (?:[a-z]+|\{[a-z]+\})(?= |$)")
FAULTS = load_faults()
LANGUAGES = ("zh", "en")


def slots(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("code", messages())
def test_every_message_has_a_fault_that_shows_it(code: str) -> None:
    assert code in {fault.code for fault in FAULTS}


@pytest.mark.parametrize("code", sorted({fault.code for fault in FAULTS}))
def test_every_fault_is_named_after_a_message(code: str) -> None:
    assert code in messages()


@pytest.mark.parametrize("code", messages())
def test_a_message_differs_between_the_languages_and_names_the_same_in_both(code: str) -> None:
    zh, en = (messages()[code][lang] for lang in LANGUAGES)
    assert zh != en
    assert slots(zh) == slots(en)


@pytest.mark.parametrize("code", messages())
def test_a_message_says_how_to_repair_what_it_found(code: str) -> None:
    assert "修改办法：" in messages()[code]["zh"]
    assert "Repair: " in messages()[code]["en"]


def test_the_small_explainer_has_no_problem(small_explainer: Path) -> None:
    prepare(small_explainer)


def problems_of(root: Path) -> list[Problem]:
    """The errors and warnings of an explainer; one that has only warnings can be built."""
    try:
        return prepare(root).warnings
    except SiteError as error:
        return error.problems


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_fault_is_told_in_its_place(
    fault: Fault, small_explainer: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fault.apply(small_explainer)
    found = problems_of(small_explainer)
    assert found
    assert {(problem.code, problem.path, problem.line) for problem in found} == set(
        fault.expected(small_explainer)
    )
    for problem in found:
        told = {lang: problem.message(lang) for lang in LANGUAGES}
        assert told["zh"] != told["en"]
        for lang, message in told.items():
            # Who writes a module of a figure knows what Python says.
            assert problem.code == "figure_raised" or not OF_PROGRAMMERS.search(message)
            values = {name: in_language(value, lang) for name, value in problem.values}
            for name in slots(messages()[problem.code][lang]):
                assert values[name] in message
            if problem.code == "wrong_value" and lang == "zh":
                assert not ENGLISH_WORDS.search(values["expected"])

    def fail() -> None:
        raise SiteError(found)

    status = run(fail, "both")
    output = capsys.readouterr()
    assert status == 1
    assert output.out == ""
    assert "Traceback" not in output.err
    code, path, line = fault.expected(small_explainer)[0]
    assert any(entry.startswith(f"{path}:{line}: ") for entry in output.err.splitlines()), code
