"""Builds the whole site beside the last good one, and puts it in its place only when all went well."""

from __future__ import annotations

import gzip
import logging
import os
import shutil
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

from scripts.building import prepare
from scripts.problems import Problem

ATTEMPTS = 9


@dataclass(frozen=True)
class BuiltSite:
    """What a build made: HTML pages, figures, facts, bytes of all files (plain, gzip), seconds, warnings."""

    folder: Path
    pages: int
    figures: int
    facts: int
    bytes: int
    gzip_bytes: int
    seconds: float
    warnings: list[Problem]


def build_site(root: Path) -> BuiltSite:
    """Builds `root/site` from the explainer in `root`.

    Raises SiteError or MkDocsException when it cannot, and leaves the last good site in place.
    """
    started = time.perf_counter()
    _show_warnings()
    prepared = prepare(root)
    building = root / f".site-building-{os.getpid()}"  # its own: two builds may run at once
    try:
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(building), strict=True)
        config.extra["prepared"] = prepared
        build(config)
        contents = [(file.suffix, file.read_bytes()) for file in building.rglob("*") if file.is_file()]
        _replace(root / "site", building)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return BuiltSite(
        folder=root / "site",
        pages=sum(suffix == ".html" for suffix, _ in contents),
        figures=len(prepared.explainer.figures),
        facts=len(prepared.explainer.ledger),
        bytes=sum(len(content) for _, content in contents),
        gzip_bytes=sum(_compressed(suffix, content) for suffix, content in contents),
        seconds=time.perf_counter() - started,
        warnings=prepared.warnings,
    )


def _compressed(suffix: str, content: bytes) -> int:
    """The bytes that a browser fetches; a PNG is compressed already."""
    return len(content) if suffix == ".png" else len(gzip.compress(content, 6))


def account(built: BuiltSite) -> str:
    """The one line that says what a build made."""
    return (
        f"{built.folder.name}/: {built.pages} pages, {built.figures} figures, {built.facts} facts, "
        f"{built.bytes // 1024} KB ({built.gzip_bytes // 1024} KB gzip) in {built.seconds:.1f} s"
    )


def _replace(site: Path, building: Path) -> None:
    """Puts the new site in the old one's place, which is moved aside first: nobody sees half a site.

    Another build may do the same at the same moment: then the later one stays. When the new site
    cannot be put there, the old one is put back.
    """
    old = site.with_name(f".site-old-{os.getpid()}")
    for attempt in range(ATTEMPTS):
        with suppress(FileNotFoundError):
            site.rename(old)
        try:
            building.rename(site)
            break
        except OSError:
            if not site.exists() and old.exists():
                old.rename(site)
            if attempt == ATTEMPTS - 1:
                raise
        finally:
            shutil.rmtree(old, ignore_errors=True)


def _show_warnings() -> None:
    """MkDocs' warnings and errors on standard error; strict mode makes them fail the build."""
    logger = logging.getLogger("mkdocs")
    if not logger.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
        logger.addHandler(handler)
        logger.setLevel(logging.WARNING)
