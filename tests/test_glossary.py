"""What the comment at the top of docs/glossary.yml promises."""

from __future__ import annotations

import re

import pytest

from scripts.checks.terms import has_tones
from scripts.explainer import CODE_ROOT, Explainer
from scripts.glossary import Term, load_glossary, pinyin_initial

GLOSSARY = load_glossary(CODE_ROOT)
every_term = pytest.mark.parametrize("term", GLOSSARY.values(), ids=list(GLOSSARY))


@every_term
def test_an_explanation_is_in_its_language_and_without_digits(term: Term, project: Explainer) -> None:
    assert re.search(r"[\u3400-\u9fff]", term.plain.zh)
    assert not re.search(r"[\u3400-\u9fff]", term.plain.en)
    text = term.plain.zh + term.plain.en
    for name in project.wiring.extra.numbers_without_source:
        text = text.replace(str(name), "")
    assert not re.search(r"\d", text)


@every_term
def test_pinyin_begins_with_a_letter_to_look_it_up_by(term: Term) -> None:
    assert re.fullmatch(r"[A-Z]", pinyin_initial(term))


def test_terms_stand_in_the_order_in_which_they_are_looked_up() -> None:
    by_letter = [term.en.casefold() for term in GLOSSARY.in_reading_order("en")]
    by_sound = [pinyin_initial(term) for term in GLOSSARY.in_reading_order("zh")]
    assert by_letter == sorted(by_letter)
    assert by_sound == sorted(by_sound)


@pytest.mark.parametrize(
    ("pinyin", "toned"),
    [
        ("mùlù", True),
        ("mulu", False),
        ("shǔ de shì", True),
        ("mulù", False),
        ("ānquán", True),
        ("Xúhuì", True),
    ],
)
def test_pinyin_bears_a_tone_on_its_first_syllable(pinyin: str, toned: bool) -> None:
    assert has_tones(pinyin) == toned
