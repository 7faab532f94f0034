"""The colour schemes that a reader may choose, and text only: C11, C26."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Reader

SCHEMES = ("light", "cream", "dark", "yellow")

# What is shown, and what would be decoration; colours and borders stay.
SHOWN = """() => {
  const main = document.getElementById('main');
  const shown = selector => [...document.querySelectorAll(selector)].filter(part => part.checkVisibility());
  const decorated = isDecorated => shown('#main *, header, footer')
    .filter(part => isDecorated(getComputedStyle(part))).map(part => part.outerHTML.slice(0, 80));
  return {
    words: main.textContent,
    links: shown('#main a').map(link => link.href),
    pictures: shown('svg, img, picture, canvas').length,
    images: decorated(style => style.backgroundImage !== 'none'),
    shadows: decorated(style => style.boxShadow !== 'none' || style.textShadow !== 'none'),
    tables: shown('#main table').length,
  };
}"""


@pytest.mark.parametrize("uri", ["", "en/", "chapters/services/", "en/charts/service_items/"])
def test_c11_four_schemes_are_chosen_by_name_and_each_has_its_own_ground(reader: Reader, uri: str) -> None:
    page = reader.visit(uri).page
    page.locator(".reading-settings-button").click()
    choices = page.locator("input[name=setting-theme]")
    assert choices.evaluate_all("all => all.map(choice => choice.value)") == ["", *SCHEMES]
    names, grounds = set(), set()
    for scheme in SCHEMES:
        choice = page.locator(f"input[name=setting-theme][value={scheme}]")
        names.add(choice.locator("xpath=..").inner_text().strip())
        choice.check()
        assert page.evaluate("document.documentElement.dataset.theme") == scheme
        grounds.add(
            page.evaluate(
                "['backgroundColor', 'color'].map(name => getComputedStyle(document.body)[name]).join()"
            )
        )
    assert len(names - {""}) == len(grounds) == len(SCHEMES)
    page.evaluate("explainer.settings.reset()")
    page.close()


def test_c26_text_only_leaves_every_word_and_link_and_no_picture(phone) -> None:
    page = phone.page
    page.evaluate("document.activeElement.blur()")  # the ring of the focus is no decoration
    before = page.evaluate(SHOWN)
    page.evaluate("explainer.settings.set('plain', 'on')")
    after = page.evaluate(SHOWN)
    page.evaluate("explainer.settings.set('plain')")
    assert before["pictures"] > 0
    assert (after["pictures"], after["images"], after["shadows"]) == (0, [], [])
    assert after["words"] == before["words"]
    assert after["links"] == before["links"]
    assert after["tables"] == before["tables"]


@pytest.mark.parametrize("uri", ["chapters/services/", "en/"])
def test_c26_text_only_is_switched_on_and_off_in_the_settings(reader: Reader, uri: str) -> None:
    page = reader.visit(uri).page
    page.locator(".reading-settings-button").click()
    button = page.locator("[data-toggle=plain]")
    for pressed in ("true", "false"):
        button.click()
        assert button.get_attribute("aria-pressed") == pressed
        assert (page.evaluate(SHOWN)["pictures"] == 0) == (pressed == "true")
    page.close()
