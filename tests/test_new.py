from __future__ import annotations

import hashlib
import io
import os
import re
import select
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import pytest
import yaml
from conftest import build, run_command
from html_reader import read_page

from scripts.building import prepare
from scripts.checks.placeholders import PLACEHOLDER
from scripts.explainer import CODE_ROOT, Explainer, load_explainer
from scripts.new_entries.changes import Changes
from scripts.new_entries.conversation import NAMES, converse
from scripts.new_entries.questions import TEXTS_FILE
from scripts.new_entries.yaml_edit import scalar, with_item, with_item_after, with_name
from scripts.problems import Problem, SiteError, problem, warning
from scripts.recording import record_translations

# What an editor writes in the place of each placeholder, one after the other.
WRITTEN = {
    "zh": ("看书的人", "借书的人", "来的人", "那一年"),
    "en": ("the books", "the chairs", "that year"),
}

# For each kind the answers that must be given; below, what the built site then shows: a page, words of it.
CHAPTER = {"id": "night-hours", "title-zh": "晚上开门", "title-en": "Open at night"}
TERM = {"id": "reading_room", "zh": "借阅台", "en": "lending desk"}
SOURCE = {
    "id": "yearbook", "language": "zh", "title-zh": "年鉴", "title-en": "Yearbook", "publisher-zh": "县里",
    "publisher-en": "The county", "published": "2024", "url": "https://yearbook.example.org/a?b=c",
}  # fmt: skip
FACT = {
    "id": "chairs", "claim-zh": "椅子有多少", "claim-en": "Chairs in the library", "kind": "count",
    "value": "80", "unit": "chairs", "unit-zh": "把, 张", "unit-en": "chairs, chair", "qualifier": "about",
    "origin": "article", "section": "opening", "source": "article", "page": "chapters/one.md",
}  # fmt: skip
FIGURE = {
    "id": "two_counts", "form": "bars", "facts": "books,books_later", "title-zh": "两次数的册数",
    "title-en": "Counted twice", "page": "chapters/one.md",
}  # fmt: skip
ANSWERS = {"chapter": CHAPTER, "term": TERM, "source": SOURCE, "fact": FACT, "figure": FIGURE}
SHOWN = {
    "chapter": ("chapters/night-hours/index.html", "晚上开门", "Open at night"),
    "term": ("glossary/index.html", "借阅台", "lending desk"),
    "source": ("sources/index.html", "年鉴", "Yearbook"),
    "fact": ("chapters/one/index.html", "约80把", "about 80 chairs"),
    "figure": ("charts/two_counts/index.html", "两次数的册数", "Counted twice"),
}

every_kind = pytest.mark.parametrize("kind", ANSWERS)
both_languages = pytest.mark.parametrize("lang", ["zh", "en"])


@dataclass(frozen=True)
class Said:
    """What a command said and how it ended."""

    returncode: int
    stdout: str
    stderr: str


def said(*arguments: str) -> Said:
    """`scripts/new.py` without a terminal, in this process: starting one for each answer takes too long."""
    output, errors = io.StringIO(), io.StringIO()
    with redirect_stdout(output), redirect_stderr(errors):
        returncode = converse(list(arguments))
    return Said(returncode, output.getvalue(), errors.getvalue())


def new(root: Path, kind: str, answers: dict[str, str], lang: str = "en") -> Said:
    flags = [part for name, answer in answers.items() for part in (f"--{name}", answer)]
    return said(kind, "--config", str(root), "--lang", lang, *flags)


def contents(folder: Path) -> dict[str, str]:
    files = (file for file in sorted(folder.rglob("*")) if file.is_file() and ".cache" not in file.parts)
    return {f.relative_to(folder).as_posix(): hashlib.sha256(f.read_bytes()).hexdigest() for f in files}


def problems(root: Path) -> list[str]:
    """What the check says of an explainer, a line for each problem."""
    try:
        prepare(root)
    except SiteError as error:
        return [problem.describe("en") for problem in error.problems]
    return []


def fill_in(root: Path) -> None:
    """Writes words in the place of every placeholder."""
    words = {lang: cycle(written) for lang, written in WRITTEN.items()}
    for file in sorted([*root.rglob("*.md"), *root.rglob("*.yml")]):
        text = file.read_text(encoding="utf-8")
        filled = PLACEHOLDER.sub(lambda found: next(words["zh" if "待写" in found.group() else "en"]), text)
        if filled != text:
            file.write_text(filled, encoding="utf-8")


def complete(root: Path, kind: str) -> None:
    """What belongs to a kind before the check can pass: a source needs a fact that rests on it."""
    if kind == "source":
        fact = {**FACT, "origin": "context", "source": "yearbook"}
        fact.pop("section")
        assert new(root, "fact", fact).returncode == 0


# Each kind.


@every_kind
@both_languages
def test_what_it_writes_lacks_words_alone_and_says_where(small_explainer: Path, kind: str, lang: str) -> None:
    result = new(small_explainer, kind, ANSWERS[kind], lang)
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""
    left = problems(small_explainer)
    told = {
        line.strip().partition(": ")[0]
        for line in result.stdout.splitlines()
        if re.match(r"  \S+:\d+: ", line)
    }
    assert {":".join(line.split(":")[:2]) for line in left} == told
    others = [line for line in left if "words to fill in" not in line]
    assert len(others) == (1 if kind == "source" else 0)  # no fact rests on it yet
    assert ("下一步：" in result.stdout) == (lang == "zh")
    assert ("Next: " in result.stdout) == (lang == "en")
    assert f"--config {small_explainer}" in result.stdout


@every_kind
def test_with_the_words_filled_in_the_site_holds_it(small_explainer: Path, kind: str) -> None:
    assert new(small_explainer, kind, ANSWERS[kind]).returncode == 0
    complete(small_explainer, kind)
    fill_in(small_explainer)
    assert problems(small_explainer) == []
    site = build(small_explainer)
    page, zh, en = SHOWN[kind]
    assert zh in read_page(site / page).text()
    assert en in read_page(site / "en" / page).text()


def test_without_any_words_the_rest_is_there(small_explainer: Path) -> None:
    """All that can be left for later is."""
    optional = ("title-zh", "title-en", "claim-zh", "claim-en", "publisher-zh", "publisher-en")
    for kind, answers in ANSWERS.items():
        few = {name: answer for name, answer in answers.items() if name not in optional}
        assert new(small_explainer, kind, few).returncode == 0, kind
    told = problems(small_explainer)
    assert all("words to fill in" in line or "yearbook" in line for line in told), told


@pytest.mark.parametrize(
    ("form", "facts"),
    [
        ("bars", "books,books_later"),
        ("shares", "children,picture_books"),
        ("units", "picture_books"),
        ("timeline", "opened,survey_month,new_room"),
        ("tree", "welcome,books"),
    ],
)
def test_a_figure_of_each_form(small_explainer: Path, form: str, facts: str) -> None:
    result = new(small_explainer, "figure", {**FIGURE, "form": form, "facts": facts})
    assert result.returncode == 0, result.stderr
    fill_in(small_explainer)
    assert problems(small_explainer) == []


def test_a_figure_over_time(small_explainer: Path) -> None:
    result = new(small_explainer, "figure", {**FIGURE, "over-time": "yes"})
    assert result.returncode == 0, result.stderr
    fill_in(small_explainer)
    assert problems(small_explainer) == []
    assert load_explainer(small_explainer).figures["two_counts"].words.over_time


@pytest.mark.parametrize(
    "answers",
    [
        {"kind": "percent", "value": "36.1"},
        {"kind": "fraction", "value": "1/3"},
        {"kind": "ordinal", "value": "2"},
        {"kind": "version", "value": "2031.1"},
        {"kind": "year", "value": "2031"},
        {"kind": "month", "value": "2031-05"},
        {"kind": "date", "value": "2031-05-02", "status": "target"},
        {
            "kind": "words",
            "said-by": "librarian",
            "verdict": "attributed",
            "checked-against": "county_register",
        },
        {
            "kind": "percent",
            "value": "41.5",
            "section": "later",
            "section-zh": "后来",
            "section-en": "Later: on",
        },
        {"kind": "count", "value": "1200", "unit": "people", "as-of": "2024-05", "note-zh": "说明"},
    ],
    ids=lambda answers: answers["kind"],
)
def test_a_fact_of_each_kind(small_explainer: Path, answers: dict[str, str]) -> None:
    fact = {name: FACT[name] for name in ("id", "origin", "section", "source", "page")} | answers
    result = new(small_explainer, "fact", fact)
    assert result.returncode == 0, result.stderr
    fill_in(small_explainer)
    assert problems(small_explainer) == []


def test_a_fact_from_elsewhere_stands_in_a_quote_that_says_so(small_explainer: Path) -> None:
    fact = {**FACT, "origin": "context", "source": "county_register"}
    fact.pop("section")
    assert new(small_explainer, "fact", fact).returncode == 0
    page = (small_explainer / "docs" / "zh" / "chapters" / "one.md").read_text(encoding="utf-8")
    assert page.splitlines()[-1].startswith("> **不出自原文**")


def test_a_fact_that_we_worked_out(small_explainer: Path) -> None:
    fact = {name: FACT[name] for name in ("id", "kind", "unit-zh", "page")}
    fact |= {
        "value": "400",
        "unit": "books",
        "qualifier": "about",
        "origin": "derived",
        "operation": "difference",
    }
    fact.pop("unit-zh")
    fact["page"] = "none"
    result = new(small_explainer, "fact", {**fact, "of": "books_later,books"})
    assert result.returncode == 0, result.stderr
    assert (
        "400"
        in (small_explainer / "charts" / "facts.yml").read_text(encoding="utf-8").split("- id: chairs")[1]
    )
    wrong = new(
        small_explainer, "fact", {**fact, "id": "more_chairs", "value": "900", "of": "books_later,books"}
    )
    assert wrong.returncode == 1
    assert "its sum gives" in wrong.stderr


def test_the_pinyin_of_a_term_is_offered_and_may_be_corrected(small_explainer: Path) -> None:
    assert new(small_explainer, "term", TERM).returncode == 0
    assert (
        new(
            small_explainer, "term", {"id": "xian", "zh": "西安", "en": "Xi’an", "pinyin": "Xī'ān"}
        ).returncode
        == 0
    )
    wrong = new(small_explainer, "term", {"id": "b", "zh": "书架", "en": "shelf", "pinyin": "shū"})
    assert wrong.returncode == 1
    assert "shūjià" in wrong.stderr
    terms = load_explainer(small_explainer).glossary
    assert terms["reading_room"].pinyin == "jièyuètái"
    assert terms["xian"].pinyin == "Xī'ān"


# What stands in the files already.


@every_kind
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["unix", "windows"])
def test_every_other_line_stays_as_it_was(small_explainer: Path, kind: str, ends: str) -> None:
    files = [*small_explainer.rglob("*.yml"), *small_explainer.rglob("*.md")]
    for file in files:
        text = file.read_text(encoding="utf-8") + ("# the end\n" if file.suffix == ".yml" else "")
        file.write_bytes(("\ufeff" + text.replace("\n", ends)).encode())
    before = {file: file.read_bytes().decode() for file in files}
    assert new(small_explainer, kind, ANSWERS[kind]).returncode == 0
    for file, old in before.items():
        after = file.read_bytes().decode()
        rest = iter(after.split("\n"))
        assert all(line in rest for line in old.split("\n")), file.name
        assert after.count("\r\n") == (after.count("\n") if ends == "\r\n" else 0)
        assert after.startswith("\ufeff---" if file.suffix == ".md" else "\ufeff")


def test_a_chapter_follows_the_last_one_or_the_page_that_is_named(small_explainer: Path) -> None:
    assert new(small_explainer, "chapter", CHAPTER).returncode == 0
    assert new(small_explainer, "chapter", {"id": "at-first", "after": "index.md"}).returncode == 0
    nav = load_explainer(small_explainer).wiring.nav
    assert nav[:4] == ["index.md", "chapters/at-first.md", "chapters/one.md", "chapters/night-hours.md"]


FILE = (
    "# top\nkinds: # of things\n  a: {zh: 甲, en: A} # first\n  # note\n\n"
    "# the list\nthings:\n- id: a # one\n  n: 1\n\n# last\n"
)


def test_a_line_is_added_where_its_list_ends() -> None:
    assert with_item(FILE, "things", ["id: b", "n: 2"]) == FILE.replace(
        "  n: 1\n", "  n: 1\n\n- id: b\n  n: 2\n"
    )
    assert with_name(FILE, "kinds", ["b: {zh: 乙}"]) == FILE.replace("# first\n", "# first\n  b: {zh: 乙}\n")
    assert with_item("things: [] # none yet\n", "things", ["id: b"]) == "things: # none yet\n- id: b\n"
    assert with_name("kinds: {}\nthings: []\n", "kinds", ["b: 1"]) == "kinds:\n  b: 1\nthings: []\n"
    assert with_item_after("nav:\n  - a.md # one\n  - b.md\n", "nav", "a.md", "c.md") == (
        "nav:\n  - a.md # one\n  - c.md\n  - b.md\n"
    )


@pytest.mark.parametrize(
    "text", ["a: b", "# no", "- x", "{a}", "2024-05-01", "12", "no", "“x”", "'", '"', "a #b", "@x", ""]
)
def test_a_text_is_the_same_text_in_yaml(text: str) -> None:
    assert yaml.safe_load(f"a: {scalar(text)}\n") == {"a": text}


# What cannot be.


@every_kind
@both_languages
def test_everything_that_is_missing_is_named_at_once(small_explainer: Path, kind: str, lang: str) -> None:
    before = contents(small_explainer)
    result = new(small_explainer, kind, {}, lang)
    assert result.returncode == 1
    needed = {
        "chapter": {"--id"},
        "term": {"--id", "--zh", "--en", "--pinyin"},
        "source": {"--id", "--language"},
        "fact": {"--id", "--kind", "--origin", "--page"},
        "figure": {"--id", "--form", "--facts", "--page"},
    }
    assert set(re.findall(r"^  (--\S+)", result.stderr, re.MULTILINE)) == needed[kind]
    assert ("没有写入任何文件" in result.stderr) == (lang == "zh")
    assert contents(small_explainer) == before


@every_kind
@pytest.mark.parametrize(
    "name", ["../evil", "a b", "图书", "A", "-x", "con", "index", "a/b", "x" * 99, "a\nb"]
)
def test_a_name_that_cannot_be_is_refused(small_explainer: Path, kind: str, name: str) -> None:
    before = contents(small_explainer.parent)
    result = new(small_explainer, kind, {**ANSWERS[kind], "id": name})
    assert result.returncode == 1
    assert "small letters" in result.stderr or (kind, name) == ("chapter", "index")  # there is one already
    assert contents(small_explainer.parent) == before


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("chapter", "one"),
        ("term", "catalogue"),
        ("source", "article"),
        ("fact", "books"),
        ("figure", "book_counts"),
    ],
)
def test_a_name_that_is_taken_is_refused(small_explainer: Path, kind: str, name: str) -> None:
    before = contents(small_explainer)
    result = new(small_explainer, kind, {**ANSWERS[kind], "id": name})
    assert result.returncode == 1
    assert f"“{name}” is there already" in result.stderr
    assert contents(small_explainer) == before


@pytest.mark.parametrize(
    ("kind", "wrong", "told"),
    [
        ("fact", {"source": "artical"}, "article"),
        ("fact", {"unit": "chairz", "unit-zh": "", "unit-en": ""}, "--unit-zh"),
        ("fact", {"value": "12,600"}, "12600"),
        ("fact", {"value": "inf"}, "12600"),
        ("fact", {"kind": "percent"}, "--unit is not needed"),
        ("fact", {"page": "chapters/two.md"}, "chapters/one.md"),
        ("fact", {"as-of": "2024-02-31"}, "2023-05-31"),
        ("fact", {"claim-en": "80 chairs"}, "Digits cannot stand here (80)"),
        ("fact", {"claim-en": "two\nlines"}, "one line"),
        ("figure", {"facts": "books,children"}, "the form bars cannot show"),
        ("figure", {"facts": "bookz"}, "books"),
        ("figure", {"form": "pie"}, "bars"),
        ("figure", {"title-en": "one two three four five six seven eight nine ten eleven"}, "has 11 words"),
        ("chapter", {"icon": "home-hart"}, "home-heart"),
        ("chapter", {"title-zh": "<script>alert()</script>"}, "raw HTML"),
        ("chapter", {"after": "index"}, "index.md"),
        ("source", {"url": "javascript:alert()"}, "https://"),
        ("term", {"zh": "目录"}, "in the glossary already"),
    ],
)
def test_a_wrong_answer_is_told_and_nothing_is_written(
    small_explainer: Path, kind: str, wrong: dict[str, str], told: str
) -> None:
    before = contents(small_explainer)
    result = new(small_explainer, kind, ANSWERS[kind] | wrong)
    assert result.returncode == 1, result.stdout
    assert told in result.stderr
    assert "Traceback" not in result.stderr
    assert contents(small_explainer) == before


def test_all_that_is_wrong_is_told_at_once(small_explainer: Path) -> None:
    result = new(small_explainer, "fact", {**FACT, "id": "A", "value": "x", "source": "y", "page": "z"})
    assert [line.split(" ")[0] for line in result.stderr.splitlines()] == [
        "--id",
        "--value",
        "--source",
        "--page",
    ]


def test_a_list_in_brackets_is_told(small_explainer: Path) -> None:
    wiring = small_explainer / "mkdocs.yml"
    nav = ", ".join(load_explainer(small_explainer).wiring.nav)
    text = re.sub(r"nav:\n(  - .*\n)+", f"nav: [{nav}]\n", wiring.read_text(encoding="utf-8"))
    wiring.write_text(text, encoding="utf-8")
    before = contents(small_explainer)
    result = new(small_explainer, "chapter", CHAPTER)
    assert result.returncode == 1
    assert "mkdocs.yml" in result.stderr
    assert contents(small_explainer) == before


def test_an_explainer_that_cannot_be_read_is_left_alone(small_explainer: Path) -> None:
    (small_explainer / "docs" / "glossary.yml").write_text("terms: [", encoding="utf-8")
    before = contents(small_explainer)
    result = new(small_explainer, "term", TERM)
    assert result.returncode == 1
    assert result.stderr.startswith("docs/glossary.yml:")
    assert contents(small_explainer) == before


def test_what_was_wrong_before_does_not_stand_in_the_way(small_explainer: Path) -> None:
    assert new(small_explainer, "chapter", CHAPTER).returncode == 0
    assert new(small_explainer, "chapter", {**CHAPTER, "id": "second"}).returncode == 0


@pytest.mark.parametrize("kind", ["chapter", "fact", "figure"])
def test_where_translations_are_recorded_it_says_how_to_record_what_it_wrote(
    small_explainer: Path, kind: str
) -> None:
    pages = sorted(page.uri for page in load_explainer(small_explainer).pages_in("zh").values())
    record_translations(small_explainer, pages, "en")
    assert problems(small_explainer) == []
    result = new(small_explainer, kind, ANSWERS[kind])
    assert result.returncode == 0, result.stderr
    page = "chapters/night-hours" if kind == "chapter" else "chapters/one"
    command = f"scripts/check.py --config {small_explainer} --lang en --translated {page}"
    assert result.stdout.endswith(f"{command}\n")
    fill_in(small_explainer)
    assert all("--translated" in line for line in problems(small_explainer))
    record_translations(small_explainer, [page], "en")
    assert problems(small_explainer) == []


def test_where_no_translations_are_recorded_it_asks_for_no_record(small_explainer: Path) -> None:
    assert "--translated" not in new(small_explainer, "chapter", CHAPTER).stdout


def test_when_one_file_cannot_be_written_none_is(small_explainer: Path) -> None:
    before = contents(small_explainer)
    changes = Changes(small_explainer)
    changes.create("docs/zh/chapters/two.md", "zh")
    changes.create("docs/en/chapters/one.md", "en")  # it is there
    changes.edit("mkdocs.yml", lambda text: text + "# more\n")
    with pytest.raises(OSError, match=r"one\.md"):
        changes.write()
    assert contents(small_explainer) == before


@pytest.mark.parametrize("stopped_at", [0, 1, 2])
def test_who_stops_it_while_it_writes_finds_nothing_written(
    small_explainer: Path, monkeypatch: pytest.MonkeyPatch, stopped_at: int
) -> None:
    before = contents(small_explainer)
    folders = sorted(path for path in small_explainer.rglob("*") if path.is_dir())
    replace, steps = Path.replace, iter(range(9))

    def stop(file: Path, target: Path) -> Path:  # stands for Ctrl-C at one of the steps
        if target.is_relative_to(small_explainer) and next(steps) == stopped_at:
            raise KeyboardInterrupt
        return replace(file, target)

    changes = Changes(small_explainer)
    changes.create("docs/zh/new/folder/two.md", "zh")
    for path in ("mkdocs.yml", "docs/glossary.yml", "charts/facts.yml"):
        changes.edit(path, lambda text: text + "# more\n")
    monkeypatch.setattr(Path, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        changes.write()
    assert contents(small_explainer) == before
    assert sorted(path for path in small_explainer.rglob("*") if path.is_dir()) == folders


def test_what_an_editor_saved_meanwhile_is_kept_and_told(
    small_explainer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = small_explainer / "docs" / "en" / "chapters" / "one.md"
    check = Changes.check

    def check_while_an_editor_saves(changes: Changes, before: Explainer) -> list[Problem]:
        page.write_text(page.read_text(encoding="utf-8") + "\nSaved just now.\n", encoding="utf-8")
        saved.update(contents(small_explainer))
        return check(changes, before)

    saved: dict[str, str] = {}
    monkeypatch.setattr(Changes, "check", check_while_an_editor_saves)
    result = new(small_explainer, "fact", FACT)
    assert result.returncode == 1
    assert "docs/en/chapters/one.md was saved just now" in result.stderr
    assert contents(small_explainer) == saved


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "“–” is nothing that can be added"),
        (("chapte",), "like it: chapter"),
        (("term", "--titel-zh", "x"), "--titel-zh"),
        (("term", "extra"), "extra"),
        (("term", "--lang", "fr"), "--lang"),
        (("chapter", "--value", "x"), "--value"),
    ],
)
def test_what_makes_no_sense_is_told(
    arguments: tuple[str, ...], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    result = said(*arguments)
    assert result.returncode == 2
    assert told in result.stderr
    assert "Traceback" not in result.stderr


def test_a_folder_without_an_explainer_is_told(tmp_path: Path) -> None:
    result = new(tmp_path, "term", TERM)
    assert result.returncode == 1
    assert str(tmp_path) in result.stderr


# How it speaks.


@pytest.mark.parametrize("kind", NAMES)
@both_languages
def test_help_names_every_answer(kind: str, lang: str) -> None:
    result = said(kind, "--help", "--lang", lang)
    assert result.returncode == 0
    for name in NAMES[kind]:
        assert f"--{name.replace('_', '-')} " in result.stdout
    assert (re.search(r"[\u3400-\u9fff]", result.stdout) is not None) or lang == "en"


def test_everything_it_says_is_said_in_both_languages_and_differently() -> None:
    for group, names in yaml.safe_load(TEXTS_FILE.read_text(encoding="utf-8")).items():
        for name, both in names.items():
            assert set(both) == {"zh", "en"}, f"{group}.{name}"
            assert both["zh"] != both["en"], f"{group}.{name}"
            assert set(re.findall(r"\{(\w+)\}", both["zh"])) == set(re.findall(r"\{(\w+)\}", both["en"])), (
                name
            )


def test_what_it_leaves_open_is_what_the_check_refuses() -> None:
    for name, both in yaml.safe_load(TEXTS_FILE.read_text(encoding="utf-8"))["to_write"].items():
        for text in both.values():
            assert PLACEHOLDER.fullmatch(text), name


class Terminal:
    """A command in a terminal: what it shows, and a person who types."""

    def __init__(self, *arguments: str, lang: str) -> None:
        master, slave = os.openpty()
        command = [sys.executable, str(CODE_ROOT / "scripts" / "new.py"), *arguments]
        surroundings = {name: value for name, value in os.environ.items() if name not in ("CI", "PYTHONPATH")}
        surroundings |= {"LC_ALL": lang, "PYTHONUTF8": "1", "TERM": "dumb"}
        self.process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=surroundings)
        os.close(slave)
        self._master = master
        self.shown = ""

    def wait_for(self, text: str) -> None:
        """Reads on until a text is shown."""
        while text not in self.shown:
            ready, _, _ = select.select([self._master], [], [], 60)
            assert ready, self.shown
            self.shown += self._read()

    def type(self, text: str) -> None:
        os.write(self._master, (text + "\n").encode())

    def ended(self) -> int:
        """The exit code, once all is shown."""
        while part := self._read():
            self.shown += part
        os.close(self._master)
        return self.process.wait(timeout=60)

    def _read(self) -> str:
        try:
            return os.read(self._master, 65536).decode(errors="replace")
        except OSError:  # the other end is closed
            return ""


@pytest.mark.parametrize(
    ("lang", "questions"),
    [
        ("zh_CN.UTF-8", "小写字母 不能用 中文标题 英文标题 一句话，中文 一句话，英文 图标 哪一页 写好了"),
        ("en_GB.UTF-8", "letters cannot Chinese English Chinese English icon follow Written"),
    ],
)
def test_in_a_terminal_it_asks_one_thing_after_the_other(
    small_explainer: Path, lang: str, questions: str
) -> None:
    terminal = Terminal("chapter", "--config", str(small_explainer), lang=lang)
    answers = ("Night Hours", "night-hours", "晚上", "Night", "", "", "", "", None)
    for question, typed in zip(questions.split(), answers, strict=True):
        terminal.wait_for(question)
        terminal.shown = terminal.shown.partition(question)[2]
        if typed is not None:
            terminal.type(typed)
    assert terminal.ended() == 0
    page = (small_explainer / "docs" / "zh" / "chapters" / "night-hours.md").read_text(encoding="utf-8")
    assert "# 晚上 {#night-hours}" in page


def test_in_a_terminal_an_editor_may_stop_at_any_question(small_explainer: Path) -> None:
    before = contents(small_explainer)
    terminal = Terminal("term", "--config", str(small_explainer), lang="en_GB.UTF-8")
    terminal.wait_for("> ")
    os.write(terminal._master, b"\x04")
    terminal.wait_for("nothing was written")
    assert terminal.ended() == 1
    assert contents(small_explainer) == before


# An explainer of one's own.

STARTED = {"name-zh": "一周", "name-en": "Weeks", "colour": "#7a1f4d"}


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new explainer, built."""
    folder = tmp_path_factory.mktemp("started") / "weeks"
    flags = [part for name, answer in STARTED.items() for part in (f"--{name}", answer)]
    result = said("explainer", str(folder), "--lang", "en", *flags)
    assert result.returncode == 0, result.stderr
    assert problems(folder) == []
    build(folder)
    return folder


def test_a_new_explainer_has_every_page_in_both_languages(started: Path) -> None:
    nav = load_explainer(started).wiring.nav
    assert {"index.md", "chapters/first.md", "search.md", "help.md", "accessibility.md"} < set(nav)
    for lang, name in (("", "一周"), ("en", "Weeks")):
        for uri in nav:
            page = started / "site" / lang / uri.removesuffix("index.md").removesuffix(".md") / "index.html"
            assert name in read_page(page).one("title").text(), page
        assert (started / "site" / lang / "charts" / "week.svg").exists()
        assert list((started / "site" / lang).glob("search*.json"))


def test_a_new_explainer_is_in_its_colour(started: Path) -> None:
    (style,) = (started / "site" / "assets").glob("style.*.css")
    assert "#0a5160" not in style.read_text(encoding="utf-8")
    assert "#0b5261" not in (started / "site" / "charts" / "week.svg").read_text(encoding="utf-8")


def test_a_new_explainer_is_wired_as_the_project_is() -> None:
    ours, starters = (
        yaml.safe_load((folder / "mkdocs.yml").read_text(encoding="utf-8").replace("!ENV ", ""))
        for folder in (CODE_ROOT, CODE_ROOT / "scripts" / "starter")
    )
    for name in (
        "site_url",
        "docs_dir",
        "site_dir",
        "strict",
        "plugins",
        "markdown_extensions",
        "validation",
    ):
        assert starters[name] == ours[name], name


def test_everything_can_be_added_to_a_new_explainer(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    made = run_command(
        "new", "explainer", str(folder), "--name-zh", "数：第1部", "--name-en", 'Numbers: "part 1" #x'
    )
    assert made.returncode == 0, made.stderr
    assert "mine/docs/zh/index.md (new)" in made.stdout or "mine/docs/zh/index.md（新文件）" in made.stdout
    assert ".cache" not in made.stdout
    assert problems(folder) == []
    assert new(folder, "chapter", CHAPTER).returncode == 0
    assert new(folder, "fact", {**FACT, "page": "chapters/night-hours.md"}).returncode == 0
    assert (
        new(
            folder, "figure", {**FIGURE, "form": "units", "facts": "chairs", "page": "chapters/first.md"}
        ).returncode
        == 0
    )
    fill_in(folder)
    record_translations(folder, ["chapters/night-hours", "chapters/first"], "en")
    assert problems(folder) == []


def test_a_name_may_hold_any_word(tmp_path: Path) -> None:
    """Also those that the starter has in its own places."""
    folder = tmp_path / "mine"
    names = ("今天⟦COLOUR⟧", "USA TODAY, in COLOUR, NAME_ZH and CODE_ROOT/")
    made = said("explainer", str(folder), "--name-zh", names[0], "--name-en", names[1])
    assert made.returncode == 0, made.stderr
    assert problems(folder) == []
    for lang, name in (("", names[0]), (".en", names[1])):
        wiring = yaml.safe_load((folder / f"mkdocs{lang}.yml").read_text("utf-8").replace("!ENV ", ""))
        assert wiring["site_name"] == name
        assert name in wiring["site_description"]
    left = [file for file in folder.rglob("*") if file.is_file() and b"\xe2\x9f\xa6" in file.read_bytes()]
    assert {file.name for file in left} == {"mkdocs.yml", "index.md"}  # where the name stands


def test_what_the_check_only_warns_of_is_not_told_as_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [problem("a.md", 1, "empty_link", found="[a]()")]
    found.append(warning("a.md", 2, "double_space", found="a  b", expected="a b"))
    monkeypatch.setattr("scripts.new_entries.explainer.run_checks", lambda _: found)
    result = said("explainer", str(tmp_path / "mine"), "--name-zh", "一周", "--name-en", "Weeks")
    assert result.returncode == 1
    assert result.stderr.count("a.md") == 1


@pytest.mark.parametrize("what", ["file in it", "file", "link"])
def test_a_new_explainer_takes_no_folder_that_holds_something(tmp_path: Path, what: str) -> None:
    folder = tmp_path / "full"
    if what == "file":
        folder.write_text("mine", encoding="utf-8")
    elif what == "link":
        (tmp_path / "elsewhere").mkdir()
        folder.symlink_to(tmp_path / "elsewhere")
    else:
        folder.mkdir()
        (folder / "mine.txt").write_text("mine", encoding="utf-8")
    before = contents(tmp_path)
    result = run_command(
        "new", "explainer", str(folder), "--name-zh", "一周", "--name-en", "Weeks", "--lang", "en"
    )
    assert result.returncode == 1
    assert str(folder) in result.stderr
    assert contents(tmp_path) == before
    assert len(list(tmp_path.iterdir())) == (2 if what == "link" else 1)


@pytest.mark.parametrize("colour", ["red", "#12", "7a1f4d", "#7a1f4d;}"])
def test_a_new_explainer_takes_colours_alone(tmp_path: Path, colour: str) -> None:
    flags = ("--name-zh", "一周", "--name-en", "Weeks", "--colour", colour)
    result = said("explainer", str(tmp_path / "weeks"), *flags)
    assert result.returncode == 1
    assert not (tmp_path / "weeks").exists()
