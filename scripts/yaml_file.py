"""YAML files read with the line of every entry, so that a wrong one can be pointed at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ValidationError

from scripts.expected_values import WrongFieldError, expected_value, found_value, yaml_fault
from scripts.problems import Problem, SiteError, nearest, problem
from scripts.text_file import read_text

Place = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)
# More files than any explainer has: where there are more, none would be kept until it is asked for again.
FILES_KEPT = 8192
# Deeper than any file of an explainer.
DEEPEST = 20
# Written out where YAML would have taken a number for a word; and MkDocs' own.
_PLAIN_TAGS = ("tag:yaml.org,2002:str", "!ENV", "!relative")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class YamlFile:
    """What a YAML file holds (`data`), and the line of each place in it (`lines`)."""

    path: str
    data: Any
    lines: dict[Place, int] = field(default_factory=dict)

    def line(self, place: Sequence[str | int]) -> int:
        """The line of a place, or of the nearest place around it."""
        here = tuple(place)
        while here and here not in self.lines:
            here = here[:-1]
        return self.lines.get(here, 1)


def read_yaml(file: Path, path: str) -> YamlFile:
    """The file's content with its lines; raises SiteError when it is missing or does not parse."""
    return parse_yaml(read_text(file, path), path)


@lru_cache(FILES_KEPT)
def parse_yaml(text: str, path: str, first_line: int = 1) -> YamlFile:
    """`text` as a YamlFile; `first_line` is its line in the file that it stands in.

    The same text is read once: a preview reads every file again after each edit. Nobody may change `data`.
    """
    if problems := list(_unwelcome(text, path, first_line)):
        raise SiteError(problems)
    reader = _Reader(text, path, first_line)
    loaded = reader.read()
    if reader.problems:
        raise SiteError(reader.problems)
    return loaded


def _unwelcome(text: str, path: str, first_line: int) -> Iterator[Problem]:
    """A problem for what YAML can do and no explainer needs: it could fill the memory or end the program.

    Deep nesting ends Python itself when the nodes are composed, so the events are looked at before.
    """
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            line = first_line + (event.start_mark.line if event.start_mark else 0)
            tag = getattr(event, "tag", None)
            if isinstance(event, yaml.AliasEvent):
                yield problem(path, line, "yaml_alias", found=f"*{event.anchor}")
            if tag and not tag.startswith(_PLAIN_TAGS):
                yield problem(path, line, "yaml_tag", found=tag.replace("tag:yaml.org,2002:", "!!"))
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                yield problem(path, line, "yaml_too_deep", expected=DEEPEST)
                return
    except yaml.YAMLError as error:
        yield _syntax_problem(error, path, first_line, text)


def _syntax_problem(error: yaml.YAMLError, path: str, first_line: int, text: str = "") -> Problem:
    mark = getattr(error, "problem_mark", None)
    number = mark.line if mark else 0
    lines = text.split("\n")
    if number < len(lines) and re.match(r" *\t", lines[number]):
        return problem(path, first_line + number, "yaml_tab", found=lines[number].strip())
    found = getattr(error, "problem", None) or str(error)
    return problem(path, first_line + number, "yaml_syntax", found=yaml_fault(found))


class _Reader:
    """Turns YAML nodes into plain values and notes the line of each."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self.problems: list[Problem] = []
        self._loader = _LOADER(text)
        self._first_line = first_line
        self._loaded = YamlFile(path, None, {(): first_line})

    def read(self) -> YamlFile:
        try:
            node = self._loader.get_single_node()
            if node is not None:
                self._loaded.data = self._value(node, ())
        except yaml.YAMLError as error:
            self.problems.append(_syntax_problem(error, self._loaded.path, self._first_line))
        finally:
            self._loader.dispose()
        return self._loaded

    def _value(self, node: yaml.Node, place: Place) -> Any:
        self._loaded.lines.setdefault(place, node.start_mark.line + self._first_line)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(child, (*place, index)) for index, child in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if node.tag == "tag:yaml.org,2002:timestamp":  # a date stays the text that it was
            return node.value
        if node.tag.startswith("!"):  # MkDocs' own, such as !ENV
            return node.value
        try:
            return self._loader.construct_object(node)
        except (ValueError, OverflowError):  # it looks like a number and is none, such as 0b
            return node.value

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            line = key_node.start_mark.line + self._first_line
            if key in mapping:
                self.problems.append(problem(self._loaded.path, line, "duplicate_key", found=key))
            self._loaded.lines[*place, key] = line
            mapping[key] = self._value(value_node, (*place, key))
        return mapping


def validate(loaded: YamlFile, model: type[Model]) -> Model:
    """The file's data as `model`; raises SiteError with every field that does not fit."""
    try:
        return model.model_validate(loaded.data if loaded.data is not None else {})
    except ValidationError as error:
        details = [dict(detail) for detail in error.errors(include_url=False, include_context=True)]
        raise SiteError(
            _schema_problem(loaded, model, detail)
            for detail in details
            if not _is_another_choice(loaded.data, detail, details)
        ) from None


def _is_another_choice(data: Any, detail: dict[str, Any], details: list[dict[str, Any]]) -> bool:
    """Whether an error speaks of a form that the value does not try to have: a text, where it is an entry."""
    tried_entry = isinstance(detail["input"], dict)
    if detail["type"] not in ("string_type", "model_type") or tried_entry != (
        detail["type"] == "string_type"
    ):
        return False
    here = _known_part(data, detail["loc"])
    return any(
        other is not detail and _known_part(data, other["loc"])[: len(here)] == here for other in details
    )


def _known_part(data: Any, place: Place) -> Place:
    """The place without the names that pydantic gives to the forms of a value, which stand in no file."""
    known: list[str | int] = []
    for part in place:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            continue
        known.append(part)
    return tuple(known)


def _schema_problem(loaded: YamlFile, model: type[BaseModel], detail: dict[str, Any]) -> Problem:
    place = _known_part(loaded.data, detail["loc"])
    if detail["type"] in ("missing", "extra_forbidden"):
        place = (*_known_part(loaded.data, detail["loc"][:-1]), detail["loc"][-1])
    found, error = detail["input"], detail.get("ctx", {}).get("error")
    if isinstance(error, WrongFieldError):
        place, found = (*place, error.field), found.get(error.field)
    line = loaded.line(place)
    entry, name = _entry_and_field(loaded, place)
    if detail["type"] == "missing":
        return problem(loaded.path, line, "missing_field", found=name, entry=entry)
    if detail["type"] == "extra_forbidden":
        known = nearest(str(place[-1]), _field_names(model))
        return problem(loaded.path, line, "unknown_field", found=name, entry=entry, nearest=known)
    values = {"found": found_value(found), "expected": expected_value(detail)}
    return problem(loaded.path, line, "wrong_value", field=name or entry, entry=entry, **values)


def _entry_and_field(loaded: YamlFile, place: Place) -> tuple[str, str]:
    """The `id` of the entry that a place lies in, and the names below it; without an id, the file's path."""
    data, entry, start = loaded.data, loaded.path, 0
    for index, part in enumerate(place):
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(data, dict) and "id" in data:
            entry, start = str(data["id"]), index + 1
    return entry, ".".join(str(part) for part in place[start:] if not isinstance(part, int))


def _field_names(form: Any) -> set[str]:
    """The names of all fields of a model and of the models inside it."""
    if isinstance(form, type) and issubclass(form, BaseModel):
        inside = [field.annotation for field in form.model_fields.values()]
        return set(form.model_fields).union(*map(_field_names, inside))
    return set().union(*map(_field_names, get_args(form)))
