"""The tongue of offices stands only in names and quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.explainer import Explainer
from scripts.plain_words import without_markup
from scripts.problems import Problem, problem
from scripts.texts import data_texts, page_texts

OFFICIALESE = (
    *("赋能", "抓手", "闭环", "矩阵", "痛点", "赛道", "组合拳", "颗粒度"),
    *("底层逻辑", "顶层设计", "全链路", "提质增效", "保驾护航"),
)
_QUOTED = re.compile(r"“[^”]*”|《[^》]*》")
_EITHER = re.compile("|".join(OFFICIALESE))


def officialese(explainer: Explainer) -> Iterator[Problem]:
    """A problem for every such word on a Chinese page, in figures, in the interface and in what explains."""
    names = re.compile("|".join(re.escape(term.zh) for term in explainer.glossary.values()) or "(?!)")
    for page in explainer.pages_in("zh").values():
        for line, text in page.prose:
            for word in words_of_offices(without_markup(text), names):
                yield problem(page.path, line, "officialese", found=word)
    for other in (*data_texts(explainer), *page_texts(explainer)):
        if other.lang == "zh":
            for word in words_of_offices(other.words, names):
                yield problem(other.path, other.line, "officialese", found=word)


def words_of_offices(text: str, names: re.Pattern[str]) -> list[str]:
    """The officialese of a Chinese text, outside these names and outside quotation marks."""
    if not _EITHER.search(text):
        return []
    return _EITHER.findall(_QUOTED.sub("", names.sub("", text)))
