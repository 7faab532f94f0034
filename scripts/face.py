"""The face's published files, named by their content for caches: a style sheet, scripts, icons.

`first` runs before the first paint, `script` after the page is read; it fetches the script of each
component that the page has.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from resvg_py import svg_to_bytes
from rjsmin import jsmin

from charts.theme import ACCENT, drawing_in_hue_of, in_hue_of
from scripts.icons import symbols

# The home screen's icon and the large pointer, in pixels.
ICON_SIZES = (192, 512)
POINTER_SIZE = 64


@dataclass(frozen=True)
class Face:
    """The addresses of the face's files below the site's root, and the files' contents.

    `symbols` holds the icons of `symbol_names`: those of `overrides/icons.txt` and of the chapters. `echarts`
    is fetched only by a reader who opens the interactive view of a figure.
    """

    style: str
    first: str
    script: str
    icon: str
    icons: dict[int, str]
    symbols: str
    symbol_names: frozenset[str]
    echarts: str
    files: dict[str, str | bytes]

    def symbol(self, name: str) -> str:
        """The address of an icon below the site's root; KeyError for one that is not in `symbol_names`."""
        if name not in self.symbol_names:
            raise KeyError(f"overrides/icons.txt does not list the icon {name}")
        return f"{self.symbols}#{name}"


def load_face(overrides: Path, more_icons: Iterable[str] = (), colour: str = ACCENT) -> Face:
    """The face made from `tokens.css`, `base.css`, each component's style and behaviour, and `lib/`.

    `more_icons` are the names of the chapters' icons, beside those of the templates.
    The accent and the site's own icon have the hue of `colour`.
    """
    files: dict[str, str | bytes] = {}

    def publish(name: str, ending: str, content: str | bytes) -> str:
        raw = content.encode() if isinstance(content, str) else content
        address = f"assets/{name}.{hashlib.sha256(raw).hexdigest()[:8]}.{ending}"
        files[address] = content
        return address

    icon = drawing_in_hue_of(colour, _read(overrides / "icon.svg"))
    icons = {size: publish(f"icon-{size}", "png", svg_to_bytes(icon, width=size)) for size in ICON_SIZES}
    pointer = publish("pointer", "png", svg_to_bytes(_read(overrides / "pointer.svg"), width=POINTER_SIZE))
    styles = [overrides / "tokens.css", overrides / "base.css", *sorted(overrides.glob("components/*/*.css"))]
    css = in_hue_of(colour, "\n".join(_read(file) for file in styles))
    style = _small(css).replace("POINTER", Path(pointer).name)
    components = {
        name: Path(publish(name, "js", _closed(*parts))).name for name, parts in _scripts(overrides).items()
    }
    mount = _closed(overrides / "lib" / "mount.js").replace('"COMPONENTS"', json.dumps(components))
    files["assets/icon.svg"] = icon
    symbol_names = frozenset(_read(overrides / "icons.txt").split()) | frozenset(more_icons)
    return Face(
        style=publish("style", "css", style),
        first=publish("first", "js", _closed(overrides / "lib" / "settings.js")),
        script=publish("script", "js", mount),
        icon="assets/icon.svg",
        icons=icons,
        symbols=publish("symbols", "svg", symbols(sorted(symbol_names))),
        symbol_names=symbol_names,
        echarts=publish("echarts", "js", _read(overrides / "vendor" / "echarts" / "echarts.min.js")),
        files=files,
    )


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _small(css: str) -> str:
    """The style sheet without comments and indentation."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s*\n\s*", "\n", css).strip()
    return re.sub(r"([{;,])\n", r"\1", css).replace(": ", ":") + "\n"


def _scripts(overrides: Path) -> dict[str, list[Path]]:
    """The scripts of the components by name, each one file, or a folder of parts."""
    scripts = {file.stem: [file] for file in overrides.glob("components/*/*.js")}
    for part in sorted(overrides.glob("components/*/*/*.js")):
        scripts.setdefault(part.parent.name, []).append(part)
    return dict(sorted(scripts.items()))


def _closed(*parts: Path) -> str:
    """A script without comments and needless space, its names its own."""
    code = "\n".join(map(_read, parts))
    return f"{jsmin(f'(function () {{{code}}})();')}\n"
