"""Corrects what is mechanical in the words, one file after another, each whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from charts.wording import Lang
from scripts.explainer import load_explainer
from scripts.pages import LANGS, numbered_prose
from scripts.problems import SiteError
from scripts.text_file import BYTE_ORDER_MARK, read_text_as_it_is, replace_text
from scripts.texts import Text, data_texts, page_texts
from scripts.typesetting import corrected, difference
from scripts.yaml_file import parse_yaml

_LINE_END = re.compile(r"(\r\n?|\n)")


def fix(root: Path) -> Iterator[str]:
    """Corrects the words of the explainer in `root` and tells each change as `path:line: before → after`.

    Line ends and a mark of UTF-8 stay as they are. What cannot be read is left to the check.
    """
    for lang in LANGS:
        for file in sorted((root / "docs" / lang).rglob("*.md")):
            with suppress(SiteError):
                yield from _fix_page(root, lang, file)
    with suppress(SiteError):
        yield from _fix_values(root)


def _fix_page(root: Path, lang: Lang, file: Path) -> Iterator[str]:
    path = file.relative_to(root).as_posix()
    written = _Written(file, path)
    changes = []
    for number in numbered_prose(path, written.text()):
        old = written.lines[number - 1]
        new = _without_spaces_at_the_end(corrected(old, lang))
        if new != old:
            written.lines[number - 1] = new
            changes.append(f"{path}:{number}: {' → '.join(difference(old, new))}")
    if changes:
        written.save()
    yield from changes


def _fix_values(root: Path) -> Iterator[str]:
    """Corrects words in YAML, where they stand as they are on their line and nothing else changes."""
    explainer = load_explainer(root)
    for text in (*page_texts(explainer), *data_texts(explainer)):
        new_words = corrected(text.words, text.lang)
        if new_words == text.words:
            continue
        written = _Written(root / text.path, text.path)
        before, line = written.text(), written.lines[text.line - 1]
        written.lines[text.line - 1] = line.replace(text.words, new_words)
        after = written.text()
        if line.count(text.words) == 1 and _differ_in_one_text(_yaml_of(text, before), _yaml_of(text, after)):
            written.save()
            yield f"{text.path}:{text.line}: {' → '.join(difference(text.words, new_words))}"


class _Written:
    """A file as somebody wrote it: its lines, which may be changed, and their ends, which stay."""

    def __init__(self, file: Path, path: str) -> None:
        parts = _LINE_END.split(read_text_as_it_is(file, path))
        self.lines, self._ends = parts[::2], [*parts[1::2], ""]
        self._file = file
        self._mark = BYTE_ORDER_MARK if file.read_bytes().startswith(BYTE_ORDER_MARK.encode()) else ""

    def text(self) -> str:
        """The text with plain line ends."""
        return "\n".join(self.lines)

    def save(self) -> None:
        """Writes the file anew, whole or not at all."""
        lines = (line + end for line, end in zip(self.lines, self._ends, strict=True))
        replace_text(self._file, self._mark + "".join(lines))


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
