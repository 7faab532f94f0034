"""A number that is spelled out needs its source, too: three million, 三百万.

A small count, as in three ways or 三种办法, is no statement about the world, and neither is a figure of
speech; numbers without a scale, from thirteen to ninety-nine, may be either, and earn a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from charts.wording import ENGLISH_SCALES, ENGLISH_SMALL_NUMBERS, Lang
from scripts.explainer import Explainer
from scripts.pages import without_links
from scripts.plain_words import without_markup
from scripts.problems import Problem, problem, warning
from scripts.texts import page_texts

_TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = "|".join((*ENGLISH_SMALL_NUMBERS[1:], *_TEENS, *_TENS, "a", "half a"))
_SCALES = "|".join(ENGLISH_SCALES)
_DIGIT = "[一二两三四五六七八九]"
# Surely a number, and perhaps one.
_PATTERNS: dict[Lang, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "zh": (
        re.compile(
            rf"(?:(?<![几数])十{_DIGIT}?|{_DIGIT}(?:十{_DIGIT}?)?)[百千万亿][零一二两三四五六七八九十百千万亿]*|百分之[一二三四五六七八九十]+"
        ),
        re.compile(rf"{_DIGIT}十{_DIGIT}?|(?<![几数])十{_DIGIT}"),
    ),
    "en": (
        re.compile(rf"\b(?:(?:{_SMALL})[ -]){{1,6}}(?:{_SCALES})\b(?:[ -](?:{_SCALES})\b)*", re.IGNORECASE),
        re.compile(rf"\b(?:{'|'.join(_TEENS)}|(?:{'|'.join(_TENS)})(?:-[a-z]+)?)\b", re.IGNORECASE),
    ),
}
# What people say without counting anything, and names that everybody knows.
_FIGURES_OF_SPEECH: dict[Lang, re.Pattern[str]] = {
    "zh": re.compile(
        "一[百千万]个(?:放心|愿意|不)|[一二]十[一]?世纪|[二三四五六七八九]十年代|三十而立|二十四小时|二十四节气|三十六计|三百六十行|三百六十度|五百强|一千零一夜|十[三四五]五"
    ),
    "en": re.compile(
        r"\ba (?:(?:hundred|thousand|million) ){1,2}(?:times|ways|miles|thanks)\b"
        r"|\bfifty-fifty\b|\b\w+ty-somethings?\b"
        r"|\bone in a million\b|\bthousand and one\b",
        re.IGNORECASE,
    ),
}
_QUOTED = re.compile(r"“[^”]*”|《[^》]*》|‘[^’]*’")


def numbers_in_words(explainer: Explainer) -> Iterator[Problem]:
    """Problems for spelled-out numbers outside fact: links, on the pages and in their descriptions."""
    names = {lang: _names(explainer, lang) for lang in _PATTERNS}
    for page in explainer.pages:
        for line, text in page.prose:
            words = without_markup(without_links(text, ("fact", "term", "figure")))
            yield from _told(page.path, line, words, page.lang, names[page.lang])
    for other in page_texts(explainer):
        yield from _told(other.path, other.line, other.words, other.lang, names[other.lang])


def _told(path: str, line: int, words: str, lang: Lang, names: re.Pattern[str]) -> Iterator[Problem]:
    for found, surely in spelled_out(words, lang, names):
        tell = problem if surely else warning
        yield tell(path, line, "number_in_words", found=found)


def spelled_out(words: str, lang: Lang, names: re.Pattern[str]) -> Iterator[tuple[str, bool]]:
    """Every spelled-out number outside names and quotation marks, and whether it is surely one."""
    surely, perhaps = _PATTERNS[lang]
    if not surely.search(words) and not perhaps.search(words):
        return
    words = _FIGURES_OF_SPEECH[lang].sub(" ", names.sub(" ", _QUOTED.sub(" ", words)))
    yield from ((match.group(), True) for match in surely.finditer(words))
    yield from ((match.group(), False) for match in perhaps.finditer(surely.sub(" ", words)))


def _names(explainer: Explainer, lang: Lang) -> re.Pattern[str]:
    """What may hold such a word as a part of a name."""
    names = [str(name) for name in explainer.wiring.extra.numbers_without_source]
    for term in explainer.glossary.values():
        names += [term.name(lang), *term.synonyms.words(lang)]
    return re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) or "(?!)")
