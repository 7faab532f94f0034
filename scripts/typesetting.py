"""How words are typed: spaces, punctuation and quotation marks, as our house writes Chinese and English.

Everything here is mechanical: it changes no word. What Markdown hides from a reader (targets of links,
code, ids) is never touched.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from charts.wording import Lang

# In a line of Markdown: what a reader does not see, and what a reader sees but no rule changes.
_PIECE = re.compile(
    r"""(?P<hidden>
        ^[\s>]*(?:\#{1,6}\s*|[-*+]\s+|\d+[.)]\s+)?  # the marks of a quote, heading or list item
        |\*{1,3}|!?\[  # bold, the beginning of a link
        |\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+"[^"]*")?\)|\]  # its end
        |(?:(?<!\s)\s+)?\{:?\s*[#.][^{}]*\}|(?<!\s)\s+$  # ids, and spaces at the end
    )|(?P<code>(?<![\\`])(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)|\{[^{}]*\})  # code, a slot to be filled
    |(?P<address><[^<>\s]+>|(?:https?://|www\.)[^\s\u3000-\u9fff\uff00-\uffef“”]+|(?<![\w.+-])[a-zA-Z0-9._+-]{1,64}@[\w.-]{1,250})""",
    re.VERBOSE,
)
# [name]: address, and the line below the head of a table.
_NO_WORDS = re.compile(r"^ {0,3}\[[^\]]+\]:|^[\s|:-]*$")
_CODE, _ADDRESS = "\ue001", "\ue002"

_HAN = r"\u3400-\u9fff"
_MARKS = "，。；：！？、（）《》“”"
_WIDE_LETTER = re.compile(r"[０-９Ａ-Ｚａ-ｚ％]")
_CHINESE = rf"[{_HAN}{_MARKS}]"
_TYPED_SPACE = re.compile(
    rf"(?<={_CHINESE}) +(?={_CHINESE}|[A-Za-z0-9{_CODE}])|(?<=[A-Za-z0-9%{_CODE}]) +(?={_CHINESE})"
)
_HALF_WIDE = re.compile(r"[,.;:!?()\"「」]")
_ONE_HAN = re.compile(f"[{_HAN}]")
_STOP = re.compile(rf"(?<=[{_HAN}）”》])\.(?=$|[{_HAN}“（《])")
_MARK = re.compile(
    rf"(?<=[{_HAN}）”》])[,;:!?](?![,;:!?]) *|(?<=[A-Za-z0-9%{_CODE}])[,;:!?](?=[{_HAN}“《（])"
)
_BRACKETS = re.compile(rf"(?P<beside>(?<=[{_HAN}”》]))?\((?P<words>[^()]*)\)")
_PAIR = re.compile(r"\"([^\"]*)\"")
_CORNERS = re.compile(r"「([^「」]*)」")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)|(?<=s)'(?= \w)")
_SINGLE_PAIR = re.compile(r"(?<!\w)'([^']*)'(?!\w)")
_TWO_SPACES = re.compile(r"(?<=[^\s|]) {2,}(?=[^\s|])")  # beside | they align a table
_WIDE_MARK = str.maketrans(",;:!?()", "，；：！？（）")

_DOUBLED = re.compile(
    r"([，、；：])[，、；：。！？]|。[，、；：！？]|。。(?!。)|[！？][，、；：。]|！！|？？"
)
_CHINESE_MARK_IN_ENGLISH = re.compile(rf"(?<![{_HAN}”》])[，。；：！？（）、](?![{_HAN}“《])")


# Characters that are told beside a slip, by which an editor finds it.
AROUND = 6


@dataclass(frozen=True)
class Rule:
    """What is corrected, by the code of its message: a function from words to words."""

    code: str
    correct: Callable[[str], str]


@dataclass(frozen=True)
class Sign:
    """What is told and not corrected, since no rule can tell what was meant."""

    code: str
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Slip:
    """One thing in a line that is not typed as we do; `expected` is empty where no rule can tell."""

    code: str
    found: str
    expected: str = ""


@lru_cache(maxsize=50_000)
def slips(line: str, lang: Lang) -> tuple[Slip, ...]:
    """Everything in a line of Markdown, or in a text without markup, that is not typed as we do."""
    return tuple(_slips(line, lang))


def _slips(line: str, lang: Lang) -> Iterator[Slip]:
    words = _visible(line)
    for rule in _RULES[lang]:
        after = _with_words(line, words, rule.correct(words))
        if after != line:
            yield Slip(rule.code, *difference(line, after))
            line, words = after, _visible(after)
    sign = _SIGNS[lang]
    for match in sign.pattern.finditer(words):
        yield Slip(sign.code, match.group())
    quotes = list(_LONE_QUOTE.pattern.finditer(words))
    if len(quotes) % 2:
        at = quotes[-1].start()
        yield Slip(_LONE_QUOTE.code, words[max(0, at - AROUND) : at + AROUND + 1])


@lru_cache(maxsize=50_000)
def corrected(line: str, lang: Lang) -> str:
    """The line typed as we do; a second time changes nothing more."""
    before = None
    while before != line:
        before = line
        for rule in _RULES[lang]:
            words = _visible(line)
            line = _with_words(line, words, rule.correct(words))
    return line


def difference(before: str, after: str, around: int = AROUND) -> tuple[str, str]:
    """The part in which two lines differ, with some characters around it, as an editor finds it."""
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    first, last = max(0, start - around), max(0, end - around)
    return before[first : len(before) - last], after[first : len(after) - last]


def _alike(one: str, other: str) -> int:
    """How many characters two texts have in common from the beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (mine, theirs) in pairs if mine != theirs), min(len(one), len(other)))


def _with_words(line: str, before: str, after: str) -> str:
    """The line in which a reader sees `after` in place of `before`, and all that is hidden stays.

    A rule puts one character in another's place or takes spaces out; the line stays where one did more.
    """
    if after == before:
        return line
    if any(before.count(fixed) != after.count(fixed) for fixed in (_CODE, _ADDRESS)):
        return line
    *tokens, (end, _) = _tokens(line)
    pieces: list[str] = []
    place = 0
    for (hidden, text), character in zip(tokens, before, strict=True):
        new = after[place : place + 1]
        if character == " " and new != " ":
            pieces.append(hidden)
            continue
        pieces.append(hidden + (text if new == character else new))
        place += 1
    return "".join([*pieces, end]) if place == len(after) else line


def _visible(line: str) -> str:
    """What a reader sees of the line, with one character for each piece of code and each address."""
    return "" if _NO_WORDS.match(line) else _PIECE.sub(_stand_in, line)


def _stand_in(piece: re.Match[str]) -> str:
    return "" if piece["hidden"] is not None else _CODE if piece["code"] else _ADDRESS


def _tokens(line: str) -> list[tuple[str, str]]:
    """For each character of `_visible(line)` what is hidden before it, and the text itself; then the end."""
    tokens: list[tuple[str, str]] = []
    hidden, place = "", 0
    for piece in _PIECE.finditer(line):
        for character in line[place : piece.start()]:
            tokens.append((hidden, character))
            hidden = ""
        if piece["hidden"] is not None:
            hidden += piece.group()
        else:
            tokens.append((hidden, piece.group()))
            hidden = ""
        place = piece.end()
    for character in line[place:]:
        tokens.append((hidden, character))
        hidden = ""
    return [*tokens, (hidden, "")]


def _without_wide_letters(words: str) -> str:
    return _WIDE_LETTER.sub(lambda wide: unicodedata.normalize("NFKC", wide[0]), words)


def _without_typed_spaces(words: str) -> str:
    return _TYPED_SPACE.sub("", words)


def _with_chinese_punctuation(words: str) -> str:
    if not _HALF_WIDE.search(words) or not _ONE_HAN.search(words):
        return words
    words = _CORNERS.sub(r"“\1”", _PAIR.sub(r"“\1”", words))
    words = _STOP.sub("。", _MARK.sub(lambda mark: mark[0].strip().translate(_WIDE_MARK), words))
    words = _BRACKETS.sub(_chinese_brackets, words)
    return str(_autocorrect().format(words))


def _chinese_brackets(found: re.Match[str]) -> str:
    """Wide brackets, where Chinese stands beside or inside them."""
    chinese = found["beside"] is not None or _ONE_HAN.search(found["words"])
    return f"（{found['words']}）" if chinese else found.group()


def _with_english_quotes(words: str) -> str:
    words = _APOSTROPHE.sub("’", _PAIR.sub(r"“\1”", words))
    return _SINGLE_PAIR.sub(r"‘\1’", words)


def _without_double_spaces(words: str) -> str:
    return _TWO_SPACES.sub(" ", words)


_RULES: dict[Lang, tuple[Rule, ...]] = {
    "zh": (
        Rule("wide_letters", _without_wide_letters),
        Rule("typed_space", _without_typed_spaces),
        Rule("chinese_punctuation", _with_chinese_punctuation),
    ),
    "en": (
        Rule("wide_letters", _without_wide_letters),
        Rule("straight_quotes", _with_english_quotes),
        Rule("double_space", _without_double_spaces),
    ),
}
# One of an odd number; pairs have been corrected before.
_LONE_QUOTE = Sign("lone_quote", re.compile('"'))
_SIGNS: dict[Lang, Sign] = {
    "zh": Sign("doubled_punctuation", _DOUBLED),
    "en": Sign("english_punctuation", _CHINESE_MARK_IN_ENGLISH),
}


@cache
def _autocorrect() -> Any:
    """The library that knows where Chinese punctuation belongs; its rules about spaces are not ours."""
    import autocorrect_py

    spaces = ("word", "punctuation", "bracket", "backticks", "dash", "dollar")
    rules = {f"space-{name}": 0 for name in spaces}
    rules |= {"no-space-fullwidth": 0, "no-space-fullwidth-quote": 0, "halfwidth-word": 0, "spellcheck": 0}
    rules |= {"halfwidth-punctuation": 0, "fullwidth": 1}
    library: Any = autocorrect_py
    library.load_config(json.dumps({"rules": rules}))
    return library
