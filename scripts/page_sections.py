"""A page's sections, and the paragraphs, lists, tables and quotes that each holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from scripts.pages import Heading, Line, Link, Page

BlockKind = Literal["paragraph", "bullets", "numbers", "table", "quote"]

_QUOTE = re.compile(r"^\s*(?:>\s?)+")
_LABEL = re.compile(r"^\*\*(?P<label>[^*]+)\*\*")
_BULLET = re.compile(r"^\s*[-*+]\s+\S")
_NUMBER = re.compile(r"^\s*\d{1,3}[.)]\s+\S")
_TABLE_RULE = re.compile(r"^\|?[\s:|-]*-[\s:|-]*$")
_CELL_END = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class Block:
    """A piece of a section: `rows` of a table or entries of a list; `label` is a quote's bold beginning."""

    kind: BlockKind
    line: int
    rows: int = 1
    columns: int = 1
    label: str = ""


@dataclass(frozen=True)
class Section:
    """A heading, everything up to the next one, and the links in both."""

    heading: Heading
    lines: tuple[Line, ...]
    prose: tuple[Line, ...]
    links: tuple[Link, ...]

    @property
    def line(self) -> int:
        """Where its heading stands."""
        return self.heading.line

    def blocks(self) -> list[Block]:
        """What it holds, in order; a figure is none of these."""
        return list(_blocks(self.prose))


def sections(page: Page) -> list[Section]:
    """The page's sections in order; what stands before the first heading belongs to none."""
    if not page.headings:
        return []
    ends = [heading.line for heading in page.headings[1:]] + [page.lines[-1][0] + 1]
    return [_section(page, heading, end) for heading, end in zip(page.headings, ends, strict=True)]


def _section(page: Page, heading: Heading, end: int) -> Section:
    return Section(
        heading,
        tuple(line for line in page.lines if heading.line < line[0] < end),
        tuple(line for line in page.prose if heading.line < line[0] < end),
        tuple(link for link in page.links if heading.line <= link.line < end),
    )


def _blocks(lines: tuple[Line, ...]) -> Iterator[Block]:
    block: Block | None = None
    after_gap, quoted = True, False
    for number, text in lines:
        content = _QUOTE.sub("", text)
        is_quote = content != text
        if is_quote and not quoted:
            if block:
                yield block
            label = _LABEL.match(content.strip())
            block, after_gap = None, True
            yield Block("quote", number, label=label["label"].strip() if label else "")
        quoted = is_quote or (quoted and bool(text.strip()))
        if not content.strip():
            after_gap = True
            continue
        grown = _grown(block, content, after_gap)
        if grown is None:
            if block:
                yield block
            grown = _begun(content, number)
        block, after_gap = grown, False
    if block:
        yield block


def _grown(block: Block | None, text: str, after_gap: bool) -> Block | None:
    """The block with this line in it; None where the line begins another."""
    if block is None:
        return None
    kind = _kind(text)
    if block.kind in ("bullets", "numbers"):
        if kind in ("bullets", "numbers") and (kind == block.kind or text.startswith(" ")):
            return Block(block.kind, block.line, block.rows + 1)
        return block if not after_gap or text.startswith("    ") else None
    if after_gap or (kind == "table") != (block.kind == "table"):
        return None
    if block.kind == "table":
        rows = block.rows + (not _TABLE_RULE.match(text.strip()))
        return Block("table", block.line, rows, block.columns)
    return block  # in a paragraph, a line that looks like an entry of a list is none


def _begun(text: str, line: int) -> Block | None:
    kind = _kind(text)
    if kind is None:
        return None
    columns = len(_CELL_END.findall(text.strip())) - 1 if kind == "table" else 1
    return Block(kind, line, 1, columns)


def _kind(text: str) -> BlockKind | None:
    if text.startswith("!["):
        return None
    if text.lstrip().startswith("|"):
        return "table"
    if _BULLET.match(text):
        return "bullets"
    return "numbers" if _NUMBER.match(text) else "paragraph"
