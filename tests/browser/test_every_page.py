"""Every page × language in a real browser."""

from __future__ import annotations

import pytest

from tests.browser.conftest import BASE, Reader, Tab
from tests.browser.pages import chapters, lang_of, sister, uris

SMALLEST_TEXT = 18


@pytest.mark.parametrize("uri", uris())
def test_a_page_loads_without_an_error_or_a_request_to_another_host(tab: Tab, uri: str) -> None:
    visit = tab.visit(uri)
    assert (visit.errors, visit.foreign, visit.failed) == ([], [], [])
    assert visit.page.locator("h1").count() == 1
    assert visit.page.locator("html").get_attribute("lang") == ("en" if lang_of(uri) == "en" else "zh-Hans")


@pytest.mark.parametrize("uri", uris())
def test_the_language_switch_lands_on_the_same_page_without_scripts(
    tab_without_scripts: Tab, uri: str
) -> None:
    page = tab_without_scripts.visit(uri).page
    page.locator(".header__language").click()
    assert page.url == tab_without_scripts.root + sister(uri)
    page.locator(".header__language").click()
    assert page.url == tab_without_scripts.root + uri


@pytest.mark.parametrize("uri", chapters())
def test_figures_and_their_tables_are_visible_without_scripts(tab_without_scripts: Tab, uri: str) -> None:
    page = tab_without_scripts.visit(uri).page
    for figure in page.locator("figure.figure").all():
        assert (
            figure.locator("svg").evaluate_all("all => all.filter(svg => svg.checkVisibility()).length") == 1
        )
        assert figure.locator("svg >> visible=true").bounding_box()["height"] > 40
        assert figure.locator("table").is_visible()
        assert figure.locator("td").first.inner_text().strip()


@pytest.mark.parametrize("uri", chapters())
def test_each_link_to_a_number_lands_on_its_source(tab_without_scripts: Tab, uri: str) -> None:
    page = tab_without_scripts.visit(uri).page
    links = page.locator("a.fact").evaluate_all("all => all.map(a => a.href)")
    assert links
    page.goto(links[0])
    assert page.locator(":target").is_visible()


def test_a_wrong_address_answers_in_both_languages(reader: Reader) -> None:
    for uri in ("no-such-page/", "en/no/such/page/"):
        visit = reader.visit(uri)
        assert visit.page.locator("section[lang=zh-Hans] a").get_attribute("href") == BASE
        assert visit.page.locator("section[lang=en] a").get_attribute("href") == f"{BASE}en/"
        assert visit.page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= SMALLEST_TEXT
        visit.page.close()


# The headings whose last line holds one character: what stands on each line is measured by its width.
LONELY = """() => Array.from(document.querySelectorAll("h1, h2, h3, figcaption"))
  .filter((heading) => heading.clientWidth > 60)
  .filter((heading) => {
    const range = document.createRange(), lines = new Map();
    range.selectNodeContents(heading);
    for (const box of range.getClientRects()) {
      const line = Math.round(box.bottom / 6);
      lines.set(line, (lines.get(line) || 0) + box.width);
    }
    const last = lines.get(Math.max(...lines.keys()));
    return lines.size > 1 && last < 1.3 * parseFloat(getComputedStyle(heading).fontSize);
  })
  .map((heading) => heading.textContent.trim())"""


@pytest.mark.parametrize("width", [390, 360, 320])
def test_no_chinese_heading_leaves_its_last_character_alone_on_a_phone(new_reader, width: int) -> None:
    reader = new_reader(viewport={"width": width, "height": 800})
    tab, lonely, seen = reader.new_tab(), {}, 0
    for uri in (uri for uri in uris() if lang_of(uri) == "zh"):
        page = tab.visit(uri).page
        seen += page.locator("h1, h2, h3").count()
        lonely[uri] = page.evaluate(LONELY)
    assert seen > 200
    assert {uri: found for uri, found in lonely.items() if found} == {}
