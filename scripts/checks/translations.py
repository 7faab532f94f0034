"""English that has fallen behind its Chinese: told section by section, allowed only up to a day.

An error is what changed in Chinese alone. What changed in both only has to be confirmed: a warning.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from difflib import SequenceMatcher

from scripts.explainer import Explainer
from scripts.page_sections import sections
from scripts.pages import Page
from scripts.problems import InBoth, Problem, nearest, problem, warning
from scripts.sentences import Written
from scripts.translations import (
    LONGEST_DELAY,
    TRANSLATIONS_FILE,
    Translations,
    mark,
    marks_of,
    may_be_behind,
    name_of,
    page_of,
    this_day,
    written_sections,
)

# What `check.py --translated` repairs.
REPAIRED_BY_RECORDING = (
    "translation_stale",
    "chinese_sentences_gone",
    "translation_both_changed",
    "translation_unrecorded",
    "translation_page_unrecorded",
    "translation_renamed",
    "english_sentences_gone",
    "english_changed_alone",
)

WrongLines = Mapping[str, Collection[int]]

_LONGEST_QUOTE = 40
_MOST_QUOTES = 3


def stale_translations(
    explainer: Explainer, today: date | None = None, wrong: WrongLines | None = None
) -> Iterator[Problem]:
    """Problems for English sections whose Chinese has changed, and for what nobody has compared since.

    `wrong` are the lines, by path, in which something else has to be repaired: what is wrong in itself
    is told once, and only what stands after the repair is compared.
    """
    today, wrong = today or this_day(), wrong or {}
    chinese, english = explainer.pages_in("zh"), explainer.pages_in("en")
    for page in explainer.pages:
        if page.lang == "zh" and page.front.behind_until:
            yield _wrong_day(
                page,
                InBoth(
                    "no such line here: only English may be behind",
                    "中文页不写这一行，只有英文页可以比中文旧",
                ),
            )
    for uri in sorted(chinese.keys() & english.keys()):
        record = explainer.translations
        found = list(_stale_sections(chinese[uri], english[uri], record, wrong)) if record else []
        if english[uri].front.behind_until:
            yield from _delay(english[uri], chinese[uri], record, today)
        if not may_be_behind(english[uri], today):
            yield from found
    if explainer.translations:
        yield from _lines_without_section(explainer.translations, chinese)


def _stale_sections(
    chinese: Page, english: Page, record: Translations, wrong: WrongLines
) -> Iterator[Problem]:
    page = english.uri.removesuffix(".md")
    lines = {english.uri: english.front_lines["description"]} | {
        name_of(english, section): section.line for section in sections(english)
    }
    if not record.of(english.uri):
        yield warning(english.path, 1, "translation_page_unrecorded", other=chinese.path, page=page)
        return
    marks, english_now = marks_of(chinese), marks_of(english)
    wrong_here = {*names_of_wrong(chinese, wrong), *names_of_wrong(english, wrong)}
    for name, written in written_sections(chinese).items():
        known = record.sections.get(name)
        if name not in lines or (known and known.chinese == marks[name]):
            continue  # that a heading is missing is told by itself
        place: dict[str, object] = {"other": chinese.path, "there": written[0].line, "page": page}
        line = lines[name]
        if known:
            new, gone = _changes(written, known.chinese)
            both = known.english not in ((), english_now[name])
            found: dict[str, object] = {"found": _quoted(chinese.path, new), "gone": len(gone)}
            if new and all(_is_wrong(said, written, wrong.get(chinese.path, ())) for said in new):
                continue
            if both:
                yield warning(english.path, line, "translation_both_changed", **place, **found)
            elif new:
                yield problem(english.path, line, "translation_stale", **place, **found)
            elif name not in wrong_here:
                before = written[max(0, gone[0] - 1)]
                found = {"there": before.line, "before": shortened(before.text), "gone": len(gone)}
                yield problem(english.path, line, "chinese_sentences_gone", **(place | found))
        elif old := _old_name(name, marks, record):
            yield warning(english.path, line, "translation_renamed", **place, found=old)
        else:
            yield warning(english.path, line, "translation_unrecorded", **place)


def names_of_wrong(page: Page, wrong: WrongLines) -> Iterator[str]:
    """The names of the page's sections that hold a line in which something has to be repaired."""
    for section in sections(page):
        lines = {section.line, *(number for number, _ in section.lines)}
        if lines & {*wrong.get(page.path, ())}:
            yield name_of(page, section)


def _changes(written: list[Written], known: tuple[str, ...]) -> tuple[list[Written], list[int]]:
    """The sentences that are new or stand elsewhere; and for each that is gone, how many stand before it."""
    changes = SequenceMatcher(
        None, known, [mark(said.text) for said in written], autojunk=False
    ).get_opcodes()
    new = [said for kind, _, _, start, end in changes if kind != "equal" for said in written[start:end]]
    gone = [at for kind, start, end, at, _ in changes if kind != "equal" for _ in range(start, end)]
    return new, gone


def _is_wrong(said: Written, written: list[Written], wrong: Collection[int]) -> bool:
    """Whether something has to be repaired in the lines of a sentence."""
    after = next((other.line for other in written if other.line > said.line), said.line + 1)
    return any(said.line <= line < after for line in wrong)


def _quoted(path: str, new: list[Written]) -> str:
    """The first of these sentences, each with its place."""
    quotes = [f"{path}:{said.line} “{shortened(said.text)}”" for said in new[:_MOST_QUOTES]]
    if len(new) > _MOST_QUOTES:
        quotes.append(f"… (+{len(new) - _MOST_QUOTES})")
    return ", ".join(quotes) or "–"


def shortened(text: str) -> str:
    """A sentence short enough to be quoted."""
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"


def _old_name(name: str, marks: dict[str, tuple[str, ...]], record: Translations) -> str | None:
    """The name of the record's section, gone from this page, that says the same but for the heading."""
    same = (
        old
        for old, known in record.sections.items()
        if page_of(old) == page_of(name) and old not in marks and known.chinese[1:] == marks[name][1:] != ()
    )
    return next(same, None)


def _delay(page: Page, sister: Page, record: Translations | None, today: date) -> Iterator[Problem]:
    """Problems with the day until which a page may be behind; in time, one warning that it is."""
    until = date.fromisoformat(page.front.behind_until or "")
    line = page.front_lines["behind_until"]
    uri = page.uri.removesuffix(".md")
    if until > today + LONGEST_DELAY:
        yield _wrong_day(
            page, InBoth(f"a day until {today + LONGEST_DELAY}", f"不晚于{today + LONGEST_DELAY}的日子")
        )
    elif until < today:
        yield problem(page.path, line, "behind_too_long", found=until, page=uri)
    elif record is None or _is_behind(sister, record):
        yield warning(page.path, line, "translation_behind", found=until, other=sister.path, page=uri)
    else:
        yield problem(page.path, line, "behind_without_need", found=until, other=sister.path)


def _is_behind(chinese: Page, record: Translations) -> bool:
    known = {name: recorded.chinese for name, recorded in record.of(chinese.uri).items()}
    return known != marks_of(chinese)


def _wrong_day(page: Page, expected: InBoth) -> Problem:
    field, line = "behind_until", page.front_lines["behind_until"]
    found = page.front.behind_until
    return problem(
        page.path, line, "wrong_value", entry=page.uri, field=field, found=found, expected=expected
    )


def _lines_without_section(record: Translations, chinese: dict[str, Page]) -> Iterator[Problem]:
    marks = {name: known for page in chinese.values() for name, known in marks_of(page).items()}
    renamed = {_old_name(name, marks, record) for name in marks.keys() - record.sections.keys()}
    for name in record.sections.keys() - marks.keys() - renamed:
        near = nearest(name, marks)
        line = record.lines[name]
        yield warning(TRANSLATIONS_FILE, line, "translation_without_section", found=name, nearest=near)
