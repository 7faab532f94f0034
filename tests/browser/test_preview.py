"""The preview in a real browser: what is wrong is told, read, reached, repaired, and gone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe_core import ALL, THEMES, choose, look
from tests.preview_process import PATIENCE, Preview, running_preview

CHAPTER = "docs/en/chapters/one.md"
PAGE = "en/chapters/one/"
NOTES = "#preview-notes"
# A number that is wrong, and a link whose words would be a script.
GOOD = "holds [over 12,600 books](fact:books)"
WRONG = "holds [over 16,200 books](fact:books) [here](fact:<script>document.title='taken'</script>)"
SLOW = PATIENCE * 1000  # a busy machine builds slowly; only a test that fails waits so long


@pytest.fixture
def preview(small_explainer: Path) -> Iterator[Preview]:
    with running_preview(small_explainer, "en") as running:
        yield running


@pytest.fixture
def page(browser: Browser, preview: Preview) -> Iterator[Page]:
    """A chapter of the preview on a small phone."""
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.set_default_timeout(SLOW)
    page.goto(preview.address + PAGE)
    yield page
    context.close()


def spoil(preview: Preview, page: Page) -> None:
    preview.edit(CHAPTER, GOOD, WRONG)
    expect(page.locator(NOTES)).to_contain_text("16,200", timeout=SLOW)


def test_a_fault_is_told_on_the_open_page_and_goes_when_it_is_repaired(preview: Preview, page: Page) -> None:
    expect(page.locator(NOTES)).to_be_empty()
    spoil(preview, page)
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text(f"{CHAPTER}, line ")
    expect(alert).to_contain_text("Repair: ")
    expect(page.locator("#main")).to_contain_text("over 12,600 books")
    preview.edit(CHAPTER, WRONG, "keeps [over 12,600 books](fact:books)")
    expect(page.locator("#main")).to_contain_text("keeps over 12,600 books", timeout=SLOW)
    expect(page.locator(NOTES)).to_be_empty()


def test_what_a_stranger_wrote_is_read_and_never_runs(preview: Preview, page: Page) -> None:
    title = page.title()
    spoil(preview, page)
    expect(page.locator(NOTES)).to_contain_text("<script>document.title='taken'</script>")
    page.reload()
    expect(page.locator(NOTES)).to_contain_text("<script>document.title='taken'</script>")
    assert page.locator(f"{NOTES} script").count() == 0
    assert page.title() == title


def test_the_notes_are_in_view_reached_by_keyboard_large_enough_and_fit_a_small_phone(
    preview: Preview, page: Page
) -> None:
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    spoil(preview, page)
    expect(page.get_by_role("alert")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.keyboard.press("Tab")
    expect(page.get_by_role("region", name="Notes of the preview")).to_be_focused()
    sizes = page.eval_on_selector_all(
        f"{NOTES} *", "all => all.map(one => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert min(sizes) >= 18
    heights = page.evaluate(f"[document.querySelector('{NOTES}').offsetHeight, innerHeight]")
    assert heights[0] <= heights[1] / 2


def test_axe_finds_nothing_in_the_notes_in_any_theme(preview: Preview, page: Page) -> None:
    spoil(preview, page)
    found = look(page, _notes_in_each_theme)
    assert found.states == THEMES
    assert found.violations == ()
    assert found.incomplete == ()


def _notes_in_each_theme(page: Page) -> Iterator[tuple[str, tuple[str, ...], list[str]]]:
    for theme in THEMES:
        choose(page, "theme", theme)
        yield theme, ALL, [NOTES]


def test_a_page_that_was_never_good_appears_when_it_is(small_explainer: Path, browser: Browser) -> None:
    file = small_explainer / CHAPTER
    good = file.read_text(encoding="utf-8")
    file.write_text(good.replace(GOOD, WRONG), encoding="utf-8")
    with running_preview(small_explainer, "zh") as preview:
        context = browser.new_context(viewport={"width": 320, "height": 640})
        page = context.new_page()
        page.set_default_timeout(SLOW)
        page.goto(preview.address + PAGE)
        expect(page.get_by_role("alert")).to_contain_text("修改办法：")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert look(page, lambda _: iter([("alone", ALL, [])])).violations == ()
        file.write_text(good, encoding="utf-8")
        expect(page.locator("#main")).to_contain_text("over 12,600 books", timeout=SLOW)
        context.close()


def test_a_page_says_when_the_preview_has_ended(small_explainer: Path, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(SLOW)
    with running_preview(small_explainer, "en") as preview:
        page.goto(preview.address + PAGE)
    expect(page.get_by_role("alert")).to_contain_text("has stopped", timeout=SLOW)
    context.close()
