"""HTML as a tree, read by the standard library: strict about nesting, so that a stray tag is noticed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

# fmt: off
VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
}
# fmt: on


@dataclass
class Element:
    """A tag with what stands in it; `children` are elements and texts."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)
    parent: Element | None = field(default=None, repr=False)

    def all(self, *tags: str, **attributes: str) -> list[Element]:
        """Every element below this one with one of these tags and these attributes, in the page's order."""
        return [
            element
            for element in self.walk()
            if (not tags or element.tag in tags)
            and all(element.attributes.get(name.rstrip("_")) == value for name, value in attributes.items())
        ]

    def one(self, *tags: str, **attributes: str) -> Element:
        """The only such element."""
        (found,) = self.all(*tags, **attributes)
        return found

    def walk(self) -> Iterator[Element]:
        """Every element below this one."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.walk()

    def text(self) -> str:
        """All text in the element, its white space collapsed."""
        return " ".join(self.raw_text().split())

    def raw_text(self) -> str:
        """All text in the element as it stands, without pinyin: it is hidden until a reader asks for it."""
        return "".join(
            child if isinstance(child, str) else child.raw_text()
            for child in self.children
            if isinstance(child, str) or child.tag != "rt"
        )

    def texts(self) -> Iterator[tuple[Element, str]]:
        """Each piece of text with the element that it stands in."""
        for child in self.children:
            if isinstance(child, str):
                yield self, child
            else:
                yield from child.texts()

    def above(self) -> Iterator[Element]:
        """The element itself, the one around it, and so on outwards."""
        here: Element | None = self
        while here is not None:
            yield here
            here = here.parent

    def language(self) -> str:
        """The language that the element is in."""
        return next(
            (element.attributes["lang"] for element in self.above() if "lang" in element.attributes), ""
        )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self._here = Element("")

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attributes]
        assert len(names) == len(set(names)), f"an attribute twice in {self.get_starttag_text()}"
        element = Element(tag, {name: value or "" for name, value in attributes}, [], self._here)
        self._here.children.append(element)
        if tag not in VOID:
            self._here = element

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag == self._here.tag, f"</{tag}> in <{self._here.tag}> at line {self.getpos()[0]}"
        assert self._here.parent is not None
        self._here = self._here.parent

    def handle_data(self, data: str) -> None:
        self._here.children.append(data)

    def finish(self) -> Element:
        self.close()
        assert self._here is self.root, f"<{self._here.tag}> is never closed"
        return self.root


def read_html(html: str) -> Element:
    """The tree of a page or of a piece of one."""
    reader = _Reader()
    reader.feed(html)
    return reader.finish()


def read_page(file: Path) -> Element:
    """The tree of a page's file."""
    return read_html(file.read_text(encoding="utf-8"))
