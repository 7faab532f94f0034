"""The same code builds another explainer: `tests/cases/market/`, with its own words, numbers and colour."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import test_site
import yaml

from scripts.explainer import CODE_ROOT, Explainer, load_explainer

# What test_site.py holds of every page of the project.
HELD = (
    test_site.test_every_link_leads_to_a_file_and_an_id_of_the_site,
    test_site.test_a_page_fetches_nothing_from_another_host,
    test_site.test_every_link_of_a_page_stays_right_wherever_the_site_lives,
    test_site.test_a_page_says_which_language_it_is_in,
    test_site.test_words_of_the_other_language_say_so,
    test_site.test_a_page_names_its_sisters_by_their_full_address,
    test_site.test_the_language_link_leads_to_the_same_page_and_says_so_in_its_own_language,
    test_site.test_a_page_has_one_h1_and_skips_no_level,
    test_site.test_ids_are_unique_and_whatever_names_one_finds_it,
    test_site.test_no_element_carries_code_or_style_of_its_own,
    test_site.test_everything_that_is_named_to_a_reader_has_a_name,
    test_site.test_no_word_of_the_interface_is_left_with_a_slot_or_without_a_value,
    test_site.test_a_page_describes_itself_in_its_language,
)
WRITTEN = (".html", ".json", ".csv", ".svg", ".css", ".js", ".webmanifest", ".xml", ".txt")


def pages(site: Path) -> list[str]:
    """The addresses of every page, but for those that stand in a frame and the page for wrong addresses."""
    found = (file.parent.relative_to(site).as_posix() for file in site.rglob("index.html"))
    return sorted("" if page == "." else f"{page}/" for page in found if not page.endswith("embed"))


def names_of_the_project() -> list[str]:
    """The names of its site, its hotline and its city."""
    names = []
    for wiring in ("mkdocs.yml", "mkdocs.en.yml"):
        text = (CODE_ROOT / wiring).read_text(encoding="utf-8").replace("!ENV ", "")
        names.append(yaml.safe_load(text)["site_name"])
    return [*names, "上海", "沪", "Shanghai", "12345"]


@pytest.mark.parametrize("name", names_of_the_project())
def test_nothing_of_the_project_is_in_another_explainer(market: Path, name: str) -> None:
    files = [file for file in (market / "site").rglob("*") if file.suffix in WRITTEN]
    assert files
    for file in files:
        # A digest in a file's name, or a coordinate of a drawing, may hold any digits.
        pattern = rf"(?<![\w.]){name}(?![\w.])" if name.isdigit() else re.escape(name)
        assert not re.search(pattern, file.read_text(encoding="utf-8"), re.IGNORECASE), file


@pytest.mark.parametrize("held", HELD, ids=lambda held: held.__name__.removeprefix("test_"))
def test_what_holds_of_the_projects_pages_holds_here(market: Path, held: Callable[[Path, str], None]) -> None:
    explainer = load_explainer(market)
    assert len(pages(market / "site")) == 2 * (len(explainer.wiring.nav) + len(explainer.figures))
    for page in pages(market / "site"):
        held(market / "site", page)


def test_it_has_its_own_name_hotline_and_words(market: Path) -> None:
    for folder, name, hotline in (
        ("", "柳河镇的早市", "早市服务台000-0000"),
        ("en", "The morning market of Willow River", "The market’s desk 000-0000"),
    ):
        for page in pages(market / "site" / folder):
            if folder or not page.startswith("en/"):
                tree = test_site.tree_of(market / "site" / folder, page)
                assert name in tree.one("title").text()
                assert hotline in tree.one("a", href="tel:000-0000").text()


def test_it_has_its_own_colour_on_pages_in_drawings_and_on_the_icon(market: Path, project: Explainer) -> None:
    ours, other = project.theme["main"], load_explainer(market).theme["main"]
    assert ours != other
    (style,) = (market / "site" / "assets").glob("style.*.css")
    for file in (style, market / "site" / "charts" / "kinds_of_stalls.svg"):
        text = file.read_text(encoding="utf-8")
        assert other in text
        assert ours not in text
    icon = (market / "site" / "assets" / "icon.svg").read_text(encoding="utf-8")
    assert icon != (CODE_ROOT / "overrides" / "icon.svg").read_text(encoding="utf-8")


def test_its_terms_sources_and_figures_are_listed(market: Path) -> None:
    explainer = load_explainer(market)
    site = market / "site"
    assert {form.words.form for form in explainer.figures.values()} == {"bars", "timeline"}
    for folder in ("", "en"):
        assert set(explainer.glossary) <= set(test_site.ids_of(test_site.tree_of(site / folder, "glossary/")))
        ids = set(test_site.ids_of(test_site.tree_of(site / folder, "sources/")))
        assert {*explainer.ledger, *(f"source-{name}" for name in explainer.ledger.sources)} <= ids
        for stem in explainer.figures:
            assert (site / folder / "charts" / f"{stem}.png").stat().st_size
