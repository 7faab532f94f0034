from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from conftest import run_command

from charts.facts import Derivation, Fact, Source
from scripts.checks import CHECKS
from scripts.explainer import CODE_ROOT
from scripts.glossary import Term
from scripts.interface_strings import CODE_STRINGS, code_strings
from scripts.problems import messages

# Calls that name a message, and which of their arguments does.
TELL = {"problem": 2, "warning": 2, "tell": 2, "Misstatement": 0, "Rule": 0, "Sign": 0}
READMES = ("README.md", "README.zh.md")
COMMANDS = sorted(
    file.name
    for file in (CODE_ROOT / "scripts").glob("*.py")
    if '__name__ == "__main__"' in file.read_text(encoding="utf-8")
)
STRINGS = [(group, name) for group, names in code_strings().items() for name in names]
TEMPLATES = [*(CODE_ROOT / "overrides").rglob("*.html"), *(CODE_ROOT / "overrides").rglob("*.js")]
CODE = [*(CODE_ROOT / "scripts").rglob("*.py"), *(CODE_ROOT / "charts").glob("*.py")]

STYLES = [file for file in (CODE_ROOT / "overrides").rglob("*.css") if "vendor" not in file.parts]
STARTER = [file for file in (CODE_ROOT / "scripts" / "starter").rglob("*.*") if file.is_file()]
KNOWS_NOTHING = [
    CODE_STRINGS,
    *STARTER,
    *CODE,
    *(file for file in TEMPLATES if "vendor" not in file.parts),
    *STYLES,
]

in_every_readme = pytest.mark.parametrize("readme", READMES)


def read(*files: Path) -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def top_level_folders() -> list[str]:
    """The folders that are committed: all but those that .gitignore names."""
    ignored = {line.rstrip("/") for line in read(CODE_ROOT / ".gitignore").splitlines()} | {".git"}
    return sorted(path.name for path in CODE_ROOT.iterdir() if path.is_dir() and path.name not in ignored)


def words_chosen_by_data() -> set[str]:
    """The names that a field of the data chooses: `words[fact.verdict]`."""
    chosen: set[str] = set()
    for model, field in (
        (Fact, "verdict"),
        (Derivation, "operation"),
        (Source, "licence"),
        (Term, "en_status"),
    ):
        chosen |= set(get_args(model.model_fields[field].annotation))
    return chosen


def codes_in_code() -> Iterator[str]:
    """Every message code that the code may give, as a regular expression."""
    for file in CODE:
        for call in ast.walk(ast.parse(read(file))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
                place = TELL.get(call.func.id)
                if place is not None and len(call.args) > place:
                    yield from patterns(call.args[place])


def patterns(code: ast.expr) -> Iterator[str]:
    if isinstance(code, ast.Constant):
        yield re.escape(str(code.value))
    elif isinstance(code, ast.JoinedStr):
        yield "".join(
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in code.values
        )


@in_every_readme
@pytest.mark.parametrize("command", COMMANDS)
def test_a_readme_names_every_command(readme: str, command: str) -> None:
    assert f"scripts/{command}" in read(CODE_ROOT / readme)


@in_every_readme
@pytest.mark.parametrize("folder", top_level_folders())
def test_a_readme_names_every_folder(readme: str, folder: str) -> None:
    assert f"{folder}/" in read(CODE_ROOT / readme)


@in_every_readme
def test_a_readme_names_no_command_and_no_folder_that_is_not_there(readme: str) -> None:
    text = read(CODE_ROOT / readme)
    assert set(re.findall(r"\bscripts/(\w+\.py)", text)) <= set(COMMANDS)
    for path in re.findall(r"`((?:docs|charts|overrides|scripts|tests)/[\w./-]*)`", text):
        assert (CODE_ROOT / path).exists(), path


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_says_how_it_is_called(command: str) -> None:
    docstring = ast.get_docstring(ast.parse(read(CODE_ROOT / "scripts" / command)))
    assert docstring
    assert f"python3 scripts/{command}" in docstring


@pytest.mark.parametrize(("group", "name"), STRINGS, ids=[".".join(string) for string in STRINGS])
def test_every_word_of_the_interface_is_used(group: str, name: str) -> None:
    in_templates = re.search(rf"\b{group}\.{name}\b", read(*TEMPLATES))
    named = set(re.findall(r"""['"](\w+)['"]""", read(*CODE)))
    in_code = group in named and name in named | words_chosen_by_data()
    # A note's kind is any name in the group: the extension goes through all of them.
    assert in_templates or in_code or group == "notes"


@pytest.mark.parametrize(("group", "name"), STRINGS, ids=[".".join(string) for string in STRINGS])
def test_every_word_of_the_interface_differs_between_the_languages(group: str, name: str) -> None:
    words = code_strings()[group][name]
    assert words.zh != words.en or not re.search(r"[\u3400-\u9fff]|[a-z]{2}", words.zh)


def test_no_word_of_the_interface_is_named_like_a_method_of_dict() -> None:
    """A template's `words.page.items` would be the method."""
    assert not [f"{group}.{name}" for group, name in STRINGS if hasattr(dict, name)]


@pytest.mark.parametrize("command", ["build", "check", "serve"])
def test_the_help_of_an_editors_command_is_in_both_languages(command: str) -> None:
    result = run_command(command, "--help")
    assert result.returncode == 0
    about = result.stdout.partition("options:")[0]
    assert re.search(r"[\u4e00-\u9fff]", about)
    assert f"python3 scripts/{command}.py" in about
    for option in re.findall(r"^  (--\w+)", result.stdout, re.MULTILINE):
        told = re.search(rf"^  {option}\b(.*?)(?=^  -|\Z)", result.stdout, re.MULTILINE | re.DOTALL)
        assert told
        assert re.search(r"[\u4e00-\u9fff].*[a-z]{3}", told[1], re.DOTALL), option


def test_every_word_that_a_template_asks_for_is_there() -> None:
    asked = re.findall(r"\bwords\.(\w+)\.(\w+)|\bboth(?:\.\w+|\[\w+\])\.(\w+)\.(\w+)", read(*TEMPLATES))
    assert asked
    for first, second, third, fourth in asked:
        assert (first or third, second or fourth) in STRINGS


def test_every_message_is_used_and_every_message_that_is_used_exists() -> None:
    used = set(codes_in_code())
    assert {code for code in messages() if not any(re.fullmatch(pattern, code) for pattern in used)} == set()
    assert {
        pattern for pattern in used if not any(re.fullmatch(pattern, code) for code in messages())
    } == set()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_every_check_says_what_it_finds(check: object) -> None:
    assert "problem" in (check.__doc__ or "").lower()


def test_every_module_function_and_class_of_the_code_that_others_use_says_what_it_is_for() -> None:
    for file in CODE:
        tree = ast.parse(read(file))
        assert ast.get_docstring(tree) or not tree.body, file.name
        for node in tree.body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
                assert ast.get_docstring(node), f"{file.name}: {node.name}"


@pytest.mark.parametrize("file", KNOWS_NOTHING, ids=lambda file: file.relative_to(CODE_ROOT).as_posix())
def test_the_code_knows_nothing_of_the_article(file: Path) -> None:
    """The same code builds another explainer: outside comments, no word of this article is in it."""
    python, others = r'(?s:""".*?""")|#.*', r"(?s:\{#.*?#\}|/\*.*?\*/)|(?m:^\s*//.*$)"
    code = re.sub(python if file.suffix == ".py" else others, "", read(file))
    assert not re.findall(r"shanghai|上海|12345|\b5g\b", code, re.IGNORECASE)
