"""Runs of the other language in a text: Chinese in English, English in Chinese; each says its language."""

from __future__ import annotations

import re
from html import escape

from charts.wording import Lang

_HAN_RUN = re.compile(r"[\u3400-\u9fff][\u3400-\u9fff\u3001-\u3011\uff01-\uff5e·]*")
# A single Latin word in Chinese is mostly a name, read well by any voice: a run has two words or more.
_LATIN_WORD = r"(?:\d+(?=[A-Za-z]))?[A-Za-z][A-Za-z0-9’'&.-]*"
_LATIN_RUN = re.compile(rf"{_LATIN_WORD}(?:\s+(?:&\s+)?{_LATIN_WORD})+")

OTHER_LANGUAGE: dict[Lang, str] = {"zh": "en", "en": "zh-Hans"}


def split_runs(text: str, lang: Lang) -> list[str]:
    """A text in `lang`, cut at each run of the other language: before, run, between, run, …, after."""
    pieces, end = [], 0
    for match in (_LATIN_RUN if lang == "zh" else _HAN_RUN).finditer(text):
        pieces += [text[end : match.start()], match.group()]
        end = match.end()
    return [*pieces, text[end:]]


def marked_html(text: str, lang: Lang) -> str:
    """A text in `lang` as HTML, with each run of the other language marked."""
    pieces = [escape(piece) for piece in split_runs(text, lang)]
    pieces[1::2] = [f'<span lang="{OTHER_LANGUAGE[lang]}">{run}</span>' for run in pieces[1::2]]
    return "".join(pieces)
