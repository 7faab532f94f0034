"""Prove everything: lint, types, checks, tests in a real browser: `python3 scripts/test.py`.

The site is built into site/ and tested there: what was tested is what can be deployed.
Arguments are handed on to pytest.
"""

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.environment import ROOT, enter

enter("site")
enter("test")

from scripts.chromium import find_or_install

# Without an address of its own the site is tested as it would live on GitHub Pages: below a sub-path.
PRETENDED_ADDRESS = "https://example.org/repo/"
# The same for the repository that each page leads to.
PRETENDED_REPOSITORY = "https://github.com/example-owner/example-repository"
# Tests at once: each waits for its browser most of the time.
WORKERS = str((os.cpu_count() or 1) + 1)


def main() -> int:
    """Runs each step and stops at the first that fails; pytest's closing line comes last."""
    chromium = find_or_install()
    pretended = {"SITE_URL": PRETENDED_ADDRESS, "REPOSITORY_URL": PRETENDED_REPOSITORY}
    environment = {**pretended, **os.environ, "TESTED_SITE": str(ROOT / "site")}
    steps = [
        ["-m", "ruff", "check", "."],
        ["-m", "ruff", "format", "--check", "."],
        ["-m", "mypy"],
        ["scripts/check.py"],
        ["scripts/build.py"],
        ["-m", "pytest", "-n", WORKERS, "--dist=worksteal", f"--chromium={chromium}", *sys.argv[1:]],
    ]
    for step in steps:
        print("$ python", *step, flush=True)
        result = subprocess.run([sys.executable, *step], cwd=ROOT, env=environment, check=False)
        if result.returncode:
            return result.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
