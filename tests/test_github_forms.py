"""What GitHub shows to people who report or change something: forms, templates, a container."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.explainer import CODE_ROOT

GITHUB = CODE_ROOT / ".github"
FOLDER = GITHUB / "ISSUE_TEMPLATE"
FORMS = sorted(file for file in FOLDER.glob("*.yml") if file.name != "config.yml")
HAN = re.compile(r"[\u3400-\u9fff]")
LATIN = re.compile(r"[A-Za-z]{2}")

each_form = pytest.mark.parametrize("file", FORMS, ids=lambda file: file.stem)


def form(file: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return loaded


def words(file: Path) -> list[str]:
    """Everything of a form that people read."""
    loaded = form(file)
    told = [loaded["name"], loaded["description"], loaded["title"]]
    for field in loaded["body"]:
        told += [
            field["attributes"][name]
            for name in ("value", "label", "description")
            if name in field["attributes"]
        ]
    return told


def fits(schema: str, *files: Path) -> str:
    """What does not fit one of GitHub's schemas; empty when all does."""
    command = [str(Path(sys.executable).with_name("check-jsonschema")), "--builtin-schema", schema]
    result = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=False)
    return result.stdout if result.returncode else ""


def test_there_is_a_form_for_each_kind_of_mistake() -> None:
    assert [file.stem for file in FORMS] == ["accessibility", "number", "sentence", "translation"]


def test_every_form_fits_githubs_schema() -> None:
    assert fits("vendor.github-issue-forms", *FORMS) == ""
    assert fits("vendor.github-issue-config", FOLDER / "config.yml") == ""


@each_form
def test_a_form_says_everything_in_both_languages(file: Path) -> None:
    for text in words(file):
        assert HAN.search(text), text
        assert LATIN.search(text.replace("GitHub", "")), text


@each_form
def test_a_form_asks_first_for_the_page_and_for_the_place_on_it(file: Path) -> None:
    """A link of the site fills in both by these names."""
    ids = [field["id"] for field in form(file)["body"] if field["type"] != "markdown"]
    assert ids[:2] == ["page", "where"]
    assert len(ids) == len(set(ids)) <= 4


@each_form
def test_a_form_insists_on_two_fields_at_most(file: Path) -> None:
    required = [field["id"] for field in form(file)["body"] if field.get("validations", {}).get("required")]
    assert required == ["page", "wrong"]


def test_a_report_without_a_form_stays_possible() -> None:
    assert form(FOLDER / "config.yml")["blank_issues_enabled"] is True


def test_each_heading_and_box_of_the_pull_request_template_is_in_both_languages() -> None:
    lines = (GITHUB / "PULL_REQUEST_TEMPLATE.md").read_text(encoding="utf-8").splitlines()
    told = [line for line in lines if line.startswith(("#", "- [ ]"))]
    assert len(told) == 5
    for line in told:
        chinese, _, english = line.partition(" · ")
        assert HAN.search(chinese)
        assert LATIN.search(english)
        assert not HAN.search(english)


def test_each_path_that_the_example_of_owners_names_exists() -> None:
    lines = (GITHUB / "CODEOWNERS.example").read_text(encoding="utf-8").splitlines()
    paths = [line.split()[0] for line in lines if line.startswith("/")]
    assert paths
    assert [path for path in paths if not (CODE_ROOT / path.strip("/")).exists()] == []


def test_the_container_runs_only_the_projects_own_scripts_on_a_named_version_of_python() -> None:
    container = json.loads((CODE_ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
    assert re.fullmatch(r"mcr\.microsoft\.com/devcontainers/python:\d+-3\.\d+-\w+", container["image"])
    command = container["postCreateCommand"].split()
    assert command[0] == "python3"
    assert (CODE_ROOT / command[1]).is_file()
    assert container["forwardPorts"] == [8000]  # where scripts/serve.py serves
    assert not {name for name in container if name.endswith("Command")} - {"postCreateCommand"}
