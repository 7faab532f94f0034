"""Both languages say the same: same pages, heading ids, facts, terms and figures; and not the same words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from scripts.explainer import Explainer
from scripts.interface_strings import STRINGS_FILE, own_strings
from scripts.pages import Page
from scripts.problems import Problem, problem
from scripts.statement import STATEMENT_FILE

# Ids that the templates give: a heading that took one would break the skip link or a description.
# fmt: off
IDS_OF_THE_TEMPLATES = (
    "main", "about-fact", "about-term", "contents", "elder-switch", "help-block", "help-title", "menu-button",
    "menu-chapters", "menu-more", "page-links", "page-links-title", "read-aloud-speed", "reading-settings",
    "reading-settings-title", "setting-size", "setting-tools", "top",
)
# fmt: on
_HEADING_ID = re.compile(r"[A-Za-z0-9]+([-_][A-Za-z0-9]+)*")
_HAN = re.compile(r"[\u3400-\u9fff]")


def differences_between_languages(explainer: Explainer) -> Iterator[Problem]:
    """Problems for pages that lack a sister, and for sisters that differ in what they hold."""
    chinese, english = explainer.pages_in("zh"), explainer.pages_in("en")
    for page in explainer.pages:
        sisters, other = (english, "en") if page.lang == "zh" else (chinese, "zh")
        yield from _headings_without_sense(page, sisters.get(page.uri))
        if page.uri not in sisters:
            yield problem(page.path, 1, "missing_page", expected=f"docs/{other}/{page.uri}")
    for uri in chinese.keys() & english.keys():
        yield from _differences(english[uri], chinese[uri], explainer)


def words_equal_in_both(explainer: Explainer) -> Iterator[Problem]:
    """Problems for words of the data that are missing in one language, that is, the same in both."""
    for figure in explainer.figures.values():
        for place, both in figure.texts():
            if both.zh == both.en and _has_words(both.zh):
                yield problem(figure.words_path, figure.yaml.line(place), "words_equal", found=both.zh)
    if statement := explainer.statement:
        for place, both in statement.texts():
            if both.zh == both.en and _has_words(both.zh):
                line = statement.yaml.line(place)
                yield problem(STATEMENT_FILE, line, "words_equal", found=both.zh)
    loaded, own = own_strings(explainer.root)
    for group, names in own.items():
        for name, both in names.items():
            if both.zh == both.en and _has_words(both.zh):
                line = loaded.line((group, name))
                yield problem(STRINGS_FILE, line, "words_equal", found=f"{group}.{name}: {both.zh}")


def _headings_without_sense(page: Page, sister: Page | None) -> Iterator[Problem]:
    main = [heading for heading in page.headings if heading.level == 1]
    if not main or page.headings[0].level != 1:
        found = page.headings[0].text if page.headings else "–"
        yield problem(page.path, page.headings[0].line if page.headings else 1, "page_heading", found=found)
    for heading in main[1:]:
        yield problem(page.path, heading.line, "page_heading", found=heading.text)
    seen: set[str] = {*IDS_OF_THE_TEMPLATES}
    for index, heading in enumerate(page.headings):
        if heading.id is None:
            expected = _proposed_id(page, sister, index)
            values = {"found": heading.text, "marks": "#" * heading.level, "expected": expected}
            yield problem(page.path, heading.line, "heading_without_id", **values)
        elif not _HEADING_ID.fullmatch(heading.id):
            yield problem(page.path, heading.line, "heading_id", found=heading.id)
        elif heading.id in seen:
            yield problem(page.path, heading.line, "duplicate_heading_id", found=heading.id)
        seen.add(heading.id or "")


def _proposed_id(page: Page, sister: Page | None, index: int) -> str:
    """The id of the other page's heading in the same place, else one made of its English words."""
    if sister and len(sister.headings) == len(page.headings) and sister.headings[index].id:
        return sister.headings[index].id or ""
    english = sister if sister and page.lang == "zh" and index < len(sister.headings) else page
    words = re.findall(r"[a-z0-9]+", english.headings[index].text.casefold())
    return "-".join(words[:4]) or "a-few-words"


def _differences(page: Page, sister: Page, explainer: Explainer) -> Iterator[Problem]:
    """Problems wherever an English page differs from its Chinese sister."""
    here = [heading.id or heading.text for heading in page.headings]
    there = [heading.id or heading.text for heading in sister.headings]
    if here != there and all(heading.id for heading in (*page.headings, *sister.headings)):
        index = next(
            (i for i, pair in enumerate(zip(here, there, strict=False)) if len(set(pair)) > 1),
            min(len(here), len(there)),
        )
        line = page.headings[min(index, len(here) - 1)].line if here else 1
        yield problem(
            page.path,
            line,
            "headings_differ",
            other=sister.path,
            found=_nth(here, index),
            expected=_nth(there, index),
        )
    for scheme, known in (("fact", explainer.ledger), ("term", explainer.glossary)):
        if any(name not in known for name in (*_names(page, scheme), *_names(sister, scheme))):
            continue  # told already: a misspelt id is lacking, too
        yield from _lacking(page, sister, scheme)
        yield from _lacking(sister, page, scheme)
    shown, shown_there = _names(page, "figure"), _names(sister, "figure")
    if shown != shown_there:
        yield problem(
            page.path,
            next((link.line for link in page.named("figure")), 1),
            "figures_differ",
            other=sister.path,
            found=", ".join(shown) or "–",
            expected=", ".join(shown_there) or "–",
        )


def _lacking(page: Page, sister: Page, scheme: str) -> Iterator[Problem]:
    """A problem on the page that lacks what its sister names, in the section where that stands."""
    if missing := _count(sister, scheme) - _count(page, scheme):
        # The last: what is there once too often was there before.
        there = next(link.line for link in reversed(sister.named(scheme)) if link.name in missing)
        above = next((heading.id for heading in reversed(sister.headings) if heading.line <= there), None)
        line = next((heading.line for heading in page.headings if heading.id == above), 1)
        values = {"expected": _listed(missing), "other": f"{sister.path}:{there}"}
        yield problem(page.path, line, f"{scheme}s_differ", **values)


def _names(page: Page, scheme: str) -> list[str]:
    return [link.name for link in page.named(scheme)]


def _count(page: Page, scheme: str) -> Counter[str]:
    """How often each is used; a term counts once, since only its first use must be explained."""
    names = Counter(_names(page, scheme))
    return Counter(set(names)) if scheme == "term" else names


def _listed(names: Counter[str]) -> str:
    return ", ".join(sorted(names)) or "–"


def _nth(items: list[str], index: int) -> str:
    return items[index] if index < len(items) else "–"


def _has_words(text: str) -> bool:
    """Whether a text needs translating: it holds Chinese, or a word that is no name like 5G."""
    return bool(_HAN.search(text) or re.search(r"[a-z]{2}", text))
