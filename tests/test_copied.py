from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from conftest import run_command

from scripts.copied import Copy, copied_sentences
from scripts.explainer import CODE_ROOT, load_explainer


def compare(root: Path, text: str) -> list[Copy]:
    other = root.parent / "other.txt"
    other.write_text(text, encoding="utf-8")
    return copied_sentences(load_explainer(root), other)


def write(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "line", "text"),
    [
        ("docs/zh/chapters/one.md", 16, "记者了解到,馆长说谁来\n都欢迎,这里还是全县最大。"),
        ("docs/en/chapters/one.md", 18, "He said: the catalogue is AT version 2.0 next to shelf B3, no?"),
        ("docs/zh/chapters/one.md", 2, "图书馆哪天开的门有多少书。"),
    ],
    ids=["chinese", "english", "front_matter"],
)
def test_words_in_common_are_told_whatever_stands_between_them(
    small_explainer: Path, path: str, line: int, text: str
) -> None:
    (found,) = compare(small_explainer, text)
    assert (found.path, found.line) == (path, line)
    for lang in ("zh", "en"):
        assert found.describe(lang).startswith(f"{path}:{line}: ")


def test_a_short_run_is_no_copy(small_explainer: Path) -> None:
    assert compare(small_explainer, "想知道怎样报错，请看别处。The catalogue is at version two.") == []


def test_names_may_be_the_same(small_explainer: Path) -> None:
    """The name of a term counts as one word, however long it is."""
    name = "枫湾村乡村公共图书馆借阅服务总目录"
    write(small_explainer, "docs/zh/chapters/one.md", "馆长说", f"{name}的馆长说")
    assert compare(small_explainer, f"他提到{name}的事。")
    write(small_explainer, "docs/glossary.yml", "zh: 目录\n", f"zh: {name}\n")
    assert compare(small_explainer, f"他提到{name}的事。") == []


def test_the_words_of_figures_and_facts_are_compared_too(small_explainer: Path) -> None:
    explainer = load_explainer(small_explainer)
    figure = explainer.figures["book_counts"]
    texts = [figure.words.summary.en, explainer.ledger["welcome"].claim.en * 2]
    found = {copy.path for copy in compare(small_explainer, "\n".join(texts))}
    assert figure.words_path in found


def test_a_folder_is_read_whole_and_its_names_are_told_to_nobody(small_explainer: Path) -> None:
    folder = small_explainer / "private" / "older"
    folder.mkdir(parents=True)
    (folder / "secret-name.txt").write_text("馆长说，谁来都欢迎，这里还是全县第一。", encoding="utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG\xff")
    result = run_command("compare", "--config", str(small_explainer), "--lang", "both", str(folder.parent))
    assert result.returncode == 1
    assert "Repair: " in result.stderr
    assert "修改办法：" in result.stderr
    assert "secret-name" not in result.stdout + result.stderr


@pytest.mark.parametrize("command", ["compare", "links", "review"])
def test_help_tells_everything_in_both_languages(command: str) -> None:
    told = run_command(command, "--help").stdout
    head, _, options = told.partition("\noptions:\n")
    assert re.search(r"[\u3400-\u9fff]", head)
    entries = re.split(r"^  (?=-)", options, flags=re.MULTILINE)[2:]  # behind argparse's own --help
    assert entries
    for entry in entries:
        assert re.search(r"[\u3400-\u9fff]", entry), entry


def test_nothing_in_common_is_told_in_one_line(small_explainer: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("完全不同的内容。", encoding="utf-8")
    result = run_command("compare", "--config", str(small_explainer), "--lang", "en", str(other))
    assert (result.returncode, result.stdout, result.stderr) == (0, "0 runs of words in common\n", "")


def test_a_text_that_is_not_there_is_told(small_explainer: Path) -> None:
    result = run_command("compare", "--config", str(small_explainer), "nowhere.txt")
    assert result.returncode == 2
    assert "nowhere.txt" in result.stderr
    assert "Traceback" not in result.stderr


def test_other_texts_are_never_committed() -> None:
    ignored = subprocess.run(
        ["git", "check-ignore", "private/article.txt"], cwd=CODE_ROOT, capture_output=True, check=False
    )
    assert ignored.returncode == 0 or not (CODE_ROOT / ".git").exists()
