"""The live preview of both languages."""

from __future__ import annotations

import logging
import socket
import sys
from pathlib import Path

from mkdocs.commands.serve import serve

WATCHED = ("mkdocs.yml", "mkdocs.en.yml", "docs", "charts", "overrides")


def preview(root: Path, port: int) -> None:
    """Serves the explainer in `root` on this machine until interrupted; prints its address."""
    logging.basicConfig(format="%(message)s", level=logging.WARNING)
    logging.getLogger("mkdocs").setLevel(logging.INFO)
    _refuse_taken(port)
    print(f"Building; then open http://127.0.0.1:{port}/ (English: http://127.0.0.1:{port}/en/)", flush=True)
    serve(
        str(root / "mkdocs.yml"),
        watch=[str(root / name) for name in WATCHED if (root / name).exists()],
        dev_addr=f"127.0.0.1:{port}",
        site_url=f"http://127.0.0.1:{port}/",
    )


def _refuse_taken(port: int) -> None:
    """Exits with what to do when nobody can be served on this port."""
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
    except (OSError, OverflowError) as error:
        sys.exit(
            f"Port {port} cannot be used: {error}.\n"
            "Repair: stop the other preview, or choose another port from 1024 to 65535, "
            "such as: python3 scripts/serve.py --port 8001"
        )
