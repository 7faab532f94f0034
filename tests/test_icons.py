"""The icons of a site are symbols of one file: each page's are there, and none is there for nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from html_reader import read_html

from scripts.explainer import CODE_ROOT
from scripts.face import load_face
from scripts.icons import is_icon, symbols

OVERRIDES = CODE_ROOT / "overrides"


def used_by_pages(site: Path) -> set[str]:
    """What every `<use>` of a site leads to, as a path below the site's root with the symbol's id."""
    found = set()
    for page in site.rglob("*.html"):
        for address in re.findall(r'<use href="([^"]+)"', page.read_text(encoding="utf-8")):
            found.add(address[address.index("assets/") :])
    return found


def test_every_icon_of_a_page_is_a_symbol_and_every_symbol_is_some_pages_icon(built_site: Path) -> None:
    (file,) = built_site.glob("assets/symbols.*.svg")
    ids = re.findall(r'<symbol id="([^"]+)"', file.read_text(encoding="utf-8"))
    assert len(ids) == len(set(ids)) > 30
    assert used_by_pages(built_site) == {f"assets/{file.name}#{name}" for name in ids}


def test_an_icon_has_words_beside_it_and_no_name_of_its_own(built_site: Path) -> None:
    page = read_html((built_site / "index.html").read_text(encoding="utf-8"))
    icons = page.all("use")
    assert len(icons) > 30
    for use in icons:
        holder = use.parent.parent
        assert holder.attributes["aria-hidden"] == "true"
        assert holder.parent.text()


def test_the_symbols_draw_what_the_icons_draw() -> None:
    drawn = symbols(["stop", "home-outline"])
    assert drawn.startswith(
        '<svg xmlns="http://www.w3.org/2000/svg"><symbol id="stop" viewBox="0 0 24 24"><path'
    )
    assert drawn.count("<symbol ") == drawn.count("</symbol>") == 2


def test_an_icon_that_is_not_listed_is_refused() -> None:
    face = load_face(OVERRIDES, ["factory"])
    assert face.symbol("factory") == f"{face.symbols}#factory"
    with pytest.raises(KeyError, match="does not list the icon rocket"):
        face.symbol("rocket")


def test_every_listed_icon_exists_and_the_list_is_sorted() -> None:
    names = (OVERRIDES / "icons.txt").read_text(encoding="utf-8").split()
    assert names == sorted(set(names))
    assert all(is_icon(name) for name in names)
