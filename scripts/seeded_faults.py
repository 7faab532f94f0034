"""Slips of the pen, made on purpose in the real pages, to measure how many the check notices."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random

from charts.wording import FRACTIONS, ORDINALS, QUALIFIERS, Lang
from scripts.checks import compared_with_record
from scripts.checks.digits import digits_without_fact
from scripts.checks.language_parity import differences_between_languages
from scripts.checks.links import wrong_links, wrong_questions, wrong_search_words
from scripts.checks.notes import wrong_notes
from scripts.checks.statements import wrong_statements
from scripts.checks.unused import unused_entries
from scripts.explainer import Explainer
from scripts.pages import Page, parse_page
from scripts.problems import Problem, SiteError
from scripts.translations import Translations

_LINK = re.compile(r"(?<!!)\[(?P<words>[^\[\]]+)\]\((?P<scheme>fact|term):(?P<name>\w+)\)")
_ANY_LINK = re.compile(r"(?<!!)\[(?P<words>[^\[\]]+)\]\((?P<target>[^()\s]+)\)")
_HEADING = re.compile(r"^#+ .*\{#(?P<id>[\w-]+)\}$", re.MULTILINE)
_ITEM = re.compile(r"^(?:[-*]|\d+\.) .*\n", re.MULTILINE)
_ROW = re.compile(r"^\|(?! ?-).*\n", re.MULTILINE)
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_WORDS_OF_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True)
class Slip:
    """One slip: the page that it spoils, the line, what was there, what is there now."""

    kind: str
    page: Page
    line: int
    before: str
    after: str
    text: str

    def describe(self) -> str:
        """`path:line kind: before → after`."""
        return f"{self.page.path}:{self.line} {self.kind}: {self.before!r} → {self.after!r}"


@dataclass(frozen=True)
class Change:
    """Other text in one place of a page."""

    start: int
    end: int
    new: str


Texts = Mapping[str, str]
Maker = Callable[[Random, str, Page, Explainer], list[Change]]


def read_texts(explainer: Explainer) -> dict[str, str]:
    """The text of each page by its path."""
    return {page.path: (explainer.root / page.path).read_text(encoding="utf-8") for page in explainer.pages}


def slips(kind: str, count: int, explainer: Explainer, texts: Texts, seed: int) -> Iterator[Slip]:
    """`count` slips of a kind, the same for the same seed: a page by chance, then a place in it."""
    chance = Random(f"{seed} {kind}")  # noqa: S311 (the same slips in each run)
    make, languages = KINDS[kind]
    pages = [page for page in explainer.pages if page.lang in languages]
    for _ in range(count):
        places: list[tuple[Page, Change]] = []
        while not places:
            page = chance.choice(pages)
            places = [(page, change) for change in make(chance, texts[page.path], page, explainer)]
        page, change = chance.choice(places)
        text = texts[page.path]
        line = text.count("\n", 0, change.start) + 1
        spoilt = text[: change.start] + change.new + text[change.end :]
        yield Slip(kind, page, line, text[change.start : change.end], change.new, spoilt)


def problems_of(slip: Slip, explainer: Explainer) -> list[Problem]:
    """What the checks say of the explainer with this slip; all but those that are slow or read no page."""
    try:
        spoilt = parse_page(slip.text, slip.page.lang, slip.page.path)
    except SiteError as error:
        return error.problems
    pages = [spoilt if page.path == spoilt.path else page for page in explainer.pages]
    whole = replace(explainer, pages=pages)
    pair = replace(explainer, pages=[page for page in pages if page.uri == spoilt.uri])
    if record := explainer.translations:
        pair = replace(pair, translations=Translations(record.of(spoilt.uri), record.lines))
    found: set[Problem] = set()
    for check in (
        wrong_statements,
        digits_without_fact,
        wrong_notes,
    ):
        found |= {*check(pair)}
    for check in (
        *(differences_between_languages, wrong_links, wrong_questions, wrong_search_words, unused_entries),
    ):
        found |= {*check(whole)}
    return sorted(found | compared_with_record(pair, found))


def is_caught(slip: Slip, found: list[Problem]) -> bool:
    """Whether an error is told of the page with the slip, or of its sister, in a line that is there."""
    paths = {f"docs/{lang}/{slip.page.uri}" for lang in ("zh", "en")}
    return any(
        problem.path in paths and problem.line > 0 and problem.severity == "error" for problem in found
    )


def _facts(text: str) -> Iterator[tuple[re.Match[str], str]]:
    for link in _LINK.finditer(text):
        if link["scheme"] == "fact":
            yield link, link["words"]


def _body(text: str) -> int:
    """Where the front matter ends."""
    return text.index("\n---\n") + 5


def _numbers(text: str) -> Iterator[re.Match[str]]:
    """The numbers that readers read: neither in addresses and ids nor at the head of a list's entry."""
    yield from _NUMBER.finditer(_read_text(text))


def _read_text(text: str) -> str:
    """The text with `#` in place of everything that readers do not read: its letters stay where they are."""
    front, body = text[: _body(text)], text[_body(text) :]
    front = re.sub(r"^(?!description: |question: ).*$", _hidden, front, flags=re.MULTILINE)
    return front + re.sub(r"\]\([^)]*\)|\{#[^}]*\}|`[^`\n]*`|(?m:^\s*\d+\. )", _hidden, body)


def _hidden(match: re.Match[str]) -> str:
    return "#" * len(match[0])


def _swapped_digits(chance: Random, text: str, page: Page, explainer: Explainer) -> list[Change]:
    changes = []
    for number in _numbers(text):
        for at in range(number.start(), number.end() - 1):
            one, other = text[at], text[at + 1]
            if one.isdigit() and other.isdigit() and one != other:
                changes.append(Change(at, at + 2, other + one))
    return changes


def _changed_digit(chance: Random, text: str, page: Page, explainer: Explainer) -> list[Change]:
    return [
        Change(at, at + 1, chance.choice([digit for digit in string.digits[1:] if digit != text[at]]))
        for number in _numbers(text)
        for at in range(number.start(), number.end())
        if text[at].isdigit()
    ]


def _changed_number_word(chance: Random, text: str, page: Page, explainer: Explainer) -> list[Change]:
    """Another fraction, ordinal or small number in the words of a fact that has a value."""
    lang = page.lang
    groups = [
        [words[0] for words in FRACTIONS[lang].values()],
        [words[0] for words in ORDINALS[lang].values()],
        list(_WORDS_OF_NUMBERS) if lang == "en" else [],
    ]
    changes = []
    for link, words in _facts(text):
        if explainer.ledger[link["name"]].kind == "words":
            continue
        for group in groups:
            for word in group:
                pattern = rf"\b{word}\b" if lang == "en" else word
                for match in re.finditer(pattern, words):
                    start = link.start("words") + match.start()
                    new = chance.choice([other for other in group if other != word])
                    changes.append(Change(start, start + len(word), new))
    return changes


def _dropped_unit(chance: Random, text: str, page: Page, explainer: Explainer) -> list[Change]:
    changes = []
    for link, words in _facts(text):
        fact = explainer.ledger[link["name"]]
        units = [*explainer.ledger.units[fact.unit].words(page.lang)] if fact.unit else ["%", " per cent"]
        if fact.kind not in ("count", "percent") or not _NUMBER.search(words):
            continue
        stated = [unit for unit in units if unit in words]
        rest = words
        for unit in stated:
            rest = rest.replace(unit, "").rstrip()
        if stated and rest != words and not _is_date_of(words, fact.as_of):
            changes.append(Change(link.start("words"), link.end("words"), rest))
    return changes


def _dropped_unit_of_date(chance: Random, text: str, page: Page, explainer: Explainer) -> list[Change]:
    return [
        Change(link.start("words") + unit.start(), link.start("words") + unit.end(), "")
        for link, words in _facts(text)
        for unit in re.finditer(r"(?<=\d)[年月日]", words)
    ]


def _is_date_of(words: str, as_of: str | None) -> bool:
    return as_of is not None and as_of[:4] in words


def _qualified(text: str, page: Page, explainer: Explainer) -> Iterator[tuple[int, str, str]]:
    """Each qualifier in the words of a fact: its place, the word, and which qualifier it is."""
    for link, words in _facts(text):
        qualifier = explainer.ledger[link["name"]].qualifier
        for word in QUALIFIERS.get(qualifier, {page.lang: ()})[page.lang]:
            at = words.casefold().find(word)
            if at >= 0:
                yield link.start("words") + at, words[at : at + len(word)], qualifier
                break


def _dropped_qualifier(chance: Random, text: str, page: Page, explainer: Explainer) -> list[Change]:
    return [
        Change(at, at + len(word) + (text[at + len(word)] == " "), "")
        for at, word, _ in _qualified(text, page, explainer)
    ]


def _changed_qualifier(chance: Random, text: str, page: Page, explainer: Explainer) -> list[Change]:
    changes = []
    for at, word, qualifier in _qualified(text, page, explainer):
        others = [words[page.lang] for name, words in QUALIFIERS.items() if name != qualifier]
        changes.append(Change(at, at + len(word), chance.choice(chance.choice(others))))
    return changes


def _added_qualifier(chance: Random, text: str, page: Page, explainer: Explainer) -> list[Change]:
    words = [words[page.lang][0] for words in QUALIFIERS.values()]
    gap = " " if page.lang == "en" else ""
    return [
        Change(link.start("words"), link.start("words"), chance.choice(words) + gap)
        for link, stated in _facts(text)
        for fact in [explainer.ledger[link["name"]]]
        if fact.qualifier == "exact"
        and fact.kind in ("count", "percent")
        and not _is_date_of(stated, fact.as_of)
    ]


def _deleted_paragraph(chance: Random, text: str, page: Page, explainer: Explainer) -> list[Change]:
    pieces = re.finditer(r"(?<=\n\n)[^\n#|!\-\d][^\n]*(?:\n[^\n]+)*\n(?:\n|\Z)", text)
    return [Change(piece.start(), piece.end(), "") for piece in pieces if piece.start() >= _body(text)]


def _deleted_item(chance: Random, text: str, page: Page, explainer: Explainer) -> list[Change]:
    return [Change(item.start(), item.end(), "") for item in _ITEM.finditer(text, _body(text))]


def _deleted_row(chance: Random, text: str, page: Page, explainer: Explainer) -> list[Change]:
    rows = list(_ROW.finditer(text, _body(text)))
    heads = {row.start() for row in rows if re.match(r"\| ?-", text[row.end() : row.end() + 3])}
    return [Change(row.start(), row.end(), "") for row in rows if row.start() not in heads]


def _renamed(scheme: str) -> Maker:
    def make(chance: Random, text: str, page: Page, explainer: Explainer) -> list[Change]:
        known = {
            "fact": list(explainer.ledger),
            "term": list(explainer.glossary),
            "figure": list(explainer.figures),
        }[scheme]
        changes = []
        for name in re.finditer(rf"\]\({scheme}:(\w+)\)", text):
            another = chance.choice([other for other in known if other != name[1]])
            new = chance.choice([another, name[1] + "s", name[1][1:]])
            changes.append(Change(name.start(1), name.end(1), new))
        return changes

    return make


def _renamed_heading(chance: Random, text: str, page: Page, explainer: Explainer) -> list[Change]:
    return [
        Change(h.start("id"), h.end("id"), h["id"] + chance.choice("s2x")) for h in _HEADING.finditer(text)
    ]


def _deleted_english_sentence(chance: Random, text: str, page: Page, explainer: Explainer) -> list[Change]:
    """A sentence less that stands on a line of its own."""
    lines = re.finditer(r"(?m)^(?:[-*] |> )?[A-Z“][^\n|]*[.!?]\n", text)
    return [Change(line.start(), line.end(), "") for line in lines if line.start() >= _body(text)]


def _changed_chinese(chance: Random, text: str, page: Page, explainer: Explainer) -> list[Change]:
    """One character, two characters or a clause less, or another character, where readers read them."""
    shown = _read_text(text)
    han = [match.start() for match in re.finditer(r"[\u4e00-\u9fff]", shown)]
    clauses = [(c.start(), c.end()) for c in re.finditer(r"(?<=，)[\u4e00-\u9fff]+，", shown)]
    at = chance.choice(han)
    changes = [Change(at, at + 1, ""), Change(at, at + 1, "不" if text[at] != "不" else "很")]
    if clauses:
        start, end = chance.choice(clauses)
        changes.append(Change(start, end, ""))
    return changes


def _dropped_link(chance: Random, text: str, page: Page, explainer: Explainer) -> list[Change]:
    """A link less; a term is linked where it first stands, so its later links may go."""
    first: dict[str, int] = {}
    for link in _ANY_LINK.finditer(text):
        first.setdefault(link["target"], link.start())
    return [
        Change(link.start(), link.end(), link["words"])
        for link in _ANY_LINK.finditer(text)
        if not link["target"].startswith("term:") or text.count(f"]({link['target']})") == 1
    ]


# What can go wrong, and in which languages.
KINDS: dict[str, tuple[Maker, tuple[Lang, ...]]] = {
    "swapped digits": (_swapped_digits, ("zh", "en")),
    "changed digit": (_changed_digit, ("zh", "en")),
    "changed English digit": (_changed_digit, ("en",)),
    "changed number in words": (_changed_number_word, ("zh", "en")),
    "dropped unit": (_dropped_unit, ("zh", "en")),
    "dropped unit of a date": (_dropped_unit_of_date, ("zh",)),
    "dropped qualifier": (_dropped_qualifier, ("zh", "en")),
    "changed qualifier": (_changed_qualifier, ("zh", "en")),
    "added qualifier": (_added_qualifier, ("zh", "en")),
    "deleted paragraph": (_deleted_paragraph, ("zh", "en")),
    "deleted list entry": (_deleted_item, ("zh", "en")),
    "deleted table row": (_deleted_row, ("zh", "en")),
    "renamed fact": (_renamed("fact"), ("zh", "en")),
    "renamed term": (_renamed("term"), ("zh", "en")),
    "renamed figure": (_renamed("figure"), ("zh", "en")),
    "renamed heading": (_renamed_heading, ("zh", "en")),
    "deleted English sentence": (_deleted_english_sentence, ("en",)),
    "changed Chinese": (_changed_chinese, ("zh",)),
    "dropped link": (_dropped_link, ("zh", "en")),
}
