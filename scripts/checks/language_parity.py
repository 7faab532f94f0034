"""Both languages hold the same, heading by heading, and not in the same words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from charts.wording import Lang
from scripts.checks.links import leads_somewhere
from scripts.explainer import Explainer
from scripts.interface_strings import STRINGS_FILE, own_strings
from scripts.markdown_extension import ALLOWED_SCHEMES, OUR_SCHEMES
from scripts.page_sections import Block, Section, sections
from scripts.pages import HAN, LANGS, Link, Page
from scripts.problems import Problem, problem, warning
from scripts.sentences import sentences
from scripts.statement import STATEMENT_FILE
from scripts.translations import may_be_behind

# A place that the program fills in, {fact_id} or {fact_id.as_of}, in each language's own way.
_SLOT = re.compile(r"\{[^{}]*\}")
# Ids that the templates give: a heading that took one would break the skip link or a description.
# fmt: off
IDS_OF_THE_TEMPLATES = (
    "main", "about-fact", "about-term", "contents", "elder-switch", "help-block", "help-title", "menu-button",
    "menu-chapters", "menu-more", "page-links", "page-links-title", "read-aloud-speed", "reading-settings",
    "reading-settings-title", "setting-size", "setting-tools", "top",
)
# fmt: on
_HEADING_ID = re.compile(r"[A-Za-z0-9]+([-_][A-Za-z0-9]+)*")

# So much nearer must one explanation be than the other.
_CLEARLY = 0.5


def differences_between_languages(explainer: Explainer) -> Iterator[Problem]:
    """Problems for pages that lack a sister, and for sisters that differ in what they hold."""
    chinese, english = explainer.pages_in("zh"), explainer.pages_in("en")
    for page in explainer.pages:
        sisters, other = (english, "en") if page.lang == "zh" else (chinese, "zh")
        yield from _headings_without_sense(page, sisters.get(page.uri))
        if page.uri not in sisters:
            yield problem(page.path, 1, "missing_page", expected=f"docs/{other}/{page.uri}")
    for uri in chinese.keys() & english.keys():
        if may_be_behind(english[uri]):  # which is told by itself
            continue
        yield from _differences(english[uri], chinese[uri], explainer)


def words_equal_in_both(explainer: Explainer) -> Iterator[Problem]:
    """Problems for words of the data that are missing in one language, that is, the same in both."""
    for figure in explainer.figures.values():
        for place, both in figure.texts():
            if both.zh == both.en and _has_words(_SLOT.sub("", both.zh)):
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
    labels = {lang: explainer.words(lang)["notes"] for lang in LANGS}
    pairs = _pairs(page, sister)
    if pairs is None:
        yield from _headings_that_differ(page, sister)
    for here, there in pairs or ():
        yield from _lacking_facts(page, sister, here, there, explainer)
        yield from _links_that_differ(page, sister, here, there, explainer)
        yield from _lists_and_tables_that_differ(page, sister, here, there)
        yield from _quotes_that_differ(page, sister, here, there, labels)
        yield from _paragraphs_that_differ(page, sister, here, there)
    if all(name in explainer.glossary for name in (*_names(page, "term"), *_names(sister, "term"))):
        yield from _lacking_terms(page, sister, explainer)
        yield from _lacking_terms(sister, page, explainer)
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


def _pairs(page: Page, sister: Page) -> list[tuple[Section, Section]] | None:
    """The sections of both pages side by side; None where the headings differ."""
    if _heading_names(page) != _heading_names(sister):
        return None
    return list(zip(sections(page), sections(sister), strict=True))


def _heading_names(page: Page) -> list[str]:
    return [f"{'#' * heading.level} {heading.id or heading.text}" for heading in page.headings]


def _headings_that_differ(page: Page, sister: Page) -> Iterator[Problem]:
    if not all(heading.id for heading in (*page.headings, *sister.headings)):
        return  # which is told of each heading
    here, there = _heading_names(page), _heading_names(sister)
    index = _first_difference(here, there)
    line = page.headings[min(index, len(here) - 1)].line if here else 1
    found, expected = _nth(here, index), _nth(there, index)
    yield problem(page.path, line, "headings_differ", other=sister.path, found=found, expected=expected)


def _lacking_facts(
    page: Page, sister: Page, here: Section, there: Section, explainer: Explainer
) -> Iterator[Problem]:
    """A problem for each of two sections that lacks facts of the other; an unknown id is told by itself."""
    mine, theirs = (_facts(part) for part in (here, there))
    if all(link.name in explainer.ledger for link in (*mine, *theirs)):
        yield from _fewer_facts(page, here.line, mine, sister, theirs)
        yield from _fewer_facts(sister, there.line, theirs, page, mine)


def _facts(section: Section) -> list[Link]:
    return [link for link in section.links if link.scheme == "fact"]


def _lacking_terms(page: Page, sister: Page, explainer: Explainer) -> Iterator[Problem]:
    """A problem on the page that lacks terms of its sister, in the section where the sister has them."""
    mine = {link.name for link in page.named("term")}
    first = {link.name: link for link in reversed(sister.named("term"))}
    links = [link for name, link in first.items() if name not in mine]
    if links:
        last = max(link.line for link in links)
        above = next((heading.id for heading in reversed(sister.headings) if heading.line <= last), None)
        line = next((heading.line for heading in page.headings if heading.id == above), 1)
        names = sorted(link.name for link in links)
        expected = ", ".join(f"[{explainer.glossary[name].name(page.lang)}](term:{name})" for name in names)
        yield problem(page.path, line, "terms_differ", other=f"{sister.path}:{last}", expected=expected)


def _fewer_facts(
    page: Page, line: int, mine: list[Link], sister: Page, theirs: list[Link]
) -> Iterator[Problem]:
    """A problem for facts that the sister states more often, told on the line of the page's section."""
    missing = Counter(link.name for link in theirs) - Counter(link.name for link in mine)
    if missing:
        # The last: what is there once too often was there before.
        last = next(link.line for link in reversed(theirs) if link.name in missing)
        values = {"expected": _listed(missing), "other": f"{sister.path}:{last}"}
        yield problem(page.path, line, "facts_differ", **values)


def _links_that_differ(
    page: Page, sister: Page, here: Section, there: Section, explainer: Explainer
) -> Iterator[Problem]:
    """A problem where links to pages lead elsewhere, or one side has more links to other sites."""
    links, links_there = (
        {link: link.scheme or link.target for link in part.links if _is_link(link)} for part in (here, there)
    )
    mine, theirs = Counter(links.values()), Counter(links_there.values())
    if mine != theirs and all(
        leads_somewhere(one, link, explainer)
        for one, part in ((page, here), (sister, there))
        for link in part.links
        if not link.image and link.scheme not in OUR_SCHEMES
    ):
        more = [link.line for link, target in links.items() if target in mine - theirs]
        yield problem(
            page.path,
            more[-1] if more else here.line,
            "links_differ",
            other=sister.path,
            found=_listed(mine - theirs),
            expected=_listed(theirs - mine),
        )


def _is_link(link: Link) -> bool:
    """Whether it leads to a page or to another site, and may do so."""
    return not link.image and link.scheme in ("", *ALLOWED_SCHEMES)


def _lists_and_tables_that_differ(
    page: Page, sister: Page, here: Section, there: Section
) -> Iterator[Problem]:
    for name, kinds in (("list", ("bullets", "numbers")), ("table", ("table",))):
        mine, theirs = ([block for block in part.blocks() if block.kind in kinds] for part in (here, there))
        sizes, sizes_there = ([_size(block) for block in blocks] for blocks in (mine, theirs))
        if sizes != sizes_there:
            index = _first_difference(sizes, sizes_there)
            yield problem(
                page.path,
                mine[index].line if index < len(mine) else here.line,
                f"{name}s_differ",
                other=sister.path,
                there=there.line,
                found=", ".join(sizes) or "–",
                expected=", ".join(sizes_there) or "–",
            )


def _size(block: Block) -> str:
    """A list as its mark and the number of its entries, a table as rows × columns."""
    marks = {"bullets": "-", "numbers": "1."}
    return f"{marks[block.kind]} × {block.rows}" if block.kind in marks else f"{block.rows} × {block.columns}"


def _quotes_that_differ(
    page: Page, sister: Page, here: Section, there: Section, labels: Mapping[Lang, Mapping[str, str]]
) -> Iterator[Problem]:
    mine, theirs = ([block for block in part.blocks() if block.kind == "quote"] for part in (here, there))
    translated = {labels["zh"][name]: label for name, label in labels["en"].items()}
    names = [f"**{block.label}**" if block.label else ">" for block in mine]
    expected = [f"**{translated.get(block.label, block.label)}**" if block.label else ">" for block in theirs]
    if names != expected:
        index = _first_difference(names, expected)
        yield problem(
            page.path,
            mine[index].line if index < len(mine) else here.line,
            "quotes_differ",
            other=sister.path,
            there=there.line,
            found=", ".join(names) or "–",
            expected=", ".join(expected) or "–",
        )


def _paragraphs_that_differ(page: Page, sister: Page, here: Section, there: Section) -> Iterator[Problem]:
    """A problem where one side lacks a paragraph, a warning where it only divides the same otherwise."""
    mine, theirs = _paragraph_lengths(here), _paragraph_lengths(there)
    if len(mine) == len(theirs):
        return
    values = {"other": sister.path, "there": there.line, "found": len(mine), "expected": len(theirs)}
    # A letter of the longer side's language is worth so much of the other's, on the whole page.
    worth = _written_letters(sister) / max(1, _written_letters(page))
    in_one_measure = [length * worth for length in mine], theirs
    sides = ((here, in_one_measure[0]), (there, in_one_measure[1]))
    (fewer, shorter), (more, longer) = sorted(sides, key=lambda side: len(side[1]))
    said, said_more = (sum(sentence.in_paragraph for sentence in sentences(part)) for part in (fewer, more))
    one_at_most = len(longer) - len(shorter) == 1 and said_more - said <= 1
    if said < said_more and not (one_at_most and said and _are_joined(shorter, longer)):
        yield problem(page.path, here.line, "paragraph_missing", **values)
    else:
        yield warning(page.path, here.line, "paragraphs_differ", **values)


def _paragraph_lengths(section: Section) -> list[float]:
    """The letters of each paragraph of a section."""
    starts = [block.line for block in section.blocks() if block.kind == "paragraph"]
    lengths = dict.fromkeys(starts, 0.0)
    for sentence in sentences(section):
        above = [start for start in starts if start <= sentence.line]
        if sentence.in_paragraph and above:
            lengths[above[-1]] += len(sentence.text)
    return list(lengths.values())


def _written_letters(page: Page) -> int:
    return sum(len(sentence.text) for part in sections(page) for sentence in sentences(part))


def _are_joined(shorter: list[float], longer: list[float]) -> bool:
    """Whether two paragraphs of the longer side are rather one on the other than one is missing there."""
    joined = (
        [*longer[:index], longer[index] + longer[index + 1], *longer[index + 2 :]]
        for index in range(len(shorter))
    )
    left_out = ([*longer[:index], *longer[index + 1 :]] for index in range(len(longer)))
    nearest_joined = min(_distance(shorter, one) for one in joined)
    return nearest_joined < _CLEARLY * min(_distance(shorter, one) for one in left_out)


def _distance(one: list[float], other: list[float]) -> float:
    """How unlike the lengths of paragraphs are, in proportion, side by side."""
    return sum(abs(math.log((1 + mine) / (1 + theirs))) for mine, theirs in zip(one, other, strict=True))


def _first_difference(one: list[str], other: list[str]) -> int:
    return next(
        (index for index, pair in enumerate(zip(one, other, strict=False)) if len(set(pair)) > 1),
        min(len(one), len(other)),
    )


def _names(page: Page, scheme: str) -> list[str]:
    return [link.name for link in page.named(scheme)]


def _listed(names: Collection[str]) -> str:
    return ", ".join(sorted(names)) or "–"


def _nth(items: list[str], index: int) -> str:
    return items[index] if index < len(items) else "–"


def _has_words(text: str) -> bool:
    """Whether a text needs translating: it holds Chinese, or a word that is no name like 5G."""
    return bool(HAN.search(text) or re.search(r"[a-z]{2}", text))
