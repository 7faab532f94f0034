"""Prove everything: lint, types, checks, tests in a real browser: `python3 scripts/test.py`."""

import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.environment import ROOT, enter

enter("site")
enter("test")

from scripts.chromium import find_or_install


def main() -> int:
    """Runs each step and stops at the first that fails; pytest's closing line comes last."""
    chromium = find_or_install()
    steps = [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        [str(ROOT / "scripts" / "check.py")],
        ["pytest", f"--chromium={chromium}", *sys.argv[1:]],
    ]
    for step in steps:
        print("$", *step, flush=True)
        runner = [sys.executable] if step[0].endswith(".py") else [sys.executable, "-m"]
        result = subprocess.run([*runner, *step], cwd=ROOT, check=False)
        if result.returncode:
            return result.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
