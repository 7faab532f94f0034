"""Pull requests come from strangers: nothing that they write runs, and no build harms another."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from html_reader import read_page

from scripts.explainer import CODE_ROOT

SCRIPT = "<script>alert()</script>"
SPELT = "&lt;script&gt;alert()&lt;/script&gt;"


def _change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def _build(root: Path) -> subprocess.Popen[str]:
    command = [sys.executable, str(CODE_ROOT / "scripts" / "build.py"), "--config", str(root)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")


def _built(root: Path) -> list[Path]:
    process = _build(root)
    output, _ = process.communicate(timeout=120)
    assert process.returncode == 0, output
    return sorted((root / "site").rglob("*.html"))


# Where words come from: the file, its words, and what a stranger makes of them.
SMUGGLED = {
    "question": ("docs/en/chapters/one.md", "question: What is", f"question: {SCRIPT} What is"),
    "description": ("docs/en/chapters/one.md", "description: When", f"description: '\">{SCRIPT}' #"),
    "heading": ("docs/en/chapters/one.md", "# The village library", f"# {SPELT} The village library"),
    "code in a heading": (
        "docs/en/chapters/one.md",
        "## Books and readers",
        f"## `{SCRIPT}` Books and readers",
    ),
    "site name": ("mkdocs.en.yml", "site_name: ", f"site_name: {SCRIPT} "),
    "interface": ("docs/strings.yml", "menu: {zh: 目录, en: Menu}", f"menu: {{zh: 目录, en: '{SCRIPT}'}}"),
    "figure": ("charts/figures/book_counts.yml", "en: The shelves are filling up", f"en: '{SCRIPT} fill up'"),
}


def test_a_script_in_words_or_data_never_becomes_one(small_explainer: Path) -> None:
    for path, old, new in SMUGGLED.values():
        _change(small_explainer / path, old, new)
    pages = _built(small_explainer)
    assert pages
    for page in pages:
        for script in read_page(page).all("script"):
            assert script.attributes.get("src"), page
            assert not script.text().strip(), page


def test_two_builds_at_once_leave_one_whole_site(small_explainer: Path) -> None:
    pages = len(_built(small_explainer))
    builds = [_build(small_explainer) for _ in range(3)]
    for process in builds:
        output, _ = process.communicate(timeout=120)
        assert process.returncode == 0, output
        assert f" {pages} pages" in output
    assert len(list((small_explainer / "site").rglob("*.html"))) == pages
    assert [path.name for path in small_explainer.glob(".site-*")] == []
