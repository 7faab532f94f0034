"""What a change means for readers: small explainers in real repositories, changed, built and compared."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import markdown
import pytest
from conftest import ADDRESS, copy_small_explainer, run_command

from scripts.chromium import flags
from scripts.page_words import PageWords, page_words
from scripts.problems import problem
from scripts.review_summary import MOST_BYTES, MOST_LINES, Review, escaped, every_sentence, summary
from scripts.site_comparison import Difference, FactChange, SiteComparison

ENGLISH, CHINESE = Path("docs/en/chapters/one.md"), Path("docs/zh/chapters/one.md")
FACTS = Path("charts/facts.yml")
NO_WORDS = PageWords("", ())
HOSTILE = (
    "](https://evil.example) <img src=x onerror=alert(1)> **bold** @someone `code` ![a](b) "
    "| ``` ~~~ # & www.evil.example"
)


def git(folder: Path, *arguments: str) -> str:
    """What git says; the reader's own settings do not count."""
    person = {
        f"GIT_{who}_{what}": "nobody@example.org"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(
        command, env={**os.environ, **person, **alone}, check=True, capture_output=True, text=True
    ).stdout


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "a change")


@pytest.fixture
def repository(tmp_path: Path, kept: Path) -> Path:
    """A repository with the small explainer in a folder of it; the branch `change` has parted from `main`."""
    top = tmp_path / "repository"
    library = copy_small_explainer(top / "library")
    shutil.copytree(kept, library / ".cache")
    (top / ".gitignore").write_text("site/\nbuild/\n.cache/\n", encoding="utf-8")
    git(top, "init", "--quiet", "--initial-branch", "main")
    commit(top)
    git(top, "checkout", "--quiet", "-b", "change")
    return library


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def review(explainer: Path, *arguments: str, **environment: str) -> str:
    """The summary that the command writes."""
    out = explainer.parent / "build"
    result = run_command(
        "review", "--config", str(explainer), "--out", str(out), "--no-pictures", *arguments,
        environment={"SITE_URL": ADDRESS, "GITHUB_STEP_SUMMARY": "", **environment},
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    assert "Traceback" not in result.stderr
    return (out / "summary.md").read_text(encoding="utf-8")


def test_a_review_tells_each_sentence_that_differs_in_its_language(repository: Path) -> None:
    edit(repository / ENGLISH, "that it was the", "that this is the")
    edit(repository / CHINESE, "谁来都欢迎", "谁都可以来")
    edit(repository / "docs/en/about.md", "there is no Maple Bend", "Maple Bend does not exist")
    edit(repository / "docs/zh/about.md", "枫湾村并不存在。", "枫湾村并不存在。\n这里说的是一个故事。")
    commit(repository)
    text = review(repository)
    said = "{} The librarian says everybody is welcome, and that {} the first village library of the county."
    for line in (said.format("-", "it was"), said.format("+", "this is")):
        assert f"\n{line}\n" in text
    assert "\n- 馆长说，谁来都欢迎" in text
    assert "\n+ 馆长说，谁都可以来" in text
    assert "\n+ 这里说的是一个故事。\n" in text
    assert re.findall(r"^### .* · (.*)$", text, re.MULTILINE) == [
        escaped(f"/{address}") for address in ("about", "en/about", "chapters/one", "en/chapters/one")
    ]
    assert "改动4页 · Pages: 0 added, 0 removed, 4 changed" in text


def test_a_review_tells_numbers_before_and_after_in_both_languages_and_where_they_show(
    repository: Path,
) -> None:
    edit(repository / FACTS, "value: 12600", "value: 12700")
    edit(repository / FACTS, "value: 400", "value: 300")  # what follows from it
    for file in (repository / "docs").rglob("*.md"):
        text = file.read_text(encoding="utf-8")
        for old, new in (
            ("12,600", "12,700"),
            ("1.26万", "1.27万"),
            ("about 400", "about 300"),
            ("约400", "约300"),
        ):
            text = text.replace(old, new)
        file.write_text(text, encoding="utf-8")
    text = review(repository)
    numbers = text.partition("## 数字 · Numbers")[2].partition("## ")[0]
    for line in (
        "- books: 超过1.26万册 [",
        "- books: over 12,600 books [",
        "+ books: 超过1.27万册 [",
        "+ books: over 12,700 books [",
    ):
        assert f"\n{line}" in numbers
    assert "\n- This is about a village library of over 12,600 books.\n" in text
    assert "\n+ This is about a village library of over 12,700 books.\n" in text


def test_a_review_tells_figures_and_pages_that_come_go_and_change(repository: Path) -> None:
    edit(
        repository / "charts/figures/children_share.yml",
        "en: Many readers are children",
        "en: Children read a lot",
    )
    edit(repository / "charts/figures/children_share.yml", "zh: 很多读者是孩子", "zh: 孩子读得多")
    for lang in ("zh", "en"):
        page = (repository / "docs" / lang / "about.md").read_text(encoding="utf-8")
        (repository / "docs" / lang / "history.md").write_text(
            page.replace("{#about}", "{#history}"), encoding="utf-8"
        )
    edit(repository / "mkdocs.yml", "  - about.md\n", "  - about.md\n  - history.md\n")
    commit(repository)
    text = review(repository)
    figures = text.partition("## 图 · Figures")[2].partition("\n## ")[0]
    assert figures.strip().startswith("- 孩子读得多 · ")
    assert figures.count("\n- ") == 1
    added = [line for line in text.splitlines() if line.startswith("### ") and "**新增 · added**" in line]
    assert [re.sub(r"&#\d+;", "/", line.split(" · ")[1]) for line in added] == ["/history", "/en/history"]
    assert "每页的页头、目录或页末有变化" in text
    assert "Styles or scripts" not in text


def test_a_review_of_nothing_says_so(repository: Path) -> None:
    text = review(repository)
    assert "读者看到的完全一样。 · Readers see no difference at all." in text
    assert "```" not in text
    whole = text.splitlines()[-1]
    assert whole.startswith("| 全站 · Whole site | ")
    assert whole.endswith("| +0 |")


def test_a_review_of_what_cannot_be_built_tells_the_problems_in_both_languages(repository: Path) -> None:
    edit(repository / FACTS, "value: 300", "value: 350")
    text = review(repository)
    problems, _, numbers = text.partition("## 先要改好 · To repair first")[2].partition("## 数字 · Numbers")
    for path in (CHINESE, ENGLISH):
        chinese, english = [line for line in problems.splitlines() if line.startswith(path.as_posix())]
        assert "修改办法" in chinese
        assert "Repair" in english
    assert "- readers: 不低于300人 [" in numbers
    assert "+ readers: at least 350 people [" in numbers


def test_a_warning_is_nothing_to_repair_first(repository: Path) -> None:
    edit(repository / FACTS, "value: 300", "value: 350")
    edit(repository / ENGLISH, "To report a mistake, see", "To report a mistake,  see")
    repair, _, reminders = review(repository).partition("## 先要改好 · To repair first")[2].partition("\n## ")
    assert "two spaces" not in repair
    assert "two spaces" in reminders


@pytest.mark.parametrize(
    ("user", "surroundings", "expected"),
    [(1000, {}, False), (1000, {"CI": "true"}, True), (0, {}, True)],
    ids=["an_editor", "a_workflow", "root"],
)
def test_chromium_keeps_its_sandbox_on_an_editors_machine(
    monkeypatch: pytest.MonkeyPatch, user: int, surroundings: dict[str, str], expected: bool
) -> None:
    monkeypatch.delenv("CI", raising=False)
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(os, "geteuid", lambda: user, raising=False)
    assert ("--no-sandbox" in flags()) == expected


@pytest.mark.parametrize("base", ["no-such-branch", "--output=/tmp/x"])
def test_a_review_without_a_base_says_so(repository: Path, base: str) -> None:
    text = review(repository, f"--base={base}")
    assert "没有找到可以对照的旧版本" in text
    assert "No earlier version was found" in text


def test_a_review_beside_a_base_that_does_not_build_says_so(repository: Path) -> None:
    good = (repository / ENGLISH).read_text(encoding="utf-8")
    git(repository, "checkout", "--quiet", "main")
    edit(repository / ENGLISH, "over 12,600 books", "over 12,500 books")
    commit(repository)
    git(repository, "checkout", "--quiet", "-b", "repair")
    (repository / ENGLISH).write_text(good, encoding="utf-8")
    text = review(repository)
    assert "旧版本建不成网站" in text
    assert "The earlier version does not build" in text
    assert "To repair first" not in text


def test_what_is_not_yet_committed_counts_and_the_repository_stays_as_it_was(repository: Path) -> None:
    edit(repository / ENGLISH, "everybody is welcome", "everyone is welcome")
    before = git(repository, "status", "--porcelain"), git(repository, "worktree", "list")
    text = review(repository)
    assert "+ The librarian says everyone is welcome" in text
    assert (git(repository, "status", "--porcelain"), git(repository, "worktree", "list")) == before
    assert not (repository / "site").exists()


def test_in_a_workflow_the_summary_is_added_to_the_steps(repository: Path, tmp_path: Path) -> None:
    step = tmp_path / "step.md"
    step.write_text("earlier\n", encoding="utf-8")
    text = review(repository, GITHUB_STEP_SUMMARY=str(step))
    assert step.read_text(encoding="utf-8") == f"earlier\n{text}"


def comparison(*pages: Difference) -> SiteComparison:
    return SiteComparison(pages, pages[:1], False, False, {page.name: (1, 2) for page in pages}, (1, 2))


def test_nothing_that_a_stranger_wrote_becomes_markdown_or_html() -> None:
    """The summary is read as Markdown: what is hostile must come out as the very text that it is."""
    page = Difference(
        f"a{HOSTILE}",
        PageWords("", ("old",)),
        PageWords(HOSTILE, (HOSTILE, "``` x", "````", "~~~~", "</code>")),
    )
    told_twice = [problem("docs/zh/x.md", 1, "raw_html", found=HOSTILE)]
    fact = FactChange("a`b", ("", ""), (HOSTILE, HOSTILE))
    told = summary(Review(problems=told_twice, warnings=told_twice, facts=(fact,), sites=comparison(page)))
    html = markdown.markdown(told, extensions=["fenced_code", "tables", "toc"])
    tags = set(re.findall(r"<\s*([a-z]\w*)", html))
    assert tags <= {
        "h1",
        "h2",
        "h3",
        "p",
        "ul",
        "li",
        "pre",
        "code",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }
    outside = re.sub(r"(?s)^(`{3,})\w*\n.*?\n\1$", "", told, flags=re.MULTILINE)
    assert "evil" in outside
    assert not re.search(r"https?:|@someone|www\.|<|\]\(|`", outside)


@pytest.mark.parametrize("line", ["```", "````` x", "~~~", "- ```", "a\n```\n# b", "a\u2028```", "a\r```"])
def test_no_line_ends_the_block_that_it_stands_in(line: str) -> None:
    told = summary(Review(sites=comparison(Difference("a", NO_WORDS, PageWords("a", (line, "last"))))))
    block = told.partition("### ")[2].partition("\n\n")[2].splitlines()
    fence = block[0].removesuffix("diff")
    assert set(fence) == {"`"}
    end = block.index(fence)
    assert end == 3
    assert block[end - 1] == "+ last"
    assert all(not re.match(rf"\s{{0,3}}{fence}", text) for text in block[1:end])


def test_what_is_not_seen_or_turns_the_direction_of_writing_is_left_out() -> None:
    assert escaped("a\u202eb\u200bc\x1b[2Jd\ne") == "a b c &#91;2Jd e"


def test_a_summary_is_never_longer_than_github_takes_and_says_where_the_rest_is() -> None:
    pages = [
        Difference(
            f"p{number}", NO_WORDS, PageWords("长" * 999, tuple("字" * 999 + str(i) for i in range(99)))
        )
        for number in range(99)
    ]
    review_of_much = Review(sites=comparison(*pages))
    told = summary(review_of_much)
    assert MOST_BYTES / 2 < len(told.encode()) <= MOST_BYTES + 200
    assert told.endswith("words.diff里。 · The rest is in words.diff.\n")
    assert every_sentence(review_of_much).count("\n+ ") == 99 * 99


def test_a_block_is_cut_after_some_lines_and_says_how_many_are_left() -> None:
    page = Difference("a", NO_WORDS, PageWords("a", tuple(str(number) for number in range(MOST_LINES + 5))))
    told = summary(Review(sites=comparison(page)))
    assert f"\n+ {MOST_LINES - 1}\n… 还有5行 · 5 more lines\n```\n" in told


def test_the_words_of_a_page_are_its_sentences_its_headings_and_the_rows_of_its_tables() -> None:
    words = page_words(
        '<nav>menu</nav><article id="main"><h1>A <em>title</em></h1><nav>here</nav>'
        "<p>One. Two<rt>er</rt> “three.” 四。五！”六</p><p hidden>no</p><svg><text>no</text></svg>"
        "<table><tr><th>a</th><td>1</td></tr><tr><th>b</th><td>2</td></tr></table>"
        '<details class="page-links">no</details><details><summary>Yes</summary>more<br>words</details>'
        "</article>end"
    )
    assert words.title == "A title"
    assert words.lines == (
        "A title",
        "One.",
        "Two “three.”",
        "四。",
        "五！”",
        "六",
        "a 1",
        "b 2",
        "Yes",
        "more words",
    )


def test_a_page_without_a_main_part_has_no_words() -> None:
    assert page_words("<p>words</p>") == NO_WORDS
