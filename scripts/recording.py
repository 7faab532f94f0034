"""Recording that the English of a page has been written anew: `check.py --translated PAGE`."""

from __future__ import annotations

from pathlib import Path

from scripts.checks import run_checks
from scripts.checks.translations import REPAIRED_BY_RECORDING
from scripts.explainer import Explainer, load_explainer
from scripts.pages import LANGS, uri_of
from scripts.problems import SiteError, errors_in, nearest, problem
from scripts.translations import (
    TRANSLATIONS_FILE,
    Recorded,
    Translations,
    as_compared,
    page_of,
    save_translations,
)

_TOLD = {
    "zh": "{page}：登记了{count}节；有变化的：{changed}；不再有的：{gone}",
    "en": "{page}: {count} sections recorded; new or changed: {changed}; no longer there: {gone}",
}
_UNCHANGED = {"zh": "（英文没有变）", "en": " (its English is unchanged)"}


def record_translations(root: Path, names: list[str], lang: str) -> str:
    """Notes that both languages of these pages say the same; returns what was noted, one line a page.

    A page is its path, or what stands below docs/<lang>/, with or without .md. Raises SiteError, and notes
    nothing, when a page is not there or has anything else to repair in either language.
    """
    explainer = load_explainer(root)
    uris = [uri_of(name, root) for name in names]
    _refuse(explainer, uris)
    record = explainer.translations or Translations({}, {})
    after, told = dict(record.sections), []
    for uri in dict.fromkeys(uris):
        new = as_compared(explainer.pages_in("zh")[uri], explainer.pages_in("en")[uri])
        old = record.of(uri)
        after = {name: known for name, known in after.items() if page_of(name) != uri} | new
        changed = [name for name in new if new[name] != old.get(name)]
        marked = [_with_note(name, old.get(name), new[name], lang) for name in changed]
        told.append(_told(uri, len(new), marked, [_short(name) for name in old if name not in new], lang))
    save_translations(root, after)
    return "\n".join(told)


def _refuse(explainer: Explainer, uris: list[str]) -> None:
    missing = [
        problem(f"docs/{lacking[0]}/{uri}", 1, "missing_file", found=uri, nearest=_nearest(explainer, uri))
        for uri in uris
        if (lacking := [lang for lang in LANGS if uri not in explainer.pages_in(lang)])
    ]
    paths = {f"docs/{lang}/{uri}" for uri in uris for lang in LANGS}
    wrong = [
        found
        for found in errors_in(run_checks(explainer))
        if found.path in paths and found.code not in REPAIRED_BY_RECORDING
    ]
    if missing or wrong:
        raise SiteError([*missing, *wrong])


def _nearest(explainer: Explainer, uri: str) -> str:
    """The pages most like it, named as --translated takes them."""
    return nearest(
        uri.removesuffix(".md"), sorted({page.uri.removesuffix(".md") for page in explainer.pages})
    )


def _with_note(name: str, old: Recorded | None, new: Recorded, lang: str) -> str:
    """A changed section's name, and whether its English stayed as it was: somebody may have forgotten it."""
    is_unchanged = old is not None and old.chinese != new.chinese and old.english == new.english
    return _short(name) + (_UNCHANGED["en" if lang == "both" else lang] if is_unchanged else "")


def _short(name: str) -> str:
    return name.partition("#")[2] or "---"


def _told(uri: str, count: int, changed: list[str], gone: list[str], lang: str) -> str:
    line = _TOLD["en" if lang == "both" else lang]
    return f"{TRANSLATIONS_FILE}: " + line.format(
        page=uri, count=count, changed=", ".join(changed) or "–", gone=", ".join(gone) or "–"
    )
