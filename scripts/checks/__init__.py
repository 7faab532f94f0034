"""The editorial checks: each is a function from an explainer to the problems it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from scripts.checks.accessibility import wrong_accessibility
from scripts.checks.chapters import wrong_chapters
from scripts.checks.digits import digits_in_data, digits_without_fact
from scripts.checks.english_alone import english_changed_alone
from scripts.checks.figures import wrong_figures
from scripts.checks.headings import skipped_headings
from scripts.checks.icons import unknown_icons
from scripts.checks.language_parity import differences_between_languages, words_equal_in_both
from scripts.checks.link_words import wrong_link_words
from scripts.checks.links import wrong_links, wrong_navigation, wrong_questions, wrong_search_words
from scripts.checks.notes import wrong_notes
from scripts.checks.number_words import numbers_in_words
from scripts.checks.officialese import officialese
from scripts.checks.pinyin import wrong_pinyin
from scripts.checks.placeholders import words_to_write
from scripts.checks.plain_words import hard_to_read
from scripts.checks.qualifiers import qualifiers_outside
from scripts.checks.statements import wrong_statements
from scripts.checks.terms import avoided_words, other_names, wrong_terms
from scripts.checks.translations import stale_translations
from scripts.checks.typesetting import mistyped
from scripts.checks.unused import unused_entries
from scripts.explainer import Explainer
from scripts.problems import Problem, errors_in

CHECKS: tuple[Callable[[Explainer], Iterable[Problem]], ...] = (
    wrong_statements,
    wrong_figures,
    digits_without_fact,
    digits_in_data,
    differences_between_languages,
    words_equal_in_both,
    wrong_links,
    wrong_navigation,
    wrong_accessibility,
    wrong_search_words,
    wrong_questions,
    wrong_notes,
    unknown_icons,
    wrong_pinyin,
    unused_entries,
    wrong_chapters,
    skipped_headings,
    hard_to_read,
    wrong_link_words,
    officialese,
    wrong_terms,
    avoided_words,
    other_names,
    numbers_in_words,
    qualifiers_outside,
    mistyped,
    words_to_write,
)


def run_checks(explainer: Explainer) -> list[Problem]:
    """Every problem that the editorial checks find, in the order of files and lines."""
    found = {found for check in CHECKS for found in check(explainer)}
    return sorted(found | compared_with_record(explainer, found))


def compared_with_record(explainer: Explainer, found: Iterable[Problem]) -> set[Problem]:
    """What has changed since both languages were compared, but for what is wrong in itself."""
    wrong: dict[str, set[int]] = {}
    for error in errors_in(found):
        wrong.setdefault(error.path, set()).add(error.line)
    return {*stale_translations(explainer, wrong=wrong), *english_changed_alone(explainer, wrong)}
