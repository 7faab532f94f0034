"""Say what a change means for readers: `python3 scripts/review.py [--base main] [--out DIR] [--config DIR]`.

Builds the explainer as it is now, and as it was where it parted from the base; writes into DIR a summary in
both languages, every sentence that differs, and pictures of the changed pages before and after.
It judges nothing: scripts/check.py does.
It builds and runs the code of the change: on your own machine do this only for changes that you trust.
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
from scripts.chromium import find_or_install, flags
from scripts.command_line import folder_argument
from scripts.problems import SiteError, errors_in
from scripts.review_summary import Review, every_sentence, summary
from scripts.site_comparison import compare_facts, compare_sites
from scripts.site_pictures import pages_to_picture, take_pictures


def main() -> int:
    """Writes the review, and says in one line where it is."""
    parser = folder_argument(
        __doc__,
        "说明一次改动让读者看到什么不同：与旧版本对照，写出摘要、不同的句子和前后的图片。\n"
        "它会建出并运行这次改动里的代码：在自己的电脑上，只对信得过的改动这样做。",
    )
    parser.add_argument(
        "--base",
        default="main",
        help="与哪个分支或提交对照（main） · the branch or commit to compare with (main)",
    )
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="写到哪里（build/review） · where to write (build/review)"
    )
    parser.add_argument(
        "--no-pictures",
        action="store_true",
        help="只比文字、数字和大小，不要图片 · words, numbers and bytes only",
    )
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
        review.problems = errors_in(error.problems)
        review.warnings = [found for found in error.problems if found not in review.problems]
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
        browser = playwright.chromium.launch(executable_path=chromium, args=flags())
        review.pictures = take_pictures(browser, sites, addresses, to)
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
