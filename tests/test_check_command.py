"""`check.py`: warnings are told and stop nothing; GitHub gets its annotations."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import copy_small_explainer, run_command

from scripts.explainer import CODE_ROOT
from scripts.problems import Problem, github_annotations, problem, warning

CHAPTER = "docs/en/chapters/one.md"


def add_a_warning(root: Path) -> None:
    file = root / CHAPTER
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("To report a mistake, see", "To report a mistake,  see"), encoding="utf-8")


def add_an_error(root: Path) -> None:
    file = root / CHAPTER
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("[Nearly 40%]", "[Nearly 60%]"), encoding="utf-8")


def test_the_project_is_told_in_one_line() -> None:
    result = run_command("check", "--lang", "both")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.endswith(": no problems\n")


def test_what_was_checked_is_told_in_the_editors_language(small_explainer: Path) -> None:
    result = run_command("check", "--lang", "zh", "--config", str(small_explainer))
    assert result.stdout == "14页，12个事实，2个来源，2个词语，2张图：没有问题\n"


def test_a_warning_is_told_and_stops_nothing(small_explainer: Path) -> None:
    add_a_warning(small_explainer)
    result = run_command("check", "--lang", "both", "--config", str(small_explainer))
    assert result.returncode == 0
    assert result.stderr.startswith(f"{CHAPTER}:27: 提醒：")
    assert "\n    warning: two spaces" in result.stderr
    assert result.stdout.endswith(": 1 warning\n")
    built = run_command("build", "--config", str(small_explainer))
    assert built.returncode == 0
    assert f"{CHAPTER}:27: warning: " in built.stderr
    assert (small_explainer / "site" / "index.html").exists()


def test_warnings_are_told_beside_errors(small_explainer: Path) -> None:
    add_a_warning(small_explainer)
    add_an_error(small_explainer)
    result = run_command("check", "--lang", "en", "--config", str(small_explainer))
    assert result.returncode == 1
    assert f"{CHAPTER}:27: warning: " in result.stderr
    assert result.stderr.splitlines()[-1] == "1 problem, 1 warning"


def test_annotations_stand_alone_when_asked_for(small_explainer: Path) -> None:
    add_a_warning(small_explainer)
    add_an_error(small_explainer)
    result = run_command("check", "--format", "github", "--lang", "en", "--config", str(small_explainer))
    assert result.returncode == 1
    error, soft = result.stdout.splitlines()
    assert error.startswith(f"::error file={CHAPTER},line=11,title=")
    assert soft.startswith(f"::warning file={CHAPTER},line=27,title=")
    assert result.stderr == "1 problem, 1 warning\n"


def test_annotations_stand_beside_the_text_in_githubs_runner(small_explainer: Path) -> None:
    add_an_error(small_explainer)
    runner = {"GITHUB_ACTIONS": "true", "CI": "true"}
    result = run_command("check", "--config", str(small_explainer), environment=runner)
    assert result.stdout.startswith(f"::error file={CHAPTER},line=11,")
    assert result.stderr.startswith(f"{CHAPTER}:11: ")


def test_paths_of_annotations_start_from_the_repository(tmp_path: Path) -> None:
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    root = copy_small_explainer(tmp_path / "repository" / "explainers" / "small")
    add_an_error(root)
    result = run_command("check", "--format", "github", "--config", str(root))
    assert result.stdout.startswith(f"::error file=explainers/small/{CHAPTER},line=11,")


@pytest.mark.parametrize("make", [problem, warning])
def test_what_github_takes_for_its_own_is_escaped(tmp_path: Path, make: type[Problem]) -> None:
    found = make("docs/zh/a,b:c%.md", 3, "unknown_fact", found="x\n::warning::y", nearest="100%")
    (line,) = github_annotations([found], tmp_path).splitlines()
    properties, text = line.removeprefix(f"::{found.severity} ").split("::", 1)
    assert properties.startswith("file=docs/zh/a%2Cb%3Ac%25.md,line=3,title=")
    assert "x ::warning::y" in text  # what is quoted breaks no line
    assert "100%25" in text
    assert "%0Ano fact is called" in text


def test_an_explainer_without_a_repository_is_its_own(tmp_path: Path) -> None:
    found = problem("docs/a.md", 1, "unknown_fact", found="x", nearest="–")
    assert github_annotations([found], tmp_path).startswith("::error file=docs/a.md,")


def test_the_projects_proofs_are_looked_for_in_its_tests(tmp_path: Path) -> None:
    for name in ("docs", "charts", "overrides", "scripts", "tests"):
        ignored = shutil.ignore_patterns("__pycache__", "faults", "cases", "looks", "vendor")
        shutil.copytree(CODE_ROOT / name, tmp_path / name, ignore=ignored)
    for name in ("mkdocs.yml", "mkdocs.en.yml"):
        shutil.copy(CODE_ROOT / name, tmp_path / name)
    statement = tmp_path / "docs" / "accessibility.yml"
    text = statement.read_text(encoding="utf-8")
    line = text[: text.index("proof: [C53")].count("\n") + 1
    statement.write_text(text.replace("proof: [C53", "proof: [C93", 1), encoding="utf-8")
    result = run_command("check", "--lang", "en", "--config", str(tmp_path))
    assert result.stderr.startswith(f"docs/accessibility.yml:{line}: no test is called “C93”; like it: C")
    assert result.stderr.splitlines()[-1] == "1 problem"
