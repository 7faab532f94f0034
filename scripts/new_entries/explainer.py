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
from scripts.translations import all_compared, save_translations

NAMES = ("folder", "name_zh", "name_en", "colour")
STARTER = CODE_ROOT / "scripts" / "starter"
_PLACE = re.compile(r"⟦(?P<name>[A-Z_]+)⟧")


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
    answers = {"CODE_ROOT": _path_to_code(final), "TODAY": f"{datetime.now(UTC):%Y-%m-%d}"}
    answers |= {"COLOUR": json.dumps(colour), "NAMES_WITH_DIGITS": flow_list(with_digits)}
    # In Markdown, too, it stands in front matter, which is YAML.
    answers |= {f"DESCRIPTION_{lang.upper()}": scalar(text) for lang, text in descriptions.items()}
    for file in (file for file in STARTER.rglob("*") if file.is_file()):
        spelt = scalar if file.suffix == ".yml" else escaped
        filled = answers | {f"NAME_{lang.upper()}": spelt(name) for lang, name in names.items()}
        text = _with_answers(file.read_text(encoding="utf-8"), filled)
        target = folder / file.relative_to(STARTER)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")


def _with_answers(text: str, answers: dict[str, str]) -> str:
    """The text with an answer in each place ⟦…⟧, all at once: what was typed is no place, whatever it is."""
    return _PLACE.sub(lambda place: answers[place["name"]], text)


def _path_to_code(folder: Path) -> str:
    """Where the code is, as seen from the explainer: both may be moved together."""
    try:
        return Path(os.path.relpath(CODE_ROOT, folder)).as_posix()
    except ValueError:  # on another drive
        return CODE_ROOT.as_posix()


def _record_translations(folder: Path) -> None:
    """Notes that the starter's English says what its Chinese says: from now on, late English is told."""
    explainer = load_explainer(folder)
    save_translations(folder, all_compared(explainer.pages_in("zh"), explainer.pages_in("en")))


def _require_good(folder: Path) -> None:
    try:
        problems = run_checks(load_explainer(folder))
    except SiteError as error:
        raise RefusedError(error.problems) from error
    if errors := errors_in(problems):
        raise RefusedError(errors)
