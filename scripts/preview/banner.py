"""What is wrong, told above the page. Its words come from the files of strangers: all of them are escaped."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from charts.wording import Lang
from scripts.preview.shown import Moment, Trouble
from scripts.preview.words import TAGS, languages_of, say
from scripts.problems import Problem

FOLDER = Path(__file__).parent
# Below this the preview keeps its own files; no page of a site begins so.
ADDRESS = "/__preview__/"
_REPAIR = {"zh": "修改办法：", "en": "Repair: "}


def notes(trouble: Trouble, lang: str, has_page: bool) -> str:
    """Everything that is wrong as HTML, in the editor's language; empty where all is well."""
    return (
        _environment()
        .get_template("banner.html")
        .render(
            trouble=trouble,
            lang=lang,
            languages=[(code, TAGS[code]) for code in languages_of(lang)],
            has_page=has_page,
            say=say,
            place=lambda found, code: say("place", code, path=found.path, line=found.line),
            parts=_parts,
        )
        .strip()
    )


def with_notes(page: bytes, moment: Moment, page_lang: Lang, lang: str) -> bytes:
    """A page of the site with the notes above it and the script that follows; all else is as it was built."""
    told = {"moment": moment, "page_lang": page_lang, "stopped": _stopped(lang)}
    has_page = page_lang in moment.sites
    above = (
        _environment().get_template("above.html").render(notes=notes(moment.trouble, lang, has_page), **told)
    )
    start = page.find(b">", page.find(b"<body")) + 1
    return page[:start] + above.encode() + page[start:]


def page_alone(moment: Moment, page_lang: Lang, lang: str) -> bytes:
    """The page where none was made yet: what is wrong, or that it is being made."""
    page = (
        _environment()
        .get_template("alone.html")
        .render(lang=lang, tag=TAGS[languages_of(lang)[0]], stops=moment.trouble.stops, say=say)
    )
    return with_notes(page.encode(), moment, page_lang, lang)


def _stopped(lang: str) -> str:
    """What stands above the page when the preview does not answer any more."""
    return str(
        Markup('<div class="preview-notes__errors" tabindex="0"><p role="alert">{}</p></div>').format(
            say("stopped", lang)
        )
    )


def _parts(found: Problem, lang: str) -> tuple[str, str]:
    """What is wrong, and how to repair it."""
    wrong, mark, repair = found.message(lang).partition(_REPAIR[lang])
    return wrong, mark + repair


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
