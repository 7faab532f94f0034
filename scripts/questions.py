"""Questions and words of readers that no page has, and the section that answers: search finds it by them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from charts.facts import Entry, Sentence
from charts.wording import Lang
from scripts.expected_values import matching
from scripts.problems import InBoth, Problem, SiteError
from scripts.yaml_file import YamlFile, read_yaml, validate

# Whole questions; and single words that mean what a section tells. An explainer may have either or none.
FILES = ("docs/questions.yml", "docs/search_words.yml")

# A page below docs/<lang>/ and one of its sections.
Address = Annotated[
    str,
    matching(
        r"[\w/-]+\.md(#[\w-]+)?",
        InBoth(
            "a page, with or without one of its sections, such as help.md#report-a-mistake",
            "一页，后面可以带上其中一节，比如help.md#report-a-mistake",
        ),
    ),
]
Asked = dict[Address, list[Sentence]]


class Questions(Entry):
    """For each language, addresses with what readers type to find them."""

    zh: Asked = {}
    en: Asked = {}

    def asked(self, lang: Lang) -> Asked:
        return self.zh if lang == "zh" else self.en

    def of_page(self, lang: Lang, uri: str) -> dict[str, tuple[str, ...]]:
        """The questions of one page by the section's id; "" is the page itself."""
        split = ((address.partition("#"), texts) for address, texts in self.asked(lang).items())
        return {anchor: tuple(texts) for (page, _, anchor), texts in split if page == uri}


def load_questions(root: Path) -> Questions:
    """What stands in both files of the explainer in `root`; raises SiteError with all that does not fit."""
    known: dict[Lang, dict[str, list[str]]] = {"zh": {}, "en": {}}
    problems: list[Problem] = []
    for file in questions_files(root):
        try:
            asked = validate(file, Questions)
        except SiteError as error:
            problems += error.problems
            continue
        for lang, addresses in known.items():
            for address, texts in asked.asked(lang).items():
                addresses.setdefault(address, []).extend(texts)
    if problems:
        raise SiteError(problems)
    return Questions(zh=known["zh"], en=known["en"])


def questions_files(root: Path) -> list[YamlFile]:
    """The files that there are, with the line of each entry."""
    return [read_yaml(root / name, name) for name in FILES if (root / name).exists()]
