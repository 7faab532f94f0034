"""The inventory: every figure of an explainer, loaded from its words and, where it has one, its module."""

from __future__ import annotations

import re
import traceback
from pathlib import Path
from types import ModuleType

from charts.figure import FIGURES_FOLDER, Build, Figure, FigureFile
from charts.forms import FORMS
from scripts.problems import Problem, SiteError, nearest, problem
from scripts.text_file import read_text
from scripts.yaml_file import YamlFile, read_yaml, validate

# A figure's name is its address for ever; charts/index is the page of all figures.
STEM = re.compile(r"[a-z][a-z0-9_]*")


def load_figures(root: Path) -> dict[str, Figure]:
    """Every figure of the explainer by its stem; raises SiteError with all that cannot be loaded."""
    figures, problems = {}, []
    folder = root / FIGURES_FOLDER
    for file in sorted(folder.glob("*")):
        wrong_kind = file.suffix not in (".yml", ".py") or file.is_symlink() or not file.is_file()
        if wrong_kind and not file.name.startswith((".", "__pycache__")):
            path = file.relative_to(root).as_posix()
            problems.append(problem(path, 1, "figure_file", found=file.name))
    stems = {file.stem for file in folder.glob("*.yml")} | {file.stem for file in folder.glob("*.py")}
    for stem in sorted(stems - {"__init__"}):
        try:
            figures[stem] = _load_figure(root, stem)
        except SiteError as error:
            problems += error.problems
    if problems:
        raise SiteError(problems)
    return figures


def _load_figure(root: Path, stem: str) -> Figure:
    path = f"{FIGURES_FOLDER}/{stem}.yml"
    if not STEM.fullmatch(stem) or stem == "index":
        raise SiteError([problem(path, 1, "figure_name", found=stem)])
    loaded = read_yaml(root / path, path)
    problems: list[Problem] = []
    words, build = None, None
    try:
        words = validate(loaded, FigureFile)
    except SiteError as error:
        problems += error.problems
    try:
        build = _build(root, stem, loaded)
    except SiteError as error:
        problems += error.problems
    if words is None or build is None:
        raise SiteError(problems)
    return Figure(stem, words, build, loaded)


def _build(root: Path, stem: str, loaded: YamlFile) -> Build:
    """The function that draws the figure: the form that its words name, or that of its own module."""
    form = loaded.data.get("form") if isinstance(loaded.data, dict) else None
    module = f"{FIGURES_FOLDER}/{stem}.py"
    has_module = (root / module).exists()
    line, known = loaded.line(("form",)), ", ".join(FORMS)
    if form is None and not has_module:
        raise SiteError([problem(loaded.path, 1, "figure_without_form", found=stem, expected=known)])
    if form is None:
        return _build_of_module(root, stem, module)
    if form not in FORMS:
        like = nearest(str(form), FORMS)
        raise SiteError(
            [problem(loaded.path, line, "unknown_form", found=form, nearest=like, expected=known)]
        )
    if has_module:
        raise SiteError([problem(loaded.path, line, "form_and_module", found=form, other=module)])
    return FORMS[form]


def _build_of_module(root: Path, stem: str, path: str) -> Build:
    build: Build | None = getattr(_run_module(root / path, path), "build", None)
    if not callable(build):
        raise SiteError([problem(path, 1, "figure_without_build", found=stem)])
    return build


def _run_module(file: Path, path: str) -> ModuleType:
    """The figure's module, run from its text: a compiled one could be that of the edit before."""
    text = read_text(file, path)
    module = ModuleType(f"figure_{file.stem}")
    module.__file__ = str(file)
    try:
        exec(compile(text, str(file), "exec", dont_inherit=True), module.__dict__)  # noqa: S102 (figures may be Python)
    except (Exception, SystemExit) as error:
        raise SiteError([raised_in(error, file, path)]) from error
    return module


def raised_in(error: BaseException, file: Path, path: str) -> Problem:
    """The problem that a figure's module raised, at the module's own last line in the traceback."""
    if isinstance(error, SyntaxError):
        line = error.lineno or 1
    else:
        frames = traceback.extract_tb(error.__traceback__)
        line = next((f.lineno or 1 for f in reversed(frames) if f.filename == str(file)), 1)
    return problem(path, line, "figure_raised", found=f"{type(error).__name__}: {error}")
