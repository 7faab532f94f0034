"""YAML files changed as an editor would: lines are added, and every other line stays as it was."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

Node = yaml.Node


class NotEditableError(ValueError):
    """The place is written in a way that no line can be added to: in brackets, with entries."""


def scalar(text: str) -> str:
    """A text as YAML on one line, in quotes where it needs some: also for what an editor makes of it.

    Behind words to be written, a slot {fact_id} needs none; once it stands first, it does.
    """
    quotes = "'" if "{" in text else None
    dumped = yaml.safe_dump(text, allow_unicode=True, width=10**6, default_style=quotes)
    return dumped.removesuffix("\n").removesuffix("\n...")


def entry(fields: Mapping[str, object]) -> list[str]:
    """The lines of a mapping; a value is a text, YAML on one line (`Raw`), a mapping, or a list of these."""
    lines = []
    for name, value in fields.items():
        if isinstance(value, Mapping):
            lines += [f"{name}:", *(f"  {line}" for line in entry(value))]
        elif isinstance(value, list):
            lines.append(f"{name}:")
            for item in value:
                first, *others = entry(item)
                lines += [f"- {first}", *(f"  {line}" for line in others)]
        else:
            lines.append(f"{name}: {value if isinstance(value, Raw) else scalar(str(value))}")
    return lines


class Raw(str):
    """A value that is YAML already: a number, a flow list."""

    __slots__ = ()


def flow_list(words: list[str]) -> Raw:
    """A list on one line."""
    text = yaml.safe_dump(words, allow_unicode=True, width=10**6, default_flow_style=True)
    return Raw(text.strip())


def with_item(text: str, key: str, lines: list[str]) -> str:
    """The file with one more entry at the end of the list `key`, an empty line before it."""
    node = _value(text, key)
    first, *others = lines
    if not node.value:
        return _instead_of_empty(text, node, [f"- {first}", *(f"  {line}" for line in others)])
    _require_lines(node)
    indent = " " * node.start_mark.column
    added = [f"{indent}- {first}", *(f"{indent}  {line}" for line in others)]
    return _inserted(text, _end(text, node.value[-1]), ["", *added])


def with_name(text: str, key: str, lines: list[str]) -> str:
    """The file with one more name at the end of the mapping `key`."""
    node = _value(text, key)
    if not node.value:
        return _instead_of_empty(text, node, [f"  {line}" for line in lines])
    _require_lines(node)
    indent = " " * node.start_mark.column
    return _inserted(text, _end(text, node.value[-1][1]), [f"{indent}{line}" for line in lines])


def with_item_after(text: str, key: str, item: str, new: str) -> str:
    """The file with the entry `new` below the entry `item` of a list of plain words."""
    node = _value(text, key)
    _require_lines(node)
    before = next(child for child in node.value if child.value == item)
    indent = " " * node.start_mark.column
    return _inserted(text, before.end_mark.line + 1, [f"{indent}- {new}"])


def _value(text: str, key: str) -> yaml.CollectionNode:
    root = yaml.compose(text, yaml.SafeLoader)
    assert isinstance(root, yaml.MappingNode)  # noqa: S101 (the explainer has been loaded)
    found: yaml.CollectionNode = next(value for name, value in root.value if name.value == key)
    return found


def _require_lines(node: yaml.CollectionNode) -> None:
    if node.flow_style:
        raise NotEditableError


def _end(text: str, node: Node) -> int:
    """The number of lines up to the end of a node, without the empty lines and comments that follow it."""
    lines = text.split("\n")
    end = node.end_mark.line + (1 if node.end_mark.column else 0)
    while end > node.start_mark.line + 1 and lines[end - 1].lstrip()[:1] in ("", "#"):
        end -= 1
    return end


def _inserted(text: str, line: int, added: list[str]) -> str:
    lines = text.split("\n")
    lines[line:line] = added
    return "\n".join(lines) if lines[-1] == "" else "\n".join([*lines, ""])


def _instead_of_empty(text: str, node: yaml.CollectionNode, lines: list[str]) -> str:
    """The file with lines in the place of [] or {}; a comment behind it stays above them."""
    before = text[: node.start_mark.index].rstrip(" ")
    rest, _, after = text[node.end_mark.index :].partition("\n")
    return "\n".join([before + rest.rstrip(), *lines, after])
