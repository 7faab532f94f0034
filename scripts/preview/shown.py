"""What the preview shows at a moment: the last good site of each language, and what is wrong since."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from charts.wording import Lang
from scripts.problems import Problem

Site = Mapping[str, bytes]


@dataclass(frozen=True)
class Trouble:
    """What an editor is to know: problems and warnings, or why nothing could be built.

    `refused` are the words of MkDocs, `fault` the lines of a bug to report.
    """

    problems: tuple[Problem, ...] = ()
    rest_unchecked: bool = False
    refused: tuple[str, ...] = ()
    fault: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(found for found in self.problems if found.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(found for found in self.problems if found.severity == "warning")

    @property
    def stops(self) -> bool:
        """Whether there is no new page because of it."""
        return bool(self.errors or self.refused or self.fault)


@dataclass(frozen=True)
class Moment:
    """`sites` are files by their address below a language's root; `versions` name the sites."""

    number: int = 0
    sites: Mapping[Lang, Site] = field(default_factory=dict)
    versions: Mapping[Lang, str] = field(default_factory=dict)
    trouble: Trouble = Trouble()


class Shown:
    """The moment that browsers see; they wait for the next one here."""

    def __init__(self) -> None:
        self.now = Moment()
        self.last_read: Lang = "zh"
        self.is_busy = True  # more is being built
        self._changed = threading.Condition()
        self._started = time.time_ns()  # a browser that met an earlier preview takes nothing for its own

    def show_site(self, lang: Lang, site: Site) -> None:
        """Shows a new site of one language; where it is the same as before, no browser loads it again."""
        if self.now.sites.get(lang) == site:
            return
        with self._changed:
            version = f"{self._started}-{self.now.number + 1}"
            self._next(sites={**self.now.sites, lang: site}, versions={**self.now.versions, lang: version})

    def show_trouble(self, trouble: Trouble) -> None:
        """Shows what is wrong beside the site of before, or that nothing is."""
        with self._changed:
            if trouble != self.now.trouble:
                self._next(trouble=trouble)

    def wait_for_next(self, number: int, seconds: float) -> Moment:
        """The moment that is not `number` any more, or this one when nothing has changed for so long."""
        with self._changed:
            self._changed.wait_for(lambda: self.now.number != number, timeout=seconds)
            return self.now

    def _next(self, **changes: object) -> None:
        self.now = replace(self.now, number=self.now.number + 1, **changes)  # type: ignore[arg-type]
        self._changed.notify_all()
