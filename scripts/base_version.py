"""The explainer as it was where a change parted from its base, and a site built by a folder's own code."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Literal

Reason = Literal["no_base", "now_not_built", "base_not_built"]


class BaseError(Exception):
    """Why nothing can be compared; `details` is what git or MkDocs said."""

    def __init__(self, reason: Reason, details: str) -> None:
        super().__init__(f"{reason}: {details}")
        self.reason: Reason = reason
        self.details = details


def base_version(root: Path, base: str, to: Path) -> Path:
    """The explainer's folder as it was in the last commit that `base` and the present have in common.

    Its files are written below `to`; the repository itself is left as it is. Raises BaseError when git knows
    no such commit, or when the folder was not in it.
    """
    commit = _git(root, "merge-base", "--end-of-options", base, "HEAD").decode().strip()
    top = Path(_git(root, "rev-parse", "--show-toplevel").decode().strip())
    with tarfile.open(fileobj=io.BytesIO(_git(top, "archive", "--format=tar", commit))) as archive:
        archive.extractall(to, filter="data")  # no path and no link out of the folder
    was = to / root.resolve().relative_to(top.resolve())
    if not (was / "mkdocs.yml").exists():
        raise BaseError("no_base", f"{commit} holds no mkdocs.yml")
    return was


def build_by_itself(root: Path, to: Path, which: Literal["now", "base"]) -> None:
    """Builds the explainer in `root` by its own code into `to`; raises BaseError with what MkDocs said.

    By MkDocs' own command: no script of the project, which could install what another lock names.
    """
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(to)]
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    result = subprocess.run(
        [*command, "--config-file", str(root / "mkdocs.yml")],
        cwd=root,  # where its own modules are found first
        env={**surroundings, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if result.returncode:
        raise BaseError("now_not_built" if which == "now" else "base_not_built", result.stderr)


def _git(folder: Path, *arguments: str) -> bytes:
    try:
        result = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)
    except FileNotFoundError:
        raise BaseError("no_base", "git is not installed") from None
    if result.returncode:
        raise BaseError("no_base", result.stderr.decode(errors="replace"))
    return result.stdout
