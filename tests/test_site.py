from __future__ import annotations

import hashlib
import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from conftest import ADDRESS, build, copy_project
from html_reader import Element, read_page

from scripts.explainer import CODE_ROOT, Explainer

HAN = re.compile(r"[\u3400-\u9fff]")
# Two words running; a name in capitals, such as CC BY, is read letter by letter in any language.
ENGLISH = re.compile(r"[A-Za-z]*[a-z]{2}[’'.-]?[a-z]*\s+[A-Za-z]*[a-z]{2}")
# Left over from Material's base.html, and taken off the page by base.css.
LEFT_OVER = {"md-toggle", "md-overlay", "md-skip"}
NAMED = ("a", "button", "summary", "label", "h1", "h2", "h3", "h4", "th", "caption", "figcaption", "li", "p")
RESOURCES = {
    "script": "src",
    "img": "src",
    "link": "href",
    "iframe": "src",
    "source": "src",
    "object": "data",
}


def sources() -> list[str]:
    """Each page's address below its language's root, from the Markdown files and the figures."""
    written = {
        file.relative_to(CODE_ROOT / "docs" / "zh") for file in (CODE_ROOT / "docs" / "zh").rglob("*.md")
    }
    addresses = {"" if path.stem == "index" else f"{path.with_suffix('').as_posix()}/" for path in written}
    figures = {f"charts/{file.stem}/" for file in (CODE_ROOT / "charts" / "figures").glob("*.yml")}
    return sorted(addresses | figures | {"charts/"})


STEMS = sorted(file.stem for file in (CODE_ROOT / "charts" / "figures").glob("*.yml"))
ENDINGS = ("csv", "json", "svg", "png", "view.json")
PAGES = [f"{folder}{page}" for folder in ("", "en/") for page in sources()]
# The pages that other sites show in a frame: one for each figure.
FRAMES = [
    f"{page}embed/"
    for page in PAGES
    if page.removeprefix("en/").startswith("charts/") and page.count("/") > page.startswith("en/") + 1
]
every_page = pytest.mark.parametrize("page", [*PAGES, *FRAMES, "404.html"])
every_page_of_a_language = pytest.mark.parametrize("page", PAGES)


@cache
def tree_of(site: Path, page: str) -> Element:
    return read_page(site / page if page.endswith(".html") else site / page / "index.html")


def lang_of(page: str) -> str:
    return "en" if page.startswith("en/") else "zh-Hans"


def ids_of(tree: Element) -> list[str]:
    return [element.attributes["id"] for element in tree.walk() if "id" in element.attributes]


def is_left_over(element: Element) -> bool:
    return any(LEFT_OVER & set(around.attributes.get("class", "").split()) for around in element.above())


def file_at(site: Path, address: str) -> Path:
    """The file that a web server gives for an absolute address of the site."""
    path = unquote(urlsplit(address).path)
    root = urlsplit(ADDRESS).path
    assert path.startswith(root), address
    file = site / path.removeprefix(root)
    return file / "index.html" if path.endswith("/") else file


def contents(site: Path) -> dict[str, str]:
    return {
        file.relative_to(site).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(site.rglob("*"))
        if file.is_file()
    }


def test_every_page_exists_in_both_languages(built_site: Path) -> None:
    built = {file.relative_to(built_site).as_posix() for file in built_site.rglob("*.html")}
    assert built == {f"{page}index.html" for page in PAGES} | {f"{page}index.html" for page in FRAMES} | {
        "404.html"
    }


@every_page
def test_every_link_leads_to_a_file_and_an_id_of_the_site(built_site: Path, page: str) -> None:
    tree = tree_of(built_site, page)
    for element in tree.walk():
        for name in ("href", "src"):
            target = element.attributes.get(name)
            if target is None or element.tag in ("use",):
                continue
            assert target.strip(), element
            address = urljoin(ADDRESS + page, target)
            if not address.startswith(ADDRESS):
                assert element.tag == "a", element
                assert urlsplit(address).scheme in ("http", "https", "mailto", "tel"), element
                continue
            file = file_at(built_site, address)
            assert file.is_file(), target
            anchor = unquote(urlsplit(address).fragment)
            if anchor:
                other = tree_of(
                    built_site, file.relative_to(built_site).as_posix().removesuffix("index.html")
                )
                assert anchor in ids_of(other), target


@every_page
def test_a_page_fetches_nothing_from_another_host(built_site: Path, page: str) -> None:
    for element in tree_of(built_site, page).walk():
        name = RESOURCES.get(element.tag)
        if name and element.attributes.get("rel") not in ("canonical", "alternate"):
            address = urljoin(ADDRESS + page, element.attributes.get(name, ""))
            assert address.startswith(ADDRESS), element
        assert "srcset" not in element.attributes
        assert "url(" not in element.attributes.get("style", "")


@every_page_of_a_language
def test_every_link_of_a_page_stays_right_wherever_the_site_lives(built_site: Path, page: str) -> None:
    """Relative links work below any sub-path, and from a copy on a disk or a stick."""
    for element in tree_of(built_site, page).walk():
        if element.attributes.get("rel") not in ("canonical", "alternate"):
            assert not element.attributes.get("href", "").startswith("/"), element
            assert not element.attributes.get("src", "").startswith("/"), element


def test_style_sheets_and_scripts_fetch_nothing(built_site: Path) -> None:
    """ECharts names addresses in its comments and errors; that it fetches none is seen in a browser."""
    ours = (*built_site.rglob("*.css"), *built_site.rglob("*.js"), *built_site.rglob("*.svg"))
    for file in (file for file in ours if not file.name.startswith("echarts.")):
        text = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        if file.suffix == ".svg":  # a picture says its address in words
            text = re.sub(r">[^<]*<", "><", text)
        assert not re.search(r"https?://|//[a-z]+\.[a-z]|@import|url\((?!['\"]?(?:#|pointer\.))", text), (
            file.name
        )


def test_nothing_of_materials_own_face_is_published(built_site: Path) -> None:
    published = {file.relative_to(built_site).as_posix() for file in built_site.rglob("*") if file.is_file()}
    assets = {name for name in published if not name.endswith((".html", ".xml", ".xml.gz"))}
    figures = {
        f"{folder}charts/{stem}.{ending}" for folder in ("", "en/") for stem in STEMS for ending in ENDINGS
    }
    manifests = {"manifest.webmanifest", "en/manifest.webmanifest"}
    search = {name for name in assets if re.match(r"(en/)?search(\.json$|-\w+/)", name)}
    manifests |= search
    assert {name for name in assets if not name.startswith("assets/")} == figures | manifests
    assert not [
        name
        for name in assets - figures - manifests
        if re.search(r"bundle|worker|material|lunr|javascripts|stylesheets", name)
    ]
    assert not [name for name in published if name.endswith((".py", ".yml", ".md", ".map"))]


def test_what_is_left_over_of_material_is_taken_off_the_page(built_site: Path) -> None:
    (style,) = (built_site / "assets").glob("style.*.css")
    hidden = re.findall(r"([^{}]*)\{\s*display:\s*none;?\s*\}", style.read_text(encoding="utf-8"))
    assert {f".{name}" for name in LEFT_OVER} <= {part.strip() for rule in hidden for part in rule.split(",")}


@every_page_of_a_language
def test_a_page_says_which_language_it_is_in(built_site: Path, page: str) -> None:
    assert tree_of(built_site, page).one("html").attributes["lang"] == lang_of(page)


@every_page
def test_words_of_the_other_language_say_so(built_site: Path, page: str) -> None:
    """A screen reader must not read Chinese with an English voice, nor English with a Chinese one."""
    for element, text in tree_of(built_site, page).one("body").texts():
        if element.tag in ("script", "style", "code", "title"):
            continue
        if HAN.search(text):
            assert element.language().startswith("zh"), text.strip()
        if ENGLISH.search(text) and not is_left_over(element):
            assert element.language() == "en", text.strip()


@every_page_of_a_language
def test_a_page_names_its_sisters_by_their_full_address(built_site: Path, page: str) -> None:
    plain = page.removeprefix("en/")
    links = tree_of(built_site, page).one("head").all("link", rel="alternate")
    assert {link.attributes["hreflang"]: link.attributes["href"] for link in links} == {
        "zh-Hans": ADDRESS + plain,
        "en": f"{ADDRESS}en/{plain}",
        "x-default": ADDRESS + plain,
    }
    assert tree_of(built_site, page).one("link", rel="canonical").attributes["href"] == ADDRESS + page


@every_page_of_a_language
def test_the_language_link_leads_to_the_same_page_and_says_so_in_its_own_language(
    built_site: Path, page: str
) -> None:
    other = page.removeprefix("en/") if page.startswith("en/") else f"en/{page}"
    (link,) = [a for a in tree_of(built_site, page).all("a") if "hreflang" in a.attributes]
    assert urljoin(ADDRESS + page, link.attributes["href"]) == ADDRESS + other
    assert link.attributes["lang"] == link.attributes["hreflang"] == lang_of(other)
    assert link.text()


@every_page
def test_a_page_has_one_h1_and_skips_no_level(built_site: Path, page: str) -> None:
    levels = [int(e.tag[1]) for e in tree_of(built_site, page).all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(deeper <= level + 1 for level, deeper in pairwise(levels))


@every_page
def test_ids_are_unique_and_whatever_names_one_finds_it(built_site: Path, page: str) -> None:
    tree = tree_of(built_site, page)
    ids = ids_of(tree)
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[^\s]+", name) for name in ids)
    for element in tree.walk():
        for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
            for reference in element.attributes.get(name, "").split():
                assert reference in ids, (element.tag, name, reference)


@every_page
def test_no_element_carries_code_or_style_of_its_own(built_site: Path, page: str) -> None:
    for element in tree_of(built_site, page).walk():
        for name, value in element.attributes.items():
            assert not name.startswith("on"), element
            assert not value.lower().startswith("javascript:"), element
        assert "style" not in element.attributes or element.tag in ("td", "th"), element
        assert element.tag != "style"
        assert element.tag != "script" or element.attributes.get("src"), element.text()


@every_page
def test_everything_that_is_named_to_a_reader_has_a_name(built_site: Path, page: str) -> None:
    """A word of the interface that is missing would leave an empty button, link, label or title."""
    tree = tree_of(built_site, page)
    for element in tree.all(*NAMED):
        if is_left_over(element) or element.attributes.get("role") == "status":  # said later
            continue
        assert element.text() or element.attributes.get("aria-label") or element.all("svg", "input"), element
    for element in tree.walk():
        for name in ("aria-label", "title", "alt", "content"):
            assert element.attributes.get(name, "x").strip(), (element.tag, name)


@every_page
def test_no_word_of_the_interface_is_left_with_a_slot_or_without_a_value(built_site: Path, page: str) -> None:
    tree = tree_of(built_site, page)
    texts = [text for element, text in tree.texts() if element.tag not in ("script", "code")]
    texts += [value for element in tree.walk() for value in element.attributes.values()]
    for text in texts:
        assert not re.search(r"\{\w*\}|\bNone\b|\bUndefined\b|\bundefined\b|%\(", text), text


@every_page_of_a_language
def test_a_page_describes_itself_in_its_language(built_site: Path, page: str) -> None:
    head = tree_of(built_site, page).one("head")
    description = head.one("meta", name="description").attributes["content"]
    title = head.one("title").text()
    assert bool(HAN.search(description)) == bool(HAN.search(title)) == (lang_of(page) == "zh-Hans")


def test_titles_and_descriptions_differ_from_page_to_page(built_site: Path) -> None:
    heads = [tree_of(built_site, page).one("head") for page in PAGES]
    titles = [head.one("title").text() for head in heads]
    descriptions = [head.one("meta", name="description").attributes["content"] for head in heads]
    assert len(set(titles)) == len(titles)
    assert len(set(descriptions)) == len(descriptions)


def test_the_page_for_a_wrong_address_speaks_both_languages_and_leads_home(built_site: Path) -> None:
    tree = tree_of(built_site, "404.html")
    assert not (built_site / "en" / "404.html").exists()
    root = urlsplit(ADDRESS).path
    sections = {section.attributes["lang"]: section for section in tree.one("main").all("section")}
    assert sections.keys() == {"zh-Hans", "en"}
    assert sections["zh-Hans"].one("a").attributes["href"] == root
    assert sections["en"].one("a").attributes["href"] == f"{root}en/"
    # It is shown at any depth, so that nothing on it may be relative.
    for element in tree.walk():
        for name in ("href", "src"):
            target = element.attributes.get(name, root)
            assert target.startswith((root, ADDRESS, "#", "tel:", "mailto:")), element


@pytest.mark.parametrize("folder", ["", "en/"], ids=["zh", "en"])
def test_the_site_map_lists_every_page(built_site: Path, folder: str) -> None:
    tree = ElementTree.parse(built_site / folder / "sitemap.xml")  # noqa: S314 (our own)
    listed = {element.text for element in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    assert listed == {ADDRESS + page for page in PAGES if page.startswith("en/") == bool(folder)}


@pytest.mark.parametrize("folder", ["", "en/"], ids=["zh", "en"])
def test_the_ledger_shows_every_fact_and_every_source(
    built_site: Path, project: Explainer, folder: str
) -> None:
    ids = set(ids_of(tree_of(built_site, f"{folder}sources/")))
    assert set(project.ledger) | {f"source-{name}" for name in project.ledger.sources} <= ids


@pytest.mark.parametrize("folder", ["", "en/"], ids=["zh", "en"])
def test_the_glossary_shows_every_term(built_site: Path, project: Explainer, folder: str) -> None:
    assert set(project.glossary) <= set(ids_of(tree_of(built_site, f"{folder}glossary/")))


@pytest.mark.parametrize("folder", ["", "en/"], ids=["zh", "en"])
def test_every_figure_is_reached_from_the_page_of_figures(
    built_site: Path, project: Explainer, folder: str
) -> None:
    page = f"{folder}charts/"
    targets = {
        urljoin(ADDRESS + page, a.attributes["href"]) for a in tree_of(built_site, page).one("main").all("a")
    }
    assert {f"{ADDRESS}{folder}charts/{stem}/" for stem in project.figures} <= targets


def test_the_same_words_make_the_same_bytes(built_site: Path, tmp_path: Path) -> None:
    """In another folder, at another moment, with sets in another order and nothing kept from before."""
    copy = copy_project(tmp_path / "copy", built_site.parent)
    # MkDocs takes this for the moment of the build.
    elsewhere = build(copy, PYTHONHASHSEED="12345", SOURCE_DATE_EPOCH="86400")
    assert contents(elsewhere) == contents(built_site)
