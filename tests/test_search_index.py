"""What search fetches: which words of a page go in, how they are cut, and that the files stay small."""

from __future__ import annotations

import gzip
import json
import re
import socket
from dataclasses import replace
from pathlib import Path

import pytest

from charts.wording import Lang
from scripts.explainer import CODE_ROOT, Explainer
from scripts.pages import LANGS, SearchWords
from scripts.pinyin import lexicon
from scripts.questions import Questions
from scripts.search_index import STOP_WORDS, SearchFiles, fold, normal, search_files, tokens
from scripts.search_pages import _names, reader, search_page
from scripts.search_sections import SearchPage, Section, named, page_sections
from tests.search_sites import read

STOP_WORDS_FILE = CODE_ROOT / "overrides" / "components" / "search" / "search-engine" / "words.js"


def test_a_page_is_cut_at_its_headings_and_words_before_the_first_belong_to_its_beginning() -> None:
    html = '<h1 id="x">Title</h1><p>One. Two.</p><h2 id="a">First</h2><p>Three</p>'
    html += '<h3 id="b">Second</h3><ul><li>4</li></ul>'
    assert page_sections(html) == (
        Section("", "Title", ("One.", "Two.")),
        Section("a", "First", ("Three",)),
        Section("b", "Second", ("4",)),
    )


@pytest.mark.parametrize(
    "hidden",
    [
        "<svg><text>100</text></svg>",
        '<span class="visually-hidden">100</span>',
        '<div class="figure__controls"><button>100</button></div>',
        '<ul class="figure__files"><li>100</li></ul>',
        "<p hidden>100</p>",
        "<pre><code>100</code></pre>",
        "<p>https://example.org/100</p>",
    ],
)
def test_what_is_not_the_text_is_left_out(hidden: str) -> None:
    (section,) = page_sections(f"<p>before</p>{hidden}<p>after</p>")
    assert section.sentences == ("before", "after")


def test_pinyin_over_a_word_is_no_part_of_it() -> None:
    (section,) = page_sections("<p><ruby>累<rt>lěi</rt>计<rt>jì</rt></ruby>服务</p>")
    assert section.sentences == ("累计服务",)


def test_a_figure_s_title_is_a_name_of_its_section_and_rows_of_a_table_stay_whole() -> None:
    html = (
        '<h2 id="a">A</h2><figure><figcaption>Shown</figcaption><table>'
        '<caption class="visually-hidden">Shown</caption>'
        "<tr><th>one</th><td>1</td></tr><tr><th>two</th><td>2</td></tr></table></figure>"
    )
    (_, section) = page_sections(f"<p>x</p>{html}")
    assert section.others == ("Shown",)
    assert section.sentences == ("Shown", "one 1", "two 2")


def test_labels_in_a_sentence_are_left_out_and_what_is_typed_stays() -> None:
    (section,) = page_sections(
        '<h1 id="a">A</h1><p><strong class="note__label">Not ours</strong> Add <code>?elder=1</code> to'
        ' half <span class="mark mark--differs">Differs</span> of them.</p>'
    )
    assert section.sentences == ("Add ?elder=1 to half of them.",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一网通办", ["一网", "网通", "通办", "办"]),
        ("Ｄigital Divide’s", ["digital", "divide", "digital divide"]),
        ("the state of the art", ["state", "art", "state art"]),
        ("136亿人次", ["#136", "#13600000000", "人次", "次"]),
        ("13.6 billion", ["#13.6", "#13600000000"]),
        ("Sixteen districts", ["#16", "sixteen", "districts", "sixteen districts"]),
        ("5,334,900", ["#5334900"]),
        ("53.7%", ["#53.7", "#53.7%"]),
        ("5G", ["5g"]),
        ("yī wǎng", ["yi", "wang", "yi wang"]),
    ],
)
def test_a_text_is_cut_into_pairs_words_and_values(text: str, expected: list[str]) -> None:
    assert list(tokens(text)) == expected


def test_pairs_of_characters_are_also_found_by_their_sound() -> None:
    assert {"~yi'wan", "~wan'ton", "~ton'ban"} <= set(tokens("一网通办", read))
    assert [fold(sound) for sound in ("zhang", "shi", "chuang", "an")] == ["zan", "si", "cuan", "an"]


def test_the_code_that_reads_knows_the_same_words_that_say_nothing() -> None:
    listed = re.search(
        r"STOP_WORDS = new Set\(\((.*?)\)\.split", STOP_WORDS_FILE.read_text(encoding="utf-8"), re.DOTALL
    )
    assert listed
    assert set("".join(re.findall(r'"([^"]*)"', listed[1])).split()) == STOP_WORDS


def test_the_same_pages_make_the_same_files_and_another_word_another_address() -> None:
    assert small_index("one") == small_index("one")
    assert small_index("one").head != small_index("two").head


def test_every_token_leads_to_the_sections_that_hold_it() -> None:
    pages = [
        SearchPage("p/", "T", tuple(Section(f"s{i}", f"H{i}", (f"word{i % 3} all",)) for i in range(50)))
    ]
    index = postings(search_files(pages, "en"))
    assert index["word1"] == [number for number in range(50) if number % 3 == 1]
    assert index["all"] == list(range(50))


def test_only_traditional_characters_of_those_on_the_pages_go_along() -> None:
    files = search_files([SearchPage("p/", "网", (Section("", "网", ("办",)),))], "zh", read)
    pairs = next(text for name, text in files.files.items() if name.endswith("traditional.txt"))
    assert set(re.findall("..", pairs)) == {"網网", "辦办"}


def test_readings_are_those_of_the_place_where_a_character_stands() -> None:
    page = SearchPage(
        "p/", "x", (Section("", "银行", ()), Section("a", "行走", ()), Section("b", "行人", ()))
    )
    sounds = {"银行": ("yin", "hang"), "行走": ("xing", "zou"), "行人": ("xing", "ren")}
    files = search_files([page], "zh", lambda run: sounds[run])
    found = json.loads(next(text for name, text in files.files.items() if name.endswith("pinyin.json")))
    assert "行" in found["usual"]["xing"]
    assert found["other"] == {"0": "yin hang"}


def test_words_of_the_front_matter_are_names_of_the_section_that_they_lead_to() -> None:
    sections = (Section("", "Help", ()), Section("elder", "Large", ()))
    assert named(sections, {"elder": ["big", "Large"]})[1].others == ("big",)


@pytest.mark.parametrize("lang", LANGS)
def test_every_heading_of_the_project_is_in_the_head(
    project: Explainer, built_site: Path, lang: Lang
) -> None:
    head = head_of(built_site, lang)
    names = {line.split("\t")[0] for line in head["names"].split("\n")} | {page[1] for page in head["pages"]}
    for page in project.pages_in(lang).values():
        if page.front.generate not in ("search", "pages"):
            assert {normal(heading.text) for heading in page.headings} <= {normal(name) for name in names}, (
                page.path
            )


@pytest.mark.parametrize("lang", LANGS)
def test_every_address_of_the_index_is_an_id_of_its_page(built_site: Path, lang: Lang) -> None:
    head = head_of(built_site, lang)
    ids = iter(head["ids"].split("\n"))
    for uri, _, _, count, _ in head["pages"]:
        html = (built_site / ("en" if lang == "en" else "") / uri / "index.html").read_text(encoding="utf-8")
        for _ in range(count):
            name = next(ids)
            assert not name or f'id="{name}"' in html, (uri, name)


@pytest.mark.parametrize("lang", LANGS)
def test_the_head_is_small(built_site: Path, lang: Lang) -> None:
    head = next((built_site / ("en" if lang == "en" else "")).glob("search-*/head.json"))
    assert len(gzip.compress(head.read_bytes(), 9)) < 9_000


def test_terms_bring_their_synonyms_and_their_name_in_the_other_language(project: Explainer) -> None:
    page = search_page(
        project, "zh", "glossary.md", "glossary/", '<h1 id="g">G</h1><h3 id="suishenma">随申码</h3><p>x</p>'
    )
    assert page
    assert "健康码" in page.sections[1].others
    (sentence,) = page.sections[1].sentences
    assert sentence == f"{project.glossary['suishenma'].plain['zh'].rstrip('。')}（Suishenma）。"


def test_no_network_is_needed(monkeypatch: pytest.MonkeyPatch, project: Explainer) -> None:
    monkeypatch.setattr(socket, "socket", None)  # whoever opens a connection fails
    section = Section("a", "数字鸿沟", ("老人会用手机。",))
    index = search_files(
        [SearchPage("p/", "标题", (section,))], "zh", reader(lexicon(project.pinyin, project.glossary))
    )
    assert any(name.endswith("pinyin.json") for name in index.files)
    assert any(name.endswith("traditional.txt") and "數数" in text for name, text in index.files.items())


@pytest.mark.parametrize("lang", LANGS)
def test_every_word_of_the_front_matter_is_a_name_in_the_head(
    project: Explainer, built_site: Path, lang: Lang
) -> None:
    names = {normal(name) for name in re.split("[\t\n]", head_of(built_site, lang)["names"])}
    for page in project.pages_in(lang).values():
        for entry in page.front.search:
            words = [entry] if isinstance(entry, str) else entry.words
            assert {normal(word) for word in words} <= names, page.path


def test_words_for_the_title_s_own_id_lead_to_the_beginning_of_the_page(project: Explainer) -> None:
    page = next(iter(project.pages_in("zh").values()))
    entry = SearchWords(words=["另一个名字"], section=page.headings[0].id)
    changed = replace(page, front=page.front.model_copy(update={"search": [entry]}))
    assert _names(changed) == {"": ["另一个名字"]}


def small_index(word: str) -> SearchFiles:
    return search_files([SearchPage("p/", "Title", (Section("a", "Heading", (f"A {word}.",)),))], "en")


def postings(index: SearchFiles) -> dict[str, list[int]]:
    found = {}
    for name, text in index.files.items():
        if re.search(r"/s\d+\.txt$", name):
            for line in text.split("\n"):
                token, steps = line.split("\t")
                number, places = 0, []
                for step in steps.split():
                    number += int(step.rstrip("+"), 36)
                    places.append(number)
                found[token] = places
    return found


def head_of(site: Path, lang: Lang) -> dict:
    root = site / ("en" if lang == "en" else "")
    return json.loads(
        (root / json.loads((root / "search.json").read_text())["head"]).read_text(encoding="utf-8")
    )


def test_what_readers_ask_is_found_and_no_page_shows_it(project: Explainer) -> None:
    page = project.pages_in("zh")["chapters/life.md"]
    asked = Questions(
        zh={"chapters/life.md#life": ["日子怎么过"], "chapters/life.md#no-trips": ["捷运卡丢了"]}
    )
    html = '<h1 id="life">下一步</h1><p>字</p><h2 id="no-trips">少跑腿</h2><p>词</p>'
    found = search_page(replace(project, questions=asked), "zh", page.uri, "chapters/life/", html)
    assert found
    assert [section.questions for section in found.sections] == [("日子怎么过",), ("捷运卡丢了",)]
    index = search_files([found], "zh", reader(lexicon(project.pinyin, project.glossary)))
    assert any("捷运\t1" in text for name, text in index.files.items() if re.search(r"/s\d+\.txt$", name))
    assert not any("捷运" in text for name, text in index.files.items() if re.search(r"head|/t\d+", name))


@pytest.mark.parametrize("lang", LANGS)
def test_every_question_is_in_the_index_of_its_language(project: Explainer, lang: Lang) -> None:
    asked = project.questions.asked(lang)
    assert sum(map(len, asked.values())) > 150
    assert all(texts == list(dict.fromkeys(texts)) for texts in asked.values())


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("三分之一", "#1/3"),
        ("one third of it", "#1/3"),
        ("3/4", "#3/4"),
        ("two-thirds", "#2/3"),
        ("a quarter", "#1/4"),
    ],
)
def test_fractions_are_found_in_every_notation(text: str, token: str) -> None:
    assert token in set(tokens(text))


def test_a_date_with_strokes_is_no_fraction() -> None:
    assert not [token for token in tokens("20/1/2022") if "/" in token]
