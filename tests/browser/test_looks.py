"""The first screen of key pages looks as it did when somebody last looked at it and kept it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page

from tests.browser.axe_core import choose
from tests.browser.conftest import Reader
from tests.browser.looks import KEPT, difference, side_by_side, small

ROOT = Path(__file__).resolve().parents[2]
DIFFERING = ROOT / "build" / "looks"
MOST_BYTES = 600 * 1024
NAMES = {
    "": "home",
    "chapters/services/": "chapter",
    "charts/older_share/": "figure",
    "glossary/": "glossary",
    "sources/": "sources",
}
SCREENS = {1280: 900, 390: 844}
KINDS = {"default": {}, "elder": {"reading": "elder"}, "dark": {"theme": "dark"}, "cream": {"theme": "cream"},
         "yellow": {"theme": "yellow"}}  # fmt: skip


@dataclass(frozen=True)
class Look:
    """A page as one reader sees it."""

    uri: str
    width: int
    kind: str

    @property
    def name(self) -> str:
        language = "en" if self.uri.startswith("en/") else "zh"
        return f"{NAMES[self.uri.removeprefix('en/')]}-{language}-{self.width}-{self.kind}"


def _looks() -> tuple[Look, ...]:
    """Each page, language and width by default, each page in the elder version, each theme where it shows."""
    pages = [f"{language}{uri}" for uri in NAMES for language in ("", "en/")]
    usual = [Look(uri, width, "default") for uri in pages for width in SCREENS]
    elder = [Look(uri, 390, "elder") for uri in pages]
    themes = [
        Look(uri, width, theme)
        for theme in ("dark", "cream", "yellow")
        for uri, width in (("", 1280), ("chapters/services/", 390), ("en/charts/older_share/", 390))
    ]
    return (*usual, *elder, *themes, Look("", 1280, "elder"))


LOOKS = _looks()


@pytest.fixture(scope="session")
def readers(new_reader) -> dict[int, Reader]:
    """A reader at a desk and one with a phone."""
    return {
        width: new_reader(viewport={"width": width, "height": height}) for width, height in SCREENS.items()
    }


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_a_screen_looks_as_it_did(pytestconfig: pytest.Config, readers: dict, look: Look) -> None:
    page = readers[look.width].visit(look.uri).page
    now = small(_screenshot(page, look.kind))
    page.close()
    file = KEPT / f"{look.name}.png"
    if pytestconfig.getoption("--renew-looks"):
        KEPT.mkdir(exist_ok=True)
        now.save(file, optimize=True)
    assert file.exists(), _how_to_renew(look)
    kept = Image.open(file)
    found = difference(kept, now)
    if found.is_seen:
        DIFFERING.mkdir(parents=True, exist_ok=True)
        side_by_side(kept, now).save(DIFFERING / f"{look.name}.png")
        pytest.fail(
            f"{look.name} looks different: {found.changed:.0%} of it, {found.mean:.1f} of 255 on average. "
            f"Kept and now side by side: build/looks/{look.name}.png. {_how_to_renew(look)}"
        )


def test_every_kept_look_is_compared_and_all_are_small() -> None:
    files = list(KEPT.glob("*.png"))
    assert {file.stem for file in files} == {look.name for look in LOOKS}
    assert sum(file.stat().st_size for file in files) <= MOST_BYTES


@pytest.mark.parametrize("file", sorted(KEPT.glob("*.png"))[::9], ids=lambda file: file.stem)
def test_a_shifted_or_recoloured_screen_is_seen_and_the_same_one_is_not(file: Path) -> None:
    kept = Image.open(file)
    seen = kept.convert("RGB")
    assert not difference(kept, seen).is_seen
    assert not difference(kept, seen.point(lambda value: min(255, value + 3))).is_seen
    assert difference(kept, ImageChops.offset(seen, 0, 8)).is_seen
    assert difference(kept, seen.point(lambda value: 255 - value)).is_seen


def test_a_fault_of_the_style_is_seen(readers: dict) -> None:
    for css in (
        ".header { display: none }",
        ".opening { background: #fff !important; color: #000 !important }",
    ):
        page = readers[1280].visit("").page
        page.add_style_tag(content=css)
        now = small(_screenshot(page, "default"))
        assert difference(Image.open(KEPT / "home-zh-1280-default.png"), now).is_seen
        page.close()


def _screenshot(page: Page, kind: str) -> bytes:
    for name, value in KINDS[kind].items():
        choose(page, name, value)
    page.evaluate("() => { scrollTo(0, 0); return document.fonts.ready.then(() => true); }")
    return page.screenshot(animations="disabled")


def _how_to_renew(look: Look) -> str:
    return (
        "If it is meant to look so, keep it: "
        f"python3 scripts/test.py tests/browser/test_looks.py --renew-looks -k {look.name} (without -k: all)."
    )
