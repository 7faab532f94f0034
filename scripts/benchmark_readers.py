"""Measure what readers wait for: bytes and Lighthouse: `python3 scripts/benchmark_readers.py [--runs N]`.

The built site is served as GitHub Pages serves it: below a sub-path, compressed, over HTTP/2.
Lighthouse needs Node and is found as `lighthouse`, by npx, or where LIGHTHOUSE=path says; without it the
bytes alone are measured.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.environment import enter

enter("site")
enter("test")

import json
import os
import re
import shutil
import statistics
import subprocess
import tempfile
from collections import Counter
from dataclasses import dataclass

from playwright.sync_api import sync_playwright

from scripts.chromium import find_or_install
from scripts.command_line import folder_argument
from scripts.first_visit import first_visit, gzip_bytes
from scripts.reader_server import serve

LIGHTHOUSE = "lighthouse@12.2.3"
MISSING = (
    "Lighthouse was not found, so only bytes were measured. Repair: install Node 18 or newer, then\n"
    "npm install --global lighthouse@12.2.3, or say where it is: LIGHTHOUSE=/path/to/lighthouse."
)
CHROME_FLAGS = "--no-sandbox --headless=new --ignore-certificate-errors"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
AUDITS = {
    "FCP": "first-contentful-paint",
    "LCP": "largest-contentful-paint",
    "TBT": "total-blocking-time",
    "CLS": "cumulative-layout-shift",
}
BARE = "bare/index.html"
BARE_STYLE = (
    "body{max-width:40em;margin:auto;padding:1em;font:1.25rem/1.8 sans-serif}svg{max-width:100%;height:auto}"
)
KINDS = {".css": "style", ".js": "script", ".svg": "icon"}


@dataclass(frozen=True)
class Audit:
    """The scores (0–100) and the milliseconds (CLS: none) of one run of Lighthouse."""

    scores: dict[str, float]
    metrics: dict[str, float]
    below: tuple[str, ...]


def main() -> None:
    """Prints the bytes of first and second pages, then medians of Lighthouse beside a bare page."""
    parser = folder_argument(__doc__)
    parser.add_argument("--runs", type=int, default=5, help="how often Lighthouse looks at each page (5)")
    arguments = parser.parse_args()
    chromium = find_or_install()
    with tempfile.TemporaryDirectory() as name:
        site = Path(name) / "site"
        shutil.copytree(arguments.config / "site", site)
        chapter, figure = (_heaviest(site, folder) for folder in ("chapters", "charts"))
        _write_bare_page(site, chapter)
        pages = [f"{lang}{uri}" for uri in ("", chapter, figure) for lang in ("", "en/")]
        with serve(site) as address:
            _print_bytes(site, address, pages, chromium)
            _print_lighthouse(address, [*pages, "bare/"], chapter, arguments.runs, chromium)


def _heaviest(site: Path, folder: str) -> str:
    """The Chinese page below a folder that has the most bytes."""
    pages = sorted((site / folder).glob("*/index.html"), key=gzip_bytes)
    return pages[-1].parent.relative_to(site).as_posix() + "/"


def _write_bare_page(site: Path, chapter: str) -> None:
    """The same text and drawings as the chapter, with a few rules of style and no script."""
    html = (site / chapter / "index.html").read_text(encoding="utf-8")
    body = re.search(r"<article.*?</article>|<main.*?</main>", html, re.DOTALL)
    title = re.search(r"<title>.*?</title>", html, re.DOTALL)
    if not body or not title:
        sys.exit(f"{chapter} has no text. Repair: build the site: python3 scripts/build.py")
    lean = re.sub(r'\s(?:class|data-[\w-]+)="[^"]*"', "", body[0])
    # One drawing of each figure: a bare page has no rule that chooses among three.
    lean = re.sub(r"(</svg>)\s*(?:<svg.*?</svg>\s*)+", r"\1", lean, flags=re.DOTALL)
    page = site / BARE
    page.parent.mkdir()
    page.write_text(
        '<!doctype html><html lang="zh-Hans"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width">{title[0]}<style>{BARE_STYLE}</style>{lean}',
        encoding="utf-8",
    )


def _print_bytes(site: Path, address: str, pages: list[str], chromium: str) -> None:
    print("bytes that a browser fetches, gzip: a first visit by kind, then the next page alone")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for uri in pages:
            other = uri.removeprefix("en/") if uri.startswith("en/") else f"en/{uri}"
            first, second = first_visit(browser, site, address, uri, other)
            kinds: Counter[str] = Counter()
            for name, count in first.bytes.items():
                kinds[KINDS.get(Path(name).suffix, "page")] += count
            parts = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())
            print(f"  {uri or 'home':28} {first.total():6} = {parts}; next {second.total()}")
        browser.close()


def _print_lighthouse(address: str, pages: list[str], chapter: str, runs: int, chromium: str) -> None:
    command = _lighthouse()
    if command is None:
        sys.exit(MISSING)
    audits: dict[str, list[Audit]] = {uri: [] for uri in pages}
    for _ in range(runs):  # in turn, so that a busy moment of the machine meets every page
        for uri in pages:
            audits[uri].append(_audit(command, address + uri, chromium))
    print(f"Lighthouse, a phone, median of {runs} runs in turn: {', '.join(CATEGORIES)}; milliseconds")
    for uri, found in audits.items():
        scores = " ".join(
            f"{statistics.median(audit.scores[name] for audit in found):3.0f}" for name in CATEGORIES
        )
        metrics = " ".join(f"{name} {_median(found, name):.{3 if name == 'CLS' else 0}f}" for name in AUDITS)
        print(f"  {uri or 'home':28} {scores}   {metrics}")
        for line in sorted({line for audit in found for line in audit.below}):
            print(f"    below 100: {line}")
    ratio = _median(audits[chapter], "LCP") / _median(audits["bare/"], "LCP")
    print(f"LCP, the heaviest chapter / the same words on a bare page: {ratio:.2f}")


def _median(audits: list[Audit], name: str) -> float:
    return statistics.median(audit.metrics[name] for audit in audits)


def _lighthouse() -> list[str] | None:
    """How Lighthouse is started here, or none."""
    named = os.environ.get("LIGHTHOUSE") or shutil.which("lighthouse")
    if named:
        return [named]
    npx = shutil.which("npx")
    return [npx, "--yes", LIGHTHOUSE] if npx else None


def _audit(command: list[str], address: str, chromium: str) -> Audit:
    """What Lighthouse says of one page, looked at once."""
    options = ["--quiet", "--output=json", f"--chrome-flags={CHROME_FLAGS}"]
    result = subprocess.run(
        [*command, address, *options, f"--only-categories={','.join(CATEGORIES)}"],
        env={**os.environ, "CHROME_PATH": chromium},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if result.returncode:
        sys.exit(f"Lighthouse could not look at {address}:\n{result.stderr}\n{MISSING}")
    report = json.loads(result.stdout)
    categories, audits = report["categories"], report["audits"]
    below = tuple(
        f"{name}: {audits[part['id']]['title']}"
        for name in CATEGORIES
        for part in categories[name]["auditRefs"]
        if part["weight"]
        and (audits[part["id"]]["score"] or 0) < 1
        and audits[part["id"]]["score"] is not None
    )
    return Audit(
        {name: 100 * (categories[name]["score"] or 0) for name in CATEGORIES},
        {name: audits[audit]["numericValue"] for name, audit in AUDITS.items()},
        below,
    )


if __name__ == "__main__":
    main()
