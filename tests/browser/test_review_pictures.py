"""The pictures that a review takes of changed pages."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from scripts.page_words import PageWords
from scripts.site_comparison import Difference, SiteComparison
from scripts.site_pictures import HIGHEST, MOST_PAGES, WIDTHS, pages_to_picture, take_pictures

WORDS = PageWords("", ())
RED_PIXEL = (255, 0, 0)
RED = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900">'
    '<rect width="900" height="900" fill="red"/></svg>'
)
# A file beside the site, by two ways, and a page of this machine.
REACHES_OUT = "".join(
    f'<img src="{way}" width=300 height=300>'
    for way in ("..%2f..%2f..%2fred.svg", "/..%2f..%2fred.svg", "file:///tmp/red.svg")
)


def page(site: Path, address: str, html: str) -> None:
    (site / address).mkdir(parents=True, exist_ok=True)
    (site / address / "index.html").write_text(f"<!doctype html><meta charset=utf-8>{html}", encoding="utf-8")


def test_each_page_has_a_picture_of_each_width_before_and_after(
    built_site: Path, tmp_path: Path, browser: Browser
) -> None:
    sites, to = tmp_path / "sites", tmp_path / "pictures"
    for state in ("before", "after"):
        shutil.copytree(
            built_site, sites / state, ignore=shutil.ignore_patterns("*.json", "search-*", "*.png")
        )
    shutil.rmtree(sites / "before" / "chapters" / "why")
    names = take_pictures(browser, sites, ["en/chapters/city", "chapters/why"], to)
    assert names == sorted(file.name for file in to.iterdir())
    assert names == [
        *(
            f"01-en-chapters-city-{width}-{state}.png"
            for width in (1280, 390)
            for state in ("after", "before")
        ),
        *(f"02-chapters-why-{width}-after.png" for width in (1280, 390)),
    ]
    for name in names:
        with Image.open(to / name) as picture:
            assert picture.width in WIDTHS
            assert f"-{picture.width}-" in name
            assert picture.height > 900
            assert len(picture.convert("RGB").getcolors(1 << 24) or []) > 20


def test_a_page_from_a_stranger_reaches_nobody_and_its_name_no_other_folder(
    tmp_path: Path, browser: Browser
) -> None:
    sites, to = tmp_path / "sites", tmp_path / "pictures"
    strange = 'a b"<c>&..'
    for state in ("before", "after"):
        page(sites / state, strange, f"<p>words</p>{REACHES_OUT}")
    page(sites / "after", "long", f'<div style="height:{2 * HIGHEST}px;background:red">')
    (tmp_path / "red.svg").write_text(RED, encoding="utf-8")
    names = take_pictures(browser, sites, [strange, "long"], to)
    assert {file.name for file in to.iterdir()} == set(names)
    assert {name.rpartition("-")[0] for name in names} == {
        "01-a-b-c-1280",
        "01-a-b-c-390",
        "02-long-1280",
        "02-long-390",
    }
    with Image.open(to / "01-a-b-c-390-after.png") as picture:
        assert RED_PIXEL not in {colour for _, colour in picture.convert("RGB").getcolors(1 << 24) or []}
    with Image.open(to / "02-long-390-after.png") as picture:
        assert picture.size == (390, HIGHEST)


@pytest.mark.parametrize(("frame", "face"), [(True, False), (False, True), (False, False)])
def test_pages_that_differ_are_pictured_up_to_a_number_and_homes_where_all_may_differ(
    frame: bool, face: bool
) -> None:
    pages = tuple(Difference(f"p{number:02}", WORDS, WORDS) for number in range(MOST_PAGES + 5))
    chosen = pages_to_picture(SiteComparison(pages, (), frame, face, {}, (0, 0)))
    assert len(chosen) == MOST_PAGES
    homes = ["", "en"] if frame or face else []
    assert chosen[: len(homes)] == homes
    assert chosen[len(homes) :] == [page.name for page in pages][: MOST_PAGES - len(homes)]
