"""Measures of plain language, taken on the Markdown as an editor sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from charts.wording import Lang
from scripts.glossary import Glossary
from scripts.page_sections import Section
from scripts.pages import HAN, LINK, Line, Page
from scripts.sentences import split

_UNIT = re.compile(
    rf"{HAN.pattern}|\d[\d.,]*%?[A-Za-z]*|[A-Za-z][A-Za-z0-9’'-]*"
)  # a Han character, a number, a Latin word
_ENGLISH_WORD = re.compile(r"[A-Za-z0-9][\w’'.,%-]*")
_MARKS = re.compile(r"^[\s>]*(?:[-*]\s+|\d+\.\s+)?")  # of a quote, of a list item
_ITEM = re.compile(r"^[\s>]*(?:[-*]|\d+\.)\s")
_TAG = re.compile(r"<[^<>]*>")
# Two capitals or more, or capitals with a digit: GDP, 5G, A4.
_ABBREVIATION = re.compile(r"(?<![\w’-])(?=[A-Z0-9]*[A-Z])[A-Z0-9]{2,}(?:s\b|(?![\w’-]))")

# What nobody would know better by its words.
# fmt: off
KNOWN_TO_ALL = frozenset((
    "AM", "CD", "DVD", "EU", "ID", "OK", "PC", "PDF", "PM", "QR", "TV", "UK", "UN", "URL", "US", "USA", "USB",
))
# fmt: on
_LONGEST_ABBREVIATION = 8
_LONGEST_NAME = 200  # in characters, of which an abbreviation is made
_FILLERS = ("of", "and", "the", "for", "in", "on")  # which an abbreviation mostly leaves out


@dataclass(frozen=True)
class Use:
    """A place on a page where a term's name stands, or a link to its explanation."""

    term: str
    line: int
    words: str
    linked: bool


def placed_passages(section: Section) -> list[list[Line]]:
    """Each paragraph, list item and table cell: its lines' numbers and words, without markup."""
    passages: list[list[Line]] = [[]]
    for number, line in section.prose:
        words = without_markup(line)
        if "|" in line:
            cells = [cell.strip() for cell in words.split("|")]
            passages += [[(number, cell)] for cell in cells if cell.strip("-: ")] + [[]]
        elif not words:
            passages.append([])
        elif _ITEM.match(line):
            passages.append([(number, words)])
        else:
            passages[-1].append((number, words))
    return [passage for passage in passages if passage]


def passages(section: Section) -> list[list[str]]:
    """The words of each paragraph, list item and table cell, line by line."""
    return [[words for _, words in passage] for passage in placed_passages(section)]


def words_of(section: Section) -> str:
    """All words below a section's heading."""
    return "\n".join(line for passage in passages(section) for line in passage)


def without_markup(line: str) -> str:
    """The words that a reader sees in a line; none for a figure."""
    words = LINK.sub(lambda link: "" if link["image"] else link["text"], _MARKS.sub("", line))
    return words.replace("**", "").strip()


def size(text: str, lang: Lang) -> int:
    """Han characters in Chinese, words in English."""
    return len((HAN if lang == "zh" else _ENGLISH_WORD).findall(text))


def sentences(passage: list[str], lang: Lang) -> list[str]:
    """The sentences of a paragraph, which stand one on a line, or several; ； ends one, too."""
    whole = (sentence for line in passage for sentence in split(line))
    pieces = (piece for sentence in whole for piece in sentence.split("；" if lang == "zh" else "\n"))
    return [piece.strip() for piece in pieces if size(piece, lang)]


def placed_sentences(passage: list[Line], lang: Lang) -> list[Line]:
    """The sentences of a paragraph, each with the number of its line."""
    return [(number, sentence) for number, words in passage for sentence in sentences([words], lang)]


def units(sentence: str, lang: Lang) -> int:
    """The length of a sentence: in Chinese, each character, number and Latin word is a unit."""
    return len((_UNIT if lang == "zh" else _ENGLISH_WORD).findall(sentence))


def mean_length(passages: list[list[str]], lang: Lang) -> float:
    """The mean length of the sentences of these paragraphs."""
    lengths = [units(sentence, lang) for passage in passages for sentence in sentences(passage, lang)]
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
            if name not in seen and name not in KNOWN_TO_ALL:
                seen.add(name)
                yield number, name, line


def is_spelled_out(name: str, line: str) -> bool:
    """Whether the line explains an abbreviation: by a link to its term, or by its words in brackets."""
    if any(name in link["text"] for link in LINK.finditer(line) if link["target"].startswith("term:")):
        return True
    if len(name) > _LONGEST_ABBREVIATION:
        return False
    words = without_markup(line)
    before = (words[: place.start()][-_LONGEST_NAME:] for place in re.finditer(rf"\({name}\b", words))
    behind = (place[1] for place in re.finditer(rf"\b{name} \(([^()]*)\)", words))
    return any(_ends_with_initials(name, text) for text in before) or any(
        name in _initials(text) for text in behind
    )


def _ends_with_initials(name: str, text: str) -> bool:
    """Whether a text ends with the words of an abbreviation, or with one word more: GDP index (GDP)."""
    unbroken = re.split(r"[^\w\s’'-]", text.rstrip())[-1]
    return any(initials.endswith(name) or initials[:-1].endswith(name) for initials in _initials(unbroken))


def _initials(text: str) -> tuple[str, str]:
    """The first letters of all words, and of those that abbreviations do not leave out."""
    words = re.findall(r"[A-Za-z0-9][\w’']*", text)
    main = (word for word in words if word.casefold() not in _FILLERS)
    return "".join(word[0] for word in words).upper(), "".join(word[0] for word in main).upper()


def width(words: str) -> float:
    """The width of a line of words in Chinese characters: a Latin letter or digit takes half the room."""
    return sum(1 if ord(character) > 0x2E7F else 0.5 for character in words)
