"""Say what a change means for readers: `python3 scripts/review.py [--base main] [--out DIR] [--config DIR]`.

Builds the explainer as it is now, and as it was where it parted from the base; writes into DIR a summary in
both languages, every sentence that differs, and pictures of the changed pages before and after.
It judges nothing: scripts/check.py does.
"""

import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.environment import enter

enter("site")
enter("test")

from playwright.sync_api import sync_playwright

from scripts.base_version import BaseError, base_version, build_by_itself
from scripts.building import prepare
from scripts.chromium import find_or_install
from scripts.command_line import folder_argument
from scripts.problems import SiteError
from scripts.review_summary import Review, every_sentence, summary
from scripts.site_comparison import compare_facts, compare_sites
from scripts.site_pictures import pages_to_picture, take_pictures

FLAGS = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")


def main() -> int:
    """Writes the review, and says in one line where it is."""
    parser = folder_argument(__doc__)
    parser.add_argument("--base", default="main", help="the branch or commit to compare with (main)")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where to write (build/review)")
    parser.add_argument("--no-pictures", action="store_true", help="words, numbers and bytes only")
    arguments = parser.parse_args()
    out: Path = (arguments.out or arguments.config / "build" / "review").resolve()
    out.mkdir(parents=True, exist_ok=True)
    review = Review()
    with tempfile.TemporaryDirectory() as folder:
        _compare(review, arguments.config, arguments.base, Path(folder))
        if review.sites and not arguments.no_pictures:
            _picture(review, Path(folder), out / "pictures")
    (out / "summary.md").write_text(summary(review), encoding="utf-8")
    (out / "words.diff").write_text(every_sentence(review), encoding="utf-8")
    if step := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(step).open("a", encoding="utf-8") as file:
            file.write(summary(review))
    changed = len(review.sites.pages) if review.sites else 0
    print(f"{out / 'summary.md'}: {changed} pages differ, {len(review.problems)} problems")
    return 0


def _compare(review: Review, root: Path, base: str, folder: Path) -> None:
    """Fills in what can be told: where one of the two cannot be built, the reason instead."""
    try:
        review.warnings = prepare(root).warnings
    except SiteError as error:
        review.problems = error.problems
    try:
        before = base_version(root, base, folder / "source")
        review.facts = compare_facts(before, root)
        if not review.problems:
            build_by_itself(root, folder / "after", "now")
            build_by_itself(before, folder / "before", "base")
            review.sites = compare_sites(folder / "before", folder / "after")
    except BaseError as error:
        review.obstacle = error


def _picture(review: Review, sites: Path, to: Path) -> None:
    addresses = pages_to_picture(review.sites) if review.sites else []
    if not addresses:
        return
    chromium = find_or_install()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        review.pictures = take_pictures(browser, sites, addresses, to)
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
