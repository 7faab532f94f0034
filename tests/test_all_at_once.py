from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import run_command
from fault_cases import FAULTS, Fault

from scripts.site_builder import build_site

# Six faults of six kinds in six files, and files that cannot even be read.
SIX = (
    ("fact_mismatch", "year_wrong"),
    ("fact_qualifier", "denied_in_chinese"),
    ("words_equal", "title_of_a_figure"),
    ("nav_without_page", "misspelt"),
    ("unused_source", "no_fact"),
    ("terms_differ", "explained_in_english_only"),
)
UNREADABLE = (
    ("yaml_tab", "tab_in_glossary"),
    ("no_front_matter", "never_closed"),
    ("figure_raised", "not_python"),
    ("unknown_name", "section"),
)


def spoil(root: Path, faults: tuple[tuple[str, str], ...]) -> None:
    for code, road in faults:
        Fault(code, FAULTS / code / road).apply(root)


def places(root: Path, faults: tuple[tuple[str, str], ...]) -> set[str]:
    """`path:line` of each problem of these faults, of which none moves the lines of another."""
    expected = [place for code, road in faults for place in Fault(code, FAULTS / code / road).expected(root)]
    return {f"{path}:{line}" for _, path, line in expected}


def contents(folder: Path) -> dict[str, str]:
    """Every file's digest, but for the drawings kept in .cache to save time."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file() and ".cache" not in file.parts)
    return {f.relative_to(folder).as_posix(): hashlib.sha256(f.read_bytes()).hexdigest() for f in files}


@pytest.mark.parametrize("lang", ["zh", "en", "both"])
@pytest.mark.parametrize("faults", [SIX, UNREADABLE], ids=["six_in_six_files", "files_that_cannot_be_read"])
def test_all_faults_are_told_in_one_run(
    small_explainer: Path, faults: tuple[tuple[str, str], ...], lang: str
) -> None:
    spoil(small_explainer, faults)
    before = contents(small_explainer)
    result = run_command("check", "--config", str(small_explainer), "--lang", lang)
    assert result.returncode == 1
    assert result.stdout == ""
    *told, last = result.stderr.splitlines()
    entries = [line for line in told if not line.startswith(" ")]
    assert {":".join(entry.split(":")[:2]) for entry in entries} == places(small_explainer, faults)
    assert len(entries) == len(set(entries)) == len(places(small_explainer, faults))
    counted = {"zh": f"{len(entries)}个问题", "en": f"{len(entries)} problems"}
    for language in ("zh", "en") if lang == "both" else (lang,):
        assert counted[language] in last
    unread = faults is UNREADABLE
    assert ("run again" in last or "再运行一次" in last) == unread
    assert ("Repair: " in result.stderr) == (lang != "zh")
    assert ("修改办法：" in result.stderr) == (lang != "en")
    assert len(told) == len(entries) * (2 if lang == "both" else 1)
    assert contents(small_explainer) == before


def test_a_good_explainer_is_told_in_one_line(small_explainer: Path) -> None:
    before = contents(small_explainer)
    result = run_command("check", "--lang", "en", "--config", str(small_explainer))
    assert result.returncode == 0
    assert result.stderr == ""
    assert result.stdout == "14 pages, 12 facts, 2 sources, 2 terms, 2 figures: no problems\n"
    assert contents(small_explainer) == before


def spoil_a_number(root: Path) -> None:
    spoil(root, (("fact_mismatch", "year_wrong"),))


def spoil_the_chinese_wiring(root: Path) -> None:
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as wiring:
        wiring.write("colour: red\n")


def spoil_the_english_wiring(root: Path) -> None:
    wiring = root / "mkdocs.en.yml"
    text = wiring.read_text(encoding="utf-8")
    wiring.write_text(text.replace("docs_dir: docs/en", "docs_dir: docs/fr"), encoding="utf-8")


@pytest.mark.parametrize("spoil_it", [spoil_a_number, spoil_the_chinese_wiring, spoil_the_english_wiring])
def test_a_build_that_fails_leaves_the_last_site_as_it_was(
    small_explainer: Path, spoil_it: Callable[[Path], None]
) -> None:
    site = build_site(small_explainer).folder
    before = contents(site)
    assert before
    spoil_it(small_explainer)
    result = run_command("build", "--config", str(small_explainer))
    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr.strip()
    assert "Traceback" not in result.stderr
    assert contents(site) == before
    left = {path.name for path in small_explainer.iterdir()} - {".cache"}
    assert left == {"charts", "docs", "mkdocs.en.yml", "mkdocs.yml", "site"}


def test_a_build_replaces_the_last_site_whole(small_explainer: Path) -> None:
    (small_explainer / "site").mkdir()
    (small_explainer / "site" / "stale.html").write_text("old", encoding="utf-8")
    result = run_command("build", "--config", str(small_explainer))
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("site/: ")
    assert not (small_explainer / "site" / "stale.html").exists()
    assert (small_explainer / "site" / "en" / "index.html").exists()
    assert not list(small_explainer.glob(".site-*"))


def test_a_folder_without_an_explainer_is_named(tmp_path: Path) -> None:
    result = run_command("check", "--config", str(tmp_path))
    assert result.returncode == 2
    assert str(tmp_path) in result.stderr
    assert "Traceback" not in result.stderr
