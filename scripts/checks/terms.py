"""The glossary is kept: short explanations, one name for each term, words to avoid, pinyin with tones."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from charts.wording import Lang
from scripts.explainer import Explainer
from scripts.glossary import GLOSSARY_FILE, Term
from scripts.pages import HAN, LANGS
from scripts.plain_words import size, without_markup
from scripts.problems import Problem, problem, warning
from scripts.texts import Text, data_texts, page_texts

# Characters, with their punctuation, in Chinese; words in English.
LONGEST_EXPLANATION: dict[Lang, int] = {"zh": 40, "en": 30}
_LETTERS = re.compile(r"[a-z]{3,}")


def wrong_terms(explainer: Explainer) -> Iterator[Problem]:
    """Problems with the glossary itself."""
    for lang in LANGS:
        first: dict[str, int] = {}
        for index, term in enumerate(explainer.glossary.values()):
            yield from _long_explanation(explainer, index, term, lang)
            line = explainer.glossary.yaml.line(("terms", index, lang))
            name = term.name(lang).casefold()
            if name in first:
                values = {"found": term.name(lang), "first": first[name]}
                yield problem(GLOSSARY_FILE, line, "term_name_twice", **values)
            first.setdefault(name, line)


def _long_explanation(explainer: Explainer, index: int, term: Term, lang: Lang) -> Iterator[Problem]:
    text = term.plain[lang]
    count = len(text) if lang == "zh" else len(text.split())
    if count > LONGEST_EXPLANATION[lang]:
        line = explainer.glossary.yaml.line(("terms", index, "plain", lang))
        values = {"found": term.name(lang), "count": count, "expected": LONGEST_EXPLANATION[lang]}
        yield problem(GLOSSARY_FILE, line, f"term_explained_long_{lang}", **values)


def avoided_words(explainer: Explainer) -> Iterator[Problem]:
    """A problem for each word to avoid, on a page, in a figure, in the interface or in what explains."""
    avoided = {lang: _avoided(explainer, lang) for lang in LANGS}
    patterns = {lang: _either(list(words), lang) for lang, words in avoided.items()}
    for text in (*_lines_of_pages(explainer), *page_texts(explainer), *data_texts(explainer)):
        for match in patterns[text.lang].finditer(text.words):
            expected = avoided[text.lang][match.group().casefold()]
            yield problem(text.path, text.line, "term_avoided", found=match.group(), expected=expected)


def _avoided(explainer: Explainer, lang: Lang) -> dict[str, str]:
    """The name that should stand in place of each word to avoid."""
    terms = explainer.glossary.values()
    return {word.casefold(): term.name(lang) for term in terms for word in term.avoid.words(lang)}


def _either(words: list[str], lang: Lang) -> re.Pattern[str]:
    if not words:
        return re.compile(r"(?!)")
    either = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(either if lang == "zh" else rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


def _lines_of_pages(explainer: Explainer) -> Iterator[Text]:
    for page in explainer.pages:
        for line, text in page.prose:
            if words := without_markup(text):
                yield Text(page.path, line, page.lang, words)


def other_names(explainer: Explainer) -> Iterator[Problem]:
    """Problems, as warnings, where a term: link has nothing in common with the term's names."""
    for page in explainer.pages:
        for link in page.named("term"):
            term = explainer.glossary.get(link.name)
            if term is None or not size(link.text, page.lang):
                continue
            names = (term.name(page.lang), *term.synonyms.words(page.lang))
            if not any(_parts(link.text, page.lang) & _parts(name, page.lang) for name in names):
                expected = " / ".join(names)
                yield warning(page.path, link.line, "term_other_name", found=link.text, expected=expected)


def _parts(name: str, lang: Lang) -> set[str]:
    """What names of one thing have in common: characters in Chinese, beginnings of words in English."""
    found = HAN if lang == "zh" else _LETTERS
    return {part.rstrip("s")[:5] for part in found.findall(name.casefold())}


def has_tones(pinyin: str) -> bool:
    """Whether the first syllable bears its tone, as the first syllable of a word always does."""
    first = re.match(r"[^aeiouü]*[aeiouü\u0300-\u036f]+", unicodedata.normalize("NFD", pinyin.casefold()))
    return bool(first and re.search("[\u0300\u0301\u0304\u030c]", first.group()))
