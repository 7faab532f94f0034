"""What of this explainer is found by search: its pages' sections, with the names that readers know."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from charts.wording import Lang
from scripts.explainer import Explainer
from scripts.glossary import Term, plain_pinyin
from scripts.page_links import plain_text
from scripts.pages import Page
from scripts.pinyin import Lexicon, sounds, syllables
from scripts.search_index import Read
from scripts.search_sections import SearchPage, Section, named, page_sections

# Chapters tell, and help says what to do; the glossary, the statement, the figures' own pages and the ledger
# tell it again, and lists only name it.
WEIGHTS = {"glossary": 0.9, "statement": 0.8, "ledger": 0.5, "pages": 0.3, "chapters": 0.9}
FIGURE_WEIGHT = 0.45
FIGURES_WEIGHT = 0.4

_ENTRY = re.compile(
    r'(?P<heading><h[23]\b[^>]*? id="(?P<id>[^"]+)".*?</h[23]>).*?(?=<h[123]\b|\Z)', re.DOTALL
)


def search_page(explainer: Explainer, lang: Lang, uri: str, url: str, html: str) -> SearchPage | None:
    """A rendered page as search knows it; None for the page of search itself."""
    page = explainer.pages_in(lang).get(uri)
    generate = page.front.generate if page else None
    if generate == "search":
        return None
    ledger = explainer.ledger
    if generate == "glossary":
        html = _without_entries(explainer.glossary, html)
    elif generate == "ledger":
        html = _without_entries({*ledger, *(f"source-{source}" for source in ledger.sources)}, html)
    first, *rest = page_sections(html)
    if generate == "glossary":
        rest = _terms(explainer, lang, rest)
    elif generate == "ledger":
        rest = [_entry(explainer, lang, section) for section in rest]
    elif generate == "pages" or uri.startswith("charts/"):
        rest = []  # a list would be found by the name of each page, and ways to share are no content
    sections = (first, *rest)
    if page:
        sections = named(sections, _names(page))
        if page.front.question and generate != "chapters":
            sections = named(sections, {"": [page.front.question]})
    sections = _with_questions(explainer, lang, uri, sections)
    return SearchPage(url, plain_text(first.heading), sections, _weight(uri, generate))


def reader(known: Lexicon) -> Read:
    """How runs of Chinese characters are read in this explainer, without tones."""
    return lambda run: sounds(run, known)


def _weight(uri: str, generate: str | None) -> float:
    if uri.startswith("charts/"):
        return FIGURES_WEIGHT if uri == "charts/index.md" else FIGURE_WEIGHT
    return WEIGHTS.get(generate or "", 1.0)


def _names(page: Page) -> dict[str, list[str]]:
    """The words of the front matter by the section that they lead to; the page's beginning has no name."""
    title = page.headings[0].id
    names: dict[str, list[str]] = {}
    for entry in page.front.search:
        if isinstance(entry, str):
            names.setdefault("", []).append(entry)
        else:
            names.setdefault("" if entry.section == title else entry.section, []).extend(entry.words)
    return names


def _with_questions(
    explainer: Explainer, lang: Lang, uri: str, sections: tuple[Section, ...]
) -> tuple[Section, ...]:
    """The sections with what readers ask to find them; a page's own heading stands for its beginning."""
    page = explainer.pages_in(lang).get(uri)
    asked = explainer.questions.of_page(lang, uri)
    if page and (title := page.headings[0].id) in asked:
        asked = {"": (*asked.get("", ()), *asked[title or ""]), **asked}
    return tuple(
        replace(section, questions=(*section.questions, *asked.get(section.id, ()))) for section in sections
    )


def _without_entries(known: Collection[str], html: str) -> str:
    """The page with the headings only of these entries, whose words are not read from it."""
    return _ENTRY.sub(lambda found: found["heading"] if found["id"] in known else found[0], html)


def _terms(explainer: Explainer, lang: Lang, sections: list[Section]) -> list[Section]:
    """The entries of the glossary with their other names; the letters between them are no sections.

    Its name in the other language stands behind what it means: both are shown, and the head stays small.
    """
    return [
        replace(
            section,
            sentences=(_with_foreign_names(term, lang),),
            others=_synonyms(term, lang),
            questions=(_cut_pinyin(term),) if lang == "en" else (),
        )
        for section in sections
        if (term := explainer.glossary.get(section.id))
    ]


def _synonyms(term: Term, lang: Lang) -> tuple[str, ...]:
    return tuple(name for name in term.synonyms.words(lang) if name != term.name(lang))


def _with_foreign_names(term: Term, lang: Lang) -> str:
    if term.zh == term.en:
        return term.plain[lang]
    sound = plain_pinyin(term.pinyin)
    names = term.en if lang == "zh" else ", ".join(dict.fromkeys((term.zh, sound, sound.replace(" ", ""))))
    meaning = term.plain[lang].rstrip("。.")
    return f"{meaning}（{names}）。" if lang == "zh" else f"{meaning} ({names})."


def _cut_pinyin(term: Term) -> str:
    """Its pinyin in syllables, as it is typed by those who do not know where words end."""
    return plain_pinyin(" ".join(syllables(term.zh, term.pinyin) or ()))


def _entry(explainer: Explainer, lang: Lang, section: Section) -> Section:
    """A fact or a source of the ledger: many, and told in the chapters, so it is found by its text alone."""
    ledger = explainer.ledger
    source = ledger.sources.get(section.id.removeprefix("source-"))
    if fact := ledger.get(section.id):
        told = [ledger.text(fact, lang), fact.note[lang] if fact.note else ""]
    elif source:
        told = [source.publisher[lang], source.note[lang] if source.note else ""]
    else:
        return section
    return replace(section, sentences=tuple(text for text in told if text), minor=True)
