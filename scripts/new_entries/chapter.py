"""A new chapter: the page in both languages, and its line in the navigation."""

from __future__ import annotations

from pathlib import Path
from string import Template

from scripts.explainer import Explainer
from scripts.icons import icon_names, is_icon
from scripts.new_entries.changes import Changes
from scripts.new_entries.names import new_file_name
from scripts.new_entries.questions import Interview
from scripts.new_entries.yaml_edit import scalar, with_item_after
from scripts.pages import LANGS, FrontMatter, is_chapter
from scripts.problems import nearest

NAMES = ("id", "title_zh", "title_en", "question_zh", "question_en", "icon", "after")
SKELETONS = Path(__file__).with_name("skeletons")


def plan(interview: Interview, explainer: Explainer) -> Changes:
    """The files of a new chapter."""
    pages = {page.uri for page in explainer.pages}
    name = interview.answer("id", new_file_name(interview, {Path(uri).stem for uri in pages}))
    titles = {lang: interview.words(f"title_{lang}") for lang in LANGS}
    questions = {lang: interview.words(f"question_{lang}") for lang in LANGS}
    usual = FrontMatter.model_fields["icon"].default
    icon = interview.answer("icon", lambda typed: _icon(interview, typed), usual)
    after = interview.choice("after", explainer.wiring.nav, _last_chapter(explainer.wiring.nav))
    interview.finish()
    changes = Changes(explainer.root)
    for lang in LANGS:
        skeleton = Template((SKELETONS / f"chapter.{lang}.md").read_text(encoding="utf-8"))
        to_write = interview.texts.to_write(lang)
        words = {
            "description": scalar(to_write("description")),
            "question": scalar(questions[lang] or to_write("question")),
            "title": titles[lang] or to_write("title"),
            "one_minute": to_write("one_minute"),
            "heading": to_write("heading"),
            "text": to_write("text"),
        }
        text = skeleton.substitute(words, id=name, icon=icon)
        changes.create(f"docs/{lang}/chapters/{name}.md", text)
    changes.edit("mkdocs.yml", lambda text: with_item_after(text, "nav", after, f"chapters/{name}.md"))
    return changes


def _last_chapter(nav: list[str]) -> str:
    return next((uri for uri in reversed(nav) if is_chapter(uri)), nav[0] if nav else "")


def _icon(interview: Interview, typed: str) -> str:
    if not is_icon(typed):
        raise interview.wrong("icon", found=typed, nearest=nearest(typed, icon_names()))
    return typed
