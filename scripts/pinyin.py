"""Pinyin over words that a reader may stumble over: which words, and how each of their characters is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import accumulate
from pathlib import Path

from charts.facts import Entry, Sentence
from scripts.glossary import Glossary
from scripts.yaml_file import YamlFile, read_yaml, validate

PINYIN_FILE = "docs/pinyin.yml"

Syllables = tuple[str, ...]

_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_BETWEEN_SYLLABLES = re.compile(r"[^\w\u0300-\u036f]")
# Said in another tone before some tones: every speaker does so, and no textbook writes it.
_CHANGING_TONE = "一不"
_TONE = re.compile("[\u0300\u0301\u0304\u030c]")
# The first bytes of GB 2312's level 1: its 3,755 most common characters.
_COMMON = range(0xB0, 0xD8)


class PinyinFile(Entry):
    """`docs/pinyin.yml`."""

    words: dict[str, Sentence] = {}
    leave_out: list[Sentence] = []


@dataclass(frozen=True)
class PinyinChoice:
    """What editors chose: words that always get this reading, and words or characters that get none."""

    words: dict[str, str]
    leave_out: list[str]
    yaml: YamlFile


@dataclass(frozen=True, eq=False)  # equal only to itself: readings are kept by it
class Lexicon:
    """The readings that this explainer knows by itself, before those of the library.

    The words of `always` and `terms` get pinyin, those of `never` none.
    """

    always: Mapping[str, Syllables]
    terms: Mapping[str, Syllables]
    never: frozenset[str]

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset((*self.always, *self.terms, *self.never))

    @cached_property
    def prefixes(self) -> frozenset[str]:
        return frozenset(prefix for word in self.words for prefix in accumulate(word))


def load_pinyin(root: Path) -> PinyinChoice:
    """The editors' choice in `root`, empty without a file; raises SiteError when it does not fit."""
    file = root / PINYIN_FILE
    chosen_any = file.exists() and file.stat().st_size > 0  # an empty file chooses nothing, too
    loaded = read_yaml(file, PINYIN_FILE) if chosen_any else YamlFile(PINYIN_FILE, {})
    chosen = validate(loaded, PinyinFile)
    return PinyinChoice(chosen.words, chosen.leave_out, loaded)


def lexicon(choice: PinyinChoice, glossary: Glossary) -> Lexicon:
    """The readings of the editors' words and of the glossary's terms, once the checks have passed both."""
    never = frozenset(choice.leave_out)
    terms = _split({term.zh: term.pinyin for term in glossary.values() if is_chinese(term.zh)})
    # A term that is easily read would only hide the words in it.
    hard = {word: reading for word, reading in terms.items() if _is_hard(word, reading, never)}
    return Lexicon(_split(choice.words), hard, never)


def annotated(text: str, known: Lexicon) -> Iterator[tuple[str, Syllables]]:
    """The text in pieces: each with its syllables when it is a word that gets pinyin, else with none."""
    end = 0
    for run in _HAN_RUN.finditer(text):
        yield text[end : run.start()], ()
        for word in _words(run.group(), known):
            yield word, _shown_reading(word, known)
        end = run.end()
    yield text[end:], ()


def sounds(run: str, known: Lexicon) -> tuple[str, ...]:
    """How each character of a run is read where it stands, in letters without tones and dots."""
    return tuple(sound for word in _words(run, known) for sound in _word_sounds(word, known))


@cache
def _word_sounds(word: str, known: Lexicon) -> tuple[str, ...]:
    reading = known.always.get(word) or known.terms.get(word) or usual_reading(word)
    return tuple(_letters(syllable) for syllable in reading)


def syllables(word: str, reading: str) -> Syllables | None:
    """The reading cut at the word's characters; None when it is no reading of them, one syllable for each.

    Marks that are no Chinese characters have no syllable: “十四五”规划 is read shísìwǔ guīhuà.
    """
    characters = "".join(_HAN_RUN.findall(word))
    return _fit(characters, _BETWEEN_SYLLABLES.sub("", unicodedata.normalize("NFC", reading)))


def is_chinese(word: str) -> bool:
    """Whether a word consists of Chinese characters only."""
    return _HAN_RUN.fullmatch(word) is not None


@cache
def usual_reading(word: str) -> Syllables:
    """How the library reads a word's Chinese characters: as a phrase that it knows, else one by one."""
    from pypinyin import pinyin  # it loads for a tenth of a second, and English needs none

    return tuple(first for first, *_ in pinyin("".join(_HAN_RUN.findall(word))))


def offered_pinyin(text: str) -> str:
    """The pinyin of a term as dictionaries write it, for an editor to confirm: 借书卡 is jièshū kǎ.

    What is not Chinese stays as it is.
    """
    from pypinyin.seg.mmseg import seg

    pieces: list[str] = []
    for piece in seg.cut(text):
        # A word that the library does not know comes in single characters.
        if pieces and len(piece) == 1 and is_chinese(piece + pieces[-1]) and not _is_phrase(pieces[-1]):
            pieces[-1] += piece
        elif piece.strip():
            pieces.append(piece.strip())
    return " ".join(_written_together(piece) for piece in pieces)


def _is_phrase(piece: str) -> bool:
    from pypinyin.constants import PHRASES_DICT

    return piece in PHRASES_DICT


def _written_together(piece: str) -> str:
    if not is_chinese(piece):
        return piece
    first, *others = usual_reading(piece)
    # Xi'an is no xian.
    return first + "".join(f"'{one}" if _letters(one)[:1] in ("a", "e", "o") else one for one in others)


def _split(readings: Mapping[str, str]) -> dict[str, Syllables]:
    return {word: syllables(word, reading) or () for word, reading in readings.items()}


def _fit(characters: str, reading: str) -> Syllables | None:
    """Tries each reading of the first character, the longest first: in fāngàn, fāng is too long."""
    if not characters or not reading:
        return None if characters or reading else ()
    for syllable in _readings(characters[0]):
        if reading.casefold().startswith(syllable):
            rest = _fit(characters[1:], reading[len(syllable) :])
            if rest is not None:
                return (reading[: len(syllable)], *rest)
    return None


@cache
def _readings(character: str) -> list[str]:
    """Every reading of a character, the longest first; any may lose its tone in a word: dōngxi."""
    from pypinyin import pinyin

    (found,) = pinyin(character, heteronym=True)
    return sorted({*found, *map(_toneless, found)}, key=len, reverse=True)


@lru_cache(maxsize=8192)  # a page that was annotated is cut again for search
def _words(run: str, known: Lexicon) -> tuple[str, ...]:
    """The run in words: those of the library, or what this explainer knows inside one of them."""
    from pypinyin.constants import PHRASES_DICT

    words = _cut(run, known, PHRASES_DICT.keys())
    return tuple(piece for word in words for piece in _known_inside(word, known))


@cache
def _known_inside(word: str, known: Lexicon) -> tuple[str, ...]:
    """The word in pieces when a word of this explainer is one of them, else the word itself."""
    pieces = tuple(_cut(word, known, frozenset()))
    return pieces if any(piece in known.always or piece in known.terms for piece in pieces) else (word,)


def _cut(run: str, known: Lexicon, phrases: Set[str]) -> Iterator[str]:
    """From left to right the longest of the phrases and of the known words, else a single character."""
    from pypinyin.seg.mmseg import p_set  # every beginning of a phrase

    start = 0
    while start < len(run):
        end = start + 1
        for stop in range(start + 2, len(run) + 1):
            piece = run[start:stop]
            if piece in phrases or piece in known.words:
                end = stop
            elif piece not in p_set and piece not in known.prefixes:
                break
        yield run[start:end]
        start = end


@cache
def _shown_reading(word: str, known: Lexicon) -> Syllables:
    """The syllables that a word gets: none when it is easily read, or when the editors want none."""
    if word in known.always:
        return known.always[word]
    reading = known.terms.get(word) or usual_reading(word)
    return reading if _is_hard(word, reading, known.never) else ()


def _is_hard(word: str, reading: Syllables, never: Set[str]) -> bool:
    pairs = zip(word, reading, strict=True)
    return word not in never and any(_is_stumble(*pair) for pair in pairs if pair[0] not in never)


def _is_stumble(character: str, syllable: str) -> bool:
    """Whether a character is rare, or is read here as it is not read alone; a lost tone does not count."""
    if character in _CHANGING_TONE:
        return False
    (alone,) = usual_reading(character)
    return not _is_common(character) or syllable.casefold() not in (alone, _toneless(alone))


def _is_common(character: str) -> bool:
    try:
        return character.encode("gb2312")[0] in _COMMON
    except UnicodeEncodeError:
        return False


def _letters(syllable: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", syllable.casefold()) if letter.isascii())


def _toneless(syllable: str) -> str:
    """The syllable without its tone; the dots of ü stay."""
    return "".join(_TONE.sub("", unicodedata.normalize("NFD", letter)) for letter in syllable)
