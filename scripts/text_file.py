"""The text of a file that an editor wrote, what may be wrong with the file as a whole, and how to write it.

Line ends of Windows and of old Macs, and a mark of UTF-8 at the beginning, are as good as none.
"""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

from scripts.problems import Problem, SiteError, is_invisible, nearest, problem

# Many times what the largest file of an explainer needs; more would only make everybody wait.
MOST_BYTES = 1_000_000
# The same of a line of Markdown, in characters: no paragraph needs a quarter of it.
LONGEST_LINE = 2_000
# How much of the text behind an invisible character is told, to find it by.
SHOWN = 12

# The mark of UTF-8, as a character of the text that it stands before.
BYTE_ORDER_MARK = "\ufeff"
_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LINE_END = re.compile(r"\r\n?")
_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: .*)?$")
_LOST = "\ufffd"


def read_text(file: Path, path: str) -> str:
    """The file's text with plain line ends; raises SiteError when it is no text that can be worked with."""
    return _LINE_END.sub("\n", read_text_as_it_is(file, path))


def read_text_as_it_is(file: Path, path: str) -> str:
    """The same, with the line ends that the file has."""
    text = _decoded(_content(file, path), path)
    problems = [*_conflicts(text, path)] or [*_wrong_characters(text, path), *_long_lines(text, path)]
    if problems:
        raise SiteError(problems)
    return text


def replace_text(file: Path, text: str) -> None:
    """Writes a file anew in UTF-8, with the line ends that the text has; whole, or not at all."""
    replace_content(file, text.encode("utf-8"))


def replace_content(file: Path, content: bytes) -> None:
    """Writes it beside the old file and puts it in that one's place in one step: nobody sees half of it.

    The file keeps its rights; folders that are missing are made. Raises OSError.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f".{file.name}.{os.getpid()}-{threading.get_ident()}")
    try:
        new.unlink(missing_ok=True)
        with new.open("xb") as opened:
            opened.write(content)
        if file.exists():
            shutil.copymode(file, new)
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)


def _content(file: Path, path: str) -> bytes:
    """The bytes of a plain file that is neither empty nor huge."""
    inside = file.parents[: len(Path(path).parts) - 1]
    if not file.exists() and not file.is_symlink():
        beside = (other.name for other in file.parent.glob("*"))
        raise SiteError([problem(path, 1, "missing_file", found=path, nearest=nearest(file.name, beside))])
    if not file.is_file() or any(place.is_symlink() for place in (file, *inside)):
        raise SiteError([problem(path, 1, "not_a_plain_file", found=file.name)])
    if (size := file.stat().st_size) > MOST_BYTES:
        found, expected = f"{size / 1e6:.1f} MB", f"{MOST_BYTES / 1e6:.0f} MB"
        raise SiteError([problem(path, 1, "file_too_large", found=found, expected=expected)])
    content = file.read_bytes()
    if not content.removeprefix(_UTF8_MARK).strip():
        raise SiteError([problem(path, 1, "empty_file", found=file.name)])
    return content


def _decoded(content: bytes, path: str) -> str:
    if content.startswith(_UTF16_MARKS) or content.count(0) > len(content) // 4:
        raise SiteError([problem(path, 1, "not_utf8", found="UTF-16")])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise SiteError([problem(path, line, "not_utf8", found=_likely_encoding(content))]) from None


def _likely_encoding(content: bytes) -> str:
    """What programs for Chinese write, or else what those for Western languages do."""
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return "Windows-1252"
    # Two bytes make a common character of GB18030, and both are high; accents mostly stand alone.
    return "GB18030" if re.search(rb"[\xb0-\xf7][\xa1-\xfe]", content) else "Windows-1252"


def _lines(text: str) -> Iterator[tuple[int, str]]:
    return enumerate(_LINE_END.sub("\n", text).split("\n"), start=1)


def _conflicts(text: str, path: str) -> Iterator[Problem]:
    """A problem for each mark that git left where two people changed the same lines."""
    for number, line in _lines(text):
        if _CONFLICT.match(line):
            yield problem(path, number, "merge_conflict", found=line[:SHOWN].strip())


def _long_lines(text: str, path: str) -> Iterator[Problem]:
    """A problem for each line of Markdown that is longer than any paragraph."""
    if path.endswith(".md"):
        for number, line in _lines(text):
            if len(line) > LONGEST_LINE:
                yield problem(path, number, "line_too_long", found=len(line), expected=LONGEST_LINE)


def _wrong_characters(text: str, path: str) -> Iterator[Problem]:
    """A problem for each line that holds what nobody can see, or what was lost when the file was saved."""
    if text.isascii() and text.isprintable():
        return
    for number, line in _lines(text):
        if line.isprintable() and _LOST not in line:
            continue
        if _LOST in line:
            yield problem(path, number, "lost_character", found=line.strip()[:SHOWN])
        places = [place for place, char in enumerate(line) if is_invisible(char) and char != "\t"]
        if places:
            found = ", ".join(dict.fromkeys(line[place] for place in places))
            behind = line[places[0] + 1 :][:SHOWN].strip() or "–"
            yield problem(path, number, "invisible_character", found=found, behind=behind)
