"""Finds a Chromium for the browser tests, or installs one together with a Chinese font."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

# The same engine without the browser's own windows: the tests take about two thirds of the time.
SHELLS = ("chromium-headless-shell", "chrome-headless-shell", "headless_shell")
NAMES = (*SHELLS, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PACKAGES = ("chromium-headless-shell", "chromium")
MISSING = (
    "No Chromium was found and none could be installed. The browser tests need one.\n"
    "Repair: install it (Debian and Ubuntu: apt install chromium fonts-noto-cjk; elsewhere: "
    ".venv/bin/python -m playwright install chromium), or say where it is: CHROMIUM=/path/to/chromium."
)


def find_or_install() -> str:
    """The path of a Chromium that starts; exits with what is missing when there is none."""
    found = _find()
    if found is None or not _has_chinese_font() or (_is_a_container() and not _is_a_shell(found)):
        _install()
        found = _find()
    if found is None:
        sys.exit(MISSING)
    return found


def _is_a_container() -> bool:
    """Whether this machine runs tests and nothing else, so that a package more disturbs nobody."""
    return bool(shutil.which("apt-get")) and os.geteuid() == 0 and not os.environ.get("CHROMIUM")


def _is_a_shell(path: str) -> bool:
    return Path(path).name in SHELLS


def _find() -> str | None:
    named = os.environ.get("CHROMIUM")
    candidates = [named] if named else [*(shutil.which(name) for name in NAMES), _playwright_chromium()]
    return next((path for path in candidates if path and _starts(path)), None)


def _playwright_chromium() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _starts(path: str) -> bool:
    try:
        return (
            subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
        )
    except OSError:
        return False


def _has_chinese_font() -> bool:
    """Whether Chinese can be drawn; on systems without fontconfig the system's own fonts have it."""
    if not shutil.which("fc-list"):
        return True
    result = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False)
    return bool(result.stdout.strip())


def _install() -> None:
    if shutil.which("apt-get"):
        sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
        print("Installing a Chromium and fonts-noto-cjk …", file=sys.stderr, flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run([*sudo, "apt-get", "update", "-qq"], env=quiet, stdout=sys.stderr, check=False)
        for package in PACKAGES:  # older systems do not have the first
            install = [*sudo, "apt-get", "install", "-y", "-qq", package, "fonts-noto-cjk"]
            if subprocess.run(install, env=quiet, stdout=sys.stderr, check=False).returncode == 0:
                break
        if _find():
            return
    print("Installing Playwright's Chromium …", file=sys.stderr, flush=True)
    subprocess.run(
        [sys.executable, "-m", "playwright", "install", "chromium"], stdout=sys.stderr, check=False
    )


def flags() -> list[str]:
    """How it is started: it asks its maker nothing, and keeps its sandbox unless CI or root runs it."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    asks_nothing = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    return [*asks_nothing, *["--no-sandbox"] * bool(is_root or os.environ.get("CI"))]
