"""Every figure drawn in every language and layout, and what is wrong with the drawings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path
from typing import Any

from charts.amounts import amount
from charts.figure import LAYOUTS, Figure, FigureContent, Layout, UnfitError
from charts.inventory import raised_in
from charts.kept import Kept
from charts.render import Rendered, Renderer, UnknownColourError
from charts.wording import Lang
from scripts.explainer import Explainer
from scripts.pages import LANGS
from scripts.problems import Problem, SiteError, problem
from scripts.unchanged import Unchanged

KEPT_DRAWINGS = ".cache/figures"
Drawings = dict[tuple[str, Lang], tuple[Rendered, ...]]
# ECharts rounds; a label that leaves its box by less than this is not cut on a screen.
TOLERANCE = 1.0


@dataclass(frozen=True)
class _Shape:
    """Which drawing of which figure."""

    figure: Figure
    lang: Lang
    layout: Layout

    @property
    def place(self) -> dict[str, str]:
        """Which drawing it is, for a message."""
        return {"lang": self.lang, "layout": self.layout.name}


def kept_drawings(root: Path) -> Kept:
    """Where drawings of the explainer in `root` are kept from build to build."""
    return Kept(root / KEPT_DRAWINGS)


def draw_figures(explainer: Explainer, kept: Kept, unchanged: Unchanged) -> Drawings:
    """The drawings of each figure and language, one a layout; raises SiteError with all that fail."""
    drawings: Drawings = {}
    problems: list[Problem] = []
    with Renderer(explainer.theme, kept) as renderer:
        for figure, lang in product(explainer.figures.values(), LANGS):
            rendered = []
            for layout in LAYOUTS:
                try:
                    shape = _Shape(figure, lang, layout)
                    rendered.append(_drawn(explainer, renderer, shape, unchanged))
                except SiteError as error:
                    problems += error.problems
            drawings[figure.stem, lang] = tuple(rendered)
    if problems:
        raise SiteError(problems)
    return drawings


def _drawn(explainer: Explainer, renderer: Renderer, shape: _Shape, unchanged: Unchanged) -> Rendered:
    figure = shape.figure
    content = figure.in_language(shape.lang, explainer.ledger)
    name = ("drawing", figure.stem, shape.lang, shape.layout.name)
    made_from = (content, figure.words, figure.build, explainer.theme)
    return unchanged.get(name, made_from, lambda: _draw(explainer, renderer, shape, content))


def _draw(explainer: Explainer, renderer: Renderer, shape: _Shape, content: FigureContent) -> Rendered:
    figure, layout = shape.figure, shape.layout
    try:
        drawing = figure.build(content, layout, explainer.theme)
        rendered = renderer.render(drawing, layout, f"{figure.stem}-{layout.name}")
    except UnfitError as error:
        line = figure.yaml.line(("form",))
        raise SiteError(
            [problem(figure.words_path, line, f"unfit_for_{error.form}", found=error.found)]
        ) from error
    except UnknownColourError as error:
        known = ", ".join(explainer.theme.colours)
        raise SiteError(
            [problem(figure.drawn_in, 1, "figure_colour", entry=figure.stem, found=error, expected=known)]
        ) from error
    except (Exception, SystemExit) as error:
        file = explainer.root / figure.drawn_in
        raise SiteError([raised_in(error, file, figure.drawn_in)]) from error
    problems = [
        *_wrong_lengths(shape, rendered),
        *_wrong_marks(shape, content, rendered),
        *_missing_rows(shape, content, rendered),
        *_label_problems(shape, rendered, drawing.height),
    ]
    if problems:
        raise SiteError(problems)
    return rendered


def _wrong_lengths(shape: _Shape, rendered: Rendered) -> Iterator[Problem]:
    """Problems for series with more or fewer values than their axis has names."""
    options = json.loads(rendered.options)
    axes = (axis for name in ("xAxis", "yAxis") for axis in options.get(name, []))
    names = [len(axis["data"]) for axis in axes if axis.get("type") == "category" and axis.get("data")]
    for series in options["series"]:
        found = len(series.get("data", []))
        if names and series["type"] in ("bar", "line") and found != names[0]:
            values = {"found": found, "expected": names[0], **shape.place}
            yield problem(shape.figure.drawn_in, 1, "series_length", **values)


def _wrong_marks(shape: _Shape, content: FigureContent, rendered: Rendered) -> Iterator[Problem]:
    """Problems for rows without a mark of their own, and for bars that stand for another value."""
    path, rows = shape.figure.drawn_in, content.rows
    if (rendered.items and len(rendered.items) != len(rows)) or (not rendered.items and len(rows) > 1):
        values = {"found": len(rendered.items), "expected": len(rows), **shape.place}
        yield problem(path, 1, "figure_marks", **values)
        return
    options = json.loads(rendered.options)
    for row, (place, item) in zip(rows, rendered.items, strict=False):
        plotted = _plotted(options, options["series"][place], item)
        if plotted is not None and plotted != amount(row.fact):
            values = {"found": plotted, "expected": f"{amount(row.fact):g} ({row.fact.id})", **shape.place}
            yield problem(path, 1, "figure_value", **values)


def _plotted(options: dict[str, Any], series: dict[str, Any], item: int) -> Any:
    """What a bar's length, or a point's height beside a scale, stands for; None for a mere place."""
    given = series["data"][item]
    value = given.get("value") if isinstance(given, dict) else given
    if series["type"] == "bar":
        return value
    has_scale = any(axis.get("show", True) for axis in options.get("yAxis", []))
    return value[-1] if has_scale and isinstance(value, list) else None


def _missing_rows(shape: _Shape, content: FigureContent, rendered: Rendered) -> Iterator[Problem]:
    """Problems for rows whose text the drawing does not print; where its lines break does not matter."""
    printed = _joined(" ".join(label.text for label in rendered.labels))
    for row in content.rows:
        if _joined(row.text) not in printed:
            yield problem(shape.figure.words_path, 1, "figure_row_missing", found=row.text, **shape.place)


def _joined(text: str) -> str:
    return "".join(text.split())


def _label_problems(shape: _Shape, rendered: Rendered, height: int) -> Iterator[Problem]:
    path = shape.figure.words_path
    for label in rendered.labels:
        sideways = label.left < -TOLERANCE or label.right > shape.layout.width + TOLERANCE
        if sideways or label.top < -TOLERANCE or label.bottom > height + TOLERANCE:
            yield problem(path, 1, "figure_label_cut", found=label.text, **shape.place)
    for label, other in combinations(rendered.labels, 2):
        if label.overlaps(other):
            yield problem(path, 1, "figure_labels_overlap", found=label.text, other=other.text, **shape.place)
