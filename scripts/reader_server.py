"""Serves a folder as GitHub Pages does while a block runs: below a sub-path, compressed, over HTTP/2.

Its certificate is made for the occasion: a browser must be told to accept it.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import gzip
import socket
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import trustme
from hypercorn.asyncio import serve as serve_application
from hypercorn.config import Config

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

Headers = list[tuple[bytes, bytes]]


@contextlib.contextmanager
def serve(folder: Path) -> Iterator[str]:
    """The address at which `folder` is served."""
    loop, over = asyncio.new_event_loop(), asyncio.Event()
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    with tempfile.TemporaryDirectory() as keys:
        config = _configuration(Path(keys), listening.detach())  # the server closes it
        application = functools.partial(_answer, folder.resolve())
        work = serve_application(application, config, shutdown_trigger=over.wait)
        thread = threading.Thread(target=loop.run_until_complete, args=(work,), daemon=True)
        thread.start()
        try:
            yield f"https://localhost:{port}{SUB_PATH}"
        finally:
            loop.call_soon_threadsafe(over.set)
            thread.join()
            loop.close()


def _configuration(keys: Path, listening: int) -> Config:
    certificate = trustme.CA().issue_cert("localhost")
    certificate.private_key_pem.write_to_path(keys / "key.pem")
    certificate.cert_chain_pems[0].write_to_path(keys / "certificate.pem")
    config = Config()
    config.bind = [f"fd://{listening}"]
    config.keyfile, config.certfile = str(keys / "key.pem"), str(keys / "certificate.pem")
    config.alpn_protocols = ["h2", "http/1.1"]
    config.errorlog = None  # a browser that leaves is no error
    return config


async def _answer(folder: Path, scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Answers GET and HEAD with a file of the folder, compressed where the reader accepts it (ASGI)."""
    if scope["type"] != "http":  # hypercorn also tells when it starts and ends
        return
    file = _file(folder, scope["path"])
    found = file is not None and file.is_file()
    body = file.read_bytes() if file is not None and found else b""
    headers: Headers = []
    if file is not None and found:
        headers += [
            (b"content-type", TYPES.get(file.suffix, "application/octet-stream").encode()),
            (b"cache-control", f"max-age={SECONDS_KEPT}".encode()),
        ]
        if file.suffix not in PACKED and b"gzip" in dict(scope["headers"]).get(b"accept-encoding", b""):
            body = gzip.compress(body, 9)
            headers.append((b"content-encoding", b"gzip"))
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": 200 if found else 404, "headers": headers})
    await send({"type": "http.response.body", "body": body if scope["method"] == "GET" else b""})


def _file(folder: Path, path: str) -> Path | None:
    if not path.startswith(SUB_PATH):
        return None
    file = (folder / path.removeprefix(SUB_PATH)).resolve()
    if not file.is_relative_to(folder):
        return None
    return file / "index.html" if file.is_dir() else file
