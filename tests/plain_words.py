"""Measures of plain language, taken on the Markdown as an editor sees it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import textstat
import wordfreq

from charts.wording import Lang
from scripts.glossary import Glossary, Term
from scripts.pages import Heading, Page

HAN = re.compile(r"[\u3400-\u9fff]")
_UNIT = re.compile(
    r"[\u3400-\u9fff]|\d[\d.,]*%?[A-Za-z]*|[A-Za-z][A-Za-z0-9’'-]*"
)  # a Han character, a number, a Latin word
_ENGLISH_WORD = re.compile(r"[A-Za-z0-9][\w’'.,%-]*")
_LINK = re.compile(r"(?P<image>!?)\[(?P<text>[^\[\]]*)\]\((?P<target>[^()\s]+)\)")
_MARKS = re.compile(r"^(?:\s*>)*\s*(?:[-*]\s+|\d+\.\s+)?")  # of a quote, of a list item
_ITEM = re.compile(r"^(?:\s*>)*\s*(?:[-*]|\d+\.)\s")
_END_OF_SENTENCE: dict[Lang, re.Pattern[str]] = {
    "zh": re.compile(r"(?<=[。！？；])"),
    "en": re.compile(r"(?<=[.!?])[”’)]*\s+"),
}
# Two capitals or more, or capitals with a digit: GDP, 5G, A4.
_ABBREVIATION = re.compile(r"(?<![\w’-])(?=[A-Z0-9]*[A-Z])[A-Z0-9]{2,}(?:s\b|(?![\w’-]))")


@dataclass(frozen=True)
class Section:
    """A heading and the lines of Markdown below it, up to the next heading."""

    heading: Heading
    lines: tuple[tuple[int, str], ...]

    @property
    def blocks(self) -> list[list[str]]:
        """The words of each paragraph, list item and table cell, line by line and without markup."""
        blocks: list[list[str]] = [[]]
        for _, line in self.lines:
            words = without_markup(line)
            if "|" in line:
                cells = [cell.strip() for cell in words.split("|")]
                blocks += [[cell] for cell in cells if cell.strip("-: ")] + [[]]
            elif not words:
                blocks.append([])
            elif _ITEM.match(line):
                blocks.append([words])
            else:
                blocks[-1].append(words)
        return [block for block in blocks if block]

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
    words = _LINK.sub(lambda link: "" if link["image"] else link["text"], _MARKS.sub("", line))
    return words.replace("**", "").strip()


def size(text: str, lang: Lang) -> int:
    """Han characters in Chinese, words in English."""
    return len((HAN if lang == "zh" else _ENGLISH_WORD).findall(text))


def sentences(block: list[str], lang: Lang) -> list[str]:
    """The sentences of a paragraph, which stand one on a line, or several."""
    pieces = (piece for line in block for piece in _END_OF_SENTENCE[lang].split(line))
    return [piece.strip() for piece in pieces if size(piece, lang)]


def units(sentence: str, lang: Lang) -> int:
    """The length of a sentence: in Chinese, each character, number and Latin word is a unit."""
    return len((_UNIT if lang == "zh" else _ENGLISH_WORD).findall(sentence))


def mean_length(blocks: list[list[str]], lang: Lang) -> float:
    """The mean length of the sentences of these paragraphs."""
    lengths = [units(sentence, lang) for block in blocks for sentence in sentences(block, lang)]
    return sum(lengths) / len(lengths)


def school_grade(blocks: list[list[str]]) -> float:
    """The Flesch-Kincaid grade of English paragraphs."""
    lines = (sentence.rstrip(".!?;:”’) ") for block in blocks for sentence in sentences(block, "en"))
    # A point within a number would be taken for the end of a sentence.
    text = " ".join(re.sub(r"(?<=\d)[.,](?=\d)", "", line) + "." for line in lines)
    return float(textstat.flesch_kincaid_grade(text))


@cache
def common_characters(count: int = 3500) -> frozenset[str]:
    """The most common Chinese characters, by the frequencies of the words that they stand in."""
    frequency: Counter[str] = Counter()
    for word, share in wordfreq.get_frequency_dict("zh").items():
        for character in HAN.findall(word):
            frequency[character] += share
    return frozenset(character for character, _ in frequency.most_common(count))


def share_of_common_characters(text: str) -> float:
    characters = HAN.findall(text)
    return sum(character in common_characters() for character in characters) / len(characters)


def rare_words(lines: list[str], glossary: Glossary, lang: Lang, zipf: float = 3.0) -> list[str]:
    """Words rarer than this on the Zipf scale, but for numbers and what the glossary explains."""
    known = [word for term in glossary.values() for word in (term.name(lang), *term.synonyms.words(lang))]
    explained = re.compile("|".join(re.escape(word) for word in sorted(known, key=len, reverse=True)))
    rare = []
    for line in lines:
        unlinked = _LINK.sub(lambda link: " " if link["target"].startswith("term:") else link["text"], line)
        for word in wordfreq.tokenize(explained.sub(" ", unlinked), lang):
            if word.strip() and not re.search(r"\d", word) and wordfreq.zipf_frequency(word, lang) < zipf:
                rare.append(word)
    return rare


def uses_of_terms(page: Page, glossary: Glossary) -> Iterator[Use]:
    """Every term: link and every name outside links, in the order of reading; headings are left out."""
    headings = {heading.line for heading in page.headings}
    for number, line in page.prose:
        if number in headings:
            continue
        end = 0
        for link in _LINK.finditer(line):
            yield from _names(line[end : link.start()], number, page.lang, glossary)
            scheme, _, name = link["target"].partition(":")
            if scheme == "term":
                yield Use(name, number, link["text"], linked=True)
            end = link.end()
        yield from _names(line[end:], number, page.lang, glossary)


def _names(text: str, number: int, lang: Lang, glossary: Glossary) -> Iterator[Use]:
    by_name = {_bare(term, lang): term.id for term in glossary.values()}
    # The longest first: of two names at one place, the longer is meant.
    either = "|".join(re.escape(name) for name in sorted(by_name, key=len, reverse=True))
    pattern = either if lang == "zh" else rf"(?<![\w’-])(?:{either})(?=s?(?![\w’-]))"
    for match in re.finditer(pattern, text, re.IGNORECASE):
        yield Use(by_name[match.group().casefold()], number, match.group(), linked=False)


def _bare(term: Term, lang: Lang) -> str:
    return term.name(lang).casefold()


def first_abbreviations(page: Page) -> Iterator[tuple[int, str, str]]:
    """Each abbreviation in capitals where it first stands: its line, itself, and the line's Markdown."""
    headings = {heading.line for heading in page.headings}
    seen: set[str] = set()
    for number, line in page.prose:
        if number in headings:
            continue
        for match in _ABBREVIATION.finditer(without_markup(line)):
            name = match.group().rstrip("s")
            if name not in seen:
                seen.add(name)
                yield number, name, line


def is_spelled_out(name: str, line: str) -> bool:
    """Whether the line explains an abbreviation: by a link to its term, or by its words in brackets."""
    if any(name in link["text"] for link in _LINK.finditer(line) if link["target"].startswith("term:")):
        return True
    words = r"[\s-]+(?:(?:of|and|the|for|in|on)[\s-]+)*".join(rf"{letter}[a-z]*" for letter in name)
    spelled = rf"\b{words}(?: [a-z]+)? \({name}\b|\b{name} \({words}\)"
    return bool(re.search(spelled, without_markup(line), re.IGNORECASE))


def width(words: str) -> float:
    """The width of a line of words in Chinese characters: a Latin letter or digit takes half the room."""
    return sum(1 if ord(character) > 0x2E7F else 0.5 for character in words)
