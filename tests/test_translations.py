from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import build, run_command
from html_reader import read_page

from scripts.checks.translations import stale_translations
from scripts.explainer import Explainer, load_explainer
from scripts.pages import parse_page
from scripts.problems import SiteError
from scripts.recording import record_translations
from scripts.translations import TRANSLATIONS_FILE, load_translations, marks_of, this_day

ONE = Path("docs/zh/chapters/one.md")
ENGLISH = Path("docs/en/chapters/one.md")
FRONT = "---\ndescription: 说明。\n---\n"


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def record_all(root: Path) -> str:
    names = [file.relative_to(root).as_posix() for file in sorted((root / "docs" / "zh").rglob("*.md"))]
    return record_translations(root, names, "en")


def marks(body: str) -> list[tuple[str, ...]]:
    return list(marks_of(parse_page(FRONT + body, "zh", "docs/zh/a.md")).values())


def codes(root: Path, today: date | None = None) -> list[str]:
    return [found.code for found in stale_translations(load_explainer(root), today)]


def test_every_section_of_the_real_pages_is_recorded_as_it_is(project: Explainer) -> None:
    assert project.translations
    expected = {
        name: marks for page in project.pages_in("zh").values() for name, marks in marks_of(page).items()
    }
    assert dict(project.translations.marks) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("# 甲 {#a}\n\n一句话。两句话。\n", "# 甲 {#a}\n\n一句\n话。\n两句话。\n"),
        ("# 甲 {#a}\n\n> 一句话。\n> 两句话。\n", "# 甲 {#a}\n\n> 一句话。两句\n> 话。\n"),
        ("# 甲 {#a}\n\n- 一句话，\n  还没完。\n", "# 甲 {#a}\n\n- 一句话，还没完。\n"),
        ("# 甲 {#a}\n\n见[这里](a.md)。\n", "# 甲 {#a}\n\n见[这里](b.md)。\n"),
        ("# 甲 {#a}\n\n| 甲 | 乙 |\n| --- | --- |\n", "# 甲 {#a}\n\n| 甲  | 乙 |\n|---|---|\n"),
        ("# 甲 {#a}\n\n一句话。\n", "# 甲 {#a}\n\n\n一句话。  \n"),
    ],
    ids=["lines", "quote", "entry", "address", "table", "empty_lines"],
)
def test_how_lines_are_broken_and_where_links_lead_is_no_change_of_the_words(one: str, other: str) -> None:
    assert marks(one) == marks(other)


@pytest.mark.parametrize(
    "other",
    [
        "# 甲 {#a}\n\n一句话！\n",
        "# 乙 {#a}\n\n一句话。\n",
        "# 甲 {#a}\n\n一句`话`。\n",
        "# 甲 {#a}\n\n一句话。\n\n又一句。\n",
    ],
    ids=["mark", "heading", "code", "more"],
)
def test_a_changed_word_is_a_change(other: str) -> None:
    assert marks("# 甲 {#a}\n\n一句话。\n") != marks(other)


def test_a_page_is_recorded_and_told_by_any_of_its_names(small_explainer: Path) -> None:
    assert record_all(small_explainer).count("recorded") == 7
    for name in ("chapters/one", "chapters/one.md", str(ONE), str(ENGLISH), str(small_explainer / ENGLISH)):
        change(small_explainer / ONE, "馆长", "馆长她")
        assert codes(small_explainer) == ["translation_stale"]
        result = run_command("check", "--config", str(small_explainer), "--lang", "en", "--translated", name)
        assert result.returncode == 0, result.stderr
        assert result.stdout == (
            "docs/translations.yml: chapters/one.md: 4 sections recorded; "
            "new or changed: books-and-readers; no longer there: –\n"
        )
        assert codes(small_explainer) == []


def test_the_lines_of_other_pages_stay_as_they_are(small_explainer: Path) -> None:
    record_all(small_explainer)
    before = (small_explainer / TRANSLATIONS_FILE).read_text(encoding="utf-8").splitlines()
    names = [line.partition(":")[0] for line in before[2:]]
    assert names == sorted(names)
    change(small_explainer / ONE, "馆长", "管理员")
    change(small_explainer / "docs/zh/about.md", "编出来", "写出来")
    record_translations(small_explainer, ["chapters/one"], "zh")
    after = (small_explainer / TRANSLATIONS_FILE).read_text(encoding="utf-8").splitlines()
    different = [new for old, new in zip(before, after, strict=True) if old != new]
    assert [line.partition(":")[0] for line in different] == ["chapters/one.md#books-and-readers"]


def test_a_page_with_anything_else_to_repair_is_not_recorded(small_explainer: Path) -> None:
    record_all(small_explainer)
    before = (small_explainer / TRANSLATIONS_FILE).read_bytes()
    change(small_explainer / ONE, "超过1.26万册", "超过1.36万册")
    with pytest.raises(SiteError) as raised:
        record_translations(small_explainer, ["about", "chapters/one"], "en")
    assert [found.code for found in raised.value.problems] == ["fact_mismatch"]
    assert (small_explainer / TRANSLATIONS_FILE).read_bytes() == before


@pytest.mark.parametrize("name", ["chapters/two", "../../../etc/passwd", "/etc/passwd", ""])
def test_a_page_that_is_not_there_is_told(small_explainer: Path, name: str) -> None:
    result = run_command("check", "--config", str(small_explainer), "--lang", "en", "--translated", name)
    assert result.returncode == 1
    assert "there is no file" in result.stderr
    assert "Traceback" not in result.stderr
    assert load_translations(small_explainer) is None


def test_what_changed_is_quoted_with_its_line(small_explainer: Path) -> None:
    record_all(small_explainer)
    change(small_explainer / ONE, "谁来都欢迎", "谁来都很欢迎")
    (found,) = stale_translations(load_explainer(small_explainer))
    assert found.describe("en").startswith(
        f"{ENGLISH.as_posix()}:14: the Chinese of this section ({ONE.as_posix()}, line 14)"
    )
    assert f"{ONE.as_posix()}:16 “馆长说，谁来都很欢迎" in found.message("en")
    assert "no longer there: 1" in found.message("en")
    assert "--translated chapters/one" in found.message("zh")


def test_a_page_may_be_behind_for_ninety_days_and_no_longer(small_explainer: Path) -> None:
    record_all(small_explainer)
    change(small_explainer / ONE, "谁来都欢迎", "谁来都很欢迎")
    change(small_explainer / ENGLISH, "---\n# ", "behind_until: 2031-04-30\n---\n# ")
    last = date(2031, 4, 30)
    for today, expected in (
        (last - timedelta(days=91), ["wrong_value", "translation_stale"]),
        (last - timedelta(days=90), ["translation_behind"]),
        (last, ["translation_behind"]),
        (last + timedelta(days=1), ["behind_too_long", "translation_stale"]),
    ):
        assert codes(small_explainer, today) == expected


def test_a_page_that_is_behind_may_lack_what_is_new_in_chinese_and_says_so(
    small_explainer: Path,
) -> None:
    """The banner names the day that is written; whoever builds later builds the same bytes."""
    day = this_day() + timedelta(days=30)
    record_all(small_explainer)
    page = small_explainer / ONE
    page.write_text(page.read_text(encoding="utf-8") + "\n## 新的一节 {#new}\n\n刚写的。\n", encoding="utf-8")
    change(small_explainer / ENGLISH, "---\n# ", f"behind_until: {day}\n---\n# ")
    site = build(small_explainer)
    english = read_page(site / "en" / "chapters" / "one" / "index.html")
    note = english.one("div", class_="opening__behind")
    assert note.attributes["role"] == "note"
    assert note.attributes["aria-label"] == "Please note"
    assert f"by {day.day} {day:%B} {day.year}." in note.text()
    link = note.one("a", hreflang="zh-Hans")
    target = site / "en" / "chapters" / "one" / link.attributes["href"] / "index.html"
    assert target.resolve() == (site / "chapters" / "one" / "index.html").resolve()
    for other in (site / "chapters/one/index.html", site / "en/about/index.html"):
        assert "opening__behind" not in other.read_text(encoding="utf-8")


def test_a_merge_that_left_both_lines_is_told(small_explainer: Path) -> None:
    record_all(small_explainer)
    file = small_explainer / TRANSLATIONS_FILE
    text = file.read_text(encoding="utf-8")
    line = re.search(r"^about\.md: .*\n", text, re.MULTILINE)
    assert line
    file.write_text(text.replace(line[0], line[0] * 2), encoding="utf-8")
    with pytest.raises(SiteError) as raised:
        load_explainer(small_explainer)
    assert [(found.code, found.path) for found in raised.value.problems] == [
        ("duplicate_key", TRANSLATIONS_FILE)
    ]


def test_an_explainer_without_a_record_is_checked_without_one(small: Explainer) -> None:
    assert small.translations is None
    assert list(stale_translations(replace(small, translations=None))) == []
