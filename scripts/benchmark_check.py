"""Measure the check, here and with many chapters: `python3 scripts/benchmark_check.py [--chapters N …]`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.environment import enter

enter()

import shutil
import statistics
import subprocess
import tempfile
import time

from scripts.checks import CHECKS
from scripts.checks.plain_words import KEPT_MEASURES
from scripts.command_line import folder_argument
from scripts.explainer import load_explainer
from scripts.pages import LANGS

RUNS = 3


def main() -> None:
    """Prints the seconds of the whole command, and of each check, for this explainer and for longer ones."""
    parser = folder_argument(__doc__)
    parser.add_argument(
        "--chapters",
        nargs="+",
        type=int,
        default=[100, 1000],
        help="how many the longer have (100 1000)",
    )
    arguments = parser.parse_args()
    parts: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as name:
        for count in (0, *arguments.chapters):
            root = _longer(arguments.config, Path(name) / str(count), count)
            chapters = len(list((root / "docs" / "zh" / "chapters").glob("*.md")))
            _print_whole(root, chapters)
            for part, seconds in _parts(root).items():
                parts.setdefault(part, []).append(seconds)
    print("each part, seconds, for the same explainers:")
    for part, times in sorted(parts.items(), key=lambda item: -item[1][-1]):
        print(f"  {part:32}" + "".join(f"{seconds:9.3f}" for seconds in times))


def _longer(root: Path, folder: Path, count: int) -> Path:
    """A copy of the explainer with copies of its chapters in turn, until there are `count` of them."""
    for part in ("docs", "charts", "overrides"):
        if (root / part).is_dir():
            shutil.copytree(root / part, folder / part)
    for wiring in root.glob("mkdocs*.yml"):
        shutil.copy(wiring, folder)
    names = [file.name for file in sorted((folder / "docs" / "zh" / "chapters").glob("*.md"))]
    added = [(f"copy-{index}.md", names[index % len(names)]) for index in range(count - len(names))]
    for lang in LANGS:
        chapters = folder / "docs" / lang / "chapters"
        for copy, original in added:
            text = (chapters / original).read_text(encoding="utf-8").replace("\nsimple: true\n", "\n")
            (chapters / copy).write_text(text, encoding="utf-8")
    wiring = folder / "mkdocs.yml"
    listed = "".join(f"  - chapters/{copy}\n" for copy, _ in added)
    text = wiring.read_text(encoding="utf-8")
    last = f"  - chapters/{names[-1]}\n"
    wiring.write_text(text.replace(last, last + listed, 1), encoding="utf-8")
    return folder


def _print_whole(root: Path, chapters: int) -> None:
    """The whole command: the first time, and the median of some more."""
    (root / KEPT_MEASURES).unlink(missing_ok=True)
    first = _seconds(root)
    again = statistics.median(_seconds(root) for _ in range(RUNS))
    print(
        f"{chapters:5} chapters: first {first:6.2f} s, again {again:6.2f} s, "
        f"{1000 * again / chapters:6.1f} ms for each chapter"
    )


def _seconds(root: Path) -> float:
    started = time.perf_counter()
    command = [sys.executable, str(Path(__file__).with_name("check.py")), "--config", str(root)]
    subprocess.run(command, check=False, capture_output=True)
    return time.perf_counter() - started


def _parts(root: Path) -> dict[str, float]:
    """Seconds for loading and for each check, once all libraries are loaded."""
    started = time.perf_counter()
    explainer = load_explainer(root)
    seconds = {"loading": time.perf_counter() - started}
    for check in CHECKS:
        started = time.perf_counter()
        list(check(explainer))
        seconds[check.__name__] = time.perf_counter() - started
    return seconds


if __name__ == "__main__":
    main()
