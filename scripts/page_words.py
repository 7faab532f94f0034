"""What a built page says: its title, and its words line by line, as a reader meets them."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

from scripts.sentences import split

# Drawings, pinyin, controls, verdicts; and lists of what is said elsewhere on the page or the site.
_LEFT_OUT_TAGS = {"svg", "rt", "rp", "script", "style", "button", "form", "template", "nav"}
_LEFT_OUT_CLASSES = {"visually-hidden", "mark", "page-links", "contents-list", "previous-next"}
_VOID = {"br", "hr", "img", "input", "wbr", "col", "meta", "link", "source"}
_INLINE = {
    "a",
    "abbr",
    "b",
    "code",
    "em",
    "i",
    "ruby",
    "rb",
    "rp",
    "rt",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "svg",
}
_CELLS = {"td", "th"}


@dataclass(frozen=True)
class PageWords:
    """The words of a page's main part: its heading, then one sentence, heading or table row to a line."""

    title: str
    lines: tuple[str, ...]


def page_words(html: str) -> PageWords:
    """The words of the element whose id is `main`; nothing where a page has none."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return PageWords(reader.title, tuple(reader.lines))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.lines: list[str] = []
        self._open: list[tuple[str, bool]] = []  # each element around, and whether it is read
        self._block: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self._block += [" "] if tag == "br" else []
            return
        given = dict(attrs)
        classes = set((given.get("class") or "").split())
        left_out = tag in _LEFT_OUT_TAGS or classes & _LEFT_OUT_CLASSES or "hidden" in given
        self._end_block(tag)
        self._open.append((tag, (self._is_read or given.get("id") == "main") and not left_out))

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or all(tag != name for name, _ in self._open):
            return
        self._end_block(tag)
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._is_read:
            self._block.append(data)

    @property
    def _is_read(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def _end_block(self, tag: str) -> None:
        """Ends a line at the edge of a block; the cells of a row stay on one."""
        if tag in _INLINE:
            return
        if tag in _CELLS:
            self._block.append(" ")
            return
        text = " ".join("".join(self._block).split())
        self._block = []
        if text and not self.title and any(name == "h1" for name, _ in self._open):
            self.title = text
        self.lines += split(text)
