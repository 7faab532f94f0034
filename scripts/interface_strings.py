"""Every word of the interface, in both languages, from `docs/strings.yml`."""

from __future__ import annotations

from pathlib import Path

from pydantic import RootModel

from charts.facts import Both, Identifier
from charts.wording import Lang
from scripts.yaml_file import read_yaml, validate

STRINGS_FILE = "docs/strings.yml"


class StringsFile(RootModel[dict[Identifier, dict[Identifier, Both]]]):
    """`docs/strings.yml`: group → name → the words in zh and en."""


class InterfaceStrings:
    """The interface's words in one language: `words.header.menu` in a template."""

    def __init__(self, groups: dict[str, dict[str, Both]], lang: Lang) -> None:
        self._groups = {
            group: {name: words[lang] for name, words in names.items()} for group, names in groups.items()
        }

    def __getitem__(self, group: str) -> dict[str, str]:
        return self._groups[group]


def load_strings(root: Path) -> dict[str, dict[str, Both]]:
    """All groups of words; raises SiteError with every word that one language lacks."""
    return validate(read_yaml(root / STRINGS_FILE, STRINGS_FILE), StringsFile).root
