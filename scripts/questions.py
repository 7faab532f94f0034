"""What readers ask in words that no page has, and the section that answers: search finds it by them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from charts.facts import Entry, Sentence
from charts.wording import Lang
from scripts.expected_values import matching
from scripts.problems import InBoth
from scripts.yaml_file import YamlFile, read_yaml, validate

QUESTIONS_FILE = "docs/questions.yml"

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
    """`docs/questions.yml`: for each language, addresses with what readers ask to find them."""

    zh: Asked = {}
    en: Asked = {}

    def asked(self, lang: Lang) -> Asked:
        return self.zh if lang == "zh" else self.en

    def of_page(self, lang: Lang, uri: str) -> dict[str, tuple[str, ...]]:
        """The questions of one page by the section's id; "" is the page itself."""
        split = ((address.partition("#"), texts) for address, texts in self.asked(lang).items())
        return {anchor: tuple(texts) for (page, _, anchor), texts in split if page == uri}


def load_questions(root: Path) -> Questions:
    """The questions of the explainer in `root`, none where it has no such file.

    Raises SiteError with everything that does not fit.
    """
    if not (root / QUESTIONS_FILE).exists():
        return Questions()
    return validate(questions_file(root), Questions)


def questions_file(root: Path) -> YamlFile:
    """The file with the line of each entry."""
    return read_yaml(root / QUESTIONS_FILE, QUESTIONS_FILE)
