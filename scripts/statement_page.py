"""The body of the page that shows the accessibility statement: each sentence with what proves it."""

from __future__ import annotations

from charts.wording import Lang
from scripts.explainer import Explainer
from scripts.markdown_text import escaped
from scripts.statement import SLOT, BoundSentence, Reference, Statement


def statement_part(explainer: Explainer, lang: Lang) -> str:
    """The introduction as a paragraph, then each section as a list: the body of the statement's page."""
    statement = explainer.statement
    if statement is None:  # told by the checks
        return ""
    words = explainer.words(lang)["statement"]
    space = "" if lang == "zh" else " "  # a full-width bracket brings its own

    def told(sentence: BoundSentence) -> str:
        proof = _proof(sentence, words)
        return _filled(statement, sentence[lang], lang) + (f"{space}*{proof}*" if proof else "")

    parts = ["\n".join(told(sentence) for sentence in statement.content.introduction)]
    for section in statement.content.sections:
        parts.append(f"## {escaped(section.heading[lang])} {{#{section.id}}}")
        parts.append("\n".join(f"- {told(sentence)}" for sentence in section.sentences))
    return "\n\n".join(parts) + "\n"


def _filled(statement: Statement, text: str, lang: Lang) -> str:
    """The sentence as Markdown, its slots filled with the date, the version, names and links."""
    # Split at a pattern with one group, words and slots take turns.
    pieces = [escaped(piece) for piece in SLOT.split(text.strip())[::2]]
    given, references = statement.given(lang), statement.references
    slots = [
        escaped(given[name]) if name in given else _linked(references[name], lang)
        for name in SLOT.findall(text)
    ]
    return "".join(piece + slot for piece, slot in zip(pieces, [*slots, ""], strict=True))


def _linked(reference: Reference, lang: Lang) -> str:
    words, to = escaped(reference[lang]), reference.to
    if to is None:
        return words
    # From the root of the language's pages, as MkDocs resolves and checks it.
    return f"[{words}](/{to})" if ".md" in to and "://" not in to else f"[{words}]({to})"


def _proof(sentence: BoundSentence, words: dict[str, str]) -> str:
    """What proves a sentence, in a reader's words; nothing where only people can judge."""
    named = sentence.points()
    if sentence.tests():
        named.append(words["test"])
    if named and sentence.is_for_people():
        named.append(words["rest"])
    return words["proof"].format(points=words["list_comma"].join(named)) if named else ""
