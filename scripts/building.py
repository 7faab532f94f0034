"""What MkDocs is told while it builds one language of an explainer: plain functions behind the hooks."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from charts.kept import Kept
from charts.wording import Lang, date_text
from scripts.chapters import chapter_entries, with_chapter_list
from scripts.checks import run_checks
from scripts.component_html import compiled_templates, component, marked_filter
from scripts.drawing import Drawings, draw_figures, kept_drawings
from scripts.explainer import CODE_ROOT, Explainer, load_explainer
from scripts.face import Face, load_face
from scripts.figure_files import Site, figure_files
from scripts.figure_html import Place, Surroundings, figure_html
from scripts.generated_pages import (
    FIGURES_PAGE,
    figure_page,
    figures_page,
    glossary_part,
    ledger_part,
    pages_part,
    search_part,
)
from scripts.markdown_extension import ExplainerExtension, Sources
from scripts.page_links import page_links, plain_text
from scripts.pages import HAN, is_chapter
from scripts.pinyin import Lexicon, lexicon
from scripts.problems import Problem, SiteError, errors_in
from scripts.rendered_pages import convert_once
from scripts.repository_links import RepositoryLinks, repository_links, source_of
from scripts.search_index import search_files
from scripts.search_pages import reader, search_page
from scripts.search_sections import SearchPage
from scripts.statement_page import statement_part
from scripts.unchanged import Unchanged

# Characters (zh) and words (en) that an unhurried older reader takes in a minute.
READING_SPEED: dict[Lang, int] = {"zh": 250, "en": 160}

# Names the head of a language's search.
SEARCH_POINTER = "search.json"

_HEADING = re.compile(r"<h1(?P<attributes>[^>]*)>(?P<words>.*?)</h1>\s*", re.DOTALL)
_SECTION = re.compile(r'<h2\b[^>]*?\bid="(?P<id>[^"]+)"[^>]*>(?P<words>.*?)</h2>', re.DOTALL)
_FACT, _FIGURE = (re.compile(rf"\]\({scheme}:(\w+)") for scheme in ("fact", "figure"))
_WORD = re.compile(r"[A-Za-z0-9][\w’'-]*")


@dataclass(frozen=True)
class Prepared:
    """An explainer that has passed all checks, with its drawings and its face: what both languages share.

    `warnings` are the problems that stop nothing.
    """

    explainer: Explainer
    drawings: Drawings
    readings: Lexicon
    face: Face
    kept: Kept
    warnings: list[Problem]


def prepare(
    root: Path, unchanged: Unchanged | None = None, can_wait: Collection[str] = frozenset()
) -> Prepared:
    """Loads, checks and draws the explainer in `root`; an error in it raises SiteError with every problem.

    `unchanged` holds what was drawn before; errors of the codes in `can_wait` are only warned of.
    """
    unchanged = unchanged or Unchanged()
    explainer = load_explainer(root)
    problems = [
        replace(found, severity="warning") if found.code in can_wait else found
        for found in run_checks(explainer)
    ]
    kept = unchanged.get("kept", root, lambda: kept_drawings(root))
    try:
        drawings = draw_figures(explainer, kept, unchanged) if not errors_in(problems) else {}
    except SiteError as error:
        problems += error.problems
    if errors_in(problems):
        raise SiteError(problems)
    chosen = (explainer.pinyin, explainer.glossary)
    readings = unchanged.get("readings", chosen, lambda: lexicon(*chosen))
    overrides, icons, colour = (
        CODE_ROOT / "overrides",
        _chapter_icons(explainer),
        explainer.wiring.extra.colour,
    )
    face = unchanged.get("face", (unchanged.face, icons, colour), lambda: load_face(overrides, icons, colour))
    return Prepared(explainer, drawings, readings, face, kept, problems)


def _chapter_icons(explainer: Explainer) -> set[str]:
    return {page.front.icon for page in explainer.pages if is_chapter(page.uri)}


def language_of(config: MkDocsConfig) -> Lang:
    """The language that a configuration builds."""
    return "en" if config.theme["language"] == "en" else "zh"


def configure(config: MkDocsConfig) -> MkDocsConfig:
    """The configuration with the explainer in it; English takes over what Chinese has prepared."""
    root = Path(str(config.config_file_path)).parent
    prepared = config.extra.get("prepared") or prepare(root)
    config.extra["prepared"] = prepared
    config.extra.setdefault("unchanged", Unchanged())
    # The same words make the same bytes on any day: MkDocs would write today into its packed site map.
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    config.theme.get_env = _without_files(config.theme.get_env)  # type: ignore[method-assign]
    # MkDocs hands this list to Python-Markdown, which takes extensions as names or as objects.
    extensions: list[Any] = config.markdown_extensions
    extensions.append(_extension(prepared, config, "index.md", ""))
    if not config.repo_url:
        config.edit_uri = None  # MkDocs warns of one that belongs to no repository
    if language_of(config) == "en":
        config.theme.static_templates.discard("404.html")
    return config


def _without_files(get_env: Callable[[], Environment]) -> Callable[[], Environment]:
    """The theme's templates without the list of its files: all that is published of ours is named by us.

    Material brings thousands of icons, which MkDocs would look at in each build.
    """

    def make() -> Environment:
        env = get_env()
        env.loader.list_templates = list  # type: ignore[union-attr, method-assign]
        return env

    return make


def add_files(files: Files, config: MkDocsConfig) -> Files:
    """The pages' files, without what Material would publish, with our face and the generated pages."""
    prepared: Prepared = config.extra["prepared"]
    lang = language_of(config)
    for file in list(files):
        if not file.is_documentation_page():
            files.remove(file)
    if lang == "zh":
        for name, content in prepared.face.files.items():
            files.append(File.generated(config, name, content=content))
    files.append(File.generated(config, "manifest.webmanifest", content=manifest(prepared.face, config)))
    explainer = prepared.explainer
    files.append(File.generated(config, FIGURES_PAGE, content=figures_page(explainer, lang)))
    for stem in explainer.figures:
        content = figure_page(explainer, lang, stem)
        files.append(File.generated(config, f"charts/{stem}.md", content=content))
        for ending, made in _files_of(stem, config).items():
            files.append(File.generated(config, f"charts/{stem}.{ending}", content=made))
    return files


def manifest(face: Face, config: MkDocsConfig) -> str:
    """What a phone needs to keep the site on its home screen; it opens in the elder version."""
    lang = language_of(config)
    root = "" if lang == "zh" else "../"
    described = {
        "name": config.site_name,
        "short_name": config.site_name,
        "description": config.site_description,
        "lang": "zh-Hans" if lang == "zh" else "en",
        "start_url": "./?elder=1",
        "scope": "./" if lang == "zh" else "../",
        "display": "minimal-ui",
        "background_color": "#fcfbf8",
        "theme_color": "#fcfbf8",
        "icons": [
            {"src": root + address, "sizes": f"{size}x{size}", "type": "image/png"}
            for size, address in face.icons.items()
        ],
    }
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def add_search(config: MkDocsConfig, files: Files) -> None:
    """Adds what search fetches, once every page is read and before the first is written."""
    prepared: Prepared = config.extra["prepared"]
    lang = language_of(config)
    pages: list[SearchPage] = config.extra.get("search_pages", [])
    unchanged: Unchanged = config.extra["unchanged"]
    read = unchanged.get("reader", prepared.readings, lambda: reader(prepared.readings))
    index = unchanged.get(
        ("index", lang), (pages, read), lambda: search_files(pages, lang, read if lang == "zh" else None)
    )
    for name, content in index.files.items():
        files.append(File.generated(config, name, content=content))
    # The other language does not know this one's address while it is built.
    files.append(File.generated(config, SEARCH_POINTER, content=json.dumps({"head": index.head}) + "\n"))
    config.extra["search_head"] = index.head


def add_embedded_figures(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Adds a page for each figure that holds nothing else, for other sites to embed."""
    prepared: Prepared = config.extra["prepared"]
    words = template_words(config)
    for stem, figure in prepared.explainer.figures.items():
        content = figure.in_language(words["language"], prepared.explainer.ledger)
        around = _surroundings(prepared, config, stem, "embed", "../../../")
        html = env.get_template("embed.html").render(
            **words,
            config=config,
            title=content.title,
            address=around.address,
            root=around.up + ("../" if words["language"] == "en" else ""),
            figure=_draw(prepared, words["language"], stem, around),
        )
        files.append(File.generated(config, f"charts/{stem}/embed/index.html", content=html))
    return env


def escape_in_our_templates(env: Environment) -> Environment:
    """The templates' environment, escaping everything that our templates print without `| safe`.

    Material's own templates are left as they were written.
    """
    env.filters["marked"] = marked_filter
    env.bytecode_cache = compiled_templates()
    env.autoescape = lambda name: (
        name is not None and name.startswith(("main.html", "404.html", "embed.html", "components/"))
    )
    return env


def page_markdown(markdown: str, page: Page, config: MkDocsConfig) -> str:
    """The page's Markdown with its generated part, and the extension made ready for this page."""
    prepared: Prepared = config.extra["prepared"]
    lang = language_of(config)
    up = "../" * page.url.count("/")
    path = f"docs/{lang}/{page.file.src_uri}"
    extensions: list[Any] = config.markdown_extensions
    extensions[-1] = _extension(prepared, config, path, up)
    markdown += _generated_part(page.meta.get("generate"), prepared.explainer, lang)
    convert_once(page, lang, config.extra["unchanged"], _shown_with(markdown, prepared, config))
    return markdown


def _generated_part(generate: object, explainer: Explainer, lang: Lang) -> str:
    """What stands on a page beside the words that an editor wrote."""
    if generate == "ledger":
        return f"\n\n{ledger_part(explainer, lang)}"
    if generate == "glossary":
        return f"\n\n{glossary_part(explainer, lang)}"
    if generate == "pages":
        return f"\n\n{pages_part(explainer, lang)}"
    if generate == "statement":
        return f"\n\n{statement_part(explainer, lang)}"
    if generate == "search":
        return f"\n\n{search_part(explainer, lang)}"
    return ""


def _shown_with(markdown: str, prepared: Prepared, config: MkDocsConfig) -> object:
    """All that a page's HTML is made from beside its Markdown and the wiring.

    Of a fact its words are compared with it by the checks, so that only its kind and verdict show.
    """
    explainer, lang = prepared.explainer, language_of(config)
    facts = (explainer.ledger.get(name) for name in _FACT.findall(markdown))
    figures = [stem for stem in _FIGURE.findall(markdown) if stem in explainer.figures]
    return (
        [(fact.id, fact.kind, fact.verdict) for fact in facts if fact],
        [(explainer.figures[stem].in_language(lang, explainer.ledger)) for stem in figures],
        [prepared.drawings[stem, lang] for stem in figures],
        (tuple(explainer.figures), tuple(explainer.glossary)),
        (prepared.readings, explainer.strings, prepared.face.echarts, _site(prepared, config)),
    )


def page_content(html: str, page: Page, config: MkDocsConfig) -> str:
    """The page's HTML without its h1, which the template shows; what the template says of it is noted."""
    prepared: Prepared = config.extra["prepared"]
    explainer, lang = prepared.explainer, language_of(config)
    if found := _searched(page, html, config):
        config.extra.setdefault("search_pages", []).append(found)
    match = _HEADING.search(html)
    page.meta["heading"] = match["words"] if match else page.title
    page.meta["heading_id"] = match["attributes"] if match else ""
    if until := page.meta.get("behind_until"):
        page.meta["behind_until"] = date_text(str(until), lang)
    page.meta["minutes"] = reading_minutes(html, lang)
    page.meta["sections"] = [(found["id"], plain_text(found["words"])) for found in _SECTION.finditer(html)]
    # The ledger and the glossary are themselves lists of what is linked elsewhere.
    is_list = page.meta.get("generate") in ("ledger", "glossary", "pages", "search")
    page.meta["links"] = [] if is_list else page_links(explainer, lang, html)
    html = _HEADING.sub("", html, count=1)
    if page.meta.get("generate") == "chapters":
        entries = chapter_entries(explainer, lang)
        words = explainer.words(lang)
        root = "" if lang == "zh" else "../"
        chapter_list = component("chapter-list").render(
            entries=entries, words=words, face=prepared.face, root=root
        )
        return with_chapter_list(html, chapter_list)
    return html


def _searched(page: Page, html: str, config: MkDocsConfig) -> SearchPage | None:
    """The page as search knows it."""
    prepared: Prepared = config.extra["prepared"]
    unchanged: Unchanged = config.extra["unchanged"]
    lang, uri = language_of(config), page.file.src_uri
    explainer = prepared.explainer
    return unchanged.get(
        ("searched", uri, lang),
        (
            html,
            page.url,
            explainer.pages_in(lang).get(uri),
            explainer.questions,
            *_named_in_search(page, explainer),
        ),
        lambda: search_page(explainer, lang, uri, page.url, html),
    )


def _named_in_search(page: Page, explainer: Explainer) -> tuple[object, ...]:
    """What search knows of a page that is a list, beside its HTML."""
    lists: dict[object, tuple[object, ...]] = {
        "glossary": (explainer.glossary,),
        "ledger": (explainer.ledger.facts, explainer.ledger.sources, explainer.ledger.units),
    }
    return lists.get(page.meta.get("generate"), ())


def template_context(context: dict[str, Any], config: MkDocsConfig) -> dict[str, Any]:
    """MkDocs' own context with our words, and the chapters as a list."""
    nav: Navigation = context["nav"]
    chapters = [page for page in nav.pages if is_chapter(page.file.src_uri)]
    repository = _repository_links(context.get("page"), config)
    return {**context, **template_words(config), "chapters": chapters, "repository": repository}


def _repository_links(page: Page | None, config: MkDocsConfig) -> RepositoryLinks | None:
    """Where the page is edited and reported; None where no repository is known, as on an editor's machine."""
    if page is None or not config.repo_url:
        return None
    prepared: Prepared = config.extra["prepared"]
    source = source_of(prepared.explainer, language_of(config), page.file.src_uri)
    title, address = plain_text(str(page.title or "")), page.canonical_url or ""
    return repository_links(config.repo_url, config.edit_uri or "", source, title, address)


def template_words(config: MkDocsConfig) -> dict[str, Any]:
    """The interface's words, the language and the names of the face's files."""
    prepared: Prepared = config.extra["prepared"]
    lang = language_of(config)
    return {
        "words": prepared.explainer.words(lang),
        "both": {code: prepared.explainer.words(code) for code in ("zh", "en")},
        "language": lang,
        "face": prepared.face,
        "search": _search_addresses(prepared.explainer, config),
        "site_root": _site_root(config),
    }


def _search_addresses(explainer: Explainer, config: MkDocsConfig) -> dict[str, str] | None:
    """Where search is, below this language's root; None where the explainer has no page of search."""
    pages = explainer.pages_in(language_of(config)).values()
    uri = next((page.uri for page in pages if page.front.generate == "search"), None)
    if uri is None:
        return None
    return {
        "page": f"{uri.removesuffix('.md')}/",
        "head": config.extra["search_head"],
        "pointer": SEARCH_POINTER,
    }


def _site_root(config: MkDocsConfig) -> str:
    """The absolute address of the Chinese root, for the links between languages that machines follow."""
    address = (config.site_url or "/").rstrip("/")
    return (address.removesuffix("/en") if language_of(config) == "en" else address) + "/"


def build_english(config: MkDocsConfig) -> None:
    """Builds the sister language into `en/` of the site just built; a preview builds it by itself."""
    prepared: Prepared = config.extra["prepared"]
    if language_of(config) != "zh" or config.extra.get("alone"):
        return
    root = Path(str(config.config_file_path)).parent
    english = load_config(
        str(root / "mkdocs.en.yml"),
        site_dir=str(Path(config.site_dir) / "en"),
        site_url=f"{(config.site_url or '/').rstrip('/')}/en/",
        strict=config.strict,
    )
    english.extra["prepared"] = prepared
    build(english)
    prepared.kept.forget_unused()


def reading_minutes(html: str, lang: Lang) -> int:
    """Minutes that an unhurried reader needs for a page, at least one; figures' tables are not counted."""
    text = re.sub(r"<figure.*?</figure>|<[^>]+>", " ", html, flags=re.DOTALL)
    count = len((HAN if lang == "zh" else _WORD).findall(text))
    return max(1, round(count / READING_SPEED[lang]))


def _extension(prepared: Prepared, config: MkDocsConfig, path: str, up: str) -> ExplainerExtension:
    explainer, lang = prepared.explainer, language_of(config)

    def draw(stem: str) -> str | None:
        if stem not in explainer.figures:
            return None
        place: Place = "own_page" if path.endswith(f"/charts/{stem}.md") else "chapter"
        return _draw(prepared, lang, stem, _surroundings(prepared, config, stem, place, up))

    strings = explainer.words(lang)
    stems = tuple(explainer.figures)
    sources = Sources(explainer.ledger, explainer.glossary, prepared.readings, strings, draw, stems)
    return ExplainerExtension(sources, lang, path)


def _draw(prepared: Prepared, lang: Lang, stem: str, around: Surroundings) -> str:
    explainer = prepared.explainer
    content = explainer.figures[stem].in_language(lang, explainer.ledger)
    return figure_html(content, prepared.drawings[stem, lang], explainer.words(lang), around)


def _surroundings(prepared: Prepared, config: MkDocsConfig, stem: str, place: Place, up: str) -> Surroundings:
    site = _site(prepared, config)
    address, echarts = site.address_of(stem), prepared.face.echarts
    return Surroundings(place, up, echarts, address, site.name, site.article_date)


def _files_of(stem: str, config: MkDocsConfig) -> dict[str, str | bytes]:
    prepared: Prepared = config.extra["prepared"]
    unchanged: Unchanged = config.extra["unchanged"]
    explainer, lang = prepared.explainer, language_of(config)
    content = explainer.figures[stem].in_language(lang, explainer.ledger)
    drawings, site = prepared.drawings[stem, lang], _site(prepared, config)
    return unchanged.get(
        ("files", stem, lang),
        # 12600 and 12600.0 are the same number, but not the same text of a table.
        (content, [str(row.fact.value) for row in content.rows], drawings, explainer.strings, site),
        lambda: figure_files(content, drawings, explainer.words(lang), site),
    )


def _site(prepared: Prepared, config: MkDocsConfig) -> Site:
    lang = language_of(config)
    address = _site_root(config) + ("en/" if lang == "en" else "")
    sources = prepared.explainer.ledger.sources.values()
    article = next((source for source in sources if source.grade == "article"), None)
    date = date_text(article.published or "", lang) if article and article.published else ""
    return Site(config.site_name, address, date, prepared.kept)
