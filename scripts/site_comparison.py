"""What differs between two built sites, as a reader would meet it: pages, figures, looks, bytes, numbers."""

from __future__ import annotations

import difflib
import gzip
import re
from dataclasses import dataclass
from pathlib import Path

from charts.facts import Ledger, load_ledger
from scripts.page_words import PageWords, page_words
from scripts.problems import SiteError

# Files named by their content: another name is no other page.
_CONTENT_NAME = re.compile(r"\.[0-9a-f]{8}\.(?=\w+[\"'#])|(?<=\bsearch-)[0-9a-f]{8}(?=/)")
_MAIN = re.compile(r"<article\b.*</article>", re.DOTALL)
_PACKED = {".png", ".gz"}
_FACE = {".css", ".js", ".svg"}


@dataclass(frozen=True)
class Difference:
    """A page, or a figure, that differs; `before` or `after` is None where there was or is none.

    `name` is the page's address below the site's root, or the figure's id.
    """

    name: str
    before: PageWords | None
    after: PageWords | None

    @property
    def title(self) -> str:
        """What it is called now, or was called."""
        words = self.after or self.before
        return words.title if words else ""

    def lines(self) -> list[str]:
        """The lines that differ, in their order, each behind `- ` (before) or `+ ` (after)."""
        old = self.before.lines if self.before else ()
        new = self.after.lines if self.after else ()
        told = []
        for kind, start, end, new_start, new_end in difflib.SequenceMatcher(
            a=old, b=new, autojunk=False
        ).get_opcodes():
            if kind != "equal":
                told += [f"- {line}" for line in old[start:end]]
                told += [f"+ {line}" for line in new[new_start:new_end]]
        return told


@dataclass(frozen=True)
class SiteComparison:
    """Everything that differs between two sites.

    `bytes` has the compressed bytes of each page that differs, before and after (0: no such page), and
    `all_bytes` those of all files. `frame` and `face`: whether what stands around every page, or the style
    sheet or scripts of every page, differ.
    """

    pages: tuple[Difference, ...]
    figures: tuple[Difference, ...]
    frame: bool
    face: bool
    bytes: dict[str, tuple[int, int]]
    all_bytes: tuple[int, int]


@dataclass(frozen=True)
class FactChange:
    """A number or date of the ledger that differs, in both languages; empty where there was or is none."""

    id: str
    before: tuple[str, str]
    after: tuple[str, str]


def compare_sites(before: Path, after: Path) -> SiteComparison:
    """What differs between the sites in two folders."""
    old, new = _pages(before), _pages(after)
    addresses = sorted({*old, *new}, key=_reading_order)
    pages = [address for address in addresses if _main(old.get(address)) != _main(new.get(address))]
    both = old.keys() & new.keys()
    return SiteComparison(
        pages=tuple(_difference(address, old.get(address), new.get(address)) for address in pages),
        figures=_figures(before, after, old, new),
        frame=any(_frame(old[address]) != _frame(new[address]) for address in both),
        face=_face(before) != _face(after),
        bytes={address: (_packed(old.get(address)), _packed(new.get(address))) for address in pages},
        all_bytes=(_all_bytes(before), _all_bytes(after)),
    )


def compare_facts(before: Path, after: Path) -> tuple[FactChange, ...] | None:
    """The numbers and dates that differ between two explainers; None where one ledger cannot be read."""
    try:
        old, new = load_ledger(before), load_ledger(after)
    except SiteError:
        return None
    changes = (FactChange(name, _told(old, name), _told(new, name)) for name in dict.fromkeys([*new, *old]))
    return tuple(change for change in changes if change.before != change.after)


def _reading_order(address: str) -> tuple[str, bool]:
    """A page in Chinese, then the same in English."""
    chinese = re.sub(r"^en(/|$)", "", address)
    return chinese, chinese != address


def _told(ledger: Ledger, name: str) -> tuple[str, str]:
    """A fact in Chinese and English, with its date, its source and its verdict."""
    if name not in ledger:
        return "", ""
    fact = ledger[name]
    known = ", ".join(part for part in (fact.as_of, fact.source, fact.verdict) if part)
    chinese, english = (ledger.text(fact, lang) or fact.claim[lang] for lang in ("zh", "en"))
    return f"{chinese} [{known}]", f"{english} [{known}]"


def _pages(site: Path) -> dict[str, str]:
    """Every page's HTML by its address below the site's root, but for those that are shown in a frame."""
    files = (file for file in site.rglob("index.html") if file.parent.name != "embed")
    return {
        file.parent.relative_to(site).as_posix().removeprefix("."): file.read_text(encoding="utf-8")
        for file in files
    }


def _difference(name: str, before: str | None, after: str | None) -> Difference:
    return Difference(
        name,
        page_words(before) if before is not None else None,
        page_words(after) if after is not None else None,
    )


def _main(html: str | None) -> str | None:
    """The main part of a page, as far as it says or shows anything."""
    if html is None:
        return None
    found = _MAIN.search(html)
    return _CONTENT_NAME.sub(".", found.group() if found else html)


def _frame(html: str) -> str:
    """What stands around the main part: head, menu, help."""
    body = html.partition("<body")[2]
    return _CONTENT_NAME.sub(".", _MAIN.sub("", body))


def _figures(before: Path, after: Path, old: dict[str, str], new: dict[str, str]) -> tuple[Difference, ...]:
    """The figures whose drawing or table differs, in one language at least."""
    stems = sorted({file.stem for site in (before, after) for file in site.glob("charts/*.csv")})
    return tuple(
        _difference(stem, old.get(f"charts/{stem}"), new.get(f"charts/{stem}"))
        for stem in stems
        if _figure_files(before, stem) != _figure_files(after, stem)
    )


def _figure_files(site: Path, stem: str) -> list[bytes]:
    files = (
        site / folder / f"{stem}{ending}" for folder in ("charts", "en/charts") for ending in (".csv", ".svg")
    )
    return [file.read_bytes() if file.is_file() else b"" for file in files]


def _face(site: Path) -> set[str]:
    """The style sheet, the scripts and the icons, whose names change with their content."""
    return {file.name for file in (site / "assets").glob("*") if file.suffix in _FACE}


def _packed(html: str | None) -> int:
    return len(gzip.compress(html.encode(), 9)) if html is not None else 0


def _all_bytes(site: Path) -> int:
    contents = ((file.suffix, file.read_bytes()) for file in site.rglob("*") if file.is_file())
    return sum(
        len(content) if suffix in _PACKED else len(gzip.compress(content, 6)) for suffix, content in contents
    )
