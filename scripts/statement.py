"""The accessibility statement: sentences in both languages, each bound to what proves it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from charts.facts import Both, Entry, Identifier, IsoDate, duplicated_ids
from charts.wording import Lang, date_text
from scripts.expected_values import matching
from scripts.problems import InBoth, Problem, SiteError, nearest, problem
from scripts.yaml_file import Place, YamlFile, read_yaml, validate

STATEMENT_FILE = "docs/accessibility.yml"
SLOT = re.compile(r"\{([^{}]*)\}")

_POINT = re.compile(r"C\d{2}")
_TEST = re.compile(r"tests/(?:\w+/)*test_\w+\.py::test_\w+")
_PERSON = re.compile(r"person: *\S.*")
# What every sentence may name without a reference of its own.
_GIVEN = ("checked", "version")


def _known_kind(proof: str) -> str:
    """The proof, if it is of a kind that the page can tell."""
    if not any(kind.fullmatch(proof) for kind in (_POINT, _TEST, _PERSON)):
        raise ValueError(
            InBoth(
                "C and two digits, tests/…/test_….py::test_…, or person: and what no test shows",
                "C加两位数字，tests/…/test_….py::test_…，或者person:加上测试看不出的理由",
            )
        )
    return proof


HeadingId = Annotated[
    str,
    matching(
        r"[a-z0-9]+(-[a-z0-9]+)*",
        InBoth("small letters and digits with hyphens between", "小写字母和数字，中间用短横线连起来"),
    ),
]
# A term, a page below docs/<lang>/, or another site.
Target = Annotated[
    str,
    matching(
        r"term:[a-z]\w*|https://[^\s\"'<>()]+|[\w/-]+\.md(#[\w-]+)?",
        InBoth(
            "a page such as help.md, term: and an id, or https://…",
            "页面，比如help.md；term:加编号；或者https://…",
        ),
    ),
]
Proof = Annotated[str, AfterValidator(_known_kind)]


class BoundSentence(Both):
    """A sentence in both languages and its proof: points of the checklist, tests, or people's judgement."""

    proof: Annotated[list[Proof], Field(min_length=1)]

    def points(self) -> list[str]:
        return [proof for proof in self.proof if _POINT.fullmatch(proof)]

    def tests(self) -> list[str]:
        return [proof for proof in self.proof if _TEST.fullmatch(proof)]

    def is_for_people(self) -> bool:
        return any(_PERSON.fullmatch(proof) for proof in self.proof)


class Reference(Both):
    """What a sentence names as {id}: words in both languages, and where they lead."""

    id: Identifier
    to: Target | None = None


class StatementSection(Entry):
    """A heading and the sentences below it."""

    id: HeadingId
    heading: Both
    sentences: Annotated[list[BoundSentence], Field(min_length=1)]


class StatementFile(Entry):
    """`docs/accessibility.yml`."""

    checked: IsoDate
    version: Annotated[str, matching(r"\d+(\.\d+)*", InBoth("a version such as 1.0", "版本号，比如1.0"))]
    specifications: Annotated[list[Reference], Field(min_length=1)]
    links: list[Reference] = []
    introduction: Annotated[list[BoundSentence], Field(min_length=1)]
    sections: Annotated[list[StatementSection], Field(min_length=1)]


@dataclass(frozen=True)
class Statement:
    """The statement and the lines of its file."""

    content: StatementFile
    yaml: YamlFile

    @property
    def references(self) -> dict[str, Reference]:
        """The specifications and links by id."""
        return {entry.id: entry for entry in (*self.content.specifications, *self.content.links)}

    def given(self, lang: Lang) -> dict[str, str]:
        """The words of the slots that every statement has: its date and the site's version."""
        return {"checked": date_text(self.content.checked, lang), "version": self.content.version}

    def sentences(self) -> Iterator[tuple[Place, BoundSentence]]:
        """Every sentence with its place in the file."""
        for number, sentence in enumerate(self.content.introduction):
            yield ("introduction", number), sentence
        for index, section in enumerate(self.content.sections):
            for number, sentence in enumerate(section.sentences):
                yield ("sections", index, "sentences", number), sentence

    def texts(self) -> Iterator[tuple[Place, Both]]:
        """Everything that is said in both languages, with its place in the file."""
        yield from self.sentences()
        for index, section in enumerate(self.content.sections):
            yield ("sections", index, "heading"), section.heading
        for name in ("specifications", "links"):
            for index, reference in enumerate(getattr(self.content, name)):
                yield (name, index), reference


def load_statement(root: Path) -> Statement | None:
    """The statement of the explainer in `root`, if it has one; raises SiteError with all that is wrong."""
    if not (root / STATEMENT_FILE).exists():
        return None
    loaded = read_yaml(root / STATEMENT_FILE, STATEMENT_FILE)
    statement = Statement(validate(loaded, StatementFile), loaded)
    problems = [*_duplicates(statement), *_unknown_slots(statement)]
    if problems:
        raise SiteError(problems)
    return statement


def _duplicates(statement: Statement) -> list[Problem]:
    content, loaded = statement.content, statement.yaml
    problems = duplicated_ids(loaded, "sections", (section.id for section in content.sections))
    seen = dict.fromkeys(_GIVEN, 1)
    for key, references in (("specifications", content.specifications), ("links", content.links)):
        for index, reference in enumerate(references):
            line = loaded.line((key, index))
            if reference.id in seen:
                first = seen[reference.id]
                problems.append(problem(loaded.path, line, "duplicate_id", found=reference.id, first=first))
            seen.setdefault(reference.id, line)
    return problems


def _unknown_slots(statement: Statement) -> Iterator[Problem]:
    known = [*_GIVEN, *statement.references]
    for place, sentence in statement.sentences():
        for lang in ("zh", "en"):
            for match in SLOT.finditer(sentence.zh if lang == "zh" else sentence.en):
                if match[1] not in known:
                    yield problem(
                        statement.yaml.path,
                        statement.yaml.line((*place, lang)),
                        "unknown_slot",
                        found=match[1],
                        nearest=nearest(match[1], known),
                    )
