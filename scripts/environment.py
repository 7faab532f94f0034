"""Puts a command into the project's own `.venv`, made from the lock on first use. Standard library only."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / ".venv"
LOCKS = {"site": ROOT / "requirements.lock", "test": ROOT / "requirements-test.lock"}
OLDEST_PYTHON = (3, 11)


def enter(lock: str = "site") -> None:
    """Returns only inside `.venv` with the packages of `lock` installed; makes both when they are missing."""
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(str(part) for part in sys.version_info[:3])
        sys.exit(f"Python {found} is too old. Expected 3.11 or newer. Repair: run this with a newer python3.")
    _install(lock)
    sys.path[0] = str(ROOT)
    if Path(sys.prefix).resolve() == ENVIRONMENT.resolve():
        return
    command = [str(_python()), *sys.argv]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    if os.name == "posix":
        os.execve(command[0], command, environment)
    sys.exit(subprocess.call(command, env=environment))


def _install(lock: str) -> None:
    """Installs what `lock` names, once for each state of the lock."""
    wanted = hashlib.sha256(LOCKS[lock].read_bytes()).hexdigest()
    stamp = ENVIRONMENT / f"{lock}.installed"
    if stamp.exists() and stamp.read_text(encoding="ascii") == wanted and _python().exists():
        return
    if not _has_pip():
        _say(f"First run: making {ENVIRONMENT.name}/ …")
        _make_environment()
    _say(f"Installing what {LOCKS[lock].name} names (a minute or two, once) …")
    pip = [str(_python()), "-m", "pip", "install", "--disable-pip-version-check", "--require-hashes"]
    result = subprocess.run([*pip, "--progress-bar", "on", "--quiet", "-r", str(LOCKS[lock])], check=False)
    if result.returncode:
        sys.exit(
            "The packages could not be installed; pip says why above.\n"
            "Repair: check the network, then run this again."
        )
    stamp.write_text(wanted, encoding="ascii")


def _make_environment() -> None:
    try:
        venv.EnvBuilder(with_pip=True, clear=True).create(ENVIRONMENT)
    except (subprocess.CalledProcessError, ImportError, OSError) as error:
        sys.exit(
            f".venv could not be made: {error}.\n"
            "Repair: install Python's venv module (Debian and Ubuntu: apt install python3-venv),\n"
            "then run this again."
        )


def _has_pip() -> bool:
    """Whether `.venv` is whole: one that was left half made has a Python but no pip."""
    try:
        result = subprocess.run([str(_python()), "-m", "pip", "--version"], capture_output=True, check=False)
    except OSError:
        return False
    return result.returncode == 0


def _python() -> Path:
    folder, name = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    return ENVIRONMENT / folder / name


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
