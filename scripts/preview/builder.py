"""Builds what the preview shows, again after each edit: the language that is being read first."""

from __future__ import annotations

import logging
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from charts.wording import Lang
from scripts.building import Prepared, prepare
from scripts.explainer import CODE_ROOT
from scripts.preview.shown import Shown, Site, Trouble
from scripts.preview.snapshot import Snapshot
from scripts.problems import SiteError
from scripts.unchanged import Unchanged

CONFIGURATIONS: dict[Lang, str] = {"zh": "mkdocs.yml", "en": "mkdocs.en.yml"}
# What one language says and the other does not yet holds back no page: one of the two is written first.
CAN_WAIT = frozenset(
    {
        *("translation_stale", "chinese_sentences_gone", "english_sentences_gone", "paragraph_missing"),
        *("facts_differ", "terms_differ", "links_differ", "lists_differ", "tables_differ", "quotes_differ"),
    }
)
# Of a bug only what a maintainer needs to find it.
FRAMES_SHOWN = 4


class Builder:
    """Builds the explainer in `root` for the site at `address`, and shows what came of it."""

    def __init__(self, root: Path, address: str, shown: Shown) -> None:
        self._root, self._address, self._shown = root, address, shown
        self._unchanged = Unchanged()

    def build(self, snapshot: Snapshot, is_current: Callable[[], bool]) -> bool:
        """Shows the pages as they are in `snapshot`, or what is wrong; nothing is raised.

        True when all was built. Stops between the languages when `is_current` denies that nothing has
        changed since.
        """
        self._unchanged.wiring, self._unchanged.face = snapshot.wiring, snapshot.face
        refused: list[str] = []
        try:
            with _told_by_mkdocs(refused):
                prepared = prepare(self._root, self._unchanged, CAN_WAIT)
                for lang in self._languages():
                    self._shown.show_site(lang, self._built(prepared, lang))
                    if lang == self._languages()[0]:
                        self._shown.show_trouble(Trouble(tuple(prepared.warnings)))
                    if not is_current():
                        return False
                prepared.kept.forget_unused()
        except SiteError as error:
            self._failed(Trouble(tuple(error.problems), error.rest_unchecked))
            return False
        except MkDocsException as error:
            self._failed(Trouble(refused=tuple(refused or [str(error)])))
            return False
        except (Exception, SystemExit) as error:  # a bug must not end the preview
            self._failed(Trouble(fault=tuple(_fault(error))))
            return False
        return True

    def _languages(self) -> tuple[Lang, Lang]:
        return ("en", "zh") if self._shown.last_read == "en" else ("zh", "en")

    def _built(self, prepared: Prepared, lang: Lang) -> Site:
        """Every file of one language's site by its address below the language's root."""
        with tempfile.TemporaryDirectory(prefix="preview-", ignore_cleanup_errors=True) as name:
            folder = Path(name)
            address = self._address + ("en/" if lang == "en" else "")
            file = str(self._root / CONFIGURATIONS[lang])
            config = load_config(file, site_dir=name, site_url=address, strict=True)
            config.extra.update(prepared=prepared, unchanged=self._unchanged, alone=True)
            build(config)
            files = (file for file in folder.rglob("*") if file.is_file())
            return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}

    def _failed(self, trouble: Trouble) -> None:
        self._unchanged.forget()  # a page that MkDocs warned of must be warned of again
        self._shown.show_trouble(trouble)


@contextmanager
def _told_by_mkdocs(lines: list[str]) -> Iterator[None]:
    """Collects MkDocs' warnings and errors in `lines` instead of printing them."""
    logger = logging.getLogger("mkdocs")
    collector = logging.Handler(logging.WARNING)
    collector.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign]
    propagates, logger.propagate = logger.propagate, False
    logger.addHandler(collector)
    try:
        yield
    finally:
        logger.removeHandler(collector)
        logger.propagate = propagates


def _fault(error: BaseException) -> Iterator[str]:
    """What a maintainer needs to find a bug: what was raised, and where in our code."""
    yield f"{type(error).__name__}: {error}"
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(CODE_ROOT) and ".venv" not in Path(frame.filename).parts
    ]
    for frame in reversed(frames[-FRAMES_SHOWN:]):
        yield f"{Path(frame.filename).relative_to(CODE_ROOT).as_posix()}:{frame.lineno} {frame.name}"
    yield f"Python {sys.version.split()[0]}, {sys.platform}"
