"""C53: a second engine beside axe-core, HTML_CodeSniffer with WCAG 2.1 AAA: two see more than one."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.browser.conftest import Reader, Tab
from tests.browser.pages import frames, uris

FOLDER = Path(__file__).resolve().parents[1] / "vendor" / "html_codesniffer"
ENGINE = FOLDER / "HTMLCS.js"

# Its errors that are its own mistakes: the end of the code, what the element is, and why nothing is wrong.
MISTAKEN = {
    ("1_3_1.F68", ".md-toggle"): "a switch of Material's that is not displayed: no reader can meet it",
    ("4_1_2.H91.InputCheckbox.Name", ".md-toggle"): "the same",
    (
        "3_1_6.H62.2",
        "ruby",
    ): "it asks for brackets where a browser knows no ruby; every browser has for years",
    (
        "1_3_1.H43.ScopeAmbiguous",
        ".figure__table",
    ): "groups of rows: it knows no scope=rowgroup, HTML's own way",
    ("1_3_1.H43.HeadersRequired", ".figure__table"): "the same",
}
# Its warnings that leave no doubt, so that they count as errors here.
HEEDED = ("1_3_1_A.G141", "2_4_2.H25", "3_1_1.H57", "4_1_1.F77")

_LOOK = """([heeded, mistaken]) => new Promise((resolve, reject) =>
  HTMLCS.process("WCAG2AAA", document, () => {
  const counts = (message) => message.type === HTMLCS.ERROR
    || (message.type === HTMLCS.WARNING && heeded.some((code) => message.code.includes(code)));
  const excused = (message) => mistaken.some(([code, selector]) =>
    message.code.endsWith(code) && message.element.matches(selector));
  resolve({
    looked: HTMLCS.getMessages().length,
    wrong: HTMLCS.getMessages().filter((message) => counts(message) && !excused(message))
      .map((message) => [message.code, message.msg, (message.element.outerHTML || "").slice(0, 200)]),
  });
}, reject, "en"))"""


@pytest.fixture(scope="session")
def phone(new_reader) -> Reader:
    """Somebody with a phone."""
    return new_reader(viewport={"width": 390, "height": 844})


@pytest.fixture(scope="session")
def tab(phone: Reader) -> Tab:
    """The tab of a phone that goes from page to page."""
    return phone.new_tab()


@pytest.mark.parametrize("uri", [*uris(), *frames()])
def test_c53_a_second_engine_finds_no_error(tab: Tab, uri: str) -> None:
    found = _opinion(tab.visit(uri).page)
    assert found["looked"] > 20
    assert found["wrong"] == []


def test_c53_the_second_engine_would_see_a_fault(phone: Reader) -> None:
    page = phone.visit("chapters/services/").page
    page.evaluate(
        "words => document.querySelector('#main').insertAdjacentHTML('beforeend', words)",
        '<img src="x.png"><p id="main" style="color: #aaa; background: #fff">a</p><a href="#nowhere"></a>',
    )
    codes = " ".join(code for code, _, _ in _opinion(page)["wrong"])
    for part in ("1_1_1.H37", "1_4_6", "4_1_1.F77", "4_1_2.H91.A"):
        assert part in codes
    page.close()


@pytest.mark.parametrize("line", (FOLDER / "checksums.txt").read_text(encoding="ascii").splitlines())
def test_the_second_engine_and_its_licence_are_as_they_were_published(line: str) -> None:
    checksum, name = line.split("  ")
    assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == checksum


def _opinion(page) -> dict:
    page.evaluate(ENGINE.read_text(encoding="utf-8"))
    return page.evaluate(_LOOK, [list(HEEDED), [list(key) for key in MISTAKEN]])
