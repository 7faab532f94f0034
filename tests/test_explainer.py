from __future__ import annotations

import copy
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.checks import run_checks
from scripts.explainer import CODE_ROOT, load_explainer
from scripts.interface_strings import code_strings
from scripts.problems import LANGUAGES, Problem, SiteError
from scripts.site_builder import build_site
from scripts.yaml_file import read_yaml

FILES = (
    "mkdocs.yml",
    "charts/facts.yml",
    "charts/sources.yml",
    "charts/figures/book_counts.yml",
    "charts/figures/children_share.yml",
    "docs/accessibility.yml",
    "docs/glossary.yml",
    "docs/strings.yml",
)
SLIPS = (
    None,
    "",
    "x",
    0,
    -1,
    1.5,
    [],
    {},
    ["x"],
    "2024-02-31",
    "4 May",
    True,
    "{books",
    "{opened.as_of}",
    10**30,
)

YAML_FILES = [
    *CODE_ROOT.glob("*.yml"),
    *(CODE_ROOT / "charts").rglob("*.yml"),
    *(CODE_ROOT / "docs").rglob("*.yml"),
    *(CODE_ROOT / "scripts").rglob("*.yml"),
]

Place = tuple[str | int, ...]


def places(data: object, here: Place = ()) -> Iterator[Place]:
    yield here
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for name, value in entries:
        yield from places(value, (*here, name))


def with_slip(data: Any, place: Place, slip: object) -> Any:
    """The data with another value in one place."""
    if not place:
        return slip
    changed = copy.deepcopy(data)
    around = changed
    for name in place[:-1]:
        around = around[name]
    around[place[-1]] = slip
    return changed


def problems_of(root: Path) -> list[Problem]:
    """Everything that is wrong with the words and the numbers; none when all is well."""
    try:
        return run_checks(load_explainer(root))
    except SiteError as error:
        told = error.problems
    assert told
    return told


def without_links(root: Path, scheme: str) -> None:
    """Takes the links of one scheme from every page, and leaves their words; a figure goes whole."""
    for page in (root / "docs").rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        text = re.sub(rf"!\[[^\]]*\]\({scheme}:\w+\)\n\n", "", text)
        page.write_text(re.sub(rf"\[([^\]]*)\]\({scheme}:\w+\)", r"\1", text), encoding="utf-8")


@pytest.mark.parametrize("name", FILES)
def test_whatever_an_editor_writes_into_a_file_of_data_is_told_without_a_traceback(
    small_explainer: Path, name: str
) -> None:
    file = small_explainer / name
    data = read_yaml(file, name).data
    chance = random.Random(name)  # noqa: S311 (the same slips in each run)
    everywhere = list(places(data))
    for place in chance.sample(everywhere, min(25, len(everywhere))):
        slip = chance.choice(SLIPS)
        text = yaml.safe_dump(with_slip(data, place, slip), allow_unicode=True, sort_keys=False)
        file.write_text(text, encoding="utf-8")
        for problem in problems_of(small_explainer):
            assert all(problem.describe(lang) for lang in LANGUAGES)


@pytest.mark.parametrize("name", [name for name in FILES if name != "docs/strings.yml"])
def test_an_empty_file_of_data_is_told(small_explainer: Path, name: str) -> None:
    (small_explainer / name).write_text("", encoding="utf-8")
    assert name in {problem.path for problem in problems_of(small_explainer)}


def test_a_word_of_the_interface_is_the_codes_unless_the_explainer_says_it_otherwise(
    small_explainer: Path,
) -> None:
    strings = small_explainer / "docs" / "strings.yml"
    strings.write_text("header:\n  menu: {zh: 全部, en: Everything}\n", encoding="utf-8")
    words = load_explainer(small_explainer).words("zh")
    assert words["header"]["menu"] == "全部"
    assert words["header"]["home"] == code_strings()["header"]["home"].zh
    strings.unlink()
    explainer = load_explainer(small_explainer)
    assert explainer.strings == code_strings()
    assert run_checks(explainer) == []


def test_a_word_of_the_interface_with_braces_that_nobody_fills_in_is_told(small_explainer: Path) -> None:
    strings = small_explainer / "docs" / "strings.yml"
    minutes, menu = "{zh: '约{hours}小时', en: 'About {minutes} min'}", "{zh: '{', en: Menu}"
    text = f"page:\n  minutes: {minutes}\nheader:\n  menu: {menu}\n"
    strings.write_text(text, encoding="utf-8")
    told = [
        (problem.code, problem.line, dict(problem.values)["field"])
        for problem in problems_of(small_explainer)
    ]
    assert told == [("wrong_value", 2, "zh"), ("wrong_value", 4, "zh")]


def test_an_explainer_may_have_no_terms_and_no_figures(small_explainer: Path) -> None:
    without_links(small_explainer, "term")
    without_links(small_explainer, "figure")
    (small_explainer / "docs" / "glossary.yml").write_text("terms: []\n", encoding="utf-8")
    for file in (small_explainer / "charts" / "figures").iterdir():
        file.unlink()
    statement = small_explainer / "docs" / "accessibility.yml"
    text = statement.read_text(encoding="utf-8")
    statement.write_text(text.replace("  to: term:library_card\n", ""), encoding="utf-8")
    for index in (small_explainer / "docs").glob("*/index.md"):
        text = index.read_text(encoding="utf-8")
        index.write_text(text.replace("glossary.md#library_card", "glossary.md"), encoding="utf-8")
    assert build_site(small_explainer).figures == 0


def test_a_file_saved_by_an_editor_on_windows_is_read_the_same(small_explainer: Path) -> None:
    for file in [*small_explainer.rglob("*.md"), *small_explainer.rglob("*.yml")]:
        text = file.read_text(encoding="utf-8").replace("\n", "\r\n")
        file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert run_checks(load_explainer(small_explainer)) == []


@pytest.mark.parametrize(
    "file", YAML_FILES, ids=[file.relative_to(CODE_ROOT).as_posix() for file in YAML_FILES]
)
def test_a_yaml_file_reads_the_same_where_pyyaml_has_no_libyaml(file: Path) -> None:
    """PyYAML's two parsers differ: the one in C takes {en: Need help?}, the one in Python does not."""
    text = file.read_text(encoding="utf-8").replace("!ENV ", "")
    assert yaml.load(text, yaml.SafeLoader) == yaml.load(text, yaml.CSafeLoader)


@pytest.mark.parametrize("address", ["!ENV SITE_URL", "!ENV [SITE_URL, OTHER_URL, https://example.org/]"])
def test_the_wiring_may_take_a_value_from_the_environment(small_explainer: Path, address: str) -> None:
    wiring = small_explainer / "mkdocs.yml"
    text = re.sub(r"site_url: .*", f"site_url: {address}", wiring.read_text(encoding="utf-8"))
    wiring.write_text(text, encoding="utf-8")
    assert problems_of(small_explainer) == []
