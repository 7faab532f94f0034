"""Every figure drawn in every language and layout, and what is wrong with the drawings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product

from charts.figure import LAYOUTS, Figure, FigureContent, Layout, raised_in
from charts.render import Rendered, Renderer, UnknownColourError
from charts.wording import Lang
from scripts.explainer import Explainer
from scripts.pages import LANGS
from scripts.problems import Problem, SiteError, problem

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


def draw_figures(explainer: Explainer) -> Drawings:
    """The drawings of each figure and language, one a layout; raises SiteError with all that fail."""
    drawings: Drawings = {}
    problems: list[Problem] = []
    with Renderer(explainer.theme, kept=explainer.root / KEPT_DRAWINGS) as renderer:
        for figure, lang in product(explainer.figures.values(), LANGS):
            rendered = []
            for layout in LAYOUTS:
                try:
                    rendered.append(_draw(explainer, renderer, _Shape(figure, lang, layout)))
                except SiteError as error:
                    problems += error.problems
            drawings[figure.stem, lang] = tuple(rendered)
    if problems:
        raise SiteError(problems)
    return drawings


def _draw(explainer: Explainer, renderer: Renderer, shape: _Shape) -> Rendered:
    figure, layout = shape.figure, shape.layout
    content = figure.in_language(shape.lang, explainer.ledger)
    try:
        drawing = figure.build(content, layout, explainer.theme)
        rendered = renderer.render(drawing, layout, f"{figure.stem}-{layout.name}")
    except UnknownColourError as error:
        known = ", ".join(explainer.theme.colours)
        raise SiteError(
            [problem(figure.module_path, 1, "figure_colour", entry=figure.stem, found=error, expected=known)]
        ) from error
    except (Exception, SystemExit) as error:
        file = explainer.root / figure.module_path
        raise SiteError([raised_in(error, file, figure.module_path)]) from error
    problems = [*_missing_rows(shape, content, rendered), *_label_problems(shape, rendered, drawing.height)]
    if problems:
        raise SiteError(problems)
    return rendered


def _missing_rows(shape: _Shape, content: FigureContent, rendered: Rendered) -> Iterator[Problem]:
    """Problems for rows whose text the drawing does not print; where its lines break does not matter."""
    printed = _joined(" ".join(label.text for label in rendered.labels))
    for row in content.rows:
        if _joined(row.text) not in printed:
            place = {"lang": shape.lang, "layout": shape.layout.name}
            yield problem(shape.figure.words_path, 1, "figure_row_missing", found=row.text, **place)


def _joined(text: str) -> str:
    return "".join(text.split())


def _label_problems(shape: _Shape, rendered: Rendered, height: int) -> Iterator[Problem]:
    place = {"lang": shape.lang, "layout": shape.layout.name}
    path = shape.figure.words_path
    for label in rendered.labels:
        sideways = label.left < -TOLERANCE or label.right > shape.layout.width + TOLERANCE
        if sideways or label.top < -TOLERANCE or label.bottom > height + TOLERANCE:
            yield problem(path, 1, "figure_label_cut", found=label.text, **place)
    for label, other in combinations(rendered.labels, 2):
        if label.overlaps(other):
            yield problem(path, 1, "figure_labels_overlap", found=label.text, other=other.text, **place)
