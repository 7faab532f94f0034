"""What builds made before and need not make again: a preview builds the same explainer again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Made = TypeVar("Made")


class Unchanged:
    """Results by name, each with what it was made from.

    `wiring` and `face` stand for what is too much to be told: the state of MkDocs' configurations and of the
    templates with the names of all pages, and that of the face's files.
    """

    def __init__(self) -> None:
        self.wiring: object = None
        self.face: object = None
        self._made: dict[object, tuple[object, Any]] = {}

    def get(self, name: object, made_from: object, make: Callable[[], Made]) -> Made:
        """What `make` returned when it was last asked for by `name`, or returns now if `made_from` is new."""
        if name in self._made and self._made[name][0] == made_from:
            kept: Made = self._made[name][1]
            return kept
        made = make()
        self._made[name] = (made_from, made)
        return made

    def forget(self) -> None:
        """Has everything made anew."""
        self._made = {}
