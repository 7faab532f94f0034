"""A word such as nearly or 超过 stands inside the fact's link: outside, it would change the number unseen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from charts.wording import QUALIFIERS, Lang, statements
from scripts.explainer import Explainer
from scripts.pages import LINK
from scripts.problems import Problem, problem, warning

_WORDS = {lang: [word for words in QUALIFIERS.values() for word in words[lang]] for lang in ("zh", "en")}
# Also mean something else: talk about, up to now, all over, around the corner, 最近, 附近.
_UNSURE = {"about", "over", "around", "above", "up to", "近", "约"}
_OTHER_WORDS = re.compile(r"(?:[最附将靠邻临]近|[预节契条合大]约)$")
_AFTER: dict[Lang, re.Pattern[str]] = {
    "zh": re.compile(r"(?:以上|以下|以内|左右|上下|不到)"),
    "en": re.compile(r" (?:or more|or less|or so|or fewer|at least|at most)\b", re.IGNORECASE),
}


def qualifiers_outside(explainer: Explainer) -> Iterator[Problem]:
    """Problems for qualifiers just before or behind the link of a number."""
    for page in explainer.pages:
        for line, text in page.prose:
            for link in LINK.finditer(text):
                fact = explainer.ledger.get(link["target"].removeprefix("fact:"))
                if (
                    fact is None
                    or fact.kind in ("words", "ordinal")
                    or not statements(link["text"], page.lang)
                ):
                    continue
                found = qualifier_beside(text[: link.start()], text[link.end() :], page.lang)
                if found:
                    tell = warning if found.casefold() in _UNSURE else problem
                    values = {"found": found, "text": link["text"]}
                    yield tell(page.path, line, "qualifier_outside", **values)


def qualifier_beside(before: str, behind: str, lang: Lang) -> str:
    """The qualifier that stands next to a link, between what comes before and what comes behind it."""
    match = _AFTER[lang].match(behind)
    return _before(before, lang) or (match.group().strip() if match else "")


def _before(text: str, lang: Lang) -> str:
    """The qualifier that a text ends with."""
    text = text.rstrip(" *“[")
    if lang == "zh" and _OTHER_WORDS.search(text):
        return ""
    found = (word for word in _WORDS[lang] if _ends_with(text, word, lang))
    return max(found, key=len, default="")


def _ends_with(text: str, word: str, lang: Lang) -> bool:
    begins = "" if lang == "zh" else r"\b"
    return re.search(rf"{begins}{re.escape(word)}$", text, re.IGNORECASE) is not None
