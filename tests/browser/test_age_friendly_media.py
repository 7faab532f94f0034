"""Without scripts, on paper, in forced colours and with more contrast: all of it stays readable."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from scripts.explainer import CODE_ROOT, load_explainer
from tests.browser.conftest import Reader, Visit, script
from tests.browser.pages import lang_of
from tests.browser.test_figures import as_read, squeezed

PROJECT = load_explainer(CODE_ROOT)
LIMITS = {"text": 4.5, "icon": 3}
# Each theme on the ground that it fits least, and none on both.
THEMES = {"light": (None, "dark", "yellow"), "dark": (None, "light", "cream")}
SMALLEST_PRINT = 24  # CSS pixels: 18 pt
BLACK, WHITE = "rgb(0, 0, 0)", "rgb(255, 255, 255)"


def choose(page: Page, name: str, value: str | None) -> None:
    page.evaluate(
        "([name, value]) => value ? document.documentElement.dataset[name] = value"
        " : delete document.documentElement.dataset[name]",
        [name, value],
    )


def colours(page: Page) -> dict:
    return page.evaluate(script("colours"), LIMITS)


# C51: the reader's own colours and contrast.


@pytest.fixture
def settings_open(phone: Visit):
    """A page with its settings open, so that controls of every kind are seen."""
    page = phone.page
    page.locator(".reading-settings-button").click()
    yield page
    page.emulate_media(forced_colors="null", color_scheme="null", contrast="null", media="null")
    choose(page, "theme", None)
    page.locator(".reading-settings-button").click()


def test_c51_in_forced_colours_text_icons_and_edges_are_seen_whatever_the_theme(settings_open: Page) -> None:
    page = settings_open
    for scheme, themes in THEMES.items():
        page.emulate_media(forced_colors="active", color_scheme=scheme)
        for theme in themes:
            choose(page, "theme", theme)
            seen = colours(page)
            assert len(seen["texts"]) > 30
            assert seen["faults"] == [], (scheme, theme)
            assert page.evaluate(_CHOSEN_IS_TOLD), "what is chosen looks like what is not"
        page.keyboard.press("Tab")
        ring = page.evaluate(
            "[getComputedStyle(document.activeElement).outlineStyle,"
            " parseFloat(getComputedStyle(document.activeElement).outlineWidth)]"
        )
        assert ring == ["solid", 3]


# A radio button shows by itself what is chosen; a button that is pressed must look otherwise.
_CHOSEN_IS_TOLD = """() => {
  const [one, other] = document.querySelectorAll('[data-toggle]');
  const look = part => { const style = getComputedStyle(part);
    return [style.color, style.backgroundColor, style.borderStyle,
      style.borderWidth, style.outlineStyle].join(); };
  one.setAttribute('aria-pressed', 'true');
  const isTold = look(one) !== look(other);
  one.setAttribute('aria-pressed', 'false');
  return isTold && look(one) === look(other);
}"""


def test_c51_with_more_contrast_ink_is_pure_on_paper(settings_open: Page) -> None:
    page = settings_open
    for scheme, ink, paper in (("light", BLACK, WHITE), ("dark", WHITE, BLACK)):
        page.emulate_media(contrast="more", color_scheme=scheme)
        assert page.evaluate(
            "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
        ) == [ink, paper]
        prose = page.locator(".section > p:not(h3 + p), .text > p").evaluate_all(
            "all => all.filter(p => p.checkVisibility()).map(p => getComputedStyle(p).color)"
        )
        quiet = "rgb(26, 26, 26)" if scheme == "light" else "rgb(242, 242, 242)"
        assert set(prose) <= {ink, quiet}
        assert page.evaluate(script("colours"), {"text": 7, "icon": 4.5})["faults"] == []


def test_c51_no_rule_of_the_style_sheet_stands_against_forced_colours(built_site: Path) -> None:
    (style,) = built_site.glob("assets/style.*.css")
    rules = style.read_text(encoding="utf-8")
    assert "forced-colors:active" in rules.replace(" ", "")
    assert "forced-color-adjust" not in rules


# C52, C48: without scripts.


def test_c52_without_scripts_all_of_the_text_is_there_and_no_control_is_dead(plain: Visit) -> None:
    page = plain.page
    assert page.locator("button >> visible=true").count() == 0
    assert not page.locator("#reading-settings").is_visible()
    lost = page.locator(
        "main :is(h1, h2, h3, p, li, table, figcaption, svg.figure__drawing--narrow)"
    ).evaluate_all(
        """all => all.filter(part => !part.closest(
            'details, [hidden], .chapter-list__entry--simple, .search__box')
          && !part.matches('.figure__drawing *, :empty, .figure__drawing')
          && !part.checkVisibility()).map(part => part.outerHTML.slice(0, 80))"""
    )
    assert lost == []
    menu = page.locator(".menu")
    menu.locator("summary").click()
    assert menu.locator("a >> visible=true").count() >= 15
    menu.locator("summary").click()
    links = page.locator(".page-links")
    if links.count():
        links.locator("summary").click()
        assert links.locator(".explained__link").evaluate_all(
            "all => all.every(link => link.checkVisibility())"
        )
        links.locator("summary").click()


def test_c48_each_figure_is_a_named_image_of_text_with_its_table_and_one_summary(plain: Visit) -> None:
    language = lang_of(plain.uri)
    figures = plain.page.locator("figure.figure").evaluate_all(_FIGURES)
    for figure in figures:
        stem = figure["stem"] or plain.uri.rstrip("/").split("/")[-1]
        data = PROJECT.figures[stem]
        rows = data.in_language(language, PROJECT.ledger).rows
        assert figure["image"] == "img"
        assert len(figure["name"]) > 3
        assert figure["summaries"] == 1
        assert len(figure["summary"]) > 10
        assert figure["drawnTexts"] > 0
        assert figure["pictures"] == 0
        assert figure["tableIsShown"]
        for cell, row in zip(figure["cells"], rows, strict=True):
            assert cell.startswith(row.text)


_FIGURES = """figures => figures.map(figure => {
  const image = figure.querySelector('.figure__image');
  const of = name => (image.getAttribute(name) || '').split(' ').filter(Boolean)
    .map(id => document.getElementById(id)).filter(Boolean);
  const drawing = [...figure.querySelectorAll('.figure__drawing')].find(svg => svg.checkVisibility());
  const own = [...figure.querySelectorAll('.figure__files a')]
    .map(a => a.pathname.match(/charts\\/(\\w+)\\/$/)).find(Boolean);
  return {
    stem: own && own[1],
    image: image.getAttribute('role'),
    name: of('aria-labelledby').map(part => part.textContent.trim()).join(' '),
    summaries: of('aria-describedby').filter(part => part.localName === 'p').length,
    summary: of('aria-describedby').map(part => part.textContent.trim()).join(' '),
    drawnTexts: [...drawing.querySelectorAll('text')].filter(text => text.textContent.trim()).length,
    pictures: figure.querySelectorAll('img, image, canvas, foreignObject').length,
    tableIsShown: figure.querySelector('table').checkVisibility(),
    cells: [...figure.querySelectorAll('tr[data-row] td')].map(cell => cell.textContent.trim()),
  };
})"""


# C54: on paper.

NOT_PRINTED = (
    ".header__button, .elder-switch, .skip-links, .reading-settings, .figure__controls, .interactive-figure,"
    " .breadcrumb, .contents-list, .previous-next, .help, button, .opening__start"
)


def test_c54_print_is_large_black_on_white_and_tells_addresses_and_sources(phone: Visit) -> None:
    page = phone.page
    for theme, reading in ((None, None), ("yellow", "elder")):
        choose(page, "theme", theme)
        choose(page, "reading", reading)
        page.emulate_media(media="print", color_scheme="dark")
        printed = colours(page)["texts"]
        assert len(printed) > 4
        assert [
            text for kind, _, size, text in printed if kind == "text" and size < SMALLEST_PRINT - 0.1
        ] == []
        assert [text for _, colour, _, text in printed if colour != BLACK] == []
        assert page.evaluate(_GROUNDS) == []
        assert (
            page.locator(NOT_PRINTED).evaluate_all(
                "all => all.filter(part => part.checkVisibility()).map(part => part.className)"
            )
            == []
        )
        assert (
            page.locator("a.external").evaluate_all(
                """all => all.filter(a => a.checkVisibility()
              && !getComputedStyle(a, '::after').content.includes(a.getAttribute('href'))).map(a => a.href)"""
            )
            == []
        )
        assert (
            page.locator("figure.figure table, .explained__text").evaluate_all(
                """all => all.filter(part => !part.checkVisibility()
                  && !part.closest('.page-links__kind--other'))
              .map(part => part.textContent)"""
            )
            == []
        )
    page.emulate_media(media="null", color_scheme="null")
    choose(page, "theme", None)
    choose(page, "reading", None)


_GROUNDS = """() => [...document.querySelectorAll('body, body *')].filter(part => part.checkVisibility()
  && !part.closest('svg') && !['rgba(0, 0, 0, 0)', 'rgb(255, 255, 255)'].includes(
    getComputedStyle(part).backgroundColor)).map(part => part.className)"""


@pytest.mark.parametrize("uri", ["chapters/services/", "en/chapters/services/"])
def test_c54_the_list_of_numbers_and_words_is_printed_open(reader: Reader, uri: str) -> None:
    page = reader.visit(uri).page
    told = page.locator(
        ":is(.page-links__kind--fact, .page-links__kind--term) .explained__text"
    ).all_text_contents()
    assert len(told) > 10
    printed = squeezed(
        "".join(as_read(sheet.extract_text()) for sheet in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages)
    )
    page.close()
    words = [re.sub(r"\W", "", as_read(text)) for text in told]
    printed = re.sub(r"\W", "", printed)
    assert [text for text in words if text[:20] not in printed] == []
