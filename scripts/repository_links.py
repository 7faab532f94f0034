"""Where a page's words are edited, and where a mistake on it is reported: addresses in the repository."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from charts.wording import Lang
from scripts.explainer import Explainer
from scripts.generated_pages import FIGURES_PAGE

# What a generated page is written from.
_SOURCES = {
    "ledger": "charts/facts.yml",
    "glossary": "docs/glossary.yml",
    "statement": "docs/accessibility.yml",
}


@dataclass(frozen=True)
class RepositoryLinks:
    """The address that opens the page's file for editing, where it has one, and that of a report about it."""

    edit: str | None
    report: str


def repository_links(
    repository: str, edit_path: str, source: str | None, title: str, address: str
) -> RepositoryLinks:
    """The links of a page written in `source`, a path below the explainer's folder, or in no file of it.

    `edit_path` is what follows the repository's address and precedes `source`: `edit/main/`.
    The report names the page by its title and its address.
    """
    root = repository.rstrip("/")
    report = {"template": f"{form_for(source)}.yml", "page": f"{title} {address}".strip()}
    return RepositoryLinks(
        edit=f"{root}/{edit_path.strip('/')}/{quote(source)}" if source else None,
        report=f"{root}/issues/new?{urlencode(report, safe='/:', quote_via=quote)}",
    )


def form_for(source: str | None) -> str:
    """Which form in `.github/ISSUE_TEMPLATE/` fits a report about a page that is written in `source`."""
    if source == _SOURCES["statement"]:
        return "accessibility"
    return "number" if source and source.startswith("charts/") else "sentence"


def source_of(explainer: Explainer, lang: Lang, uri: str) -> str | None:
    """The file that an editor changes to change the page `uri`, as a path below the explainer's folder.

    None where no file of the explainer holds the page's words.
    """
    page = explainer.pages_in(lang).get(uri)
    if page:
        return _SOURCES.get(page.front.generate or "", page.path)
    if uri == FIGURES_PAGE:  # its title and its sentence are words of the interface, which the code holds
        return None
    return f"charts/figures/{uri.removeprefix('charts/').removesuffix('.md')}.yml"
