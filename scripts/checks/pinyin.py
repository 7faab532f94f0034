"""Pinyin fits its characters, and every word chosen for it, or against it, is on a page."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.checks.terms import has_tones
from scripts.explainer import Explainer
from scripts.glossary import GLOSSARY_FILE
from scripts.pages import without_links
from scripts.pinyin import PINYIN_FILE, is_chinese, syllables, usual_reading
from scripts.problems import Problem, problem
from scripts.yaml_file import Place


def wrong_pinyin(explainer: Explainer) -> Iterator[Problem]:
    """Problems with the editors' choice of words for pinyin, and with readings that do not fit a word."""
    chosen, shown = explainer.pinyin, _shown(explainer)
    places: list[tuple[str, Place]] = [(word, ("words", word)) for word in chosen.words]
    places += [(word, ("leave_out", index)) for index, word in enumerate(chosen.leave_out)]
    seen: set[str] = set()
    for word, place in places:
        line = chosen.yaml.line(place)
        if not is_chinese(word):
            yield problem(PINYIN_FILE, line, "pinyin_word", found=word)
        elif word in seen:
            yield problem(PINYIN_FILE, line, "pinyin_twice", found=word)
        elif word not in shown:
            yield problem(PINYIN_FILE, line, "pinyin_unused", found=word)
        elif word in chosen.words:
            yield from _wrong_reading(PINYIN_FILE, line, word, chosen.words[word])
        seen.add(word)
    for term in explainer.glossary.values():
        if is_chinese(term.zh):
            yield from _wrong_reading(GLOSSARY_FILE, explainer.glossary.lines[term.id], term.zh, term.pinyin)


def _wrong_reading(path: str, line: int, word: str, reading: str) -> Iterator[Problem]:
    if syllables(word, reading) is None:
        values = {"word": word, "count": len(word), "expected": " ".join(usual_reading(word))}
        yield problem(path, line, "pinyin_reading", found=reading, **values)
    elif not has_tones(reading):
        expected = " ".join(usual_reading(word))
        yield problem(path, line, "pinyin_without_tones", found=reading, word=word, expected=expected)


def _shown(explainer: Explainer) -> str:
    """All Chinese text that may get pinyin: of the pages, and of the data that pages are written from."""
    texts = [
        without_links(line, ("figure",))
        for page in explainer.pages_in("zh").values()
        for _, line in page.prose
        if not line.startswith("#")
    ]
    texts += [term.plain.zh for term in explainer.glossary.values()]
    texts += [word for term in explainer.glossary.values() for word in term.synonyms.zh]
    texts += [fact.note.zh for fact in explainer.ledger.values() if fact.note]
    for source in explainer.ledger.sources.values():
        texts += [source.title["zh"], source.publisher.zh, source.note.zh if source.note else ""]
    texts += [figure.words.summary.zh for figure in explainer.figures.values()]
    return "\n".join(texts)
