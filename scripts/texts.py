"""Every text of the data that readers see, with its place: beside the pages, these hold the site's words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from charts.facts import FACTS_FILE, Both
from charts.wording import Lang
from scripts.explainer import Explainer
from scripts.glossary import GLOSSARY_FILE
from scripts.interface_strings import STRINGS_FILE, own_strings
from scripts.pages import LANGS
from scripts.statement import STATEMENT_FILE
from scripts.yaml_file import Place, YamlFile


@dataclass(frozen=True)
class Text:
    """Words in one language, and the file and line in which an editor finds them."""

    path: str
    line: int
    lang: Lang
    words: str


def data_texts(explainer: Explainer) -> Iterator[Text]:
    """The words of facts, terms, figures, the statement and the interface; not names and titles."""
    facts = explainer.ledger.yaml
    for index, fact in enumerate(explainer.ledger.values()):
        yield from _both(FACTS_FILE, facts, ("facts", index, "claim"), fact.claim)
        if fact.note:
            yield from _both(FACTS_FILE, facts, ("facts", index, "note"), fact.note)
    for index, term in enumerate(explainer.glossary.values()):
        yield from _both(GLOSSARY_FILE, explainer.glossary.yaml, ("terms", index, "plain"), term.plain)
    for figure in explainer.figures.values():
        for place, both in figure.texts():
            yield from _both(figure.words_path, figure.yaml, place, both)
    strings, own = own_strings(explainer.root)  # what the code says is no editor's
    for group, names in own.items():
        for name, both in names.items():
            yield from _both(STRINGS_FILE, strings, (group, name), both)
    if statement := explainer.statement:
        for place, both in statement.texts():
            yield from _both(STATEMENT_FILE, statement.yaml, place, both)


def page_texts(explainer: Explainer) -> Iterator[Text]:
    """The words in the front matter of the pages."""
    for page in explainer.pages:
        for name in ("description", "question"):
            if words := getattr(page.front, name):
                yield Text(page.path, page.front_lines[name], page.lang, words)


def _both(path: str, loaded: YamlFile, place: Place, both: Both) -> Iterator[Text]:
    for lang in LANGS:
        yield Text(path, loaded.line((*place, lang)), lang, both[lang])
