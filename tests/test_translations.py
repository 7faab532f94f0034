from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import build, run_command
from html_reader import read_page

from scripts.checks import run_checks
from scripts.checks.english_alone import english_changed_alone
from scripts.checks.translations import stale_translations
from scripts.explainer import Explainer, load_explainer
from scripts.fixing import fix
from scripts.pages import parse_page
from scripts.problems import SiteError, errors_in
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


def told(root: Path) -> list[tuple[str, str]]:
    return [(found.severity, found.code) for found in stale_translations(load_explainer(root))]


def test_the_record_of_the_real_pages_tells_of_both_languages(project: Explainer) -> None:
    """What was changed in both languages and waits to be confirmed is no fault of the project."""
    assert project.translations
    assert all(known.english for known in project.translations.sections.values())
    assert errors_in(stale_translations(project)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("# 甲 {#a}\n\n一句话。两句话。\n", "# 甲 {#a}\n\n一句\n话。\n两句话。\n"),
        ("# 甲 {#a}\n\n> 一句话。\n> 两句话。\n", "# 甲 {#a}\n\n> 一句话。两句\n> 话。\n"),
        ("# 甲 {#a}\n\n- 一句话，\n  还没完。\n", "# 甲 {#a}\n\n- 一句话，还没完。\n"),
        ("# 甲 {#a}\n\n见[这里](a.md)。\n", "# 甲 {#a}\n\n见[这里](b.md)。\n"),
        ("# 甲 {#a}\n\n| 甲 | 乙 |\n| --- | --- |\n", "# 甲 {#a}\n\n| 甲  | 乙 |\n|---|---|\n"),
        ("# 甲 {#a}\n\n一句话。\n", "# 甲 {#a}\n\n\n一句话。  \n"),
        ("# 甲 {#a}\n\n一句,话!又一句.\n", "# 甲 {#a}\n\n一句，话！又一句。\n"),
        ("# 甲(乙) {#a}\n\n- ＡＢ\n", "# 甲（乙） {#a}\n\n- AB\n"),
        ('# 甲 {#a}\n\n见"[这 里](a.md)"\n', "# 甲 {#a}\n\n见“[这里](a.md)”\n"),
    ],
    ids=[
        *["lines", "quote", "entry", "address", "table", "empty_lines"],
        *["punctuation", "brackets", "quotation_marks"],
    ],
)
def test_lines_addresses_and_what_is_corrected_by_itself_are_no_change_of_the_words(
    one: str, other: str
) -> None:
    assert marks(one) == marks(other)


@pytest.mark.parametrize(
    "other",
    [
        "# 甲 {#a}\n\n一句话！\n",
        "# 乙 {#a}\n\n一句话。\n",
        "# 甲 {#a}\n\n一句`话`。\n",
        "# 甲 {#a}\n\n一句话。\n\n又一句。\n",
        "# 甲 {#a}\n\n一句话。\n\n```\na,b\n```\n",
    ],
    ids=["mark", "heading", "code", "more", "block"],
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
            "new or changed: books-and-readers (its English is unchanged); no longer there: –\n"
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


@pytest.mark.parametrize(
    ("english", "severity"),
    [
        (("everybody is welcome", "everybody is very welcome"), "warning"),
        (("To report a mistake, see", 'To report  a mistake, see "how"'), "warning"),
        (("says [everybody", "says  [everybody"), "error"),
        (("(../help.md#report-a-mistake)", "(../help.md)"), "error"),
        (("To borrow you need", "To borrow you must have"), "error"),
    ],
    ids=["same_sentence", "same_section", "only_spaces", "only_an_address", "another_section"],
)
def test_only_chinese_that_changed_alone_is_an_error(
    small_explainer: Path, english: tuple[str, str], severity: str
) -> None:
    record_all(small_explainer)
    change(small_explainer / ONE, "谁来都欢迎", "谁来都很欢迎")
    change(small_explainer / ENGLISH, *english)
    code = {"warning": "translation_both_changed", "error": "translation_stale"}[severity]
    assert told(small_explainer) == [(severity, code)]


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        (("and there is no Maple Bend.\n", "and there is no Maple Bend. Nor was there.\n"), "warning"),
        (("The article was made up for a test, and there is no Maple Bend.\n", ""), "error"),
        (("test, and there is no Maple Bend", "test. There is no Maple Bend"), "warning"),
        (("was made up for a test, and", "was invented for a test, and"), None),
        (("no Maple Bend.\nThe county registered", "no Maple Bend.\n\nThe county registered"), None),
        (("# About this site {#about}\n\n", "# About this site {#about}\n\nThe county knows.\n"), "warning"),
    ],
    ids=["added", "dropped", "divided", "reworded", "new_paragraph", "added_first"],
)
def test_english_may_be_reworded_alone_but_not_say_less(
    small_explainer: Path, english: tuple[str, str], expected: str | None
) -> None:
    record_all(small_explainer)
    change(small_explainer / "docs/en/about.md", *english)
    assert [
        (found.severity, found.path) for found in english_changed_alone(load_explainer(small_explainer))
    ] == ([(expected, "docs/en/about.md")] if expected else [])
    if expected:
        record_all(small_explainer)
        assert list(english_changed_alone(load_explainer(small_explainer))) == []


def test_english_sentences_that_change_places_are_not_gone(small_explainer: Path) -> None:
    record_all(small_explainer)
    page = small_explainer / ENGLISH
    *before, one, other = page.read_text(encoding="utf-8").partition("## Books")[0].rstrip().splitlines()
    rest = "\n\n## Books" + page.read_text(encoding="utf-8").partition("## Books")[2]
    page.write_text("\n".join([*before, other, one]) + rest, encoding="utf-8")
    assert list(english_changed_alone(load_explainer(small_explainer))) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_page_without_a_heading_is_told_beside_the_record(small_explainer: Path, lang: str) -> None:
    record_all(small_explainer)
    page = small_explainer / "docs" / lang / "about.md"
    page.write_text(re.sub(r"(?m)^# .*\n", "", page.read_text(encoding="utf-8")), encoding="utf-8")
    found = [(found.code, found.path) for found in run_checks(load_explainer(small_explainer))]
    assert ("page_heading", f"docs/{lang}/about.md") in found


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [(ONE, "超过1.26万册", "超过1．26万册"), (ENGLISH, "[2.0](", "[2．0](")],
    ids=["zh", "en"],
)
def test_a_full_width_point_in_a_number_is_told_in_its_line(
    small_explainer: Path, file: Path, old: str, new: str
) -> None:
    record_all(small_explainer)
    change(small_explainer / file, old, new)
    line = (small_explainer / file).read_text(encoding="utf-8").partition(new)[0].count("\n") + 1
    found = run_checks(load_explainer(small_explainer))
    assert (file.as_posix(), line) in {(one.path, one.line) for one in errors_in(found)}


def test_what_is_wrong_in_itself_is_told_once(small_explainer: Path) -> None:
    """A slip in a Chinese number is no reason to rewrite the English, a lost link none to count sentences."""
    record_all(small_explainer)
    change(small_explainer / ONE, "超过1.26万册", "超过1.62万册")
    assert [found.code for found in run_checks(load_explainer(small_explainer))] == ["fact_mismatch"]
    change(small_explainer / ONE, "超过1.62万册", "超过1.26万册")
    change(
        small_explainer / "docs/en/about.md", "The county registered [13,000 books](fact:books_later).", ""
    )
    assert [found.code for found in run_checks(load_explainer(small_explainer))] == ["facts_differ"]


def test_who_edits_both_languages_can_build_and_whoever_merges_confirms(small_explainer: Path) -> None:
    """An editor in the browser runs no command: a section rewritten, one added, one renamed in both."""
    record_all(small_explainer)
    change(small_explainer / ONE, "谁来都欢迎", "谁来都很欢迎")
    change(small_explainer / ENGLISH, "everybody is welcome", "everybody is very welcome")
    for lang, heading, words in (("zh", "新的一节", "刚写的。"), ("en", "A new section", "Just written.")):
        page = small_explainer / "docs" / lang / "about.md"
        page.write_text(page.read_text("utf-8") + f"\n## {heading} {{#new}}\n\n{words}\n", encoding="utf-8")
        change(small_explainer / "docs" / lang / "index.md", "{#how-to-read}", "{#reading}")
    result = run_command("build", "--config", str(small_explainer))
    assert result.returncode == 0, result.stderr
    assert {code for _, code in told(small_explainer)} == {
        *["translation_both_changed", "translation_unrecorded", "translation_renamed"]
    }
    assert "whoever merges the change may do it" in result.stderr
    record_all(small_explainer)
    assert told(small_explainer) == []


def test_a_record_without_marks_of_the_english_is_read_and_tells_errors(small_explainer: Path) -> None:
    record_all(small_explainer)
    file = small_explainer / TRANSLATIONS_FILE
    file.write_text(re.sub(r" = [0-9a-f ]+", "", file.read_text(encoding="utf-8")), encoding="utf-8")
    assert told(small_explainer) == []
    change(small_explainer / ONE, "谁来都欢迎", "谁来都很欢迎")
    change(small_explainer / ENGLISH, "everybody is welcome", "everybody is very welcome")
    assert told(small_explainer) == [("error", "translation_stale")]


def test_what_is_corrected_by_itself_needs_no_note(small_explainer: Path) -> None:
    """Also where a half-wide mark hides that a sentence ends."""
    change(small_explainer / ONE, "馆长说", "来吧！馆长说")
    change(small_explainer / ENGLISH, "The librarian says", "Come! The librarian says")
    record_all(small_explainer)
    change(small_explainer / ONE, "来吧！馆长说", "来 吧!馆长说")
    assert codes(small_explainer) == []
    assert list(fix(small_explainer))
    assert codes(small_explainer) == []


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
