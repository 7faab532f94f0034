from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from html_reader import Element, read_html, read_page
from markdown import Markdown
from pypinyin import Style, pinyin

from scripts.building import reading_minutes
from scripts.explainer import Explainer
from scripts.glossary import Glossary
from scripts.markdown_extension import ExplainerExtension, Sources
from scripts.pinyin import PINYIN_FILE, Lexicon, annotated, lexicon, load_pinyin, syllables
from scripts.site_builder import build_site

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
EMPTY = Lexicon({}, {}, frozenset())

Choose = Callable[..., Lexicon]


@pytest.fixture
def choose(tmp_path: Path, small: Explainer) -> Choose:
    """A function from the text of a docs/pinyin.yml to the readings that the small explainer then knows."""

    def known(text: str, glossary: Glossary = small.glossary) -> Lexicon:
        file = tmp_path / PINYIN_FILE
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return lexicon(load_pinyin(tmp_path), glossary)

    return known


def read_aloud(text: str, known: Lexicon = EMPTY) -> dict[str, str]:
    """The words of a text that get pinyin, with it."""
    return {word: " ".join(reading) for word, reading in annotated(text, known) if reading}


def rubies(tree: Element) -> list[tuple[str, str]]:
    """Every annotated word below an element, with its pinyin, in the page's order."""
    return [
        (ruby.raw_text(), " ".join(reading.raw_text() for reading in ruby.all("rt")))
        for ruby in tree.all("ruby")
    ]


def converted(markdown: str, explainer: Explainer, known: Lexicon, lang: str = "zh") -> Element:
    assert lang in ("zh", "en")
    words = explainer.words(lang)
    sources = Sources(explainer.ledger, explainer.glossary, known, words, lambda _: None, ())
    extensions = [ExplainerExtension(sources, lang, "docs/page.md"), "attr_list", "tables", "toc"]
    return read_html(Markdown(extensions=[*extensions, "fenced_code"]).convert(markdown))


def pages(site: Path) -> dict[str, Element]:
    return {file.relative_to(site).as_posix(): read_page(file) for file in sorted(site.rglob("*.html"))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他们重新开始", {"重新": "chóng xīn"}),
        ("各行各业的行业", {"各行各业": "gè háng gè yè", "行业": "háng yè"}),
        ("她攥着一把伞", {"攥": "zuàn"}),
        ("步履蹒跚", {"步履蹒跚": "bù lǚ pán shān"}),
        ("严重的事情，东西便宜", {"便宜": "pián yi"}),
        ("weight 5, 书和人", {}),
    ],
)
def test_a_word_gets_pinyin_when_a_character_is_rare_or_is_not_read_as_it_is_alone(
    text: str, expected: dict[str, str]
) -> None:
    assert read_aloud(text) == expected


def test_a_lost_tone_makes_no_word_hard() -> None:
    assert read_aloud("我们的东西和朋友") == {}


def test_the_tones_that_yi_and_bu_take_on_before_others_make_no_word_hard() -> None:
    assert read_aloud("一个人不是一样") == {}


def test_no_text_is_lost_or_added() -> None:
    text = "a重新，5G (攥)\n\x02klzzwxh:0001\x03行业、 "
    assert "".join(piece for piece, _ in annotated(text, EMPTY)) == text


def test_a_word_that_the_editors_chose_gets_their_reading_also_inside_a_longer_one(choose: Choose) -> None:
    known = choose("words:\n  图书: tú shū\n  重来: chónglái\n")
    assert read_aloud("图书馆里，严重来说", known) == {"图书": "tú shū"}
    assert read_aloud("从头重来", known) == {"重来": "chóng lái"}


def test_the_longest_word_that_the_editors_chose_wins(choose: Choose) -> None:
    known = choose("words:\n  数的: shùde\n  数的是: shǔ de shì\n")
    assert read_aloud("数的是人", known) == {"数的是": "shǔ de shì"}


def test_a_word_that_the_editors_leave_out_gets_none(choose: Choose) -> None:
    assert read_aloud("行业重新", choose("leave_out: [行业]\n")) == {"重新": "chóng xīn"}


def test_a_character_that_the_editors_leave_out_makes_no_word_hard(choose: Choose) -> None:
    known = choose("leave_out: [为]\n")
    assert "认为" in read_aloud("他认为行为")
    assert read_aloud("他认为行为，为数众多的行业", known) == {"行业": "háng yè"}


def test_a_hard_term_is_read_as_the_glossary_says(choose: Choose, small: Explainer) -> None:
    term = small.glossary["catalogue"].model_copy(update={"zh": "数目字", "pinyin": "Shǔmùzì"})
    known = choose("", Glossary({"number": term}, {"number": 1}))
    assert read_aloud("一个数目字", known) == {"数目字": "Shǔ mù zì"}


@pytest.mark.parametrize(
    ("word", "reading", "expected"),
    [
        ("重新", "chóngxīn", ("chóng", "xīn")),
        ("重新", "Chóng Xīn", ("Chóng", "Xīn")),
        ("方案", "fāng'àn", ("fāng", "àn")),
        ("翻案", "fān’àn", ("fān", "àn")),
        ("方案", "fāngàn", ("fāng", "àn")),
        ("反感", "fǎngǎn", ("fǎn", "gǎn")),
        ("便宜", "piányi", ("pián", "yi")),
        ("女儿", "nǚ'ér", ("nǚ", "ér")),
        ("“旅”、女", "lǚ nǚ", ("lǚ", "nǚ")),
        ("女", "nu\u0308\u030c", ("nǚ",)),
        ("重新", "chóng", None),
        ("重新", "chóngxīnde", None),
        ("重新", "chongxin", ("chong", "xin")),
        ("重新", "zhōngxīn", None),
        ("重新", "", None),
    ],
)
def test_pinyin_is_cut_at_the_characters_or_refused(
    word: str, reading: str, expected: tuple[str, ...] | None
) -> None:
    assert syllables(word, reading) == expected


def test_each_character_carries_its_syllable(small: Explainer) -> None:
    tree = converted("再**重新**来，重新做。", small, EMPTY)
    (ruby,) = tree.all("ruby")
    parts = [child if isinstance(child, str) else f"<{child.raw_text()}>" for child in ruby.children]
    assert parts == ["重", "<chóng>", "新", "<xīn>"]
    assert ruby.parent is not None
    assert ruby.parent.tag == "strong"
    assert tree.text() == "再重新来，重新做。"


def test_only_the_first_of_a_word_on_a_page_gets_pinyin_in_the_order_of_reading(small: Explainer) -> None:
    tree = converted("书*重新*，行业。\n\n- 重新\n- [行业](help.md)和差距", small, EMPTY)
    assert [word for word, _ in rubies(tree)] == ["重新", "行业", "差距"]
    assert len(tree.all("p")[0].all("ruby")) == 2


def test_no_pinyin_stands_in_headings_code_or_english(small: Explainer) -> None:
    markdown = "# 重新 {#a}\n\n### *行业* {#b}\n\n`差距`\n\n```\n攥\n```\n\nAn apple and 一个 `行业`。"
    assert rubies(converted(markdown, small, EMPTY)) == []
    assert rubies(converted("A 重新 b\n\n重新", small, EMPTY, "en")) == []


def test_an_explainer_needs_no_file_of_pinyin_and_a_word_added_to_one_is_on_its_page(
    small_explainer: Path,
) -> None:
    build_site(small_explainer)
    without = pages(small_explainer / "site")["chapters/one/index.html"]
    (small_explainer / PINYIN_FILE).write_text("words:\n  欢迎: huānyíng\n", encoding="utf-8")
    build_site(small_explainer)
    with_word = pages(small_explainer / "site")["chapters/one/index.html"]
    assert "欢迎" not in dict(rubies(without))
    assert dict(rubies(with_word))["欢迎"] == "huān yíng"
    assert with_word.text() == without.text()


def test_pinyin_takes_no_minutes_to_read() -> None:
    plain, read = "重" * 375, "<ruby>重<rt>chóng</rt></ruby>" * 375
    assert reading_minutes(read, "zh") == reading_minutes(plain, "zh")


def test_every_annotated_word_of_the_site_has_a_reading_that_each_character_can_have(
    built_site: Path,
) -> None:
    found = {pair for page in pages(built_site).values() for pair in rubies(page)}
    assert found
    for word, reading in found:
        for character, syllable in zip(word, reading.split(), strict=True):
            (known,) = pinyin(character, heteronym=True)
            (toneless,) = pinyin(character, heteronym=True, style=Style.NORMAL)
            assert syllable.casefold() in {*known, *toneless}, (word, reading)


def test_a_page_of_the_site_shows_a_word_with_pinyin_once_and_not_in_a_heading_or_figure(
    built_site: Path,
) -> None:
    for name, page in pages(built_site).items():
        words = [word for word, _ in rubies(page)]
        assert len(words) == len(set(words)), name
        assert not words or not name.startswith("en/"), name
        for ruby in page.all("ruby"):
            around = {element.tag for element in ruby.above()}
            assert around.isdisjoint({*HEADINGS, "figure", "nav", "head", "header", "footer"}), name
            assert ruby.language() == "zh-Hans", name


def test_every_word_that_the_editors_chose_is_shown_with_pinyin(built_site: Path, project: Explainer) -> None:
    shown = {word for page in pages(built_site).values() for word, _ in rubies(page)}
    assert set(project.pinyin.words) <= shown
    assert shown.isdisjoint(project.pinyin.leave_out)
