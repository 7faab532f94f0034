"""Serves what is shown, to browsers on this machine only."""

from __future__ import annotations

import errno
import http.server
import json
import sys
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from charts.wording import Lang
from scripts.preview.banner import ADDRESS, FOLDER, notes, page_alone, with_notes
from scripts.preview.shown import Shown

TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "webmanifest": "application/manifest+json",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "xml": "application/xml",
    "svg": "image/svg+xml",
    "png": "image/png",
}
OWN_FILES = ("banner.css", "banner.js")
# A browser asks again after this long, so that nothing waits for one that has gone.
SECONDS_TO_WAIT = 20


@dataclass(frozen=True)
class Answer:
    """What a browser is given: status, kind of content, bytes; `location` is where else to look."""

    status: int
    ending: str
    body: bytes
    location: str = ""


class PreviewServer(http.server.ThreadingHTTPServer):
    """Listens on 127.0.0.1 only; raises OSError when the port is taken."""

    daemon_threads = True
    allow_reuse_address = sys.platform != "win32"  # there it would share the port with another preview

    def __init__(self, shown: Shown, port: int, lang: str) -> None:
        if not 0 <= port < 65536:
            raise OSError(errno.EADDRNOTAVAIL, "no such port")
        self.shown, self.lang = shown, lang
        super().__init__(("127.0.0.1", port), _Handler)

    @property
    def address(self) -> str:
        """Where the Chinese home page is."""
        return f"http://127.0.0.1:{self.server_port}/"

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away is no error; a bug of an answer is told in one line, and others go on."""
        error = sys.exc_info()[1]
        if not isinstance(error, (ConnectionError, TimeoutError)):
            print(f"{type(error).__name__}: {error}", file=sys.stderr)


class _Handler(http.server.BaseHTTPRequestHandler):
    """Answers GET and HEAD out of what is shown: no address leads to a file of the disk."""

    protocol_version = "HTTP/1.1"
    timeout = 60
    server: PreviewServer

    def do_GET(self) -> None:
        answer = self._answer()
        self.send_response(answer.status)
        self.send_header("Content-Type", TYPES.get(answer.ending, "application/octet-stream"))
        self.send_header("Content-Length", str(len(answer.body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        if answer.location:
            self.send_header("Location", answer.location)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(answer.body)

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, *arguments: object) -> None:
        """The terminal is for what an editor must know."""

    def _answer(self) -> Answer:
        if not self._asked_for_this_machine():
            return Answer(403, "txt", b"This preview answers only at the address that it named.\n")
        address = urlsplit(self.path)
        path = unquote(address.path, errors="replace")
        if path.startswith(ADDRESS):
            return self._own(path.removeprefix(ADDRESS), parse_qs(address.query))
        return _page(self.server.shown, path, self.server.lang)

    def _asked_for_this_machine(self) -> bool:
        """Whether the browser knows where it is: another site's name may be made to lead here."""
        port = self.server.server_port
        return self.headers.get("Host") in (f"127.0.0.1:{port}", f"localhost:{port}")

    def _own(self, name: str, query: dict[str, list[str]]) -> Answer:
        if name in OWN_FILES:
            return Answer(200, name.rpartition(".")[2], (FOLDER / name).read_bytes())
        if name != "next":
            return Answer(404, "txt", b"Not here.\n")
        lang: Lang = "en" if query.get("lang") == ["en"] else "zh"
        number = query.get("number", [""])[0]
        shown = self.server.shown
        shown.last_read = lang
        moment = shown.now
        if number == str(moment.number):
            moment = shown.wait_for_next(moment.number, SECONDS_TO_WAIT)
        told = {
            "number": moment.number,
            "version": moment.versions.get(lang, ""),
            "busy": shown.is_busy,
            "notes": notes(moment.trouble, self.server.lang, lang in moment.sites),
        }
        return Answer(200, "json", json.dumps(told).encode())


def _page(shown: Shown, path: str, lang: str) -> Answer:
    """What the site has at a path, a page with the notes above it."""
    page_lang: Lang = "en" if path == "/en" or path.startswith("/en/") else "zh"
    moment = shown.now
    site = moment.sites.get(page_lang)
    name = path.lstrip("/").removeprefix("en/" if page_lang == "en" else "")
    is_page = path.endswith(("/", ".html"))
    if is_page:
        shown.last_read = page_lang
    if site is None:
        return Answer(503, "html", page_alone(moment, page_lang, lang))
    file = f"{name}index.html" if path.endswith("/") else name
    if file in site:
        body, ending = site[file], file.rpartition(".")[2]
        return Answer(200, ending, with_notes(body, moment, page_lang, lang) if ending == "html" else body)
    if f"{name}/index.html".lstrip("/") in site or path == "/en":
        return Answer(302, "txt", b"", location=f"{path}/")
    missing = moment.sites.get("zh", site).get("404.html", b"<body>404</body>")
    return Answer(404, "html", with_notes(missing, moment, page_lang, lang))
