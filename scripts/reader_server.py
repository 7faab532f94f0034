"""Serves a folder below a sub-path and compressed, as GitHub Pages does, for as long as a block runs."""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

SUB_PATH = "/repo/"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".png": "image/png",
}
PACKED = {".png"}  # formats that hold compressed bytes already
SECONDS_KEPT = 600  # GitHub Pages lets a browser keep a file for ten minutes


class _Handler(http.server.BaseHTTPRequestHandler):
    """Answers GET and HEAD with a file of the folder, compressed where the reader accepts it."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: object, folder: Path) -> None:
        self.folder = folder
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        file = self._file()
        found = file is not None and file.is_file()
        body = file.read_bytes() if file is not None and found else b""
        self.send_response(200 if found else 404)
        if file is not None and found:
            self.send_header("Content-Type", TYPES.get(file.suffix, "application/octet-stream"))
            self.send_header("Cache-Control", f"max-age={SECONDS_KEPT}")
            if file.suffix not in PACKED and "gzip" in self.headers.get("Accept-Encoding", ""):
                body = gzip.compress(body, 9)
                self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, *arguments: object) -> None:
        """Silence when well."""

    def _file(self) -> Path | None:
        path = self.path.partition("?")[0]
        if not path.startswith(SUB_PATH):
            return None
        file = (self.folder / path.removeprefix(SUB_PATH)).resolve()
        if not file.is_relative_to(self.folder):
            return None
        return file / "index.html" if file.is_dir() else file


@contextlib.contextmanager
def serve(folder: Path) -> Iterator[str]:
    """The address at which `folder` is served."""
    handler = functools.partial(_Handler, folder=folder.resolve())
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}{SUB_PATH}"
        server.shutdown()
