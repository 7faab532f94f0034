"""The accessibility statement says nothing without its proof, in both languages, in plain words."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from html_reader import read_page
from markdown import markdown

from charts.facts import Both
from charts.wording import Lang
from scripts import hard_words
from scripts import plain_words as measure
from scripts.explainer import CODE_ROOT, Explainer, load_explainer
from scripts.page_sections import sections
from scripts.pages import LANGS
from scripts.statement import SLOT, BoundSentence, Statement, load_statement
from scripts.statement_page import statement_part


def statement_of(root: Path) -> Statement:
    statement = load_statement(root)
    assert statement
    return statement


STATEMENT = statement_of(CODE_ROOT)
SENTENCES = [sentence for _, sentence in STATEMENT.sentences()]
TEXTS = [both for _, both in STATEMENT.texts()]
FOLDERS: dict[Lang, str] = {"zh": "", "en": "en/"}
NAMES_OF_THE_ELDER_VERSION = ("长辈版", "亲情版", "关爱版", "关怀版")
# A promise that only an evaluation could make.
CLAIMS = re.compile(r"符合|达到|通过了|合规|certified by|conform|complian|meets ", re.IGNORECASE)

every_sentence = pytest.mark.parametrize("sentence", SENTENCES, ids=[sentence.en for sentence in SENTENCES])
in_both_languages = pytest.mark.parametrize("lang", LANGS)


def functions_of_tests() -> dict[str, list[str]]:
    """The names of all test functions by the file that they stand in, as a path below the project."""
    found: dict[str, list[str]] = {}
    for file in sorted((CODE_ROOT / "tests").rglob("test_*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        names = [node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        found[file.relative_to(CODE_ROOT).as_posix()] = names
    return found


FUNCTIONS = functions_of_tests()
POINTS = sorted({point for sentence in SENTENCES for point in sentence.points()})
NAMED_TESTS = sorted({test for sentence in SENTENCES for test in sentence.tests()})


def filled(text: str, lang: Lang) -> str:
    """The sentence as readers see it."""
    given = STATEMENT.given(lang)
    words = {name: reference[lang] for name, reference in STATEMENT.references.items()}
    return SLOT.sub(lambda slot: {**given, **words}[slot[1]], text)


def blocks(lang: Lang) -> Iterator[list[str]]:
    for sentence in SENTENCES:
        yield [filled(sentence[lang], lang)]


# Proof.


@every_sentence
def test_c55_every_sentence_names_its_proof(sentence: BoundSentence) -> None:
    assert sentence.proof
    assert len(set(sentence.proof)) == len(sentence.proof)
    assert sentence.points() or sentence.tests() or sentence.is_for_people()


@pytest.mark.parametrize("point", POINTS)
def test_a_point_is_proved_by_a_test_that_bears_its_number(point: str) -> None:
    begin = f"test_{point.lower()}_"
    assert [name for names in FUNCTIONS.values() for name in names if name.startswith(begin)]


@pytest.mark.parametrize("test", NAMED_TESTS)
def test_a_test_that_the_statement_names_exists(test: str) -> None:
    file, _, name = test.partition("::")
    assert name in FUNCTIONS[file]


# What it says.


def test_the_statement_speaks_of_the_version_of_the_site() -> None:
    project = tomllib.loads((CODE_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert STATEMENT.content.version == project["version"]


@pytest.mark.parametrize("name", ["checked", "version", "wcag", "miit", *STATEMENT.references])
@in_both_languages
def test_c55_the_statement_names_its_date_its_version_and_every_reference(name: str, lang: Lang) -> None:
    assert f"{{{name}}}" in " ".join(sentence[lang] for sentence in SENTENCES)


@in_both_languages
def test_the_statement_tells_its_limits(lang: Lang) -> None:
    (limits,) = (section for section in STATEMENT.content.sections if section.id == "limits")
    assert limits.sentences
    assert all(sentence[lang] for sentence in limits.sentences)


@every_sentence
def test_the_statement_aims_and_never_claims_conformance(sentence: BoundSentence) -> None:
    assert not CLAIMS.search(sentence.zh + sentence.en)
    assert "GB/T" not in sentence.zh + sentence.en


def test_help_tells_the_elder_version_by_each_of_its_names(project: Explainer) -> None:
    for lang in LANGS:
        page = project.pages_in(lang)["help.md"]
        (section,) = (part for part in sections(page) if part.heading.id == "elder-version")
        for name in NAMES_OF_THE_ELDER_VERSION:
            assert name in section.heading.text + measure.words_of(section)


# Both languages, and the page.


@pytest.mark.parametrize("both", TEXTS, ids=[both.en for both in TEXTS])
def test_a_text_is_in_both_languages_and_differs(both: Both) -> None:
    assert both.zh != both.en
    assert re.search(r"[\u3400-\u9fff]", both.zh)
    assert re.search(r"[A-Za-z]{2}", both.en)
    assert set(SLOT.findall(both.zh)) == set(SLOT.findall(both.en))


@in_both_languages
def test_c55_the_page_shows_every_sentence_with_its_proof(built_site: Path, lang: Lang) -> None:
    article = read_page(built_site / FOLDERS[lang] / "accessibility" / "index.html").one("article")
    text, entries = article.text(), [entry.text() for entry in article.all("li", "p")]
    for section in STATEMENT.content.sections:
        assert section.heading[lang] in text
    for sentence in SENTENCES:
        words = filled(sentence[lang], lang)
        (entry,) = {entry for entry in entries if words in entry}
        told = entry.partition(words)[2]
        for point in sentence.points():
            assert point in told.partition("）" if lang == "zh" else ")")[0]


def test_what_an_editor_writes_into_a_sentence_is_text(small_explainer: Path) -> None:
    file = small_explainer / "docs" / "accessibility.yml"
    marked = "Rules *for* <b>Easy</b> [Reading](x) `all`"
    text = file.read_text(encoding="utf-8").replace("the village’s Rules for Easy Reading", marked)
    file.write_text(text, encoding="utf-8")
    part = statement_part(load_explainer(small_explainer), "en")
    assert r"Rules \*for\* &lt;b\>Easy&lt;/b\> \[Reading\](x) \`all\`" in part
    # Markdown shows them as they were typed.
    assert "Rules *for* &lt;b&gt;Easy&lt;/b&gt; [Reading](x) `all`" in markdown(part)


def test_a_sentence_that_tests_prove_in_part_says_so(small_explainer: Path) -> None:
    file = small_explainer / "docs" / "accessibility.yml"
    text = file.read_text(encoding="utf-8").replace("[C55]", '[C55, "person: an aim"]')
    file.write_text(text, encoding="utf-8")
    assert "*(C55, the rest is for people to judge)*" in statement_part(load_explainer(small_explainer), "en")


def test_a_sentence_leads_to_what_it_names_and_tells_its_proof_in_words(small: Explainer) -> None:
    part = statement_part(small, "en")
    assert "also without a [library card](term:library_card). *(C02, a test of its own)*" in part
    # What only people can judge bears no number.
    assert "please [report a mistake](/help.md#report-a-mistake).\n" in part
    assert "C02、另有测试" in statement_part(small, "zh")


# Plain words.


@every_sentence
def test_an_entry_is_one_sentence_in_each_language(sentence: BoundSentence) -> None:
    for lang in LANGS:
        assert len(measure.sentences([filled(sentence[lang], lang)], lang)) == 1
    assert measure.units(filled(sentence.zh, "zh"), "zh") <= 40


def test_the_words_are_plain() -> None:
    assert measure.mean_length(list(blocks("zh")), "zh") <= 20
    assert measure.mean_length(list(blocks("en")), "en") <= 18
    assert hard_words.school_grade(list(blocks("en"))) <= 10


@in_both_languages
def test_a_heading_is_never_far(lang: Lang) -> None:
    longest = {"zh": 400, "en": 260}[lang]
    for section in STATEMENT.content.sections:
        text = " ".join(filled(sentence[lang], lang) for sentence in section.sentences)
        assert measure.size(text, lang) <= longest, section.id
    assert len(STATEMENT.content.introduction) <= 4
