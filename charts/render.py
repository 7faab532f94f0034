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
from html import unescape
from itertools import groupby
from pathlib import Path
from typing import Any, Protocol, Self

from charts.figure import Drawing, Layout
from charts.kept import Kept
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
        r' (?:xml:space|xmlns:xlink|class|pointer-events)="[^"]*"',
        r' text-anchor="start"',
        r"<g[^>]*></g>",
        r' fill="#000"(?=></path></clipPath>)',
    )
)
# Where ECharts says which item of which series a shape stands for.
_ITEM = re.compile(r' ecmeta_series_index="(?P<series>\d+)"(?: ecmeta_data_index="(?P<item>\d+)")?')
# Stripes are a shape of their own over the mark.
_STRIPES = re.compile(r'(<path data-row="(\d+)"[^>]*></path>\s*<path)(?=[^>]* fill="url\()')
_ITEM_WORDS = re.compile(r' ecmeta_\w+="[^"]*"')
# The rest are defaults of pyecharts: a palette, a legend, an animation.
_NEEDED_OPTIONS = ("series", "xAxis", "yAxis", "grid", "title")
_LONG_NUMBER = re.compile(r"(\d+\.\d\d)\d+")
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
    """An SVG with `data-row` on its marks, and what it was made of.

    `items` are the series and item that ECharts drew for each row; `options` is what ECharts was given, as
    JSON with the names of colours; `height` is in SVG units.
    """

    svg: str
    labels: tuple[Label, ...]
    items: tuple[tuple[int, int], ...]
    options: str
    height: int


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
        self, theme: Theme, kept: Kept | None = None, start_engine: Callable[[], Engine] | None = None
    ) -> None:
        self._theme = theme
        self._kept = kept or Kept(None)
        self._start_engine = start_engine or start_any_engine
        self._engine: Engine | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        # V8 hangs at the end of Python when it is not closed; QuickJS needs no closing.
        if close := getattr(self._engine, "close", None):
            close()

    def render(self, drawing: Drawing, layout: Layout, name: str) -> Rendered:
        """The drawing as SVG, its colours as CSS variables, its ids beginning with `name`."""
        # dump_options must be called once on a fresh chart: a second call loses line breaks.
        options = drawing.chart.dump_options_with_quotes()

        def draw() -> bytes:
            rendered = self._draw(options, layout, drawing.height, name)
            return json.dumps(asdict(rendered), ensure_ascii=False).encode()

        made_from = (_code_digest(), self._theme, options, layout, drawing.height, name)
        rendered = _read_rendered(self._kept.get(made_from, draw, lambda kept: bool(_read_rendered(kept))))
        if rendered is None:  # what was just drawn can be read
            raise ValueError(name)
        return rendered

    def _draw(self, options: str, layout: Layout, height: int, name: str) -> Rendered:
        if self._engine is None:
            self._engine = self._start_engine()
            _load_echarts(self._engine)
        result = json.loads(self._engine.eval(f"draw({options}, {layout.width}, {height})"))
        svg, items = _mark_rows(result["svg"])
        return Rendered(
            svg=self._recolour(_clean(svg, layout, height, name)),
            labels=tuple(Label(**label) for label in result["labels"]),
            items=items,
            options=_plain_options(options, self._theme),
            height=height,
        )

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
    files = (ECHARTS, DRAW, TEXT_WIDTHS, Path(__file__), Path(__file__).with_name("text.py"))
    code = b"".join(file.read_bytes() for file in files)
    return hashlib.sha256(code).hexdigest()


def _read_rendered(kept: bytes) -> Rendered | None:
    """A drawing from its JSON; None when the JSON is damaged."""
    try:
        loaded = json.loads(kept)
        loaded["labels"] = tuple(Label(**label) for label in loaded["labels"])
        loaded["items"] = tuple(tuple(item) for item in loaded["items"])
        return Rendered(**loaded)
    except (ValueError, KeyError, TypeError):
        return None


def _mark_rows(svg: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The SVG with `data-row` on the shapes that stand for a row, and the item of each row in order.

    Shapes that ECharts draws as one (a large series) name no item: where no shape does, all are row 0.
    """
    items: list[tuple[int, int]] = []

    def name_row(tag: re.Match[str]) -> str:
        found = _ITEM.search(tag.group())
        plain = _ITEM_WORDS.sub("", tag.group())
        if found is None or found["item"] is None or ' d=""' in plain:
            return plain
        item = (int(found["series"]), int(found["item"]))
        if item not in items:
            items.append(item)
        return plain.replace("<path", f'<path data-row="{items.index(item)}"', 1)

    marked = re.sub(r"<path[^>]*>", name_row, svg)
    marked = _STRIPES.sub(r'\1 data-row="\2"', marked)
    if not items:
        marked = re.sub(r'<path(?=[^>]* stroke="#)(?![^>]* fill-opacity="0")', '<path data-row="0"', marked)
    return marked, tuple(items)


def _plain_options(options: str, theme: Theme) -> str:
    """What a browser needs to draw the same again, with each token's hex as the token's name."""
    for name, colour in theme.colours.items():
        options = options.replace(f'"{colour}"', f'"--chart-{name}"')
    needed = {name: part for name, part in json.loads(options).items() if name in _NEEDED_OPTIONS}
    return json.dumps(needed, ensure_ascii=False, separators=(",", ":"))


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
    # Only within tags: a number in a text stays as it is.
    svg = re.sub(r"<[^>]*>", lambda tag: _LONG_NUMBER.sub(r"\1", tag.group()), svg).replace("\n", "")
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
    width = text_width(unescape(pair["text"]), size, "bold" in pair["look"])
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
