"""Which spelled-out numbers need a source, and which are none; and which words beside a number change it."""

from __future__ import annotations

import re

import pytest

from charts.wording import Lang
from scripts.checks.number_words import spelled_out
from scripts.checks.qualifiers import qualifier_beside

NO_NAMES = re.compile(r"(?!)")


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("zh", "全县住着三百万人", ["三百万"]),
        ("zh", "两亿件、五千家、十万人、三十五亿", ["两亿", "五千", "十万", "三十五亿"]),
        ("zh", "一千二百人里，百分之五十是孩子", ["一千二百", "百分之五十"]),
        ("zh", "一万个基站", ["一万"]),
        ("en", "Three million people, a hundred shops", ["Three million", "a hundred"]),
        (
            "en",
            "two hundred thousand and twenty-five million",
            ["two hundred thousand", "twenty-five million"],
        ),
    ],
)
def test_a_number_with_a_scale_is_surely_one(lang: Lang, text: str, found: list[str]) -> None:
    assert [words for words, surely in spelled_out(text, lang, NO_NAMES) if surely] == found


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("zh", "二十个人、十二把椅子", ["二十", "十二"]),
        ("en", "twenty chairs and fourteen lamps", ["twenty", "fourteen"]),
    ],
)
def test_a_number_without_a_scale_may_be_one(lang: Lang, text: str, found: list[str]) -> None:
    assert sorted(spelled_out(text, lang, NO_NAMES)) == sorted((words, False) for words in found)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "一个入口、三种办法、两边、四季、第一次"),
        ("zh", "万一忘了，千方百计，千家万户，成千上万，千千万万"),
        ("zh", "几十年、几百个、几十万人、上万人、数十家、十几次、好几千"),
        ("zh", "二十四小时，一百个放心，二十一世纪，世界五百强"),
        ("zh", "上世纪九十年代，三十而立"),
        ("zh", "照“十四五”规划，读《一千零一夜》《三百万》"),
        ("zh", "百分之百放心，十分高兴，十字路口"),
        ("en", "one door, three ways, twelve months"),
        ("en", "hundreds of people, millions, dozens, one in a million, a thousand times"),
        ("en", "Fifty-fifty, said two twenty-somethings, with a hundred thousand thanks"),
        ("en", "the “Ten Thousand Trees” plan; a hundredth part"),
    ],
)
def test_small_counts_idioms_and_vague_amounts_are_none(lang: Lang, text: str) -> None:
    assert list(spelled_out(text, lang, NO_NAMES)) == []


def test_a_name_may_hold_a_number() -> None:
    assert list(spelled_out("千里马计划有三百人", "zh", re.compile("三百人"))) == []


@pytest.mark.parametrize(
    ("lang", "before", "behind", "found"),
    [
        ("en", "It holds almost ", " books", "almost"),
        ("en", "It holds no more than **", "", "no more than"),
        ("en", "It holds ", " or more", "or more"),
        ("zh", "这里有不到", "。", "不到"),
        ("zh", "这里有不超过", "", "不超过"),
        ("zh", "这里有", "左右。", "左右"),
        ("en", "It was overdue: ", " books", ""),
        ("en", "It holds ", ", more than before", ""),
        ("zh", "最近", "", ""),
        ("zh", "附近", "", ""),
        ("zh", "可以预约", "", ""),
        ("zh", "这里有", "，不到十年", ""),
    ],
)
def test_a_qualifier_beside_a_number_is_seen(lang: Lang, before: str, behind: str, found: str) -> None:
    assert qualifier_beside(before, behind, lang) == found
