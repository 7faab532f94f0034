from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import yaml
from conftest import ADDRESS, REPOSITORY, build
from html_reader import Element, read_page

from scripts.explainer import CODE_ROOT
from scripts.repository_links import repository_links

EDIT = f"{REPOSITORY}/edit/main/"
NEW_ISSUE = f"{REPOSITORY}/issues/new"
PAGES = [
    file.relative_to(CODE_ROOT / "docs" / "zh").as_posix()
    for file in (CODE_ROOT / "docs" / "zh").rglob("*.md")
]
FIGURES = [f"charts/{file.stem}.md" for file in (CODE_ROOT / "charts" / "figures").glob("*.yml")]
ALL = sorted([*PAGES, *FIGURES, "charts/index.md"])
in_each_language = pytest.mark.parametrize("lang", ["zh", "en"])
# What is not written in the page's own Markdown file.
ELSEWHERE = {
    "sources.md": "charts/facts.yml",
    "glossary.md": "docs/glossary.yml",
    "accessibility.md": "docs/accessibility.yml",
}


def address_of(lang: str, uri: str) -> str:
    plain = uri.removesuffix(".md").removesuffix("index").rstrip("/")
    return ("en/" if lang == "en" else "") + (f"{plain}/" if plain else "")


def page_of(site: Path, lang: str, uri: str) -> Element:
    return read_page(site / address_of(lang, uri) / "index.html")


def links_to_the_repository(tree: Element) -> list[str]:
    (footer,) = tree.all("footer")
    hrefs = [link.attributes.get("href", "") for link in footer.all("a")]
    return [href for href in hrefs if href.startswith(REPOSITORY)]


@in_each_language
def test_the_page_of_all_figures_is_written_in_no_file_of_ours(built_site: Path, lang: str) -> None:
    """Its words are the code's, and each figure's page leads to the figure's."""
    links = links_to_the_repository(page_of(built_site, lang, "charts/index.md"))
    assert [link for link in links if "/edit/" in link] == []
    assert len(links) == 1


@in_each_language
@pytest.mark.parametrize("uri", [*PAGES, *FIGURES])
def test_every_page_leads_to_the_file_that_it_is_written_in(built_site: Path, lang: str, uri: str) -> None:
    (edit,) = [
        link for link in links_to_the_repository(page_of(built_site, lang, uri)) if link.startswith(EDIT)
    ]
    path = unquote(edit.removeprefix(EDIT))
    figure = f"charts/figures/{Path(uri).stem}.yml"
    assert path == ELSEWHERE.get(uri, figure if uri in FIGURES else f"docs/{lang}/{uri}")
    assert (CODE_ROOT / path).is_file()


@in_each_language
@pytest.mark.parametrize("uri", ALL)
def test_every_page_leads_to_a_report_that_names_it(built_site: Path, lang: str, uri: str) -> None:
    tree = page_of(built_site, lang, uri)
    (report,) = [link for link in links_to_the_repository(tree) if link.startswith(NEW_ISSUE)]
    given = parse_qs(urlsplit(report).query, strict_parsing=True)
    form = yaml.safe_load(
        (CODE_ROOT / ".github" / "ISSUE_TEMPLATE" / given["template"][0]).read_text("utf-8")
    )
    assert set(given) - {"template"} <= {field.get("id") for field in form["body"]}
    title = " ".join(tree.one("h1").text().split())
    assert given["page"] == [f"{title} {ADDRESS}{address_of(lang, uri)}"]
    assert re.fullmatch(r"[!-~]+", report)


@pytest.mark.parametrize(
    ("uri", "form"),
    [("charts/index.md", "sentence"), (FIGURES[0], "number"), ("sources.md", "number"),
     ("accessibility.md", "accessibility"), ("chapters/why.md", "sentence")],
)  # fmt: skip
def test_a_report_opens_the_form_that_fits_the_page(built_site: Path, uri: str, form: str) -> None:
    links = " ".join(links_to_the_repository(page_of(built_site, "zh", uri)))
    assert f"template={form}.yml&" in links


def test_no_page_leads_to_a_repository_that_is_not_known(small_explainer: Path) -> None:
    site = build(small_explainer, REPOSITORY_URL="")
    text = (site / "index.html").read_text(encoding="utf-8")
    assert "footer__edit" not in text
    assert "issues/new" not in text
    assert "help/#report-a-mistake" in text


def test_an_explainer_in_a_folder_of_the_repository_leads_into_that_folder(small_explainer: Path) -> None:
    site = build(small_explainer, REPOSITORY_URL=f"{REPOSITORY}/")
    edit, *_ = [
        link
        for link in links_to_the_repository(read_page(site / "en" / "chapters" / "one" / "index.html"))
        if "/edit/" in link
    ]
    assert edit == f"{REPOSITORY}/edit/main/library/docs/en/chapters/one.md"


def test_whatever_a_title_holds_stays_one_value_of_the_address() -> None:
    title = 'a&template=other.yml#"><script> “页”'
    links = repository_links(REPOSITORY, "edit/main/", "docs/zh/a b#c?.md", title, ADDRESS)
    assert parse_qs(urlsplit(links.report).query) == {
        "template": ["sentence.yml"],
        "page": [f"{title} {ADDRESS}"],
    }
    assert links.edit == f"{EDIT}docs/zh/a%20b%23c%3F.md"
