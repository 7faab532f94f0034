"""Measure builds, edits in the preview, and each figure: `python3 scripts/benchmark.py [--runs N]`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.environment import enter

enter()

import gzip
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from dataclasses import replace

from charts.kept import Kept
from scripts.command_line import folder_argument
from scripts.drawing import KEPT_DRAWINGS, draw_figures
from scripts.edit_times import edit_times
from scripts.explainer import load_explainer
from scripts.figure_files import Site, figure_files
from scripts.pages import LANGS
from scripts.unchanged import Unchanged

STOCK = """\
site_name: Stock
docs_dir: {docs}
site_dir: {site}
theme: {{name: material, language: {lang}, font: false}}
markdown_extensions: [attr_list, tables, toc]
"""


def main() -> None:
    """Prints medians of the builds in turn, their ratio, and the seconds and bytes of each figure."""
    parser = folder_argument(__doc__)
    parser.add_argument("--runs", type=int, default=5, help="how often each is built (5)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(arguments.config / "docs", folder / "docs")
        ours: list[float] = []
        cold: list[float] = []
        stock: list[float] = []
        for _ in range(arguments.runs):
            _forget(arguments.config)
            cold.append(_seconds(_our_build(arguments.config)))
            ours.append(_seconds(_our_build(arguments.config)))
            stock.append(sum(_seconds(_stock_build(folder, lang)) for lang in ("zh", "en")))
    print(f"median of {arguments.runs} runs in turn, seconds: whole processes, both languages")
    for label, times in (
        ("ours, from a fresh clone", cold),
        ("ours, again", ours),
        ("stock Material", stock),
    ):
        print(f"  {label:30} {statistics.median(times):6.2f}   ({min(times):.2f} – {max(times):.2f})")
    ratios = [mine / theirs for mine, theirs in zip(ours, stock, strict=True)]
    print(f"  ratio, ours again / stock      {statistics.median(ratios):6.2f}")
    _print_edits(arguments.config, arguments.runs)
    _print_figures(arguments.config)


def _print_edits(root: Path, runs: int) -> None:
    """Seconds from a saved edit in the preview until its page has come again."""
    print(f"an edit in the preview, from saving to the new page: median of {runs}, seconds")
    for label, times in edit_times(root, runs).items():
        print(f"  {label:30} {statistics.median(times):6.2f}   ({min(times):.2f} – {max(times):.2f})")


def _print_figures(root: Path) -> None:
    """Seconds for the drawings of a figure, made anew and kept, and the bytes of what a reader fetches."""
    print("each figure, both languages: drawings and pictures anew, again (s); bytes in the page (gzip)")
    figures = load_explainer(root).figures
    for stem in figures:
        with tempfile.TemporaryDirectory() as name:
            anew, again = (_seconds_for_figure(root, stem, Kept(Path(name))) for _ in range(2))
        sizes = " + ".join(str(_bytes_of_figure(root / "site" / lang, stem)) for lang in ("", "en"))
        print(f"  {stem:20} {anew:6.2f} {again:6.3f}   {sizes}")


def _seconds_for_figure(root: Path, stem: str, kept: Kept) -> float:
    explainer = load_explainer(root)
    alone = replace(explainer, figures={stem: explainer.figures[stem]})
    started = time.perf_counter()
    drawings = draw_figures(alone, kept, Unchanged())
    for lang in LANGS:
        content = explainer.figures[stem].in_language(lang, explainer.ledger)
        figure_files(content, drawings[stem, lang], explainer.words(lang), Site("", "", "", kept))
    return time.perf_counter() - started


def _bytes_of_figure(site: Path, stem: str) -> int:
    page = (site / "charts" / stem / "embed" / "index.html").read_text(encoding="utf-8")
    figure = re.search(r"<figure.*?</figure>", page, re.DOTALL)
    return len(gzip.compress(figure[0].encode(), 9)) if figure else 0


def _our_build(root: Path) -> list[str]:
    return [sys.executable, str(Path(__file__).with_name("build.py")), "--config", str(root)]


def _stock_build(folder: Path, lang: str) -> list[str]:
    config = folder / f"mkdocs.{lang}.yml"
    config.write_text(
        STOCK.format(docs=folder / "docs" / lang, site=folder / "site" / lang, lang=lang), encoding="utf-8"
    )
    return [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(config)]


def _seconds(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started


def _forget(root: Path) -> None:
    """Removes compiled files and kept drawings, as on a fresh clone."""
    for cache in (*(root / "charts").rglob("__pycache__"), *(root / "scripts").rglob("__pycache__")):
        shutil.rmtree(cache, ignore_errors=True)
    shutil.rmtree(root / KEPT_DRAWINGS, ignore_errors=True)


if __name__ == "__main__":
    main()
