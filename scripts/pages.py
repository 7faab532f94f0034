"""The Markdown sources as an editor sees them: headings, links and prose, each with its line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator

from charts.facts import Entry, Sentence, in_calendar
from charts.wording import Lang
from scripts.expected_values import matching
from scripts.problems import InBoth, Problem, SiteError, problem
from scripts.text_file import read_text
from scripts.yaml_file import FILES_KEPT, YamlFile, parse_yaml, validate

LANGS: tuple[Lang, ...] = ("zh", "en")
Line = tuple[int, str]
HAN = re.compile(r"[\u3400-\u9fff]")

# A page's path is its address: what reads well aloud and is the same on every system.
_URI = re.compile(r"(?:[a-z0-9]+(?:[-_][a-z0-9]+)*/)*[a-z0-9]+(?:[-_][a-z0-9]+)*\.md")
LONGEST_URI = 80

LINK = re.compile(
    r"(?P<image>!?)\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*)\]\((?P<target>[^()\s]*(?:\([^()]*\)[^()\s]*)*)(?:\s+\"[^\"]*\")?\)"
)
# Also with the brackets and colons of a Chinese keyboard: [words]（fact：id）.
_PART_OF_LINK = re.compile(r"\]\(\S*|[\]】]（[^）\s]*|[(（]?(?:fact|term|figure)[:：]\w[\w-]*")
# [name]: address, which a link [words][name] takes its address from.
_REFERENCE = re.compile(r"^ {0,3}\[(?P<text>[^\]]+)\]:\s*(?P<target>\S+)")
# Python-Markdown needs no space after the marks, and finds headings in quotes, too.
_HEADING = re.compile(r"^(?:>\s*)*(?P<marks>#{1,6})\s*(?P<text>[^#\s].*)$")
_HEADING_ID = re.compile(r"(?<=.)\{\s*#(?P<id>[^\s}]+)\s*\}$")
_UNDERLINE = re.compile(r"^(=+|-+) *$")
# As Python-Markdown reads them: a block of code begins at the left margin, and ends, or it is none.
_FENCE = re.compile(r"^(?P<fence>`{3,}|~{3,}) *[\w.+#-]* *$")
_CODE_SPAN = re.compile(r"(?<![\\`])(`+)(?!`).+?(?<!`)\1(?!`)")
_NOTE_LABEL = re.compile(r"^\s*>\s*\*\*(?P<label>[^*]+)\*\*")
_FULL_WIDTH = re.compile(r"[\u3000\uff01-\uff5e]")
_QUOTATION_MARK = re.compile(r"[“”‘’\"'「」]")

Day = Annotated[
    str,
    BeforeValidator(str),
    matching(r"[12]\d{3}-\d\d-\d\d", InBoth("a day such as 2031-04-30", "一个日子，比如2031-04-30")),
    AfterValidator(in_calendar),
]
IconName = Annotated[
    str,
    matching(
        r"[a-z0-9]+(-[a-z0-9]+)*",
        InBoth("small letters and digits with hyphens between", "小写字母和数字，中间用短横线连起来"),
    ),
]


class SearchWords(Entry):
    """Words that lead to a section of the page, in search."""

    words: list[Sentence]
    section: Sentence


class FrontMatter(Entry):
    """What may stand between the `---` lines at the top of a page.

    `icon` is one of Material's icons; a chapter that is `simple` stays on the home page of the elder version;
    `search` are words by which readers look for the page, or for a section of it, beside its heading;
    `behind_until` is the day up to which an English page may be older than its Chinese one.
    """

    description: Sentence
    question: Sentence | None = None
    generate: Literal["chapters", "ledger", "glossary", "pages", "statement", "search"] | None = None
    origin: Literal["article", "context"] = "article"
    icon: IconName = "file-document-outline"
    simple: bool = False
    search: list[Sentence | SearchWords] = []
    behind_until: Day | None = None


@dataclass(frozen=True)
class Link:
    """A Markdown link or image; `note` is the bold label of the blockquote that it stands in."""

    line: int
    text: str
    target: str
    image: bool
    note: str | None

    @property
    def scheme(self) -> str:
        """`fact`, `term`, `figure`, `https`, …; empty for a path."""
        # As a browser reads it: entities resolved, spaces and control characters dropped.
        address = re.sub(r"[\x00-\x20<]", "", unescape(self.plain_target))
        match = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", address)
        return match.group(1).lower() if match else ""

    @property
    def name(self) -> str:
        """What stands behind the scheme."""
        return self.plain_target.partition(":")[2]

    @property
    def plain_target(self) -> str:
        """The address as an English keyboard types it: no wide letters and marks, no quotation marks."""
        plain = _FULL_WIDTH.sub(lambda wide: unicodedata.normalize("NFKC", wide[0]), self.target)
        return _QUOTATION_MARK.sub("", plain)


@dataclass(frozen=True)
class Heading:
    """A heading and its explicit id, if it has one."""

    line: int
    level: int
    text: str
    id: str | None


@dataclass(frozen=True)
class Page:
    """One Markdown page. `uri` is its path below `docs/<lang>/`, `path` below the explainer's folder.

    `lines` are those below the front matter, `prose` are the same without code.
    """

    lang: Lang
    uri: str
    path: str
    front: FrontMatter
    front_lines: dict[str, int]
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    prose: tuple[Line, ...] = field(repr=False)
    lines: tuple[Line, ...] = field(repr=False)

    def named(self, scheme: str) -> list[Link]:
        """The links of one scheme: fact, term or figure."""
        return [link for link in self.links if link.scheme == scheme]


def is_chapter(uri: str) -> bool:
    """Whether a page, by its path below docs/zh or docs/en, tells a part of the article."""
    return uri.startswith("chapters/")


def uri_of(name: str, root: Path) -> str:
    """A page's path below docs/<lang>/, named as people name it: with its folder or without, .md or not."""
    path = Path(name)
    if path.is_absolute() and path.is_relative_to(root):
        path = path.relative_to(root)
    uri = path.as_posix()
    for lang in LANGS:
        uri = uri.removeprefix(f"docs/{lang}/")
    return uri if uri.endswith(".md") else f"{uri}.md"


def load_pages(root: Path) -> list[Page]:
    """Every page of both languages; raises SiteError with each that cannot be read."""
    pages, problems = [], []
    for lang in LANGS:
        folder = root / "docs" / lang
        for file in _files_below(folder):
            path, uri = file.relative_to(root).as_posix(), file.relative_to(folder).as_posix()
            if file.suffix != ".md" or file.is_symlink() or not file.is_file():
                problems.append(problem(path, 1, "unexpected_file", found=file.name))
                continue
            if not _URI.fullmatch(uri) or len(uri) > LONGEST_URI:
                problems.append(problem(path, 1, "page_name", found=uri, expected=LONGEST_URI))
                continue
            try:
                pages.append(read_page(root, lang, file))
            except SiteError as error:
                problems += error.problems
    if problems:
        raise SiteError(problems)
    return pages


def _files_below(folder: Path) -> Iterator[Path]:
    """Everything in a folder but folders, and but for what programs keep there for themselves: .x.md.swp."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and (path.is_symlink() or not path.is_dir()):
            yield path


def read_page(root: Path, lang: Lang, file: Path) -> Page:
    """One page; raises SiteError when it is no UTF-8 or its front matter does not fit."""
    path = file.relative_to(root).as_posix()
    return parse_page(read_text(file, path), lang, path)


@lru_cache(FILES_KEPT)
def parse_page(text: str, lang: Lang, path: str) -> Page:
    """The page that a file's text makes; raises SiteError when its front matter does not fit."""
    front, front_lines, body = _front_matter(path, text)
    lines = list(_prose_lines(body, front_lines["end"]))
    uri = path.removeprefix(f"docs/{lang}/")
    return Page(
        lang,
        uri,
        path,
        front,
        front_lines,
        tuple(_headings(lines)),
        tuple(_links(lines)),
        tuple(lines),
        tuple(enumerate(body.split("\n"), front_lines["end"])),
    )


def numbered_prose(path: str, text: str) -> list[int]:
    """The numbers of the lines outside front matter and code; raises SiteError without front matter."""
    _, front_lines, body = _front_matter(path, text)
    return [number for number, _ in _prose_lines(body, front_lines["end"])]


def source_lines(root: Path, page: Page) -> Iterator[tuple[int, str]]:
    """The lines of `page.prose` as they stand in the file, with their code."""
    lines = (root / page.path).read_text(encoding="utf-8-sig").split("\n")
    return ((number, lines[number - 1]) for number, _ in page.prose if number <= len(lines))


def _front_matter(path: str, text: str) -> tuple[FrontMatter, dict[str, int], str]:
    match = re.match(r"---[ \t]*\n(.*?)^---[ \t]*\n", text, re.DOTALL | re.MULTILINE)
    if not match:
        raise SiteError([problem(path, 1, "no_front_matter")])
    loaded: YamlFile = parse_yaml(match.group(1), path, first_line=2)
    lines = {name: loaded.line((name,)) for name in FrontMatter.model_fields}
    lines["end"] = match.group(0).count("\n") + 1
    return validate(loaded, FrontMatter), lines, text[match.end() :]


def _prose_lines(body: str, first_line: int) -> Iterator[Line]:
    """Each line outside code blocks, code spans blanked out."""
    lines = body.split("\n")
    end = -1
    for index, line in enumerate(lines):
        match = _FENCE.match(line)
        if match and index > end:
            closings = (i for i in range(index + 1, len(lines)) if lines[i].rstrip(" ") == match["fence"])
            end = next(closings, end)
        if index > end:
            yield first_line + index, _CODE_SPAN.sub(lambda code: " " * len(code.group()), line)


def _headings(lines: list[Line]) -> Iterator[Heading]:
    above = [""] * 2
    for number, line in lines:
        if match := _HEADING.match(line.rstrip()):
            text, own = match["text"], _HEADING_ID.search(match["text"])
            words = text[: own.start()].rstrip() if own else text
            yield Heading(number, len(match["marks"]), words, own["id"] if own else None)
        elif _UNDERLINE.match(line) and above[-1].strip() and not above[-2].strip():
            yield Heading(number - 1, 1 if line[0] == "=" else 2, above[-1].strip(), None)
        above = [above[-1], line]


def _links(lines: list[Line]) -> Iterator[Link]:
    note: str | None = None
    for number, line in lines:
        if not line.lstrip().startswith(">"):
            note = None
        elif match := _NOTE_LABEL.match(line):
            note = match["label"].strip()
        for match in LINK.finditer(line):
            yield Link(number, match["text"], match["target"], bool(match["image"]), note)
        if match := _REFERENCE.match(line):
            yield Link(number, match["text"], match["target"], image=False, note=note)


def without_links(line: str, schemes: tuple[str, ...]) -> str:
    """The line with links of these schemes removed, and every other link reduced to its words."""

    def replace(match: re.Match[str]) -> str:
        return "" if re.split("[:：]", match["target"])[0] in schemes else match["text"]

    return LINK.sub(replace, line)


def unreadable_links(page: Page) -> list[Problem]:
    """A problem for every link that is not whole: a bracket is missing, or it runs over two lines."""
    problems = []
    for number, line in page.prose:
        rest = LINK.sub("", line)
        if match := _PART_OF_LINK.search(rest):
            problems.append(problem(page.path, number, "broken_link_syntax", found=match.group()))
    return problems
