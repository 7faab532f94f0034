"""The files that search fetches: a head with all headings, shards of an inverted index, and sentences.

Plain functions from sections to files: same input, same bytes. What the files hold is read by
`overrides/components/search/search-engine/`; both cut words alike.
"""

from __future__ import annotations

import hashlib
import json
import re
import string
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise

from charts.wording import CHINESE_SCALES, ENGLISH_SCALES, Lang
from scripts.search_sections import SearchPage, Section

# Bytes of a shard of the index, in a small site and in a large one that would have too many files. Shards and
# files of sentences are small, so that one search fetches little.
SHARD_BYTES = 1_600
LARGE_SHARD_BYTES = 4_000
LARGE_INDEX_CHARACTERS = 400_000
# A word of readers is typed by its sounds, too; a question of theirs that is longer hardly ever.
SOUNDED_CHARACTERS = 6
TEXT_CHARACTERS: dict[Lang, int] = {"zh": 250, "en": 700}
# From so many times in a section a word is one of its topics.
TOPIC_TIMES = 3

# How a run of Chinese characters is read: one syllable for each, without tones.
Read = Callable[[str], tuple[str, ...]]

_PIECE = re.compile(
    r"(?P<han>[\u3400-\u9fff]+)"
    r"|(?P<number>(?<![a-z0-9.])\d+(?:,\d{3})*(?:\.\d+)?(?![a-z\d]))"
    r"|(?P<word>[a-z0-9]+(?:['’][a-z]+)?)"
)
_SCALE = re.compile(
    r"\s?(?P<zh>万亿|千亿|百亿|十亿|千万|百万|十万|[亿万千百])"
    r"|[ -]?(?P<en>hundred|thousand|million|billion|trillion)\b"
)
# 三分之一, 1/3, one third; the engine reads them alike.
_FRACTION = re.compile(
    r"(?<![\d/.])(?P<top>\d+)/(?P<bottom>\d+)(?![\d/])"
    r"|(?P<han_bottom>[一二三四五六七八九])分之(?P<han_top>[一二三四五六七八九])"
    r"|\b(?P<word_top>one|a|two|three|four)[ -](?P<word_bottom>third|quarter|fifth)s?\b"
)
_FRACTION_WORDS = {
    **{sign: number for number, sign in enumerate("一二三四五六七八九", start=1)},
    "one": 1,
    "a": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
}
# Words that the engine reads as numbers even where they stand alone; one to ten are often no numbers.
_NUMBER_WORDS = {
    word: value
    for words, values in (
        ("eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", range(11, 20)),
        ("twenty thirty forty fifty sixty seventy eighty ninety", range(20, 100, 10)),
    )
    for word, value in zip(words.split(), values, strict=True)
}
_DIGITS = string.digits + string.ascii_lowercase
_PERCENT = re.compile(r"\s?(?:%|per ?cent\b)")
_MARKS = re.compile("[\u0300-\u036f]")
_STOP_WORDS = (
    "a about am an and any are aren't as at be been but by can can't could did didn't do does doesn't "
    "don't for from get had has have haven't how i i'm if in into is isn't it its me my not of on or "
    "our please so some tell than that the their them there these they this those to us was we were "
    "what when where which who why will with won't would you your"
)
# Words that say nothing of a topic; the engine has the same.
STOP_WORDS = frozenset(_STOP_WORDS.split())


@dataclass(frozen=True)
class SearchFiles:
    """The files of one language by their address below its root, and the head's address."""

    head: str
    files: dict[str, str]


def search_files(pages: Iterable[SearchPage], lang: Lang, read: Read | None = None) -> SearchFiles:
    """The index of one language; `read` is given for Chinese."""
    # Those that the head names come first.
    pages = [
        replace(page, sections=tuple(sorted(page.sections, key=lambda section: section.minor)))
        for page in pages
    ]
    sections = [section for page in pages for section in page.sections]
    texts, starts = _text_files(sections, lang)
    inverted = _inverted(sections, read)
    shards, firsts = _shards(inverted)
    files = {f"t{number}.txt": text for number, text in enumerate(texts)}
    files |= {f"s{number}.txt": text for number, text in enumerate(shards)}
    if read:
        files["pinyin.json"] = _json(_pinyin(sections, read, _syllables(inverted)))
        files["traditional.txt"] = "".join(sorted(_traditional(_han(pages))))
    head = {
        "lang": lang,
        "pages": [[page.uri, page.title, page.weight, *_counts(page)] for page in pages],
        "ids": "\n".join(section.id for section in sections if not section.minor),
        "names": "\n".join(
            _names(page, section) for page in pages for section in page.sections if not section.minor
        ),
        "shards": "\n".join(firsts),
        "texts": starts,
    }
    files["head.json"] = _json(head)
    name = hashlib.sha256("\0".join(f"{name}\0{files[name]}" for name in sorted(files)).encode()).hexdigest()[
        :8
    ]
    folder = f"search-{name}"
    return SearchFiles(f"{folder}/head.json", {f"{folder}/{file}": text for file, text in files.items()})


def normal(text: str) -> str:
    """The text as it is compared: full-width as half-width, small letters, no accents and no tone marks."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKC", text).lower().replace("’", "'")
    return unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", folded)))


def tokens(text: str, read: Read | None = None) -> Iterator[str]:
    """What a text is found by: pairs of characters, words and their pairs, numbers (#1), sounds (~a'b)."""
    text = normal(text)
    yield from map(_fraction_token, _FRACTION.finditer(text))
    before, end = "", 0
    while piece := _PIECE.search(text, end):
        run, kind, end = piece[0], piece.lastgroup, piece.end()
        if kind == "word":
            word = run.removesuffix("'s")
            if word in STOP_WORDS:
                continue
            if word in _NUMBER_WORDS:
                yield f"#{_NUMBER_WORDS[word]}"
            yield word
            if before:
                yield f"{before} {word}"
            before = word
        elif kind == "han":
            yield from [run[place : place + 2] for place in range(len(run))]
            if read:
                sounds = map(fold, read(run))
                yield from [f"~{first}'{second}" for first, second in pairwise(sounds)]
            before = ""
        else:
            scale = _SCALE.match(text, end)
            yield from _number_tokens(run, scale, is_share=bool(_PERCENT.match(text, end)))
            before, end = "", scale.end() if scale else end


@cache
def fold(sound: str) -> str:
    """A syllable without what is often confused: zh/z, ch/c, sh/s, ng/n."""
    return re.sub(r"ng$", "n", re.sub(r"^([zcs])h", r"\1", sound))


def _fraction_token(found: re.Match[str]) -> str:
    if found["top"]:
        return f"#{int(found['top'])}/{int(found['bottom'])}"
    top, bottom = (found[f"han_{part}"] or found[f"word_{part}"] for part in ("top", "bottom"))
    return f"#{_FRACTION_WORDS[top]}/{_FRACTION_WORDS[bottom]}"


def _number_tokens(digits: str, scale: re.Match[str] | None, is_share: bool) -> Iterator[str]:
    number = Decimal(digits.replace(",", ""))
    yield f"#{number.normalize():f}"
    if scale:
        factor = CHINESE_SCALES[scale["zh"]] if scale["zh"] else ENGLISH_SCALES[scale["en"]]
        yield f"#{(number * factor).normalize():f}"
    elif is_share:
        yield f"#{number.normalize():f}%"


def _names(page: SearchPage, section: Section) -> str:
    """The heading, empty where it is the page's title, and the other names."""
    return "\t".join(("" if section.heading == page.title else section.heading, *section.others))


def _counts(page: SearchPage) -> tuple[int, int]:
    """How many sections the head names, and how many more there are."""
    minor = sum(section.minor for section in page.sections)
    return len(page.sections) - minor, minor


def _text_files(sections: list[Section], lang: Lang) -> tuple[list[str], list[int]]:
    """Sentences, a line for each section; and how many sections each file holds."""
    files: list[list[str]] = []
    length = 0
    for section in sections:
        line = "\t".join((*((section.id, section.heading) if section.minor else ()), *section.sentences))
        if not files or length + len(line) > TEXT_CHARACTERS[lang]:
            files.append([])
            length = 0
        files[-1].append(line)
        length += len(line)
    return ["\n".join(lines) for lines in files], [len(lines) for lines in files]


def _inverted(sections: list[Section], read: Read | None) -> dict[str, str]:
    """Each token with the sections that hold it: steps between them in base 36, each with its sign."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    last: dict[str, int] = {}
    steps = [_base36(step) for step in range(len(sections))]
    for number, section in enumerate(sections):
        for token, sign in _signs(section, read).items():
            found[token].append(steps[number - last.get(token, 0)] + sign)
            last[token] = number
    return {key: " ".join(found[key]) for key in sorted(found) if key <= "\uffff"}


@lru_cache(maxsize=4096)  # a preview asks again for all sections but the one that was edited
def _signs(section: Section, read: Read | None) -> dict[str, str]:
    """The section's tokens: + where one stands often, - where only readers type it."""
    minor = (section.heading,) if section.minor else ()
    times = Counter(token for text in (*minor, *section.sentences) for token in tokens(text, read))
    told = set(times)
    for text in section.questions:
        times.update(tokens(text, read if len(text) <= SOUNDED_CHARACTERS else None))
    return {
        token: "+" if count >= TOPIC_TIMES else "" if token in told else "-" for token, count in times.items()
    }


def _shards(inverted: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The index in files of about as many bytes, and the first token of each."""
    files: list[list[str]] = []
    firsts: list[str] = []
    total = sum(map(len, inverted)) + sum(map(len, inverted.values()))
    most = LARGE_SHARD_BYTES if total > LARGE_INDEX_CHARACTERS else SHARD_BYTES
    size = most
    for token, places in inverted.items():
        line = f"{token}\t{places}"
        if size >= most:
            files.append([])
            firsts.append(token)
            size = 0
        files[-1].append(line)
        size += len(token.encode()) + len(places) + 2
    return ["\n".join(lines) for lines in files], firsts


def _syllables(inverted: Iterable[str]) -> set[str]:
    """Every syllable of the sounds that the index holds."""
    return {syllable for token in inverted if token[0] == "~" for syllable in token[1:].split("'")}


def _pinyin(sections: list[Section], read: Read, heard: set[str]) -> dict[str, object]:
    """How the characters of all headings are read: the usual syllable of each, and where one differs.

    The syllables that are only heard in texts stand without characters: letters are cut at them, too.
    """
    counted: dict[str, Counter[str]] = {}
    read_names: list[list[tuple[str, str]]] = []
    for name in (
        name for section in sections if not section.minor for name in (section.heading, *section.others)
    ):
        runs = re.findall(r"[\u3400-\u9fff]+", normal(name))
        pairs = [pair for run in runs for pair in zip(run, read(run), strict=True)]
        read_names.append(pairs)
        for character, sound in pairs:
            counted.setdefault(character, Counter())[sound] += 1
    usual = {
        character: max(sounds, key=lambda sound: (sounds[sound], sound))
        for character, sounds in counted.items()
    }
    table = dict.fromkeys(heard, "")
    for character in sorted(usual):
        table[usual[character]] = table.get(usual[character], "") + character
    other = {
        str(number): " ".join(sound for _, sound in pairs)
        for number, pairs in enumerate(read_names)
        if any(usual[character] != sound for character, sound in pairs)
    }
    return {"usual": dict(sorted(table.items())), "other": other}


def _han(pages: list[SearchPage]) -> set[str]:
    texts = (
        text
        for page in pages
        for section in page.sections
        for text in (page.title, section.heading, *section.others, *section.questions, *section.sentences)
    )
    return {character for character in set().union(*texts) if "\u3400" <= character <= "\u9fff"}


def _traditional(used: set[str]) -> Iterator[str]:
    """Pairs of a traditional character and the simplified one that the site uses.

    Of the characters that Big5 holds: those that keyboards for them type. OpenCC's table is read as it is:
    to convert them all would take a tenth of a second.
    """
    table = (resources.files("opencc") / "dictionary" / "TSCharacters.txt").read_text(encoding="utf-8")
    for line in table.splitlines():
        traditional, simplified, *_ = line.split()
        is_changed = simplified in used and traditional != simplified
        if is_changed and "\u4e00" <= traditional <= "\u9fff" and _is_in_big5(traditional):
            yield traditional + simplified


def _is_in_big5(character: str) -> bool:
    try:
        return bool(character.encode("big5hkscs"))
    except UnicodeEncodeError:
        return False


@cache
def _base36(number: int) -> str:
    digits = ""
    while number or not digits:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
