"""The guides for editors: the same in both languages, and true of the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts.checks.chapters import MOST_SIMPLE_CHAPTERS
from scripts.checks.plain_words import (
    HIGHEST_GRADE,
    HIGHEST_GRADE_BELOW,
    LONGEST_MEAN,
    LONGEST_SENTENCE,
    LONGEST_WITHOUT_HEADING,
)
from scripts.explainer import CODE_ROOT
from scripts.new_entries.conversation import NAMES
from scripts.translations import LONGEST_DELAY

GUIDES = CODE_ROOT / "docs" / "guides"
ENTRANCES = (CODE_ROOT / "CONTRIBUTING.md", CODE_ROOT / "CONTRIBUTING.en.md")
PAIRS = [
    ENTRANCES,
    *((page, page.with_name(page.name.replace(".zh.", ".en."))) for page in sorted(GUIDES.glob("*.zh.md"))),
]
PAGES = [page for pair in PAIRS for page in pair]
LONGEST_ENTRANCE = 200  # lines

every_pair = pytest.mark.parametrize("pair", PAIRS, ids=[pair[0].stem for pair in PAIRS])
every_page = pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def prose(page: Path) -> str:
    """The page without its blocks of code."""
    return re.sub(r"^ *```.*?^ *```$", "", read(page), flags=re.MULTILINE | re.DOTALL)


def shape(page: Path) -> list[str]:
    """What stands at the beginnings of lines: headings, list items, tables, code."""
    found = re.findall(r"^ *(#+ |\d\. |- |\|(?=[^\n]*\|$)|```\w*)", read(page), re.MULTILINE)
    return [mark.strip() for mark in found]


def anchors(page: Path) -> set[str]:
    """The addresses that GitHub gives to a page's headings."""
    headings = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def test_every_guide_is_there_in_both_languages() -> None:
    assert sorted(page for page in PAGES if page.parent == GUIDES) == sorted(GUIDES.iterdir())
    assert len(PAIRS) > 1


@every_pair
def test_both_languages_have_the_same_parts(pair: tuple[Path, Path]) -> None:
    chinese, english = pair
    assert shape(chinese) == shape(english)


@every_page
def test_every_link_leads_to_a_page_and_a_heading_that_are_there(page: Path) -> None:
    links = re.findall(r"(?<!!)\[[^\]]+\]\(([^)\s:]+)\)", re.sub(r"`[^`\n]+`", "", prose(page)))
    assert links
    for link in links:
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@every_page
def test_every_command_and_file_that_is_named_is_there(page: Path) -> None:
    text = read(page)
    for command in re.findall(r"scripts/(\w+\.py)", text):
        assert (CODE_ROOT / "scripts" / command).exists(), command
    for kind in re.findall(r"new\.py (\w+)", text):
        assert kind in NAMES, kind
    for path in re.findall(r"`((?:docs|charts)/[\w./-]*)`", text):
        assert (CODE_ROOT / path).exists(), path


@pytest.mark.parametrize("page", ENTRANCES, ids=["zh", "en"])
def test_the_way_in_is_short_and_names_everything_that_can_be_added(page: Path) -> None:
    assert len(read(page).splitlines()) <= LONGEST_ENTRANCE
    assert set(re.findall(r"new\.py (\w+)", read(page))) == set(NAMES)
    for guide in GUIDES.glob(f"*.{'en' if page.stem.endswith('.en') else 'zh'}.md"):
        assert f"(docs/guides/{guide.name})" in read(page)


def test_the_guides_name_the_limits_that_the_check_holds() -> None:
    chinese, english = read(GUIDES / "writing-plainly.zh.md"), read(GUIDES / "writing-plainly.en.md")
    assert f"| {LONGEST_MEAN['zh']}个字 | {LONGEST_MEAN['en']}个词 |" in chinese
    assert f"| {LONGEST_MEAN['zh']} characters | {LONGEST_MEAN['en']} words |" in english
    assert f"| {LONGEST_SENTENCE['zh']}个字 | {LONGEST_SENTENCE['en']}个词 |" in chinese
    assert f"| {LONGEST_SENTENCE['zh']} characters | {LONGEST_SENTENCE['en']} words |" in english
    assert f"| {LONGEST_WITHOUT_HEADING['zh']}个字 | {LONGEST_WITHOUT_HEADING['en']}个词 |" in chinese
    assert (
        f"| {LONGEST_WITHOUT_HEADING['zh']} characters | {LONGEST_WITHOUT_HEADING['en']} words |" in english
    )
    assert f"grade {HIGHEST_GRADE} " in english
    assert f"grade {HIGHEST_GRADE_BELOW} |" in english
    assert (HIGHEST_GRADE, HIGHEST_GRADE_BELOW) == (8, 10)  # 八年级, 十年级
    assert "| 八年级（" in chinese
    assert "| 十年级 |" in chinese


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_figure_that_the_guide_shows_is_a_figure_of_ours(lang: str) -> None:
    shown = re.search(r"```yaml\n(.*?)```", read(GUIDES / f"figures.{lang}.md"), re.DOTALL)
    assert shown
    assert shown[1] == read(CODE_ROOT / "charts" / "figures" / "service_items.yml")


def test_the_way_in_names_how_late_a_translation_and_how_many_simple_chapters_may_be() -> None:
    assert f"at most {LONGEST_DELAY.days} days" in read(ENTRANCES[1])
    assert LONGEST_DELAY.days == 90  # 最多九十天
    assert "最多九十天" in read(ENTRANCES[0])
    assert MOST_SIMPLE_CHAPTERS == 6
    assert "放得下六章" in read(ENTRANCES[0])
    assert "room for six" in read(ENTRANCES[1])


@pytest.mark.parametrize("page", [pair[0] for pair in PAIRS], ids=[pair[0].stem for pair in PAIRS])
def test_no_space_is_typed_between_chinese_and_latin(page: Path) -> None:
    text = re.sub(r"`[^`\n]*`", "`", prose(page))
    assert not re.findall(r"[\u4e00-\u9fff，。、]+ [A-Za-z0-9`\[]+|[A-Za-z0-9`\])]+ [\u4e00-\u9fff]+", text)
