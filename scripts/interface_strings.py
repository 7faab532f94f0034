"""Every word of the interface, in both languages: the code's, or what `docs/strings.yml` says otherwise."""

from __future__ import annotations

import string
from pathlib import Path

from pydantic import RootModel

from charts.facts import Both, Identifier
from charts.wording import Lang
from scripts.problems import InBoth, Problem, SiteError, nearest, problem
from scripts.yaml_file import YamlFile, read_yaml, validate

CODE_STRINGS = Path(__file__).with_suffix(".yml")
STRINGS_FILE = "docs/strings.yml"

# A quote may begin with any name of this group: an explainer may add kinds of notes.
_OPEN_GROUP = "notes"
_NO_BRACES = InBoth("words without { and }", "不带{和}的文字")

Strings = dict[str, dict[str, Both]]


class StringsFile(RootModel[dict[Identifier, dict[Identifier, Both]]]):
    """A file of words: group → name → the words in zh and en."""


class InterfaceStrings(dict[str, dict[str, str]]):
    """The interface's words in one language: `words.header.menu` in a template."""

    def __init__(self, groups: Strings, lang: Lang) -> None:
        super().__init__(
            {group: {name: words[lang] for name, words in names.items()} for group, names in groups.items()}
        )


def code_strings() -> Strings:
    """The words that every explainer has, unless it says them otherwise."""
    name = CODE_STRINGS.name
    return validate(read_yaml(CODE_STRINGS, name), StringsFile).root


def own_strings(root: Path) -> tuple[YamlFile, Strings]:
    """What the explainer in `root` says otherwise, with its lines; empty when it has no such file."""
    file = root / STRINGS_FILE
    loaded = read_yaml(file, STRINGS_FILE) if file.exists() else YamlFile(STRINGS_FILE, {})
    return loaded, validate(loaded, StringsFile).root


def load_strings(root: Path) -> Strings:
    """All groups of words; raises SiteError with every word that nobody knows or one language lacks."""
    usual = code_strings()
    loaded, own = own_strings(root)
    if problems := [*_unknown_words(loaded, own, usual), *_wrong_slots(loaded, own, usual)]:
        raise SiteError(problems)
    return {group: usual.get(group, {}) | own.get(group, {}) for group in usual}


def _unknown_words(loaded: YamlFile, own: Strings, usual: Strings) -> list[Problem]:
    known = [f"{group}.{name}" for group, names in usual.items() for name in names]
    return [
        problem(
            STRINGS_FILE,
            loaded.line((group, name)),
            "unknown_field",
            found=f"{group}.{name}",
            entry=group,
            nearest=nearest(f"{group}.{name}", known),
        )
        for group, names in own.items()
        for name in names
        if group != _OPEN_GROUP and name not in usual.get(group, {})
    ]


def _wrong_slots(loaded: YamlFile, own: Strings, usual: Strings) -> list[Problem]:
    """A problem for words with {braces} that the code does not fill in."""
    problems = []
    for group, names in own.items():
        for name, both in names.items():
            known = _slots(usual[group][name].zh) if name in usual.get(group, {}) else set()
            for lang, text in (("zh", both.zh), ("en", both.en)):
                if not _slots(text) <= known:
                    values = {"entry": f"{group}.{name}", "field": lang, "found": text}
                    expected = " ".join(f"{{{slot}}}" for slot in sorted(known)) or _NO_BRACES
                    line = loaded.line((group, name))
                    problems.append(problem(STRINGS_FILE, line, "wrong_value", expected=expected, **values))
    return problems


def _slots(text: str) -> set[str]:
    try:
        return {slot for _, slot, _, _ in string.Formatter().parse(text) if slot is not None}
    except ValueError:  # a brace alone
        return {text}
