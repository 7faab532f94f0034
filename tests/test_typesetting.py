"""How words are typed: what is corrected, what is left alone, and that a second time changes nothing."""

from __future__ import annotations

import pytest

from charts.wording import Lang
from scripts.explainer import Explainer
from scripts.pages import source_lines
from scripts.typesetting import corrected, difference, slips

CORRECTED = [
    ("zh", "这是5G 网络，用 Wi-Fi 6 上网。", "这是5G网络，用Wi-Fi 6上网。"),
    ("zh", "请看 [帮助](a.md) 一页", "请看[帮助](a.md)一页"),
    ("zh", "- **核对** 过了", "- **核对**过了"),
    ("zh", "## 标 题 {#a-title}", "## 标题 {#a-title}"),
    ("zh", "加上 `?elder=1` 再发", "加上`?elder=1`再发"),
    ("zh", "你好,世界.真的吗?真的!", "你好，世界。真的吗？真的！"),
    ("zh", "[A4](a.md),可以", "[A4](a.md)，可以"),
    ("zh", "说:“好”", "说：“好”"),
    ("zh", "指南(WCAG)和(括号)", "指南（WCAG）和（括号）"),
    ("zh", '看"引号"和「引号」', "看“引号”和“引号”"),
    ("zh", "Ｂ３书架，２０２１年，[超过１２册](fact:books)", "B3书架，2021年，[超过12册](fact:books)"),
    ("en", "It's \"good\"  and 'fine', the readers' one.", "It’s “good” and ‘fine’, the readers’ one."),
    ("en", "Shelf Ｂ３", "Shelf B3"),
    ("en", "| Shelf  B   |  C |", "| Shelf B   |  C |"),
    ("zh", "中 " * 900 + "文", "中" * 900 + "文"),  # which once took half a minute
    ("zh", "**中,** `a` 文", "**中，**`a`文"),
]
LEFT_ALONE = [
    ("zh", "时间12:30，比例3:4，1.5万，12,600"),
    ("zh", "**不出自原文**　县里后来登记了"),
    ("zh", "`code,代码 x`是代码"),
    ("zh", '[超过136亿](fact:a_b)、![图一，二](figure:x "a  b, 好")'),
    ("zh", "| 徐汇区   |  夜 |"),
    ("en", "| Xuhui    |  night |"),
    ("en", "Xuhui    |  night"),
    ("zh", "见https://a.b/c,d?e=f，再看<https://a.b/c,d>"),
    ("zh", "| 徐汇区 | 夜 | a,b |"),
    ("zh", "| --- | --- |"),
    ("zh", "> 1. 打开想印的那一页。"),
    ("zh", "Hello, world. It is fine."),
    ("zh", "第#1档，共{count, x}档"),
    ("zh", "[下面]: https://example.org/ "),
    ("en", "The article is called 《数字化？》."),
    ("en", "Notice 67 (工信厅信管函〔2021〕67号) says so."),
    ("en", '`it\'s "code"  here`'),
]


@pytest.mark.parametrize(("lang", "before", "after"), CORRECTED, ids=[before for _, before, _ in CORRECTED])
def test_what_is_typed_in_another_way_is_corrected_once(lang: Lang, before: str, after: str) -> None:
    assert corrected(before, lang) == after
    assert corrected(after, lang) == after
    assert [slip.expected for slip in slips(before, lang) if slip.expected]
    assert not list(slips(after, lang))


@pytest.mark.parametrize(("lang", "line"), LEFT_ALONE, ids=[line for _, line in LEFT_ALONE])
def test_code_addresses_names_and_other_scripts_are_left_alone(lang: Lang, line: str) -> None:
    assert corrected(line, lang) == line
    assert not list(slips(line, lang))


def test_no_line_of_the_project_is_changed(project: Explainer) -> None:
    for page in project.pages:
        for _, line in source_lines(project.root, page):
            assert corrected(line, page.lang) == line


@pytest.mark.parametrize(
    ("line", "found"),
    [("好，。", ["，。"]), ("好。。", ["。。"]), ("好……", []), ("真的？！", []), ("好”。", [])],
)
def test_marks_that_follow_each_other_are_seen_and_not_guessed(line: str, found: list[str]) -> None:
    assert [slip.found for slip in slips(line, "zh")] == found
    assert corrected(line, "zh") == line


def test_a_change_is_told_with_what_stands_around_it() -> None:
    assert difference("0123456789 abcdefghij", "0123456789abcdefghij") == ("456789 abcdef", "456789abcdef")
