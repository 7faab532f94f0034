"""The face's published files: one style sheet, one script, the icon; named by their content for caches."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Face:
    """The addresses of the style sheet, the scripts and the icon below the site's root, and their contents.

    `echarts` is fetched only by a reader who opens the interactive view of a figure.
    """

    style: str
    script: str
    icon: str
    echarts: str
    files: dict[str, str]


def load_face(overrides: Path) -> Face:
    """The face made from `tokens.css`, `base.css` and each component's style and behaviour."""
    styles = [overrides / "tokens.css", overrides / "base.css", *sorted(overrides.glob("components/*/*.css"))]
    scripts = [*sorted(overrides.glob("lib/*.js")), *sorted(overrides.glob("components/*/*.js"))]
    style = _small("\n".join(file.read_text(encoding="utf-8") for file in styles))
    # Each behaviour is closed in itself: one that throws is logged and the others still run.
    script = "\n".join(_guarded(file) for file in scripts)
    icon = (overrides / "icon.svg").read_text(encoding="utf-8")
    echarts = (overrides / "vendor" / "echarts" / "echarts.min.js").read_text(encoding="utf-8")
    files = {
        _named("style", "css", style): style,
        _named("script", "js", script): script,
        "assets/icon.svg": icon,
        _named("echarts", "js", echarts): echarts,
    }
    style_name, script_name, icon_name, echarts_name = files
    return Face(style_name, script_name, icon_name, echarts_name, files)


def _named(name: str, ending: str, content: str) -> str:
    return f"assets/{name}.{hashlib.sha256(content.encode()).hexdigest()[:8]}.{ending}"


def _small(css: str) -> str:
    """The style sheet without comments and indentation."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s*\n\s*", "\n", css).strip()
    return re.sub(r"([{;,])\n", r"\1", css).replace(": ", ":") + "\n"


def _guarded(file: Path) -> str:
    code = re.sub(r"^\s*//.*\n", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE).strip()
    return f"try {{ (function () {{\n{code}\n}})(); }} catch (error) {{ console.error(error); }}"
