"""The only door to ECharts: a pyecharts chart in, an SVG string out; same input, same bytes.

ECharts draws in an embedded JavaScript engine. The clock stands still, nothing is random, and text
is measured by a table of our own, so that the result needs no font and no browser.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, Protocol, Self

from charts.figure import Drawing, Layout
from charts.text import text_width
from charts.theme import Theme

CODE_ROOT = Path(__file__).resolve().parents[1]
ECHARTS = CODE_ROOT / "overrides" / "vendor" / "echarts" / "echarts.min.js"
TEXT_WIDTHS = CODE_ROOT / "charts" / "text_widths.json"
DRAW = CODE_ROOT / "charts" / "draw.js"

_UNNEEDED = tuple(
    re.compile(pattern)
    for pattern in (
        r"<style.*?</style>",
        r"<defs ?></defs>",
        # The background, places that only wait for a pointer, and texts of nothing but space.
        r'<rect[^>]* fill="none"[^>]*></rect>',
        r'<path[^>]* fill-opacity="0"[^>]* stroke-width="0"[^>]*></path>',
        r'<path(?![^>]* stroke=)[^>]* fill-opacity="0"[^>]*></path>',
        r'<path[^>]* fill="none" pointer-events="visible" class="[^"]*"></path>',
        r"<text[^>]*>\s*</text>",
        r' (?:ecmeta_\w+|xml:space|xmlns:xlink|class|pointer-events)="[^"]*"',
        r' text-anchor="start"',
        r"<g[^>]*></g>",
        r' fill="#000"(?=></path></clipPath>)',
    )
)
_MIDDLE = 0.36  # from a text's baseline up to its middle, in em, in Chinese and Latin type alike
_TRANSLATE = re.compile(r' transform="translate\(([-\d.]+) ([-\d.]+)\)"')
# A text that begins at its x, and the next one on the same y.
_NEIGHBOURS = re.compile(
    r'<text x="(?P<x>[-\d.]+)" y="(?P<y>[-\d.]+)"'
    r"(?P<look>(?:(?!text-anchor)[^>])*)>(?P<text>[^<]*)</text>"
    r'<text x="(?P<next_x>[-\d.]+)" y="(?P=y)"'
    r"(?P<next_look>(?:(?!text-anchor)[^>])*)>(?P<next_text>[^<]*)</text>"
)
_SHAPE = re.compile(r"<(?:path|text)[^>]*>[^<]*</(?:path|text)>")
_LOOK = re.compile(r' (?:fill|stroke|stroke-width|stroke-linejoin|font-size|font-weight|text-anchor)="[^"]*"')
_COLOUR = re.compile(r'\b(fill|stroke)="(?!none"|url\()([^"]*)"')


@dataclass(frozen=True)
class Label:
    """A piece of text as ECharts placed it, in SVG units."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Label) -> bool:
        """Whether the two boxes share more than a hair's breadth."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 1 and down > 1


@dataclass(frozen=True)
class Rendered:
    """An SVG and the labels in it."""

    svg: str
    labels: tuple[Label, ...]


class Engine(Protocol):
    """Something that evaluates JavaScript."""

    def eval(self, code: str) -> Any:
        """The value of the last statement."""


class UnknownColourError(ValueError):
    """A chart uses a colour that is not one of the tokens."""


class Renderer:
    """Renders any number of drawings with one JavaScript engine. Use it with `with`.

    With a `kept` folder, a drawing whose input has not changed is read from there, and the engine
    starts only when something has.
    """

    def __init__(
        self, theme: Theme, kept: Path | None = None, start_engine: Callable[[], Engine] | None = None
    ) -> None:
        self._theme = theme
        self._kept = kept
        self._used: set[Path] = set()
        self._start_engine = start_engine or start_any_engine
        self._engine: Engine | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        # V8 hangs at the end of Python when it is not closed; QuickJS needs no closing.
        if close := getattr(self._engine, "close", None):
            close()
        for file in set(self._kept.glob("*.json")) - self._used if self._kept and self._used else ():
            file.unlink(missing_ok=True)

    def render(self, drawing: Drawing, layout: Layout, name: str) -> Rendered:
        """The drawing as SVG, its colours as CSS variables, its ids beginning with `name`."""
        # dump_options must be called once on a fresh chart: a second call loses line breaks.
        options = drawing.chart.dump_options_with_quotes()
        call = f"draw({options}, {layout.width}, {drawing.height})"
        if self._kept is None:
            return self._draw(call, layout, drawing.height, name)
        file = self._kept / f"{self._digest(call, layout, name)}.json"
        self._used.add(file)
        rendered = _read_kept(file)
        if rendered is None:
            rendered = self._draw(call, layout, drawing.height, name)
            _keep(file, rendered)
        return rendered

    def _draw(self, call: str, layout: Layout, height: int, name: str) -> Rendered:
        if self._engine is None:
            self._engine = self._start_engine()
            _load_echarts(self._engine)
        result: dict[str, Any] = json.loads(self._engine.eval(call))
        svg = self._recolour(_clean(result["svg"], layout, height, name))
        return Rendered(svg, tuple(Label(**label) for label in result["labels"]))

    def _digest(self, *parts: object) -> str:
        """A name for everything that the bytes of a drawing depend on."""
        text = "\n".join(str(part) for part in (_code_digest(), self._theme, *parts))
        return hashlib.sha256(text.encode()).hexdigest()

    def _recolour(self, svg: str) -> str:
        def replace(match: re.Match[str]) -> str:
            try:
                return f'{match[1]}="{self._theme.variable(match[2])}"'
            except KeyError:
                raise UnknownColourError(match[2]) from None

        return _COLOUR.sub(replace, svg)


def _load_echarts(engine: Engine) -> None:
    engine.eval("var TEXT_WIDTHS = " + TEXT_WIDTHS.read_text(encoding="utf-8"))
    engine.eval(DRAW.read_text(encoding="utf-8"))
    engine.eval(ECHARTS.read_text(encoding="utf-8"))
    engine.eval("measureWithTable()")


@cache
def _code_digest() -> str:
    """The state of ECharts and of the code that turns options into SVG."""
    code = b"".join(file.read_bytes() for file in (ECHARTS, DRAW, TEXT_WIDTHS, Path(__file__)))
    return hashlib.sha256(code).hexdigest()


def _read_kept(file: Path) -> Rendered | None:
    """A kept drawing; None when there is none, or when the file is damaged."""
    try:
        loaded = json.loads(file.read_text(encoding="utf-8"))
        return Rendered(loaded["svg"], tuple(Label(**label) for label in loaded["labels"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(file: Path, rendered: Rendered) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(asdict(rendered), ensure_ascii=False), encoding="utf-8")


def start_any_engine() -> Engine:
    """QuickJS, or V8 where there is no QuickJS wheel."""
    try:
        return start_quickjs()
    except ImportError:
        return start_v8()


def start_quickjs() -> Engine:
    """The main engine: small, and started in a tenth of a second."""
    import quickjs

    engine: Engine = quickjs.Context()
    return engine


def start_v8() -> Engine:
    """The engine to fall back to."""
    from py_mini_racer import MiniRacer

    engine: Engine = MiniRacer()
    return engine


def _clean(svg: str, layout: Layout, height: int, name: str) -> str:
    """The SVG without what a page does not need, sized by its viewBox."""
    svg = re.sub(r"(\d+\.\d\d)\d+", r"\1", svg).replace("\n", "")
    svg = re.sub(r' style="([^"]*)"', _font_attributes, svg)
    for unneeded in _UNNEEDED:
        svg = unneeded.sub("", svg)
    svg = re.sub(r'(\bid="|url\(#|href="#)zr\d+-', rf"\g<1>{name}-", svg)
    svg = re.sub(r"<text([^>]*)>", _place_text, svg)
    svg = _NEIGHBOURS.sub(_join_texts, svg)
    svg = re.sub(rf"(?:{_SHAPE.pattern})+", _group_alike, svg)
    body = svg.partition(">")[2].replace(f' font-size="{layout.text}"', "")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {layout.width} {height}" '
        f'font-size="{layout.text}" class="figure__drawing figure__drawing--{layout.name}" '
        f'aria-hidden="true" focusable="false">{body}'
    )


def _font_attributes(style: re.Match[str]) -> str:
    """Size and weight as attributes: a strict content policy allows no style, the page gives the family."""
    size = re.search(r"([\d.]+)px", style[1])
    weight = ' font-weight="bold"' if "bold" in style[1] else ""
    return f' font-size="{size[1]}"{weight}' if size else ""


def _place_text(tag: re.Match[str]) -> str:
    """A text placed by x and y on its own baseline: ECharts centres it, in a way not all programs know."""
    attributes = tag[1]
    x, y = (_attribute(name, attributes) for name in "xy")
    if moved := _TRANSLATE.search(attributes):
        x, y = x + float(moved[1]), y + float(moved[2])
    if ' dominant-baseline="central"' in attributes:
        y += _MIDDLE * _attribute("font-size", attributes)
    rest = re.sub(r' (?:x|y|dominant-baseline)="[^"]*"', "", _TRANSLATE.sub("", attributes))
    return f'<text x="{x:.4g}" y="{y:.4g}"{rest}>'


def _attribute(name: str, attributes: str) -> float:
    found = re.search(rf' {name}="([-\d.]+)"', attributes)
    return float(found[1]) if found else 0.0


def _join_texts(pair: re.Match[str]) -> str:
    """Two texts of one line as one text, so that they keep their distance in every font."""
    size = _attribute("font-size", pair["look"])
    width = text_width(pair["text"], size, "bold" in pair["look"])
    apart = float(pair["next_x"]) - float(pair["x"]) - width
    if not 0 <= apart <= size:
        return pair[0]
    style = pair["next_look"].replace(f' font-size="{size:g}"', "")
    following = f'<tspan dx="{apart:.3g}"{style}>{pair["next_text"]}</tspan>'
    return f'<text x="{pair["x"]}" y="{pair["y"]}"{pair["look"]}>{pair["text"]}{following}</text>'


def _group_alike(shapes: re.Match[str]) -> str:
    """Neighbours that look alike, in a group that says once how they look."""
    found = _SHAPE.findall(shapes.group())
    groups = []
    for look, neighbours in groupby(found, key=lambda shape: "".join(_LOOK.findall(shape))):
        alike = list(neighbours)
        if look and len(alike) > 1:
            alike = [f"<g{look}>", *(_LOOK.sub("", shape) for shape in alike), "</g>"]
        groups += alike
    return "".join(groups)
