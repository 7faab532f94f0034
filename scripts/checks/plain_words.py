"""The pages' words are plain: short, common, explained where they first stand, and with headings.

What a reader in a hurry reads, “in one minute”, is held strictly; further down, length only earns a warning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from charts.wording import Lang
from scripts import hard_words, plain_words
from scripts.checks.chapters import PLAIN_LAYER
from scripts.explainer import Explainer
from scripts.hard_words import KeptMeasures
from scripts.page_sections import Section, sections
from scripts.pages import HAN, LANGS, Page, is_chapter
from scripts.plain_words import TermNames
from scripts.problems import Problem, problem, warning

KEPT_MEASURES = ".cache/words.json"

# Characters, numbers and Latin words in Chinese; words in English.
LONGEST_SENTENCE: dict[Lang, int] = {"zh": 40, "en": 40}
LONGEST_MEAN: dict[Lang, int] = {"zh": 20, "en": 18}
LONGEST_WITHOUT_HEADING: dict[Lang, int] = {"zh": 400, "en": 260}
MOST_SENTENCES = 4
# School years of English: in the plain layer, and in the rest of a chapter.
HIGHEST_GRADE = 8
HIGHEST_GRADE_BELOW = 10
LEAST_COMMON = 0.985

Tell = Callable[..., Problem]


@dataclass(frozen=True)
class Measured:
    """A page cut into its parts, with how to measure what libraries know; `names` are the glossary's."""

    page: Page
    sections: list[Section]
    kept: KeptMeasures
    explainer: Explainer
    names: str

    @property
    def plain_layer(self) -> Section | None:
        """The section “in one minute”, if the page is a chapter that has one."""
        own = (section for section in self.sections if section.heading.id == PLAIN_LAYER)
        return next(own, None) if is_chapter(self.page.uri) else None

    @property
    def rest(self) -> list[Section]:
        return [section for section in self.sections if section is not self.plain_layer]


def hard_to_read(explainer: Explainer) -> Iterator[Problem]:
    """Problems with what makes a page hard to read: length, rare words, terms that nothing explains."""
    kept = KeptMeasures(explainer.root / KEPT_MEASURES)
    names = {lang: TermNames(explainer.glossary, lang) for lang in LANGS}
    listed = {lang: _listed(explainer, lang) for lang in LANGS}
    for page in written_pages(explainer):
        measured = Measured(page, sections(page), kept, explainer, listed[page.lang])
        for section in measured.sections:
            tell = problem if section is measured.plain_layer else warning
            yield from _long_parts(section, page, tell)
        yield from _hard_plain_layer(measured)
        yield from _hard_rest(measured)
        yield from _unexplained(page, names[page.lang], explainer)
    kept.save()


def _listed(explainer: Explainer, lang: Lang) -> str:
    """Every name and synonym of the glossary: what is not taken for rare."""
    return str([(term.name(lang), term.synonyms.words(lang)) for term in explainer.glossary.values()])


def written_pages(explainer: Explainer) -> list[Page]:
    """The pages that editors write as prose; the ledger, the glossary and their like are lists."""
    return [page for page in explainer.pages if page.front.generate in (None, "chapters")]


def _long_parts(section: Section, page: Page, tell: Tell) -> Iterator[Problem]:
    lang = page.lang
    for passage in plain_words.placed_passages(section):
        sentences = plain_words.placed_sentences(passage, lang)
        if len(sentences) > MOST_SENTENCES:
            line = sentences[MOST_SENTENCES][0]
            yield tell(page.path, line, "paragraph_long", found=len(sentences), expected=MOST_SENTENCES)
        for line, sentence in sentences:
            if (count := plain_words.units(sentence, lang)) > LONGEST_SENTENCE[lang]:
                values = {"found": _beginning(sentence, lang), "count": count}
                yield tell(page.path, line, "sentence_long", **values, expected=LONGEST_SENTENCE[lang])
    if (count := plain_words.size(plain_words.words_of(section), lang)) > LONGEST_WITHOUT_HEADING[lang]:
        values = {"found": section.heading.text, "count": count, "expected": LONGEST_WITHOUT_HEADING[lang]}
        yield tell(page.path, section.heading.line, "heading_far", **values)


def _hard_plain_layer(measured: Measured) -> Iterator[Problem]:
    section, page = measured.plain_layer, measured.page
    if section is None or not plain_words.passages(section):
        return
    yield from _long_on_average([section], page, section.heading.line, problem)
    if page.lang == "en":
        yield from _high_grade([section], measured, HIGHEST_GRADE, problem)
    else:
        yield from _uncommon_characters(section, measured)
    tell = problem if page.lang == "zh" else warning
    for line, text in section.prose:
        for word in _rare_words(text, measured):
            yield tell(page.path, line, "rare_word", found=word)


def _hard_rest(measured: Measured) -> Iterator[Problem]:
    page = measured.page
    if is_chapter(page.uri) and page.lang == "en" and any(map(plain_words.passages, measured.rest)):
        yield from _long_on_average(measured.rest, page, page.headings[0].line, warning)
        yield from _high_grade(measured.rest, measured, HIGHEST_GRADE_BELOW, warning)


def _long_on_average(sections: list[Section], page: Page, line: int, tell: Tell) -> Iterator[Problem]:
    mean = plain_words.mean_length(_passages(sections), page.lang)
    if mean > LONGEST_MEAN[page.lang]:
        found, expected = f"{mean:.1f}", LONGEST_MEAN[page.lang]
        yield tell(page.path, line, "sentences_long", found=found, expected=expected)


def _high_grade(sections: list[Section], measured: Measured, highest: int, tell: Tell) -> Iterator[Problem]:
    passages = _passages(sections)
    grade = measured.kept.get(("grade", passages), lambda: hard_words.school_grade(passages))
    if grade > highest:
        line = sections[0].heading.line
        yield tell(measured.page.path, line, "grade_high", found=f"{grade:.1f}", expected=highest)


def _passages(sections: list[Section]) -> list[list[str]]:
    return [passage for section in sections for passage in plain_words.passages(section)]


def _uncommon_characters(section: Section, measured: Measured) -> Iterator[Problem]:
    words = plain_words.words_of(section)
    uncommon = measured.kept.get(("uncommon", words), lambda: hard_words.uncommon_characters(words))
    share = 1 - len(uncommon) / max(1, len(HAN.findall(words)))
    if share < LEAST_COMMON:
        found = "、".join(dict.fromkeys(uncommon))
        line = next(number for number, text in section.prose if set(uncommon) & set(text))
        yield problem(measured.page.path, line, "rare_characters", found=found)


def _rare_words(text: str, measured: Measured) -> list[str]:
    if not plain_words.without_markup(text):
        return []
    glossary, lang = measured.explainer.glossary, measured.page.lang
    words: list[str] = measured.kept.get(
        ("rare", lang, text, measured.names), lambda: hard_words.rare_words([text], glossary, lang)
    )
    # In English a name begins with a capital, and is rare for that.
    return words if lang == "zh" else [word for word in words if word in text and word.isalpha()]


def _unexplained(page: Page, names: TermNames, explainer: Explainer) -> Iterator[Problem]:
    first = {use.term: use for use in reversed(names.unexplained(page))}
    for use in first.values():
        yield problem(page.path, use.line, "term_unlinked", found=use.words, expected=use.term)
    if page.lang == "en":
        known = {term.en for term in explainer.glossary.values()}
        listed = {str(name) for name in explainer.wiring.extra.numbers_without_source} - known
        titles = {part for name in listed for part in name.split()}
        for line, name, text in plain_words.first_abbreviations(page):
            if name not in titles and not plain_words.is_spelled_out(name, text):
                yield problem(page.path, line, "abbreviation_unexplained", found=name)


def _beginning(sentence: str, lang: Lang) -> str:
    """The sentence's first words, by which an editor finds it."""
    longest = 20 if lang == "zh" else 50
    return sentence if len(sentence) <= longest else sentence[:longest].rstrip() + "…"
