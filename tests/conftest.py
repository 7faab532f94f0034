"""What all tests share: the real project, its built site, and fresh copies of the small explainer."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from scripts.explainer import CODE_ROOT, Explainer, load_explainer

CASES = Path(__file__).parent / "cases"
# Where the real site pretends to live: below a sub-path, as on GitHub Pages.
ADDRESS = (os.environ.get("SITE_URL") or "https://example.org/repo/").rstrip("/") + "/"

# And the repository that each of its pages leads to.
REPOSITORY = os.environ.get("REPOSITORY_URL") or "https://github.com/example-owner/example-repository"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--chromium", default=None, help="the Chromium that the browser tests drive")
    parser.addoption("--renew-looks", action="store_true", help="keep how the key screens look now")


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a first build of the small explainer keeps for the next one: without it each copy draws anew."""
    root = copy_small_explainer(tmp_path_factory.mktemp("kept") / "small")
    build(root)
    return root / ".cache"


@pytest.fixture
def small_explainer(tmp_path: Path, kept: Path) -> Path:
    """A fresh copy of the small explainer, which a test may change and build."""
    root = copy_small_explainer(tmp_path / "small")
    shutil.copytree(kept, root / ".cache")
    return root


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Explainer:
    """The small explainer, loaded."""
    return load_explainer(copy_small_explainer(tmp_path_factory.mktemp("cases") / "small"))


@pytest.fixture(scope="session")
def project() -> Explainer:
    """The real explainer, loaded."""
    return load_explainer(CODE_ROOT)


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the real site: the one that scripts/test.py has just built, or one built here."""
    if tested := os.environ.get("TESTED_SITE"):
        return Path(tested)
    return build(copy_project(tmp_path_factory.mktemp("project")))


@pytest.fixture(scope="session")
def market(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the second explainer, as unlike the project as it can be, with its site built."""
    folder = copy_case("market", tmp_path_factory.mktemp("cases") / "market")
    build(folder)
    return folder


def copy_small_explainer(to: Path) -> Path:
    """The small explainer, with its code's place."""
    return copy_case("small", to)


def copy_case(name: str, to: Path) -> Path:
    """One of the explainers in `tests/cases/`, with its code's place."""
    shutil.copytree(CASES / name, to)
    wiring = to / "mkdocs.yml"
    text = wiring.read_text(encoding="utf-8").replace("CODE_ROOT", CODE_ROOT.as_posix())
    wiring.write_text(text, encoding="utf-8")
    return to


def copy_project(to: Path, project: Path = CODE_ROOT) -> Path:
    """The real project's words, numbers, face and wiring: others may edit them while tests run."""
    for name in ("docs", "charts", "overrides", "scripts"):
        shutil.copytree(project / name, to / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("mkdocs.yml", "mkdocs.en.yml"):
        shutil.copy(project / name, to / name)
    return to


def build(root: Path, **environment: str) -> Path:
    """Builds the explainer in `root` for ADDRESS, by the command that people use; returns its site."""
    known = {"SITE_URL": ADDRESS, "REPOSITORY_URL": REPOSITORY}
    result = run_command("build", "--config", str(root), environment={**known, **environment})
    assert result.returncode == 0, result.stderr
    return root / "site"


def run_command(
    name: str, *arguments: str, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """One of the project's commands, run as a person would run it in a terminal."""
    surroundings = {name: value for name, value in os.environ.items() if name not in ("CI", "PYTHONPATH")}
    return subprocess.run(
        [sys.executable, str(CODE_ROOT / "scripts" / f"{name}.py"), *arguments],
        env={**surroundings, "PYTHONUTF8": "1", **(environment or {})},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
