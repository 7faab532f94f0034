"""Measures of plain language, taken on the Markdown as an editor sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from charts.wording import Lang
from scripts.glossary import Glossary
from scripts.pages import Heading, Page

HAN = re.compile(r"[\u3400-\u9fff]")
_UNIT = re.compile(
    r"[\u3400-\u9fff]|\d[\d.,]*%?[A-Za-z]*|[A-Za-z][A-Za-z0-9’'-]*"
)  # a Han character, a number, a Latin word
_ENGLISH_WORD = re.compile(r"[A-Za-z0-9][\w’'.,%-]*")
LINK = re.compile(r"(?P<image>!?)\[(?P<text>[^\[\]]*)\]\((?P<target>[^()\s]+)\)")
_MARKS = re.compile(r"^(?:\s*>)*\s*(?:[-*]\s+|\d+\.\s+)?")  # of a quote, of a list item
_ITEM = re.compile(r"^(?:\s*>)*\s*(?:[-*]|\d+\.)\s")
_TAG = re.compile(r"<[^<>]*>")
_END_OF_SENTENCE: dict[Lang, re.Pattern[str]] = {
    "zh": re.compile(r"(?<=[。！？；])"),
    "en": re.compile(r"(?<=[.!?])[”’)]*\s+"),
}
# Two capitals or more, or capitals with a digit: GDP, 5G, A4.
_ABBREVIATION = re.compile(r"(?<![\w’-])(?=[A-Z0-9]*[A-Z])[A-Z0-9]{2,}(?:s\b|(?![\w’-]))")


Block = list[tuple[int, str]]


@dataclass(frozen=True)
class Section:
    """A heading and the lines of Markdown below it, up to the next heading."""

    heading: Heading
    lines: tuple[tuple[int, str], ...]

    @property
    def placed_blocks(self) -> list[Block]:
        """Each paragraph, list item and table cell: its lines' numbers and words, without markup."""
        blocks: list[Block] = [[]]
        for number, line in self.lines:
            words = without_markup(line)
            if "|" in line:
                cells = [cell.strip() for cell in words.split("|")]
                blocks += [[(number, cell)] for cell in cells if cell.strip("-: ")] + [[]]
            elif not words:
                blocks.append([])
            elif _ITEM.match(line):
                blocks.append([(number, words)])
            else:
                blocks[-1].append((number, words))
        return [block for block in blocks if block]

    @property
    def blocks(self) -> list[list[str]]:
        """The words of each paragraph, list item and table cell, line by line."""
        return [[words for _, words in block] for block in self.placed_blocks]

    @property
    def text(self) -> str:
        return "\n".join(line for block in self.blocks for line in block)


@dataclass(frozen=True)
class Use:
    """A place on a page where a term's name stands, or a link to its explanation."""

    term: str
    line: int
    words: str
    linked: bool


def sections(page: Page) -> list[Section]:
    """The page cut at its headings."""
    starts = [heading.line for heading in page.headings]
    ends = [*starts[1:], 10**9]
    return [
        Section(heading, tuple((n, text) for n, text in page.prose if start < n < end))
        for heading, start, end in zip(page.headings, starts, ends, strict=True)
    ]


def without_markup(line: str) -> str:
    """The words that a reader sees in a line; none for a figure."""
    words = LINK.sub(lambda link: "" if link["image"] else link["text"], _MARKS.sub("", line))
    return words.replace("**", "").strip()


def size(text: str, lang: Lang) -> int:
    """Han characters in Chinese, words in English."""
    return len((HAN if lang == "zh" else _ENGLISH_WORD).findall(text))


def sentences(block: list[str], lang: Lang) -> list[str]:
    """The sentences of a paragraph, which stand one on a line, or several."""
    pieces = (piece for line in block for piece in _END_OF_SENTENCE[lang].split(line))
    return [piece.strip() for piece in pieces if size(piece, lang)]


def placed_sentences(block: Block, lang: Lang) -> list[tuple[int, str]]:
    """The sentences of a paragraph, each with the number of its line."""
    return [(number, sentence) for number, words in block for sentence in sentences([words], lang)]


def units(sentence: str, lang: Lang) -> int:
    """The length of a sentence: in Chinese, each character, number and Latin word is a unit."""
    return len((_UNIT if lang == "zh" else _ENGLISH_WORD).findall(sentence))


def mean_length(blocks: list[list[str]], lang: Lang) -> float:
    """The mean length of the sentences of these paragraphs."""
    lengths = [units(sentence, lang) for block in blocks for sentence in sentences(block, lang)]
    return sum(lengths) / len(lengths)


class TermNames:
    """The names of a glossary's terms in one language, ready to be found in a text."""

    def __init__(self, glossary: Glossary, lang: Lang) -> None:
        self._by_name = {term.name(lang).casefold(): term.id for term in glossary.values()}
        # The longest first: of two names at one place, the longer is meant.
        either = "|".join(re.escape(name) for name in sorted(self._by_name, key=len, reverse=True))
        whole = either if lang == "zh" else rf"(?<![\w’-])(?:{either})(?=s?(?![\w’-]))"
        self._pattern = re.compile(whole if either else r"(?!)", re.IGNORECASE)

    def uses(self, page: Page) -> Iterator[Use]:
        """Every term: link and every name outside links, in the order of reading; headings are left out."""
        headings = {heading.line for heading in page.headings}
        for number, line in page.prose:
            if number in headings:
                continue
            end = 0
            for link in LINK.finditer(line):
                yield from self._outside_links(line[end : link.start()], number)
                scheme, _, name = link["target"].partition(":")
                if scheme == "term":
                    yield Use(name, number, link["text"], linked=True)
                end = link.end()
            yield from self._outside_links(line[end:], number)

    def unexplained(self, page: Page) -> list[Use]:
        """The names that stand on the page before any link to their explanation."""
        found, linked = [], set()
        for use in self.uses(page):
            if use.linked:
                linked.add(use.term)
            elif use.term not in linked:
                found.append(use)
        return found

    def _outside_links(self, text: str, number: int) -> Iterator[Use]:
        for match in self._pattern.finditer(text):
            yield Use(self._by_name[match.group().casefold()], number, match.group(), linked=False)


def first_abbreviations(page: Page) -> Iterator[tuple[int, str, str]]:
    """Each abbreviation in capitals where it first stands: its line, itself, and the line's Markdown."""
    headings = {heading.line for heading in page.headings}
    seen: set[str] = set()
    for number, line in page.prose:
        if number in headings:
            continue
        for match in _ABBREVIATION.finditer(_TAG.sub(" ", without_markup(line))):
            name = match.group().rstrip("s")
            if name not in seen:
                seen.add(name)
                yield number, name, line


def is_spelled_out(name: str, line: str) -> bool:
    """Whether the line explains an abbreviation: by a link to its term, or by its words in brackets."""
    if any(name in link["text"] for link in LINK.finditer(line) if link["target"].startswith("term:")):
        return True
    words = r"[\s-]+(?:(?:of|and|the|for|in|on)[\s-]+)*".join(rf"{letter}[a-z]*" for letter in name)
    spelled = rf"\b{words}(?: [a-z]+)? \({name}\b|\b{name} \({words}\)"
    return bool(re.search(spelled, without_markup(line), re.IGNORECASE))


def width(words: str) -> float:
    """The width of a line of words in Chinese characters: a Latin letter or digit takes half the room."""
    return sum(1 if ord(character) > 0x2E7F else 0.5 for character in words)
