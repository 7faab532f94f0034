"""The three link schemes of the pages, as one Python-Markdown extension: fact:, term:, figure:.

It also keeps untrusted Markdown harmless: raw HTML stays text, links have known schemes,
elements carry no attribute that could run a script.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX

from charts.facts import Ledger, misstatements
from charts.wording import Lang
from scripts.glossary import Glossary
from scripts.interface_strings import InterfaceStrings
from scripts.language_runs import OTHER_LANGUAGE, split_runs
from scripts.pinyin import Lexicon, annotated
from scripts.problems import Problem, SiteError, nearest, problem

OUR_SCHEMES = ("fact", "term", "figure")
ALLOWED_SCHEMES = ("https", "http", "mailto", "tel")
ALLOWED_ATTRIBUTES = {
    "id", "class", "lang", "href", "title", "alt", "src", "start", "colspan", "rowspan", "scope",
    "style", "aria-describedby", "tabindex", "role", "aria-label",
}  # fmt: skip
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")

_WIDE = r"[\u2014\u2018-\u201d\u2026\u3000-\u9fff\uff00-\uffef]"
_BREAK_IN_CHINESE = re.compile(rf"(?<={_WIDE})\s*\n\s*|\s*\n\s*(?={_WIDE})|^\s*\n\s*|\s*\n\s*$")


@dataclass(frozen=True)
class Sources:
    """What the link schemes are looked up in."""

    ledger: Ledger
    glossary: Glossary
    readings: Lexicon
    strings: InterfaceStrings
    figure_html: Callable[[str], str | None]
    figure_stems: tuple[str, ...]


class ExplainerExtension(Extension):
    """`fact:`, `term:` and `figure:` links, notes, and harmless HTML for one page's Markdown.

    Converting a page with an unknown id or a wrong number raises SiteError with all of them.
    `path` is what a problem is reported under; links go to absolute Markdown paths
    (`/sources.md#id`), which MkDocs resolves and checks.
    """

    def __init__(self, sources: Sources, lang: Lang, path: str) -> None:
        super().__init__()
        self._sources, self._lang, self._path = sources, lang, path

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the library's name)
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        problems: list[Problem] = []
        links = _Links(md, self._sources, self._lang, self._path, problems)
        md.treeprocessors.register(links, "explainer_links", 12)
        md.treeprocessors.register(_Notes(md, self._sources.strings), "explainer_notes", 11)
        md.treeprocessors.register(_Text(md, self._lang), "explainer_text", 10)
        if self._lang == "zh":
            md.treeprocessors.register(_Pinyin(md, self._sources.readings), "explainer_pinyin", 7)
        md.treeprocessors.register(_Sections(md), "explainer_sections", 4)
        md.treeprocessors.register(_Tables(md, self._sources.strings), "explainer_tables", 4)
        md.treeprocessors.register(_Attributes(md, self._path, problems), "explainer_attributes", 3)


class _Links(Treeprocessor):
    """Rewrites the three schemes and refuses unknown ones."""

    def __init__(
        self, md: Markdown, sources: Sources, lang: Lang, path: str, problems: list[Problem]
    ) -> None:
        super().__init__(md)
        self._sources, self._lang, self._path, self._problems = sources, lang, path, problems

    def run(self, root: Element) -> None:
        seen: set[str] = set()
        for parent in list(root.iter()):
            for child in list(parent):
                if child.tag == "a":
                    self._problems += self._link(parent, child, seen)
                elif child.tag == "img":
                    self._problems += self._image(parent, child)

    def _link(self, parent: Element, link: Element, seen: set[str]) -> list[Problem]:
        scheme, _, name = link.get("href", "").partition(":")
        if scheme == "fact":
            return self._fact(parent, link, name, seen)
        if scheme == "term":
            return self._term(link, name, seen)
        if scheme in ("http", "https"):
            link.set("class", "external")
        return []

    def _fact(self, parent: Element, link: Element, name: str, seen: set[str]) -> list[Problem]:
        fact = self._sources.ledger.get(name)
        if fact is None:
            known = nearest(name, self._sources.ledger)
            return [problem(self._path, 1, "unknown_fact", found=name, nearest=known)]
        link.set("href", f"/sources.md#{name}")
        link.set("class", "fact fact--claim" if fact.kind == "words" else "fact")
        link.set("aria-describedby", "about-fact")
        if fact.disputed and name not in seen:
            _insert_after(parent, link, _verdict(fact.verdict, self._sources.strings))
        seen.add(name)
        words = "".join(link.itertext())
        return [
            problem(self._path, 1, wrong.code, **wrong.values)
            for wrong in misstatements(fact, words, self._lang, self._sources.ledger)
        ]

    def _term(self, link: Element, name: str, seen: set[str]) -> list[Problem]:
        term = self._sources.glossary.get(name)
        if term is None:
            known = nearest(name, self._sources.glossary)
            return [problem(self._path, 1, "unknown_term", found=name, nearest=known)]
        link.set("href", f"/glossary.md#{name}")
        link.set("class", "term")
        link.set("aria-describedby", "about-term")
        return []

    def _image(self, parent: Element, image: Element) -> list[Problem]:
        scheme, _, name = image.get("src", "").partition(":")
        if scheme != "figure":
            return [problem(self._path, 1, "image_not_figure", found=image.get("src", ""))]
        html = self._sources.figure_html(name)
        if html is None:
            known = nearest(name, self._sources.figure_stems)
            return [problem(self._path, 1, "unknown_figure", found=name, nearest=known)]
        if parent.tag != "p" or len(parent) > 1 or (parent.text or "").strip() or (image.tail or "").strip():
            return [problem(self._path, 1, "figure_not_alone", found=name)]
        # A paragraph that holds nothing but stashed HTML is replaced by it.
        parent.text, parent[:] = self.md.htmlStash.store(html), []
        return []


class _Notes(Treeprocessor):
    """A blockquote that begins with a known bold label becomes a note with that role."""

    def __init__(self, md: Markdown, strings: InterfaceStrings) -> None:
        super().__init__(md)
        self._labels = {label: kind for kind, label in strings["notes"].items()}

    def run(self, root: Element) -> None:
        for quote in root.iter("blockquote"):
            label = _first_words(quote)
            kind = self._labels.get((label.text or "").strip()) if label is not None else None
            if kind and label is not None:
                quote.tag = "div"
                quote.set("role", "note")
                quote.set("class", f"note note--{kind}")
                quote.set("aria-label", (label.text or "").strip())
                label.set("class", "note__label")
                label.tail = (label.tail or "").lstrip(" \u3000")


def _first_words(quote: Element) -> Element | None:
    """The bold words that a quote begins with, if it does."""
    paragraph = quote[0] if len(quote) else None
    if paragraph is None or paragraph.tag != "p" or (paragraph.text or "").strip() or not len(paragraph):
        return None
    return paragraph[0] if paragraph[0].tag == "strong" else None


class _Text(Treeprocessor):
    """Joins Chinese lines without a space and marks the runs that are in the other language."""

    def __init__(self, md: Markdown, lang: Lang) -> None:
        super().__init__(md)
        self._lang = lang

    def run(self, root: Element) -> None:
        for element in list(root.iter()):
            if element.tag in ("code", "pre") or element.get("lang"):
                continue
            self._join_lines(element)
            self._mark_runs(element)

    def _join_lines(self, element: Element) -> None:
        if self._lang != "zh" or element.tag not in _INLINE_PARENTS:
            return
        element.text = _BREAK_IN_CHINESE.sub("", element.text or "") or None
        for child in element:
            child.tail = _BREAK_IN_CHINESE.sub("", child.tail or "") or None

    def _mark_runs(self, element: Element) -> None:
        pieces = split_runs(element.text or "", self._lang)
        if len(pieces) > 1:
            element.text = pieces[0]
            for offset, (run, rest) in enumerate(zip(pieces[1::2], pieces[2::2], strict=True)):
                element.insert(offset, _foreign(run, OTHER_LANGUAGE[self._lang], rest))
        for child in list(element):
            pieces = split_runs(child.tail or "", self._lang)
            if len(pieces) > 1:
                child.tail = pieces[0]
                place = list(element).index(child) + 1
                for offset, (run, rest) in enumerate(zip(pieces[1::2], pieces[2::2], strict=True)):
                    element.insert(place + offset, _foreign(run, OTHER_LANGUAGE[self._lang], rest))


class _Pinyin(Treeprocessor):
    """Sets pinyin over words that are hard to read, each where it first stands on the page.

    Headings stay plain: they are also the page's title, its contents list and the menu.
    """

    def __init__(self, md: Markdown, readings: Lexicon) -> None:
        super().__init__(md)
        self._readings = readings

    def run(self, root: Element) -> None:
        self._annotate(root, set())

    def _annotate(self, element: Element, seen: set[str]) -> None:
        if element.tag in _WITHOUT_PINYIN or element.get("lang"):
            return
        children, element[:] = list(element), []
        element.text = self._append(element, element.text, seen)
        for child in children:
            element.append(child)
            self._annotate(child, seen)
            child.tail = self._append(element, child.tail, seen)

    def _append(self, element: Element, text: str | None, seen: set[str]) -> str:
        """Appends the text's rubies with what follows each; what comes before the first is returned."""
        before, ruby = "", None
        for piece, syllables in annotated(text or "", self._readings):
            if syllables and piece not in seen:
                seen.add(piece)
                ruby = SubElement(element, "ruby")
                for character, syllable in zip(piece, syllables, strict=True):
                    _read(ruby, character, syllable)
            elif ruby is None:
                before += piece
            else:
                ruby.tail = (ruby.tail or "") + piece
        return before


class _Sections(Treeprocessor):
    """Puts each second-level heading and what follows it into a section of its own, named after its id."""

    def run(self, root: Element) -> None:
        children, root[:] = list(root), []
        section = root
        for child in children:
            if child.tag == "h2":
                section = SubElement(root, "div", {"class": f"section section--{child.get('id', '')}"})
            section.append(child)
        for item in root.iter("li"):
            _drop_colon_after_number(item)


class _Tables(Treeprocessor):
    """A wide table scrolls in its own frame, which the keyboard can reach, and not the page."""

    def __init__(self, md: Markdown, strings: InterfaceStrings) -> None:
        super().__init__(md)
        self._label = strings["page"]["table"]

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for index, child in enumerate(list(parent)):
                if child.tag == "table":
                    frame = Element("div", {"class": "table-scroll", "tabindex": "0", "role": "group"})
                    frame.set("aria-label", self._label)
                    frame.tail, child.tail = child.tail, None
                    frame.append(child)
                    parent[index] = frame


class _Attributes(Treeprocessor):
    """Leaves only harmless attributes and addresses, whoever set them: attribute lists come before this."""

    def __init__(self, md: Markdown, path: str, problems: list[Problem]) -> None:
        super().__init__(md)
        self._path, self._problems = path, problems

    def run(self, root: Element) -> None:
        schemes = {scheme_of(element.get(name, "")) for element in root.iter() for name in ("href", "src")}
        # An unknown fact or term keeps its scheme and has been told already.
        for name in schemes - {"", *ALLOWED_SCHEMES, *(() if not self._problems else OUR_SCHEMES)}:
            self._problems.append(problem(self._path, 1, "forbidden_link", found=name))
        if self._problems:
            found = list(self._problems)
            self._problems.clear()
            raise SiteError(found)
        for element in root.iter():
            for name in set(element.attrib) - ALLOWED_ATTRIBUTES:
                del element.attrib[name]
            style = element.get("style")
            if style and not re.fullmatch(r"text-align: (left|right|center);", style):
                del element.attrib["style"]


_WITHOUT_PINYIN = {"code", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}
_INLINE_PARENTS = {
    "p", "li", "a", "em", "strong", "span", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6",
    "blockquote", "div",
}  # fmt: skip


def scheme_of(address: str) -> str:
    """The scheme of an address as a browser reads it: entities resolved, control characters dropped."""
    # Python-Markdown keeps an ampersand as a placeholder until the end.
    plain = html.unescape(address.replace(f"{STX}amp{ETX}", "&"))
    match = SCHEME.match(re.sub(r"[\x00-\x20\x7f]", "", plain))
    return match[1].lower() if match else ""


def _drop_colon_after_number(item: Element) -> None:
    """In "[number](fact:id): what it is", the number stands on a line of its own and needs no colon."""
    if (item.text or "").strip() or not len(item) or "fact" not in item[0].get("class", "").split():
        return
    last = item[1] if len(item) > 1 and item[1].get("class", "").startswith("mark") else item[0]
    last.tail = re.sub(r"^\s*[:：]\s*", " ", last.tail or "")


def _read(ruby: Element, character: str, syllable: str) -> None:
    """Adds a character and how it is read: `<ruby>重<rt>chóng</rt>新<rt>xīn</rt></ruby>`."""
    if len(ruby):
        ruby[-1].tail = character
    else:
        ruby.text = character
    SubElement(ruby, "rt").text = syllable


def _foreign(text: str, lang: str, tail: str) -> Element:
    span = Element("span", {"lang": lang})
    span.text, span.tail = text, tail
    return span


def _verdict(verdict: str, strings: InterfaceStrings) -> Element:
    mark = Element("span", {"class": f"mark mark--{verdict}"})
    mark.text = strings["verdicts"][verdict]
    return mark


def _insert_after(parent: Element, child: Element, new: Element) -> None:
    new.tail, child.tail = child.tail, " "
    parent.insert(list(parent).index(child) + 1, new)
