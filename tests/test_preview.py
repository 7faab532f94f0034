from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from string import ascii_uppercase

import pytest
from conftest import ADDRESS, build, copy_small_explainer, run_command
from fault_cases import FAULTS, Fault
from preview_process import Preview, running_preview

from scripts.preview.banner import notes
from scripts.preview.builder import Builder
from scripts.preview.shown import Shown, Trouble
from scripts.preview.snapshot import CODES_OVERRIDES, Snapshot, take_snapshot
from scripts.preview.words import WORDS_FILE
from scripts.problems import problem, warning
from scripts.yaml_file import read_yaml

CHAPTER = "docs/en/chapters/one.md"
PAGE = "/en/chapters/one/"


@pytest.fixture
def preview(small_explainer: Path) -> Iterator[Preview]:
    with running_preview(small_explainer) as running:
        yield running


def files_as_built(preview: Preview) -> None:
    """Every file that a build makes is served with the same bytes."""
    site = build(preview.root, SITE_URL=preview.address)
    files = [file for file in site.rglob("*") if file.is_file()]
    assert len(files) > 50
    for file in files:
        path = file.relative_to(site).as_posix()
        answer = preview.get("/" + path)
        assert answer.status == 200, path
        assert answer.as_built == file.read_bytes(), path
        assert (answer.as_built != answer.body) == (file.suffix == ".html"), path
        assert b"__preview__" not in file.read_bytes()


def test_every_file_is_what_a_build_makes_also_after_edits(preview: Preview) -> None:
    files_as_built(preview)
    preview.edit(CHAPTER, "# The village library {", "# The new village library {")
    preview.wait_for_page(PAGE, lambda page: "The new village library" in page.text)
    preview.edit("docs/zh/index.md", "\ndescription: ", "\ndescription: 这里")
    preview.wait_for_page("/", lambda page: 'content="这里' in page.text)
    preview.edit("charts/figures/children_share.yml", "en: Many readers", "en: Surely many readers")
    preview.wait_for_page("/en/charts/children_share/", lambda page: "Surely many readers" in page.text)
    for lang, prefix in (("zh", ""), ("en", "/en")):
        preview.edit(f"docs/{lang}/chapters/one.md", "icon: bookshelf", "icon: home-heart")
        preview.wait_for_page(f"{prefix}/chapters/one/", lambda page: "home-heart" in page.text)
    preview.edit("mkdocs.en.yml", "site_name: ", "site_name: Our ")
    preview.wait_for_page("/en/", lambda page: "Our The library" in page.text)
    claim = "{zh: 图书馆开门的日子, en: Day the library opened}"
    preview.edit("charts/facts.yml", claim, "{zh: 图书馆开门那天, en: The day it opened}")
    preview.wait_for_page("/en/sources/", lambda page: "The day it opened" in page.text)
    preview.wait_for_page("/sources/", lambda page: "图书馆开门那天" in page.text)
    files_as_built(preview)


def test_what_is_wrong_stands_above_the_last_good_page_until_it_is_repaired(preview: Preview) -> None:
    before = preview.get(PAGE)
    preview.edit(CHAPTER, "[over 12,600 books]", "[over 16,200 books]")
    told = preview.wait_for_notes("16,200", "en")
    line = (preview.root / CHAPTER).read_text(encoding="utf-8").split("16,200")[0].count("\n") + 1
    assert f"{CHAPTER}, line {line}" in told
    assert "12,600" in told
    assert "Repair: " in told
    assert 'role="alert"' in told
    assert "修改办法" not in told
    page = preview.get(PAGE)
    assert page.as_built == before.as_built
    assert told in page.text
    preview.edit(CHAPTER, "[over 16,200 books]", "[more than 12,600 books]")
    preview.wait_until_well("en")
    page = preview.wait_for_page(PAGE, lambda page: "more than 12,600 books" in page.text)
    assert "Repair: " not in page.text


@pytest.mark.parametrize("lang", ["zh", "both"])
def test_a_preview_that_begins_with_a_fault_shows_only_that_in_the_editors_language(
    small_explainer: Path, lang: str
) -> None:
    Fault("yaml_syntax", FAULTS / "yaml_syntax" / "quote_left_open_in_figure").apply(small_explainer)
    with running_preview(small_explainer, lang) as preview:
        for path in ("/", PAGE):
            page = preview.get(path)
            assert page.status == 503
            assert "charts/figures/book_counts.yml" in page.text
            assert "修改办法：" in page.text
            assert ("Repair: " in page.text) == (lang == "both")
            assert "Traceback" not in page.text
        assert preview.next("zh", -1)["version"] == ""
        fresh = copy_small_explainer(small_explainer.parent / "fresh")
        name = "charts/figures/book_counts.yml"
        (preview.root / name).write_bytes((fresh / name).read_bytes())
        preview.wait_until_well("zh")
        assert preview.get("/").status == 200
        assert not [line for line in preview.told if "Traceback" in line]


def test_words_of_a_problem_are_never_html(preview: Preview) -> None:
    spoilt = "<script>alert(1)</script><img src=x onerror=alert(1)>\u202e\x1b[31m"
    preview.edit(
        "charts/figures/children_share.yml",
        "form: shares",
        f'form: "{spoilt}"'.encode("unicode_escape").decode(),
    )
    told = preview.wait_for_notes("alert(1)", "en")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in told
    assert "<script" not in told
    assert "<img" not in told
    for text in (told, *preview.told):
        assert "\u202e" not in text
        assert "\x1b" not in text


def test_a_bug_ends_in_polite_words_with_what_to_report_and_the_preview_goes_on(preview: Preview) -> None:
    (preview.root / "bug.py").write_text(
        "def on_page_content(html, **_):\n    return 1 / 0\n", encoding="utf-8"
    )
    wiring = (preview.root / "mkdocs.yml").read_text(encoding="utf-8")
    preview.edit("mkdocs.yml", "hooks:\n", "hooks:\n  - bug.py\n")
    told = preview.wait_for_notes("ZeroDivisionError", "en")
    assert "not yours" in told
    assert "scripts/preview/builder.py:" in told
    assert "Traceback" not in "\n".join([told, *preview.told])
    assert preview.get(PAGE).status == 200
    (preview.root / "mkdocs.yml").write_text(wiring, encoding="utf-8")
    preview.wait_until_well("en")


@pytest.mark.parametrize(
    ("file", "line", "words"),
    [("mkdocs.yml", "colour: red", "colour"), ("mkdocs.en.yml", "docs_dir: docs/fr", "docs/fr")],
)
def test_what_mkdocs_refuses_is_told_in_its_own_words(
    preview: Preview, file: str, line: str, words: str
) -> None:
    path = preview.root / file
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{re.sub(r'docs_dir: docs/en', '', text)}\n{line}\n", encoding="utf-8")
    assert "MkDocs" in preview.wait_for_notes(words, "en")
    path.write_text(text, encoding="utf-8")
    preview.wait_until_well("en")


def test_pages_come_and_go_without_a_new_start(preview: Preview) -> None:
    for lang in ("zh", "en"):
        text = (preview.root / f"docs/{lang}/about.md").read_text(encoding="utf-8")
        (preview.root / f"docs/{lang}/visit.md").write_text(text, encoding="utf-8")
    preview.wait_for_notes("nav", "en")
    preview.edit("mkdocs.yml", "  - about.md\n", "  - about.md\n  - visit.md\n")
    assert preview.wait_for_page("/en/visit/", lambda page: page.status == 200)
    for lang in ("zh", "en"):
        (preview.root / f"docs/{lang}/visit.md").rename(preview.root / f"docs/{lang}/come.md")
    preview.edit("mkdocs.yml", "  - visit.md\n", "  - come.md\n")
    preview.wait_for_page("/en/come/", lambda page: page.status == 200)
    assert preview.get("/en/visit/").status == 404
    for lang in ("zh", "en"):
        (preview.root / f"docs/{lang}/come.md").unlink()
    preview.edit("mkdocs.yml", "  - come.md\n", "")
    preview.wait_for_page("/en/come/", lambda page: page.status == 404)
    preview.wait_for_page("/come/", lambda page: page.status == 404)


def test_a_new_figure_appears_and_its_module_is_read_again_after_an_edit(preview: Preview) -> None:
    figures = preview.root / "charts/figures"
    (figures / "more_books.yml").write_bytes((figures / "book_counts.yml").read_bytes())
    (figures / "more_books.py").write_bytes((figures / "book_counts.py").read_bytes())
    for lang in ("zh", "en"):
        file = preview.root / f"docs/{lang}/chapters/one.md"
        file.write_text(file.read_text(encoding="utf-8") + "\n![more](figure:more_books)\n", encoding="utf-8")
    preview.wait_for_page("/en/charts/more_books/", lambda page: page.status == 200)
    module = figures / "more_books.py"
    good = module.read_text(encoding="utf-8")
    module.write_text("import sys\nsys.exit('enough')\n", encoding="utf-8")
    assert "enough" in preview.wait_for_notes("charts/figures/more_books.py, line 2", "en")
    module.write_text("def build(:\n", encoding="utf-8")
    preview.wait_for_notes("charts/figures/more_books.py, line 1", "en")
    module.write_text(good.replace("import bars", "import shares"), encoding="utf-8")
    preview.wait_for_notes("shares", "en")
    module.write_text(good, encoding="utf-8")
    preview.wait_until_well("en")


def test_the_last_of_many_quick_edits_is_shown(preview: Preview) -> None:
    names = ["The village library", *(f"Library {letter}" for letter in ascii_uppercase)]
    for before, after in pairwise(names):
        preview.edit(CHAPTER, f"# {before} {{", f"# {after} {{")
    page = preview.wait_for_page(PAGE, lambda page: "Library Z" in page.text)
    assert "Library Y" not in page.text


def test_it_answers_at_its_own_address_and_nothing_beside_the_site(preview: Preview) -> None:
    port = preview.address.rstrip("/").rpartition(":")[2]
    assert preview.get("/", Host=f"localhost:{port}").status == 200
    for host in ("example.org", f"example.org:{port}", "127.0.0.1", ""):
        assert preview.get("/", Host=host).status == 403
    outside = ("/../../mkdocs.yml", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/en/..%2f..%2fmkdocs.yml")
    for path in (*outside, "/__preview__/../words.yml", "/__preview__/words.yml", "/__preview__/server.py"):
        answer = preview.get(path)
        assert answer.status == 404, path
        assert b"docs_dir" not in answer.body
        assert b"root:" not in answer.body
    assert preview.get("/en").headers["Location"] == "/en/"
    assert preview.get("/en/chapters/one").headers["Location"] == PAGE
    missing = preview.get("/en/nowhere/")
    assert missing.status == 404
    assert missing.as_built == preview.get("/404.html").as_built
    assert preview.get("/", method="HEAD").body == b""
    assert preview.get("/", method="POST").status == 501
    assert preview.get("/").headers["Cache-Control"] == "no-store"


def test_ctrl_c_ends_it_and_a_page_may_still_be_waiting(small_explainer: Path) -> None:
    with running_preview(small_explainer, "zh") as preview:
        number = preview.next("zh", -1)["number"]
        port = int(preview.address.rstrip("/").rpartition(":")[2])
        waiting = socket.create_connection(("127.0.0.1", port))
        request = f"GET /__preview__/next?lang=zh&number={number} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"
        waiting.sendall(request.encode())
    waiting.close()
    assert preview.process.returncode == 0
    assert preview.told[-1] == "预览已经结束。"
    assert not [line for line in preview.told if "Traceback" in line]


@pytest.mark.parametrize("port", ["taken", "70000", "-1"])
def test_a_port_that_cannot_be_used_is_told(small_explainer: Path, port: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        number = str(other.getsockname()[1]) if port == "taken" else port
        result = run_command("serve", "--config", str(small_explainer), "--port", number, "--lang", "both")
    assert result.returncode == 1
    assert number in result.stderr
    assert "Repair: " in result.stderr
    assert "修改办法：" in result.stderr
    assert "Traceback" not in result.stderr


def test_what_one_language_says_and_the_other_not_yet_holds_back_no_page(preview: Preview) -> None:
    heading = "{#books-and-readers}"
    preview.edit("docs/zh/chapters/one.md", heading, f"{heading}\n\n这一段还只有中文。\n英文等一下再写。")
    preview.wait_for_page("/chapters/one/", lambda page: "这一段还只有中文" in page.text)
    told = preview.wait_for_notes("docs/zh/chapters/one.md", "zh")
    assert 'role="alert"' not in told
    assert "before this is published" in told
    result = run_command("check", "--config", str(preview.root))
    assert result.returncode == 1


def test_warnings_are_told_more_quietly_than_problems() -> None:
    quiet = warning("charts/facts.yml", 3, "unused_fact", found="books")
    error = problem("charts/facts.yml", 9, "unused_source", found="register")
    alone = notes(Trouble((quiet,)), "en", has_page=True)
    assert "charts/facts.yml, line 3" in alone
    assert "<details" in alone
    assert 'role="status"' in alone
    assert 'role="alert"' not in alone
    both = notes(Trouble((quiet, error)), "en", has_page=True)
    assert both.index("line 9") < both.index("line 3")
    assert both.index('role="alert"') < both.index("line 9")
    assert "To repair: 1." in both
    assert notes(Trouble(), "en", has_page=True) == ""


def test_the_previews_own_words_differ_between_the_languages_and_have_the_same_slots() -> None:
    words = read_yaml(WORDS_FILE, "words.yml").data
    assert words
    for name, both in words.items():
        assert both["zh"] != both["en"], name
        slots = [set(re.findall(r"\{(\w+)\}", both[lang])) for lang in ("zh", "en")]
        assert slots[0] == slots[1], name


def test_a_template_is_part_of_every_page_and_a_style_of_none() -> None:
    files = {"mkdocs.yml": (1, 1, 1, 1), "docs/zh/a.md": (1, 1, 1, 1), "overrides/base.css": (1, 1, 1, 1)}
    template = f"{CODES_OVERRIDES}/components/figure/figure.html"
    before = Snapshot({**files, template: (1, 1, 1, 1)})
    for path, wires, faces in (
        (template, True, True),
        ("mkdocs.yml", True, False),
        ("overrides/base.css", False, True),
        ("docs/zh/a.md", False, False),
    ):
        after = Snapshot({**before.files, path: (2, 1, 1, 1)})
        assert (after.wiring != before.wiring, after.face != before.face) == (wires, faces), path
    assert Snapshot({**before.files, "docs/en/b.md": (1, 1, 1, 1)}).wiring != before.wiring


# Each kind of edit: a file, what stands in it, and what takes its place.
EDITS = {
    "verdict": ("charts/facts.yml", "verdict: confirmed", "verdict: consistent"),
    "undisputed": ("charts/facts.yml", "verdict: unconfirmed", "verdict: consistent"),
    "note": ("charts/facts.yml", "登记册上写得少一些。", "登记册上写得少。"),
    "speaker": ("charts/facts.yml", "name: {zh: 林禾, en: Lin He}", "name: {zh: 林和, en: Lin Ho}"),
    "source": ("charts/sources.yml", "zh: 全县图书馆登记册", "zh: 县图书馆登记册"),
    "address_of_source": ("charts/sources.yml", "libraries?year=2024", "libraries?year=2025"),
    "term": ("docs/glossary.yml", "zh: 一份清单，写着", "zh: 一张清单，写着"),
    "synonym": ("docs/glossary.yml", "en: [reader’s card]", "en: [reader’s pass]"),
    "table": ("charts/figures/children_share.yml", "en: Many readers", "en: A good many readers"),
    "same_number": ("charts/facts.yml", "value: 12600", "value: 12600.0"),
    "addresses": ("mkdocs.yml", "strict: true", "strict: true\nuse_directory_urls: false"),
    "directories": ("mkdocs.yml", "strict: true\nuse_directory_urls: false", "strict: true"),
    "name_of_site": ("mkdocs.yml", "site_name: ", "site_name: 新"),
    "question": ("docs/zh/chapters/one.md", "question: 村里的", "question: 我们村里的"),
    "sentence": ("docs/en/chapters/one.md", "everybody is welcome", "all are welcome"),
    "heading": ("docs/zh/chapters/one.md", "## 书和读者 {", "## 图书和读者 {"),
}


def test_after_each_kind_of_edit_every_file_is_what_is_made_from_nothing(small_explainer: Path) -> None:
    """Also what search knows: the same builder goes from edit to edit, another begins anew after each."""
    kept, shown = a_builder(small_explainer)
    kept.build(take_snapshot(small_explainer), lambda: True)
    for kind, (name, old, new) in EDITS.items():
        file = small_explainer / name
        before, text = shown.now.sites, file.read_text(encoding="utf-8")
        assert text.count(old) == 1, kind
        file.write_text(text.replace(old, new), encoding="utf-8")
        assert kept.build(take_snapshot(small_explainer), lambda: True), (kind, shown.now.trouble)
        fresh, anew = a_builder(small_explainer)
        assert fresh.build(take_snapshot(small_explainer), lambda: True), kind
        assert shown.now.sites == anew.now.sites, kind
        assert shown.now.sites != before, kind


def a_builder(root: Path) -> tuple[Builder, Shown]:
    shown = Shown()
    return Builder(root, ADDRESS, shown), shown
