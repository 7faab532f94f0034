"""The live preview of both languages."""

from __future__ import annotations

import logging
from pathlib import Path

from mkdocs.commands.serve import serve

WATCHED = ("mkdocs.yml", "mkdocs.en.yml", "docs", "charts", "overrides")


def preview(root: Path, port: int) -> None:
    """Serves the explainer in `root` on this machine until interrupted; prints its address."""
    logging.basicConfig(format="%(message)s", level=logging.WARNING)
    logging.getLogger("mkdocs").setLevel(logging.INFO)
    print(f"Building; then open http://127.0.0.1:{port}/ (English: http://127.0.0.1:{port}/en/)", flush=True)
    serve(
        str(root / "mkdocs.yml"),
        watch=[str(root / name) for name in WATCHED if (root / name).exists()],
        dev_addr=f"127.0.0.1:{port}",
        site_url=f"http://127.0.0.1:{port}/",
    )
