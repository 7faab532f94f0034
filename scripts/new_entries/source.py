"""A new source: its card."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args

from charts.facts import SOURCES_FILE, Source
from charts.wording import Lang
from scripts.explainer import Explainer
from scripts.new_entries.changes import Changes
from scripts.new_entries.names import both, date_check, new_identifier
from scripts.new_entries.questions import Interview
from scripts.new_entries.term import web_address
from scripts.new_entries.yaml_edit import entry, with_item
from scripts.pages import LANGS

NAMES = (
    "id", "title_original", "title_zh", "title_en", "publisher_zh", "publisher_en", "published", "recorded",
    "url", "language", "grade", "note_zh", "note_en",
)  # fmt: skip
NAMES_OF_LANGUAGES = {
    "中文": "zh",
    "chinese": "zh",
    "英文": "en",
    "english": "en",
    "意大利文": "it",
    "italian": "it",
}


def plan(interview: Interview, explainer: Explainer) -> Changes:
    """The card of a new source."""
    fields: dict[str, object] = {
        "id": interview.answer("id", new_identifier(interview, explainer.ledger.sources))
    }
    languages = get_args(Source.model_fields["language"].annotation)
    language = interview.choice("language", languages, meant=NAMES_OF_LANGUAGES)
    original = interview.optional_words("title_original")
    title: dict[str, str] = {"original": original} if original else {}
    for lang in LANGS:
        # The readers of its own language read the original.
        needed = not original or lang != language
        words = interview.words(f"title_{lang}") if needed else ""
        if words or needed:
            title[lang] = words or interview.texts.to_write(lang)("title_of_source")
    fields["title"] = title
    fields["publisher"] = both(interview, "publisher", interview.texts.both_to_write("publisher"))
    fields["published"] = interview.answer("published", date_check(interview), "")
    fields["recorded"] = interview.answer("recorded", date_check(interview), f"{datetime.now(UTC):%Y-%m-%d}")
    fields["url"] = interview.answer("url", lambda typed: web_address(interview, typed), "")
    fields["language"] = language
    fields["licence"] = "all_rights_reserved"
    fields["grade"] = interview.choice("grade", get_args(Source.model_fields["grade"].annotation), "A")
    if note := note_of(interview):
        fields["note"] = note
    interview.finish()
    # Until a fact names it, nobody uses it.
    changes = Changes(explainer.root, follows=("unused_source",))
    lines = entry({name: value for name, value in fields.items() if value})
    changes.edit(SOURCES_FILE, lambda text: with_item(text, "sources", lines))
    changes.hint = interview.texts.say("done", "use_source", source=fields["id"])
    return changes


def note_of(interview: Interview) -> dict[Lang, str]:
    """A note in both languages, if there is one in either."""
    words = {lang: interview.optional_words(f"note_{lang}") for lang in LANGS}
    if not any(words.values()):
        return {}
    return {lang: words[lang] or interview.texts.to_write(lang)("note") for lang in LANGS}
