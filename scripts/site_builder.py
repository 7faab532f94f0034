"""Builds the whole site beside the last good one, and puts it in its place only when all went well."""

from __future__ import annotations

import gzip
import logging
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

from scripts.building import prepare


@dataclass(frozen=True)
class BuiltSite:
    """What a build made: HTML pages, figures, facts, the bytes of all files (plain, and gzip), seconds."""

    folder: Path
    pages: int
    figures: int
    facts: int
    bytes: int
    gzip_bytes: int
    seconds: float


def build_site(root: Path) -> BuiltSite:
    """Builds `root/site` from the explainer in `root`.

    Raises SiteError or MkDocsException when it cannot, and leaves the last good site in place.
    """
    started = time.perf_counter()
    _show_warnings()
    prepared = prepare(root)
    building = root / ".site-building"
    shutil.rmtree(building, ignore_errors=True)
    try:
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(building), strict=True)
        config.extra["prepared"] = prepared
        build(config)
        site = root / "site"
        _replace(site, building)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    explainer = prepared.explainer
    files = [file for file in site.rglob("*") if file.is_file()]
    return BuiltSite(
        folder=site,
        pages=sum(file.suffix == ".html" for file in files),
        figures=len(explainer.figures),
        facts=len(explainer.ledger),
        bytes=sum(file.stat().st_size for file in files),
        gzip_bytes=sum(len(gzip.compress(file.read_bytes(), 6)) for file in files),
        seconds=time.perf_counter() - started,
    )


def account(built: BuiltSite) -> str:
    """The one line that says what a build made."""
    return (
        f"{built.folder.name}/: {built.pages} pages, {built.figures} figures, {built.facts} facts, "
        f"{built.bytes // 1024} KB ({built.gzip_bytes // 1024} KB gzip) in {built.seconds:.1f} s"
    )


def _replace(site: Path, building: Path) -> None:
    """Puts the new site in the old one's place, which is moved aside first: nobody sees half a site."""
    old = site.with_name(".site-old")
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    building.rename(site)
    shutil.rmtree(old, ignore_errors=True)


def _show_warnings() -> None:
    """MkDocs' warnings and errors on standard error; strict mode makes them fail the build."""
    logger = logging.getLogger("mkdocs")
    if not logger.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
        logger.addHandler(handler)
        logger.setLevel(logging.WARNING)
