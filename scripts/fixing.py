"""Corrects what is mechanical in the words, one file after another, each whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from charts.wording import Lang
from scripts.explainer import load_explainer
from scripts.pages import LANGS, numbered_prose
from scripts.problems import SiteError
from scripts.texts import Text, data_texts, page_texts
from scripts.typesetting import corrected, difference
from scripts.yaml_file import parse_yaml

# Beside the pages, what is half written would be taken for one of them.
UNFINISHED = ".cache/fixed"


def fix(root: Path) -> Iterator[str]:
    """Corrects the words of the explainer in `root` and tells each change as `path:line: before → after`."""
    for lang in LANGS:
        for file in sorted((root / "docs" / lang).rglob("*.md")):
            if file.is_symlink() or not file.is_file():
                continue
            try:
                yield from _fix_page(root, lang, file)
            except (SiteError, UnicodeDecodeError):
                continue  # the check tells what is wrong with the file
    with suppress(SiteError):
        yield from _fix_values(root)


def _fix_page(root: Path, lang: Lang, file: Path) -> Iterator[str]:
    path = file.relative_to(root).as_posix()
    before = file.read_bytes().decode("utf-8")
    text = before.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    changes = [f"{path}:1: ↵ (Windows) → ↵"] if "\r" in before else []
    lines = text.split("\n")
    for number in numbered_prose(path, text):
        old = lines[number - 1]
        new = _without_spaces_at_the_end(corrected(old, lang))
        if new != old:
            lines[number - 1] = new
            changes.append(f"{path}:{number}: {' → '.join(difference(old, new))}")
    after = "\n".join(lines)
    if after != before:
        _replace(root, file, after)
    yield from changes


def _fix_values(root: Path) -> Iterator[str]:
    """Corrects words in YAML, where they stand as they are on their line and nothing else changes."""
    explainer = load_explainer(root)
    for text in (*page_texts(explainer), *data_texts(explainer)):
        new_words = corrected(text.words, text.lang)
        if new_words == text.words:
            continue
        file = root / text.path
        before = file.read_text(encoding="utf-8")
        lines = before.split("\n")
        line = lines[text.line - 1]
        lines[text.line - 1] = line.replace(text.words, new_words)
        after = "\n".join(lines)
        if line.count(text.words) == 1 and _differ_in_one_text(_yaml_of(text, before), _yaml_of(text, after)):
            _replace(root, file, after)
            yield f"{text.path}:{text.line}: {' → '.join(difference(text.words, new_words))}"


def _yaml_of(text: Text, content: str) -> str:
    """The YAML in which a text stands: the whole file, or the front matter of a page."""
    return content.split("\n---", 1)[0] if text.path.endswith(".md") else content


def _differ_in_one_text(before: str, after: str) -> bool:
    try:
        pairs = list(
            zip(_leaves(parse_yaml(before, "").data), _leaves(parse_yaml(after, "").data), strict=True)
        )
    except (SiteError, ValueError):
        return False
    return sum(old != new for old, new in pairs) == 1


def _leaves(value: object) -> Iterator[object]:
    """The keys and values of a YAML file, one after another."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
    else:
        yield value


def _without_spaces_at_the_end(line: str) -> str:
    """The line without them, unless they are the two that break a line in Markdown."""
    bare = line.rstrip(" \t")
    return line if bare and line == f"{bare}  " else bare


def _replace(root: Path, file: Path, text: str) -> None:
    """Writes the new file elsewhere and puts it in the old one's place in one step."""
    new = root / UNFINISHED
    new.parent.mkdir(parents=True, exist_ok=True)
    new = new.with_name(f"{new.name}-{os.getpid()}")
    try:
        new.write_bytes(text.encode("utf-8"))
        shutil.copymode(file, new)
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)
