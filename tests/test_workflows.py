"""The GitHub workflows: valid, without known weaknesses, calling only the project's own scripts."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def _steps(file: Path) -> list[dict[str, Any]]:
    jobs = yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"].values()
    return [step for job in jobs for step in job["steps"]]


def _run(tool: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name(tool)), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_every_workflow_fits_githubs_schema() -> None:
    result = _run("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *map(str, WORKFLOWS))
    assert result.returncode == 0, result.stdout


def test_no_workflow_has_a_known_weakness() -> None:
    result = _run("zizmor", "--offline", "--no-progress", str(ROOT / ".github"))
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_a_workflow_runs_only_the_projects_own_scripts(file: Path) -> None:
    for step in _steps(file):
        if "run" in step:
            # One command with plain arguments: nothing that a shell or GitHub would put something else for.
            assert re.fullmatch(r"python3 scripts/\w+\.py( [\w./^-]+)*", step["run"].strip())
            assert "working-directory" not in step
            assert "shell" not in step


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_every_job_ends_by_itself_and_every_check_out_forgets_its_token(file: Path) -> None:
    for job in yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"].values():
        assert 0 < job["timeout-minutes"] <= 45
    for step in _steps(file):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


def test_a_pull_request_is_reviewed_and_its_review_kept_also_when_the_check_fails() -> None:
    job = yaml.safe_load((ROOT / ".github" / "workflows" / "pull-request.yml").read_text("utf-8"))["jobs"][
        "review"
    ]
    check, review, keep = job["steps"][-3:]
    assert check["run"].startswith("python3 scripts/check.py")
    assert "--base HEAD^1 --out build/review" in review["run"]
    assert keep["with"]["path"] == "build/review/"
    assert review["if"] == keep["if"] == "${{ !cancelled() }}"
    assert job["steps"][0]["with"]["fetch-depth"] == 2


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_every_action_is_pinned_to_a_commit(file: Path) -> None:
    for step in _steps(file):
        if "uses" in step:
            assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", step["uses"])


def test_only_the_deploying_job_may_write_and_no_workflow_uses_a_secret() -> None:
    for file in WORKFLOWS:
        text = file.read_text(encoding="utf-8")
        workflow = yaml.safe_load(text)
        assert workflow["permissions"] == {}
        assert "pull_request_target" not in text
        assert "secrets." not in text
        for name, job in workflow["jobs"].items():
            writes = [scope for scope, access in job["permissions"].items() if access == "write"]
            assert name == "deploy" or not writes


def test_ci_runs_exactly_the_readmes_test_command() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert lines[-1] == "exec python3 scripts/test.py"
    assert "python3 scripts/test.py" in (ROOT / "README.md").read_text(encoding="utf-8")
