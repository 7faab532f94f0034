"""A new explainer in a folder of its own: small, whole, and ready to build."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from charts.theme import ACCENT
from scripts.checks import run_checks
from scripts.explainer import CODE_ROOT, load_explainer
from scripts.markdown_text import escaped
from scripts.new_entries.changes import RefusedError
from scripts.new_entries.questions import Interview
from scripts.new_entries.yaml_edit import flow_list, scalar
from scripts.problems import SiteError, errors_in
from scripts.translations import marks_of, save_translations

NAMES = ("folder", "name_zh", "name_en", "colour")
STARTER = CODE_ROOT / "scripts" / "starter"


def make(interview: Interview) -> tuple[Path, list[str]]:
    """Writes a new explainer; returns its folder, and the paths of its files below it."""
    typed = interview.answer("folder", lambda typed: _folder(interview, typed))
    names = {lang: interview.answer(f"name_{lang}", interview.sentence) for lang in ("zh", "en")}
    colour = interview.answer("colour", lambda typed: _colour(interview, typed), ACCENT)
    interview.finish()
    folder = Path(typed).resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _fill(beside, names, colour, folder)
        _require_good(beside)
        _record_translations(beside)
        if folder.exists():
            folder.rmdir()  # it is empty, or this fails
        beside.chmod(0o755)
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    files = (file.relative_to(folder) for file in folder.rglob("*") if file.is_file())
    return folder, sorted(file.as_posix() for file in files if file.parts[0] != ".cache")


def _folder(interview: Interview, typed: str) -> str:
    folder = Path(typed)
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise interview.wrong("folder_file", found=typed)
    if folder.exists() and any(folder.iterdir()):
        raise interview.wrong("folder_full", found=typed)
    return typed


def _colour(interview: Interview, typed: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", typed):
        raise interview.wrong("colour", found=typed)
    return typed.lower()


def _fill(folder: Path, names: dict[str, str], colour: str, final: Path) -> None:
    """Copies the starter and puts the answers into it: as YAML in YAML, as plain words in Markdown."""
    descriptions = {
        "zh": f"{names['zh']}：用中文和英文讲清一篇文章。",
        "en": f"{names['en']}: one article, explained in Chinese and English.",
    }
    written = (spelling for name in names.values() for spelling in (name, escaped(name)))
    with_digits = [name for name in dict.fromkeys(written) if re.search(r"\d", name)]
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    code = _path_to_code(final)
    for file in (file for file in STARTER.rglob("*") if file.is_file()):
        text = file.read_text(encoding="utf-8")
        in_yaml = file.suffix == ".yml"
        for lang in ("zh", "en"):
            name, description = names[lang], descriptions[lang]
            text = text.replace(f"NAME_{lang.upper()}", scalar(name) if in_yaml else escaped(name))
            # In Markdown, too, it stands in front matter, which is YAML.
            text = text.replace(f"DESCRIPTION_{lang.upper()}", scalar(description))
        text = text.replace("NAMES_WITH_DIGITS", flow_list(with_digits)).replace("COLOUR", json.dumps(colour))
        text = text.replace("CODE_ROOT/", code).replace("TODAY", today)
        target = folder / file.relative_to(STARTER)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")


def _path_to_code(folder: Path) -> str:
    """Where the code is, as seen from the explainer: both may be moved together."""
    try:
        return Path(os.path.relpath(CODE_ROOT, folder)).as_posix() + "/"
    except ValueError:  # on another drive
        return CODE_ROOT.as_posix() + "/"


def _record_translations(folder: Path) -> None:
    """Notes that the starter's English says what its Chinese says: from now on, late English is told."""
    chinese = load_explainer(folder).pages_in("zh")
    save_translations(
        folder, {name: marks for page in chinese.values() for name, marks in marks_of(page).items()}
    )


def _require_good(folder: Path) -> None:
    try:
        problems = run_checks(load_explainer(folder))
    except SiteError as error:
        raise RefusedError(error.problems) from error
    if errors_in(problems):
        raise RefusedError(problems)
