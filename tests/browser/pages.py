"""The addresses of every page that the project's own explainer has, in both languages."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]


@cache
def uris() -> tuple[str, ...]:
    """Every page of both languages, as an address below the site's root."""
    sources = [
        file.relative_to(ROOT / "docs" / "zh").as_posix() for file in (ROOT / "docs" / "zh").rglob("*.md")
    ]
    sources += [f"charts/{file.stem}.md" for file in (ROOT / "charts" / "figures").glob("*.yml")]
    sources.append("charts/index.md")
    chinese = sorted(source.removesuffix(".md").removesuffix("index").rstrip("/") for source in sources)
    chinese = [f"{uri}/" if uri else "" for uri in chinese]
    return (*chinese, *(f"en/{uri}" for uri in chinese))


@cache
def figures() -> tuple[str, ...]:
    """The own page of every figure, in both languages."""
    return tuple(uri for uri in uris() if re.fullmatch(r"(en/)?charts/\w+/", uri))


@cache
def walked_figures() -> tuple[str, ...]:
    """The own page of every figure with more than one row."""
    folder = ROOT / "charts" / "figures"
    rows = {
        file.stem: yaml.safe_load(file.read_text(encoding="utf-8"))["rows"] for file in folder.glob("*.yml")
    }
    return tuple(uri for uri in figures() if len(rows[uri.split("/")[-2]]) > 1)


@cache
def frames() -> tuple[str, ...]:
    """The pages that other sites show in a frame."""
    return tuple(f"{uri}embed/" for uri in figures())


@cache
def chapters() -> tuple[str, ...]:
    """Every chapter of both languages, in the order of reading."""
    nav = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8").replace("!ENV", ""))["nav"]
    chinese = [source.removesuffix(".md") + "/" for source in nav if source.startswith("chapters/")]
    return (*chinese, *(f"en/{uri}" for uri in chinese))


def lang_of(uri: str) -> str:
    return "en" if uri.startswith("en/") else "zh"


def sister(uri: str) -> str:
    """The same page in the other language."""
    return uri.removeprefix("en/") if lang_of(uri) == "en" else f"en/{uri}"
