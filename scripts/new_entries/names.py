"""What a new page, figure, fact, term or source may be called, and where it may be shown."""

from __future__ import annotations

import re
from collections.abc import Collection

from charts.wording import Lang
from scripts.checks.digits import numbers_in
from scripts.explainer import Explainer
from scripts.new_entries.changes import Changes
from scripts.new_entries.questions import Check, Interview
from scripts.pages import LANGS, uri_of
from scripts.problems import nearest

LONGEST_NAME = 60
# Windows has devices of these names: nobody there could have the file.
DEVICES = (
    "aux",
    "con",
    "nul",
    "prn",
    *(f"{name}{number}" for name in ("com", "lpt") for number in range(10)),
)

_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")
_FILE_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def new_identifier(interview: Interview, taken: Collection[str]) -> Check:
    """The check of an id: small letters, digits and _, and not taken."""
    return _new_name(interview, taken, _IDENTIFIER, "identifier")


def new_file_name(interview: Interview, taken: Collection[str]) -> Check:
    """The check of a page's name: small letters, digits and hyphens, and not taken."""
    return _new_name(interview, taken, _FILE_NAME, "file_name")


def _new_name(interview: Interview, taken: Collection[str], pattern: re.Pattern[str], allowed: str) -> Check:
    def check(typed: str) -> str:
        if typed in taken:
            near = nearest(typed, set(taken) - {typed})
            raise interview.wrong("taken", found=typed, nearest=near)
        if not pattern.fullmatch(typed) or len(typed) > LONGEST_NAME or typed in (*DEVICES, "index"):
            raise interview.wrong(allowed, found=typed)
        return typed

    return check


def date_check(interview: Interview) -> Check:
    """The check of a year, month or day."""

    def check(typed: str) -> str:
        from pydantic import TypeAdapter, ValidationError

        from charts.facts import IsoDate

        try:
            return str(TypeAdapter(IsoDate).validate_python(typed))
        except ValidationError:
            raise interview.wrong("date", found=typed) from None

    return check


def written_pages(explainer: Explainer) -> list[str]:
    """The pages that an editor writes, in the order of the menu: not those that the code fills."""
    pages = explainer.pages_in("zh").keys() & explainer.pages_in("en").keys()
    chinese = explainer.pages_in("zh")
    return [
        uri
        for uri in explainer.wiring.nav
        if uri in pages and chinese[uri].front.generate in (None, "chapters")
    ]


def page_choice(interview: Interview, explainer: Explainer, *others: str) -> str:
    """One of the pages that an editor writes, however it is named, or one of the other answers."""
    choices = [*written_pages(explainer), *others]

    def check(typed: str) -> str:
        uri = uri_of(typed, explainer.root)
        return interview.known(uri if typed not in choices and uri in choices else typed, choices)

    return interview.answer("page", check, offered=choices)


def add_to_both(changes: Changes, uri: str, paragraphs: dict[Lang, str]) -> None:
    """Notes a paragraph at the end of a page in both languages."""
    for lang in LANGS:
        changes.add_to_page(f"docs/{lang}/{uri}", paragraphs[lang])


def both(
    interview: Interview, name: str, to_write: dict[Lang, str], check: Check | None = None
) -> dict[Lang, str]:
    """The words of an answer in both languages, or what stands for them until an editor writes them."""
    return {lang: interview.words(f"{name}_{lang}", check) or to_write[lang] for lang in LANGS}


def without_digits(interview: Interview, explainer: Explainer) -> Check:
    """The check of words in which no number stands, but for names such as 5G."""

    def check(typed: str) -> str:
        if numbers := numbers_in(typed, explainer):
            raise interview.wrong("digits", found=", ".join(numbers))
        return interview.sentence(typed)

    return check
