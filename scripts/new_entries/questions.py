"""The questions of `scripts/new.py`: answered by flags, or one at a time, in the editor's language."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from charts.wording import Lang
from scripts.problems import nearest

TEXTS_FILE = Path(__file__).with_name("texts.yml")
MOST_SHOWN = 12  # choices that are shown at once

Check = Callable[[str], str]


class AnswersError(Exception):
    """Everything that is missing or wrong in the answers, one line each; nothing was written."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = list(lines)
        super().__init__("\n".join(self.lines))


class WrongAnswerError(ValueError):
    """One answer cannot be used; the text says what is allowed."""


class Texts:
    """What `scripts/new.py` says, in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def say(self, group: str, name: str, **values: object) -> str:
        """The text of this name, its slots filled in."""
        text: str = _texts()[group][name][self.lang]
        return text.format(**values) if values else text

    def to_write(self, lang: Lang) -> Callable[[str], str]:
        """What stands on a page, or in the data, for words of this language that are still to be written."""
        return lambda name: str(_texts()["to_write"][name][lang])

    def both_to_write(self, name: str) -> dict[Lang, str]:
        """The same in both languages."""
        return {"zh": self.to_write("zh")(name), "en": self.to_write("en")(name)}

    def question(self, kind: str, name: str) -> str:
        """The question for one answer: that of the kind, or one that several kinds share."""
        asked = _texts()["questions"]
        text: str = (asked.get(f"{kind}.{name}") or asked[name])[self.lang]
        return text


class Interview:
    """Asks for one answer after the other; without a terminal it collects what is missing or wrong.

    `given` are the flags by their names, `names` all that the kind may ask; `ask` shows a question and
    returns what was typed.
    """

    def __init__(
        self,
        kind: str,
        names: tuple[str, ...],
        given: dict[str, str],
        texts: Texts,
        ask: Callable[[str], str] | None,
    ) -> None:
        self.kind = kind
        self.texts = texts
        self._names = names
        self._given = given
        self._ask = ask
        self.typed: dict[str, str] = {}
        self._used: set[str] = set()
        self._missing: list[str] = []
        self._wrong: list[str] = []

    def answer(
        self,
        name: str,
        check: Check = str,
        default: str | None = None,
        offered: Collection[str] = (),
        if_empty: str = "none",
    ) -> str:
        """The answer as `check` returns it; `default` stands for an empty one, None if there must be one.

        `offered` is shown with a question that does not name it; `if_empty` names the text that says what
        an empty answer means. Empty when it is missing or wrong, which `finish` tells. `typed` keeps what
        was answered, by its name.
        """
        self._used.add(name)
        typed = self._given.get(name, "").strip()
        if typed:
            self.typed[name] = typed
        question = self.texts.question(self.kind, name)
        if not all(one in question for one in offered):
            question += self.texts.say("ask", "offered", known=few(offered))
        if not typed and self._ask:
            return self._ask_until_right(name, question, check, default, if_empty)
        if not typed and default is None:
            self._missing.append(f"  {flag(name)}  {question}")
            return ""
        try:
            return check(typed or default or "") if typed or default else ""
        except WrongAnswerError as error:
            if self._ask:
                print(error, flush=True)
                return self._ask_until_right(name, question, check, default, if_empty)
            self._wrong.append(f"{flag(name)} {typed}: {error}")
            return ""

    def choice(
        self,
        name: str,
        choices: Collection[str],
        default: str | None = None,
        meant: Mapping[str, str] | None = None,
    ) -> str:
        """One of the choices; `meant` gives the choice for other words that say it."""

        def check(typed: str) -> str:
            return self.known((meant or {}).get(typed.casefold(), typed), choices)

        return self.answer(name, check, default, choices)

    def choices(self, name: str, known: Collection[str], default: str | None = "") -> list[str]:
        """Some of what is known, as a list; typed with commas between."""
        answer = self.answer(
            name, lambda typed: ",".join(self.known(part, known) for part in listed(typed)), default, known
        )
        return listed(answer)

    def words(self, name: str, check: Check | None = None) -> str:
        """A sentence; empty when the editor will write it later."""
        return self.answer(name, check or self.sentence, "", if_empty="later")

    def optional_words(self, name: str) -> str:
        """A sentence, or nothing."""
        return self.answer(name, self.sentence, "")

    def known(self, typed: str, choices: Collection[str]) -> str:
        """What was typed, if it is one of the choices."""
        if typed in choices:
            return typed
        near = nearest(typed, choices)
        if near == "–":
            raise self.wrong("unknown", found=typed, known=few(choices))
        raise self.wrong("unknown_near", found=typed, nearest=near, known=few(choices))

    def sentence(self, typed: str) -> str:
        """What was typed, if it is one line."""
        if all(character.isprintable() or character == "\u3000" for character in typed):
            return typed
        raise WrongAnswerError(self.texts.say("wrong", "one_line"))

    def wrong(self, name: str, **values: object) -> WrongAnswerError:
        """The error that says what is allowed."""
        return WrongAnswerError(self.texts.say("wrong", name, **values))

    def finish(self) -> None:
        """Raises AnswersError with every answer that is missing, wrong, or not asked for."""
        lines = []
        if self._missing:
            lines.append(self.texts.say("wrong", "missing", kind=self.kind))
            lines += self._missing
        lines += self._wrong
        for name in self._given.keys() - self._used:
            if name in self._names and self._missing:  # it may be needed once the rest is known
                continue
            lines.append(self.texts.say("wrong", "not_asked", kind=self.kind, flag=flag(name)))
        if lines:
            raise AnswersError(lines)

    def _ask_until_right(
        self, name: str, question: str, check: Check, default: str | None, if_empty: str
    ) -> str:
        assert self._ask  # noqa: S101 (only called with a terminal)
        if default is not None:
            question += (
                self.texts.say("ask", "default", default=default)
                if default
                else self.texts.say("ask", if_empty)
            )
        while True:
            typed = self._ask(f"{question}\n> ").strip() or default
            if typed == "":
                self.typed.pop(name, None)
                return ""
            try:
                if typed is None:
                    raise self.wrong("empty")
                answer = check(typed)
            except WrongAnswerError as error:
                print(error, flush=True)
                continue
            self.typed[name] = "" if typed == default else typed
            return answer


def flag(name: str) -> str:
    """The flag of an answer: title_zh is given as --title-zh."""
    return "--" + name.replace("_", "-")


def few(names: Collection[str]) -> str:
    """The first of many names, joined by commas; a dash for none."""
    return (", ".join(list(names)[:MOST_SHOWN]) or "–") + (", …" if len(names) > MOST_SHOWN else "")


def listed(text: str) -> list[str]:
    """The parts between commas or semicolons, also Chinese ones."""
    return [part.strip() for part in re.split("[,;，；、]", text) if part.strip()]


@cache
def _texts() -> dict[str, dict[str, dict[str, Any]]]:
    loaded: dict[str, dict[str, dict[str, Any]]] = yaml.safe_load(TEXTS_FILE.read_text(encoding="utf-8"))
    return loaded
