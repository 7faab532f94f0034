"""What search knows of a page: its sections, each with its heading, other names for it, and its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from html.parser import HTMLParser

# Not the page's own words: pinyin, what is only for screen readers, controls, lists of files, and labels that
# would stand in the middle of a sentence.
_LEFT_OUT_TAGS = {"rt", "rp", "script", "style", "button", "input", "label", "form", "pre"}
_LEFT_OUT_CLASSES = {
    "visually-hidden", "figure__controls", "figure__files", "figure__source", "figure__view",
    "mark", "note__label",
}  # fmt: skip
_VOID = {"br", "hr", "img", "input", "wbr", "col", "meta", "link", "source"}
_BLOCKS = {"p", "li", "tr", "h1", "h2", "h3", "h4", "div", "figcaption", "blockquote", "caption", "dt", "dd"}
_CELLS = {"td", "th"}
_HEADINGS = {"h1", "h2", "h3"}
# An address says nothing by its letters.
_ADDRESS = re.compile(r"https?://\S+")
# Many tags of a page are those of its drawings, which have no word of its own: they are not read one by one.
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
# A sentence ends here; marks that close a quotation belong to it.
_SENTENCE = re.compile(r"(?<=[。！？])(?![”』」’）])|(?<=[.!?])\s+(?=[“‘(]?[A-Z])")


@dataclass(frozen=True)
class Section:
    """A piece of a page that an address leads to; `id` is empty for the page's beginning.

    `others` are further names, which count as headings; `questions` are what readers ask, in words that the
    section itself may not have: nobody sees them. A `minor` section, such as a fact of the ledger, is
    found by its text alone.
    """

    id: str
    heading: str
    sentences: tuple[str, ...]
    others: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    minor: bool = False


@dataclass(frozen=True)
class SearchPage:
    """A page as search knows it; of two that fit alike, the one of greater weight comes first."""

    uri: str
    title: str
    sections: tuple[Section, ...]
    weight: float = 1.0


def page_sections(html: str) -> tuple[Section, ...]:
    """The sections of a rendered page, its beginning first, each under an h1, h2 or h3 with an id."""
    reader = _Reader()
    reader.feed(_DRAWING.sub("", html))
    reader.close()
    return tuple(reader.sections())


def named(sections: Iterable[Section], names: dict[str, list[str]]) -> tuple[Section, ...]:
    """The sections with the further names that `names` has for their ids; each name once."""
    return tuple(
        replace(section, others=tuple(name for name in _all_names(section, names) if name != section.heading))
        for section in sections
    )


def _all_names(section: Section, names: dict[str, list[str]]) -> dict[str, None]:
    return dict.fromkeys((*section.others, *names.get(section.id, ())))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._found: list[tuple[str, list[str], list[str], list[str]]] = [("", [], [], [])]
        self._open: list[tuple[str, bool]] = []
        self._heading = False
        self._caption = False
        self._block: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        given = dict(attrs)
        classes = set((given.get("class") or "").split())
        hidden = (
            self._hidden or tag in _LEFT_OUT_TAGS or bool(classes & _LEFT_OUT_CLASSES) or "hidden" in given
        )
        self._open.append((tag, hidden))
        if hidden:
            return
        if tag in _BLOCKS:
            self._end_block()
        if tag in _CELLS:
            self._block.append(" ")
        if tag in _HEADINGS and given.get("id"):
            self._found.append(("" if tag == "h1" else str(given["id"]), [], [], []))
            self._heading = True
        self._caption = tag == "figcaption" or (self._caption and tag not in _BLOCKS)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or tag not in [name for name, _ in self._open]:
            return
        hidden = self._hidden
        while self._open and self._open.pop()[0] != tag:
            pass
        if not hidden and tag in _BLOCKS:
            self._end_block()
        if tag in _HEADINGS:
            self._heading = False
        if tag == "figcaption":
            self._caption = False

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._block.append(data)

    @property
    def _hidden(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def _end_block(self) -> None:
        text = " ".join(_ADDRESS.sub(" ", "".join(self._block)).split())
        self._block = []
        if not text:
            return
        _, heading, others, sentences = self._found[-1]
        if self._heading:
            heading.append(text)
            return
        if self._caption:
            others.append(text)
        sentences += [sentence.strip() for sentence in _SENTENCE.split(text) if sentence.strip()]

    def sections(self) -> Iterable[Section]:
        """What was read; words before the h1 belong to the page's beginning."""
        self._end_block()
        first, *rest = self._found
        if rest and rest[0][0] == "":
            rest[0][3][:0] = first[3]
        else:
            rest = [first, *rest]
        for name, heading, others, sentences in rest:
            yield Section(name, " ".join(heading), tuple(sentences), tuple(others))
