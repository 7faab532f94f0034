"""No number without a source: a digit in prose stands inside a fact: link, or in a listed name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from charts.facts import FACTS_FILE
from charts.wording import Lang, statements
from scripts.explainer import Explainer
from scripts.glossary import GLOSSARY_FILE
from scripts.pages import LANGS, without_links
from scripts.problems import Problem, problem

_NUMBER = re.compile(r"[\d¼½¾][\d¼½¾.,]*")  # \d is a digit of any script: 3, ３, ٣
# What stands in braces is a slot, or is told as none.
_SLOT_OR_BRACES = re.compile(r"\{[^{}]*\}")
_LIST_NUMBER = re.compile(r"^\s*(?:>\s*)*\d{1,2}[.)]\s")
_ATTRIBUTES = re.compile(r"\{:?\s*[#.][^{}]*\}")


def digits_without_fact(explainer: Explainer) -> Iterator[Problem]:
    """A problem for every number without a fact on a page."""
    yield from _without_fact(_page_texts(explainer), explainer)


def digits_in_data(explainer: Explainer) -> Iterator[Problem]:
    """A problem for every number without a fact in a claim, in a term or in a figure's words."""
    yield from _without_fact(_data_texts(explainer), explainer)
    for figure in explainer.figures.values():
        for place, both in figure.texts():
            for lang in LANGS:
                for number in _numbers(_SLOT_OR_BRACES.sub("", both[lang]), _allowed(explainer)):
                    line = figure.yaml.line((*place, lang))
                    yield problem(figure.words_path, line, "digit_in_figure", found=number)


def numbers_in(text: str, explainer: Explainer) -> list[str]:
    """The numbers of a text, but for names that hold a digit."""
    return _numbers(text, _allowed(explainer))


def _without_fact(texts: Iterator[tuple[str, int, str]], explainer: Explainer) -> Iterator[Problem]:
    allowed = _allowed(explainer)
    for path, line, text in texts:
        if numbers := _numbers(text, allowed):
            yield problem(path, line, "digit_without_fact", found=", ".join(numbers), example=numbers[-1])


def _allowed(explainer: Explainer) -> list[str]:
    return [str(name) for name in explainer.wiring.extra.numbers_without_source]


def _page_texts(explainer: Explainer) -> Iterator[tuple[str, int, str]]:
    for page in explainer.pages:
        yield page.path, page.front_lines["description"], page.front.description
        yield page.path, page.front_lines["question"], page.front.question or ""
        above = ""
        for line, text in page.prose:
            # A number begins a list only after an empty line or another entry, never within a sentence.
            begins = not above.strip(" >") or _LIST_NUMBER.match(above)
            prose = _LIST_NUMBER.sub("", text) if begins else text
            yield page.path, line, _ATTRIBUTES.sub("", without_links(prose, ("fact",)))
            above = text
        for link in page.named("fact"):
            fact = explainer.ledger.get(link.name)
            rest = _without_statements(link.text, page.lang)
            if rest != link.text or (fact and fact.kind == "words"):  # else the link states nothing
                yield page.path, link.line, rest


def _without_statements(text: str, lang: Lang) -> str:
    """The words of a link to a fact without the numbers that are compared with it: what is left is a name."""
    for statement in statements(text, lang):
        text = text.replace(statement.text, " ", 1)
    return text


def _data_texts(explainer: Explainer) -> Iterator[tuple[str, int, str]]:
    for index, fact in enumerate(explainer.ledger.values()):
        for lang in LANGS:
            yield FACTS_FILE, explainer.ledger.yaml.line(("facts", index, "claim", lang)), fact.claim[lang]
    for index, term in enumerate(explainer.glossary.values()):
        for lang in LANGS:
            line = explainer.glossary.yaml.line(("terms", index, "plain", lang))
            yield GLOSSARY_FILE, line, term.plain[lang]


def _numbers(text: str, allowed: list[str]) -> list[str]:
    for name in sorted(allowed, key=len, reverse=True):
        text = text.replace(name, " ")
    return [number.rstrip(".,") for number in _NUMBER.findall(text)]
