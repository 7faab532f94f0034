"""A new term: its entry in the glossary."""

from __future__ import annotations

from typing import get_args

from charts.facts import WebAddress
from scripts.checks.terms import has_tones
from scripts.explainer import Explainer
from scripts.glossary import GLOSSARY_FILE, Term
from scripts.new_entries.changes import Changes
from scripts.new_entries.names import both, new_identifier, without_digits
from scripts.new_entries.questions import Interview, listed
from scripts.new_entries.yaml_edit import entry, flow_list, with_item
from scripts.pinyin import is_chinese, offered_pinyin, syllables

NAMES = (
    "id", "zh", "en", "pinyin", "en_status", "plain_zh", "plain_en", "synonyms_zh", "synonyms_en", "url",
)  # fmt: skip


def plan(interview: Interview, explainer: Explainer) -> Changes:
    """The entry of a new term."""
    terms = explainer.glossary
    name = interview.answer("id", new_identifier(interview, terms))
    zh = interview.answer(
        "zh", lambda typed: _new_term(interview, typed, [term.zh for term in terms.values()])
    )
    en = interview.answer(
        "en", lambda typed: _new_term(interview, typed, [term.en for term in terms.values()])
    )
    pinyin = interview.answer(
        "pinyin", lambda typed: _pinyin(interview, zh, typed), offered_pinyin(zh) or None
    )
    status = interview.choice(
        "en_status", get_args(Term.model_fields["en_status"].annotation), "own_translation"
    )
    plain = both(
        interview,
        "plain",
        interview.texts.both_to_write("plain"),
        without_digits(interview, explainer),
    )
    synonyms = {lang: listed(interview.optional_words(f"synonyms_{lang}")) for lang in ("zh", "en")}
    url = interview.answer("url", lambda typed: web_address(interview, typed), "")
    interview.finish()
    fields: dict[str, object] = {"id": name, "zh": zh, "en": en, "pinyin": pinyin, "en_status": status}
    fields["plain"] = plain
    if any(synonyms.values()):
        fields["synonyms"] = {lang: flow_list(words) for lang, words in synonyms.items()}
    if url:
        fields["url"] = url
    # Pages that have the word already are the editor's to link.
    changes = Changes(explainer.root, follows=("term_unlinked",))
    changes.edit(GLOSSARY_FILE, lambda text: with_item(text, "terms", entry(fields)))
    changes.hint = interview.texts.say("done", "use_term", zh=zh, en=en, term=name)
    return changes


def _new_term(interview: Interview, typed: str, taken: list[str]) -> str:
    if typed in taken:
        raise interview.wrong("term_taken", found=typed)
    return interview.sentence(typed)


def _pinyin(interview: Interview, zh: str, typed: str) -> str:
    if is_chinese(zh) and (syllables(zh, typed) is None or not has_tones(typed)):
        raise interview.wrong("pinyin", found=typed, expected=offered_pinyin(zh))
    return interview.sentence(typed)


def web_address(interview: Interview, typed: str) -> str:
    """The address, if it is one of the web."""
    from pydantic import TypeAdapter, ValidationError

    try:
        return str(TypeAdapter(WebAddress).validate_python(typed))
    except ValidationError:
        raise interview.wrong("url", found=typed) from None
