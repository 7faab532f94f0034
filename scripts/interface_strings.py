"""Every word of the interface, in both languages, from `docs/strings.yml`."""

from __future__ import annotations

from pathlib import Path

from pydantic import RootModel

from charts.facts import Both, Identifier
from charts.wording import Lang
from scripts.problems import SiteError, problem
from scripts.yaml_file import read_yaml, validate

CODE_ROOT = Path(__file__).resolve().parents[1]
STRINGS_FILE = "docs/strings.yml"


class StringsFile(RootModel[dict[Identifier, dict[Identifier, Both]]]):
    """`docs/strings.yml`: group → name → the words in zh and en."""


class StringGroup(dict[str, str]):
    """The words of one group; a word that the file lacks is told as a problem of the file."""

    def __init__(self, group: str, words: dict[str, str]) -> None:
        super().__init__(words)
        self._group = group

    def __missing__(self, name: str) -> str:
        raise SiteError([problem(STRINGS_FILE, 1, "missing_field", found=name, entry=self._group)])


class InterfaceStrings:
    """The interface's words in one language: `words.header.menu` in a template."""

    def __init__(self, groups: dict[str, dict[str, Both]], lang: Lang) -> None:
        self._groups = {
            group: StringGroup(group, {name: words[lang] for name, words in names.items()})
            for group, names in groups.items()
        }

    def __getitem__(self, group: str) -> StringGroup:
        if group not in self._groups:
            raise SiteError([problem(STRINGS_FILE, 1, "missing_field", found=group, entry=STRINGS_FILE)])
        return self._groups[group]


def load_strings(root: Path) -> dict[str, dict[str, Both]]:
    """All groups of words; raises SiteError with every word that is missing or that one language lacks."""
    groups = validate(read_yaml(root / STRINGS_FILE, STRINGS_FILE), StringsFile).root
    # The project's own file names every word that the templates use.
    wanted = validate(read_yaml(CODE_ROOT / STRINGS_FILE, STRINGS_FILE), StringsFile).root
    missing = [
        problem(STRINGS_FILE, 1, "missing_field", found=f"{group}.{name}", entry=STRINGS_FILE)
        for group, names in wanted.items()
        for name in names
        if name not in groups.get(group, {})
    ]
    if missing:
        raise SiteError(missing)
    return groups
