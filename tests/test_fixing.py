"""`check.py --fix` corrects what is mechanical, says each change, and loses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import run_command

from scripts.fixing import fix

CHAPTER = "docs/zh/chapters/one.md"
CODE = "```text\n不 改,这 里\n```\n"


def write(root: Path, path: str, old: str, new: str) -> None:
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def contents(root: Path) -> dict[str, bytes]:
    files = (file for file in root.rglob("*") if file.is_file() and ".cache" not in file.parts)
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in files}


def spoil(root: Path) -> None:
    write(root, CHAPTER, "放在B3书架旁边；", "放在 B3 书架旁边;")
    write(root, CHAPTER, "想知道怎样报错，请看[帮助]", "想知道怎样报错,请看 [帮助]")
    write(root, "docs/glossary.yml", "一份清单，写着", "一份清单,写着")
    write(root, "docs/en/chapters/one.md", "To report a mistake, see", 'To report a "mistake", see')


def test_each_change_is_said_and_only_words_change(small_explainer: Path) -> None:
    good = contents(small_explainer)
    spoil(small_explainer)
    changes = list(fix(small_explainer))
    assert sorted(change.split(" ")[0] for change in changes) == [
        "docs/en/chapters/one.md:27:",
        "docs/glossary.yml:18:",
        f"{CHAPTER}:18:",
        f"{CHAPTER}:27:",
    ]
    after = contents(small_explainer)
    assert after.pop("docs/en/chapters/one.md").decode() == good.pop(
        "docs/en/chapters/one.md"
    ).decode().replace("report a mistake, see", "report a “mistake”, see")
    assert after == good


def test_a_second_time_changes_nothing(small_explainer: Path) -> None:
    spoil(small_explainer)
    list(fix(small_explainer))
    before = contents(small_explainer)
    assert list(fix(small_explainer)) == []
    assert contents(small_explainer) == before


def test_code_front_matter_targets_and_hard_breaks_stay(small_explainer: Path) -> None:
    file = small_explainer / CHAPTER
    text = file.read_text(encoding="utf-8").replace(
        "icon: bookshelf\n", "icon: bookshelf\nsearch: ['书 a,书']\n"
    )
    text += f"\n[书,一 b](https://example.org/书,一%20b)  \n`书,一 b`\n\n{CODE}"
    file.write_text(text, encoding="utf-8")
    list(fix(small_explainer))
    assert file.read_text(encoding="utf-8") == text.replace("[书,一 b]", "[书，一b]")


@pytest.mark.parametrize("end", [b"\r\n", b"\r", b"\n"], ids=["windows", "old_mac", "unix"])
@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b""], ids=["marked", "plain"])
def test_line_ends_and_marks_of_byte_order_stay(small_explainer: Path, end: bytes, mark: bytes) -> None:
    files = [small_explainer / CHAPTER, small_explainer / "docs/glossary.yml"]
    good = [mark + file.read_bytes().replace(b"\n", end) for file in files]
    spoil(small_explainer)
    write(small_explainer, CHAPTER, "\n\n馆长说", " \t\n\n馆长说")
    for file in files:
        file.write_bytes(mark + file.read_bytes().replace(b"\n", end))
    assert len(list(fix(small_explainer))) == 5
    assert [file.read_bytes() for file in files] == good


def test_a_page_that_cannot_be_read_is_left_to_the_check(small_explainer: Path) -> None:
    (small_explainer / CHAPTER).write_bytes("# 没有,开头".encode())
    (small_explainer / "docs/en/help.md").write_bytes(b"\xff\xfe")
    before = contents(small_explainer)
    assert list(fix(small_explainer)) == []
    assert contents(small_explainer) == before


def test_a_link_to_another_file_is_not_followed(small_explainer: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text("---\ndescription: 别处,的\n---\n\n# 别处,的 {#x}\n", encoding="utf-8")
    (small_explainer / "docs/zh/link.md").symlink_to(outside)
    assert list(fix(small_explainer)) == []
    assert "别处,的 {#x}" in outside.read_text(encoding="utf-8")


@pytest.mark.parametrize("linked", ["docs", "docs/zh", "docs/zh/chapters", "docs/glossary.yml"])
def test_what_lies_outside_the_explainer_is_not_written(
    small_explainer: Path, tmp_path: Path, linked: str
) -> None:
    spoil(small_explainer)
    outside = tmp_path / "outside"
    (small_explainer / linked).rename(outside)
    (small_explainer / linked).symlink_to(outside)
    before = contents(outside) or outside.read_bytes()
    list(fix(small_explainer))
    assert (contents(outside) or outside.read_bytes()) == before


def test_a_page_with_marks_of_a_conflict_is_left_to_the_check(small_explainer: Path) -> None:
    spoil(small_explainer)
    file = small_explainer / CHAPTER
    file.write_bytes(file.read_bytes() + b"<<<<<<< HEAD\n")
    before = file.read_bytes()
    list(fix(small_explainer))
    assert file.read_bytes() == before


def test_a_file_that_cannot_be_written_stays_whole(
    small_explainer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(small_explainer)
    before = contents(small_explainer)

    def stop(*_: object) -> None:  # stands for a computer that stops in the middle
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        list(fix(small_explainer))
    assert contents(small_explainer) == before


def test_both_are_done_when_both_are_asked_for(small_explainer: Path) -> None:
    spoil(small_explainer)
    result = run_command(
        "check", "--fix", "--translated", "chapters/one", "--lang", "en", "--config", str(small_explainer)
    )
    assert result.returncode == 0, result.stderr
    assert f"{CHAPTER}:18: " in result.stdout
    assert "4 sections recorded" in result.stdout.splitlines()[-1]


def test_the_command_says_changes_then_what_is_left(small_explainer: Path) -> None:
    spoil(small_explainer)
    write(small_explainer, CHAPTER, "读者里[近40%]", "读者里[近60%]")
    result = run_command("check", "--fix", "--lang", "en", "--config", str(small_explainer))
    assert result.returncode == 1
    assert f"{CHAPTER}:18: " in result.stdout
    assert " → " in result.stdout
    assert f"{CHAPTER}:11: " in result.stderr
    assert "1 problem" in result.stderr
