"""Pages and parts of pages that are written from the data: the ledger, the glossary, the figures' own pages.

They are written as Markdown, so that MkDocs knows their headings and checks links to them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from charts.facts import Fact, Source
from charts.wording import Lang, date_text
from scripts.explainer import Explainer
from scripts.glossary import Term, pinyin_initial
from scripts.markdown_text import escaped as _text
from scripts.pages import Page, is_chapter

FIGURES_PAGE = "charts/index.md"


def generated_uris(explainer: Explainer) -> list[str]:
    """The pages that have no file: the index of figures and a page for each."""
    return [FIGURES_PAGE, *(f"charts/{stem}.md" for stem in explainer.figures)]


def generated_anchors(page: Page, explainer: Explainer) -> set[str]:
    """The heading ids that are written into a page from the data."""
    if page.front.generate == "ledger":
        sources = {f"source-{name}" for name in explainer.ledger.sources}
        sections = {f"section-{name}" for name in explainer.ledger.sections}
        return {*explainer.ledger, *sources, *sections, "facts-context", "facts-derived", "all-sources"}
    if page.front.generate == "pages":
        return {"all-chapters", "all-more"}
    if page.front.generate == "statement" and explainer.statement:
        return {section.id for section in explainer.statement.content.sections}
    if page.front.generate == "search":
        return {"all-sections", "all-terms"}
    return set(explainer.glossary) if page.front.generate == "glossary" else set()


def figure_page(explainer: Explainer, lang: Lang, stem: str) -> str:
    """The Markdown of a figure's own page."""
    words = explainer.words(lang)["figure"]
    content = explainer.figures[stem].in_language(lang, explainer.ledger)
    used = explainer.words(lang)["ledger"]["list_comma"].join(
        _used_in(explainer, lang, "figure", stem, depth="../")
    )
    return (
        f"---\ndescription: {_quoted(content.summary)}\n---\n\n# {_text(content.title)} {{#{stem}}}\n\n"
        f"![{_text(content.title)}](figure:{stem})\n\n{words['used_in']}{used}\n"
    )


def figures_page(explainer: Explainer, lang: Lang) -> str:
    """The Markdown of the index of all figures, under the pages that show them, in the order of reading."""
    words = explainer.words(lang)["figure"]
    description = words["index_description"]
    lines = [
        f"---\ndescription: {_quoted(description)}\n---\n\n# {words['index_title']} {{#charts}}",
        description,
    ]
    pages, told = explainer.pages_in(lang), set()
    for page in (pages[uri] for uri in explainer.wiring.nav if uri in pages):
        stems = [link.name for link in page.named("figure") if link.name not in told]
        told |= set(stems)
        if stems:
            anchor = page.uri.removesuffix(".md").replace("/", "-")
            title = words["index_section"].format(title=page.headings[0].text)
            lines.append(f"## {title} {{#{anchor}}}")
            lines.append("\n".join(_figure_entry(explainer, lang, stem) for stem in dict.fromkeys(stems)))
    return "\n\n".join(lines) + "\n"


def _figure_entry(explainer: Explainer, lang: Lang, stem: str) -> str:
    content = explainer.figures[stem].in_language(lang, explainer.ledger)
    return f"- [{_text(content.title)}]({stem}.md) *{_text(content.summary)}*"


def ledger_part(explainer: Explainer, lang: Lang) -> str:
    """Every fact with its value, source and verdict, then every source: the body of the sources page."""
    words = explainer.words(lang)["ledger"]
    facts = list(explainer.ledger.values())
    lines: list[str] = []
    for section, title in explainer.ledger.sections.items():
        lines.append(f"## {words['from_article']}{_text(title[lang])} {{#section-{section}}}")
        for fact in facts:
            if fact.section == section:
                lines += _fact_entry(explainer, lang, fact)
    for origin in ("context", "derived"):
        lines.append(f"## {words[origin]} {{#facts-{origin}}}")
        for fact in facts:
            if fact.origin == origin:
                lines += _fact_entry(explainer, lang, fact)
    lines.append(f"## {words['all_sources']} {{#all-sources}}")
    for source in explainer.ledger.sources.values():
        lines += _source_entry(explainer, lang, source)
    return "\n\n".join(lines) + "\n"


def glossary_part(explainer: Explainer, lang: Lang) -> str:
    """Every term by its initial: the body of the glossary page."""
    words = explainer.words(lang)["glossary"]
    terms = explainer.glossary.in_reading_order(lang)
    lines: list[str] = []
    for letter, group in groupby(terms, key=lambda term: _initial(term, lang)):
        lines.append(f"## {letter} {{#letter-{letter[0].lower()}}}")
        for term in group:
            lines.append(f"### {_text(term.name(lang))} {{#{term.id}}}")
            lines.append(_text(term.plain[lang]))
            lines.append("\n".join(_details(_term_details(explainer, lang, term, words))))
    return "\n\n".join(lines) + "\n"


def pages_part(explainer: Explainer, lang: Lang) -> str:
    """Every page with its question, in the order of the menu: the body of the page of all pages."""
    words, nav = explainer.words(lang)["header"], explainer.wiring.nav
    chapters = [uri for uri in nav if is_chapter(uri)]
    others = [uri for uri in nav if uri not in chapters]
    lines: list[str] = []
    for name, uris in (("chapters", chapters), ("more", others)):
        lines.append(f"## {words[name]} {{#all-{name}}}")
        lines.append("\n".join(entry for uri in uris for entry in _page_entries(explainer, lang, uri)))
    return "\n\n".join(lines) + "\n"


def search_part(explainer: Explainer, lang: Lang) -> str:
    """Every section by its page, then every term by its initial: the body of the page of search."""
    words = explainer.words(lang)["search"]
    pages = explainer.pages_in(lang)
    lines = [f"## {words['all_sections']} {{#all-sections}}"]
    for page in (pages[uri] for uri in explainer.wiring.nav if uri in pages):
        if page.front.generate != "search":
            anchor = page.uri.removesuffix(".md").replace("/", "-")
            lines.append(f"### [{page.headings[0].text}]({page.uri}) {{#in-{anchor}}}")
            of = words["section_of"]  # many pages have sections of the same name
            title = page.headings[0].text.rstrip("？?")
            lines.append(
                "\n".join(
                    f"- [{of.format(page=title, section=part.text)}]({page.uri}#{part.id})"
                    for part in page.headings[1:]
                )
            )
    lines.append(f"## {words['all_terms']} {{#all-terms}}")
    glossary = next((page.uri for page in pages.values() if page.front.generate == "glossary"), None)
    terms = explainer.glossary.in_reading_order(lang) if glossary else []
    for letter, group in groupby(terms, key=lambda term: _initial(term, lang)):
        lines.append(f"### {letter} {{#terms-{letter[0].lower()}}}")
        lines.append("\n".join(f"- [{_text(term.name(lang))}]({glossary}#{term.id})" for term in group))
    return "\n\n".join(line for line in lines if line) + "\n"


def _page_entries(explainer: Explainer, lang: Lang, uri: str) -> Iterator[str]:
    """The entry of one page; below the index of figures, one for each figure's own page."""
    page = explainer.pages_in(lang).get(uri)
    if page:
        yield f"- [{page.headings[0].text}]({uri}) *{_text(page.front.question or page.front.description)}*"
        return
    words = explainer.words(lang)["figure"]
    yield f"- [{words['index_title']}]({uri}) *{words['index_description']}*"
    pages = explainer.pages_in(lang)
    shown = (link.name for uri in explainer.wiring.nav if uri in pages for link in pages[uri].named("figure"))
    for stem in dict.fromkeys(shown):
        title = explainer.figures[stem].in_language(lang, explainer.ledger).title
        yield f"    - [{_text(title)}](charts/{stem}.md)"


def _fact_entry(explainer: Explainer, lang: Lang, fact: Fact) -> Iterator[str]:
    """The entry of one fact: a heading with its id, the value, and a list of what is known about it."""
    ledger, strings = explainer.ledger, explainer.words(lang)
    words = strings["ledger"]
    yield f"### {_text(fact.claim[lang])} {{#{fact.id}}}"
    value = ledger.text(fact, lang)
    if value:
        target = words["target"] if fact.status == "target" else ""
        yield f"**{_text(value)}**{target}"
    details = [(words["verdict"], strings["verdicts"][fact.verdict])]
    if fact.as_of:
        details.append((words["as_of"], date_text(fact.as_of, lang)))
    if fact.said_by:
        person = ledger.people[fact.said_by]
        details.append(
            (words["said_by"], f"{_text(person.name[lang])}{words['comma']}{_text(person.role[lang])}")
        )
    if fact.derivation:
        parts = (f"[{_text(ledger[part].claim[lang])}](#{part})" for part in fact.derivation.of)
        details.append((words[fact.derivation.operation], " ".join(parts)))
    if fact.source:
        details.append((words["source"], _source_link(ledger.sources[fact.source], lang)))
    if fact.checked_against:
        links = (_source_link(ledger.sources[name], lang) for name in fact.checked_against)
        details.append((words["checked_against"], " ".join(links)))
    if fact.note:
        details.append((words["note"], _text(fact.note[lang])))
    if used := _used_in(explainer, lang, "fact", fact.id):
        details.append((words["used_in"], " ".join(used)))
    yield "\n".join(_details(details))


def _source_entry(explainer: Explainer, lang: Lang, source: Source) -> Iterator[str]:
    words = explainer.words(lang)["ledger"]
    yield f"### {_text(source.title[lang])} {{#source-{source.id}}}"
    details = [(words["publisher"], _text(source.publisher[lang]))]
    if source.title.original and source.title.original != source.title[lang]:
        details.append((words["original_title"], _text(source.title.original)))
    if source.published:
        details.append((words["published"], date_text(source.published, lang)))
    details.append((words["recorded"], date_text(source.recorded, lang)))
    details.append((words["licence"], words[source.licence]))
    if source.note:
        details.append((words["note"], _text(source.note[lang])))
    if source.url:
        details.append((words["address"], f"<{source.url}>"))
    yield "\n".join(_details(details))


def _term_details(
    explainer: Explainer, lang: Lang, term: Term, words: dict[str, str]
) -> Iterator[tuple[str, str]]:
    other = _text(term.en if lang == "zh" else term.zh)
    if term.zh != term.en:
        yield words["other_name"], other
    yield words["pinyin"], _text(term.pinyin)
    yield words["status"], words[term.en_status]
    if synonyms := term.synonyms.words(lang):
        yield words["synonyms"], words["list_comma"].join(_text(word) for word in synonyms)
    if used := _used_in(explainer, lang, "term", term.id):
        yield words["used_in"], " ".join(used)


def _used_in(explainer: Explainer, lang: Lang, scheme: str, name: str, depth: str = "") -> list[str]:
    """Links to the pages that use a fact, term or figure, each once, in the order of the pages."""
    using = explainer.pages_by_use.get((lang, scheme, name), [])
    return [f"[{page.headings[0].text}]({depth}{page.uri})" for page in using]


def _details(pairs: Iterator[tuple[str, str]] | list[tuple[str, str]]) -> Iterator[str]:
    return (f"- **{name}** {value}" for name, value in pairs)


def _source_link(source: Source, lang: Lang) -> str:
    return f"[{_text(source.title[lang])}](#source-{source.id})"


def _initial(term: Term, lang: Lang) -> str:
    letter = pinyin_initial(term) if lang == "zh" else term.en[0].upper()
    return "0–9" if letter.isdigit() else letter


def _quoted(text: str) -> str:
    """A text as a YAML scalar in double quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
