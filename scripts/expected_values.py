"""What a value of a YAML file should be, in an editor's words instead of the libraries' own."""

from __future__ import annotations

import re
from typing import Any

import yaml
from pydantic import AfterValidator

from scripts.problems import InBoth

# What pydantic calls a kind of error, and what was expected there.
_KINDS = {
    "string_type": InBoth("a text; a number or a date stands in quotes", "文字；数字和日期要加引号"),
    "string_too_short": InBoth("some words", "要有文字"),
    "list_type": InBoth("a list: a line with - for each", "一个列表，每条一行，开头写-"),
    "too_short": InBoth("at least one entry", "至少有一条"),
    "too_long": InBoth("fewer entries", "条数少一些"),
    "dict_type": InBoth("lines such as name: value", "一行行的“名字: 值”"),
    "model_type": InBoth("lines such as name: value", "一行行的“名字: 值”"),
    "bool_type": InBoth("true or false", "true或者false"),
    "bool_parsing": InBoth("true or false", "true或者false"),
    "int_type": InBoth("a whole number", "整数"),
    "int_parsing": InBoth("a whole number", "整数"),
}
_INDENTED = InBoth(
    "a line that begins further left or right than it should, "
    "or words that begin with { and need quotes: '{…} …'",
    "行首的空格多了或者少了，或者以{开头的文字没有加引号：'{…}……'",
)
# A part of what the YAML library says, and what it means.
_YAML_FAULTS = {
    "',' or": InBoth("a bracket that is never closed, or a missing comma", "括号没有关上，或者少了逗号"),
    "mapping values": InBoth(
        "a colon where none can stand; words that hold a colon and a space need quotes",
        "这里不能有冒号；文字里有冒号和空格，就要加引号",
    ),
    "end of stream": InBoth("a quotation mark that is never closed", "引号没有关上"),
    "tab character": InBoth("a tab; a line begins with spaces only", "行首有制表符，只能用空格"),
    "cannot start any token": InBoth(
        "a character that no value can begin with, such as a tab, @ or `", "开头的字符不行，比如制表符、@和`"
    ),
    "another document": InBoth("a second line of ---", "又有一行---"),
    "expected ':'": InBoth("a line without its colon", "这一行少了冒号"),
    "expected key": _INDENTED,
    "block end": _INDENTED,
    "'-' indicator": _INDENTED,
    "undefined alias": InBoth("words that begin with *; they need quotes", "以*开头的文字要加引号"),
    "holds itself": InBoth("an entry that holds itself", "这一条里又包含它自己"),
}


class WrongFieldError(ValueError):
    """What is wrong with one field of an entry that is wrong only beside its others."""

    def __init__(self, field: str, expected: InBoth) -> None:
        super().__init__(expected)
        self.field = field


def matching(pattern: str, expected: InBoth) -> AfterValidator:
    """A validator for a text that has this form as a whole; `expected` says it in words."""
    form = re.compile(pattern)

    def check(text: str) -> str:
        if not form.fullmatch(text):
            raise ValueError(expected)
        return text

    return AfterValidator(check)


def expected_value(detail: dict[str, Any]) -> str:
    """What one of pydantic's errors expects."""
    error = detail.get("ctx", {}).get("error")
    if error is not None and error.args:
        return error.args[0] if isinstance(error.args[0], str) else str(error)
    if detail["type"] == "literal_error":
        names = re.findall(r"'([^']*)'", detail["ctx"]["expected"])
        return InBoth(f"one of {', '.join(names)}", f"其中之一：{'、'.join(names)}")
    return _KINDS.get(detail["type"], str(detail["msg"]))


def found_value(value: object) -> str:
    """The value as it stands in YAML, on one line and not too long."""
    if value is None or value == "":
        return InBoth("nothing", "空的")
    if isinstance(value, str):
        text = f"'{value}'" if re.fullmatch(r"[\d.]+", value) else " ".join(value.split())
    else:
        text = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10**6)
        text = text.removesuffix("\n").removesuffix("\n...")
    return text if len(text) <= 60 else text[:57] + "…"


def yaml_fault(message: str) -> str:
    """What the YAML library found, in plain words where we know them."""
    return next((words for part, words in _YAML_FAULTS.items() if part in message), message)
