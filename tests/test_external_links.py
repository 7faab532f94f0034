from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import run_command

from scripts.explainer import Explainer, load_explainer
from scripts.external_links import (
    Answer,
    Opener,
    Place,
    Reply,
    ask,
    ask_all,
    careful_opener,
    external_addresses,
    public_addresses,
    public_https,
    reply_of,
)
from scripts.link_report import ADVICE, link_report

SITE = "https://library.example"


class Library(ThreadingHTTPServer):
    """A site on this machine that notes what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Pages)
        self.asked: list[str] = []


class Pages(BaseHTTPRequestHandler):
    """A path says what it answers: /404, /301/<where to>, /head/<answer to HEAD>/<answer to GET>."""

    server: Library

    def do_HEAD(self) -> None:
        self._reply("HEAD")

    def do_GET(self) -> None:
        self._reply("GET")

    def log_message(self, *arguments: object) -> None:
        self.server.asked.append(f"{self.command} {self.path}")

    def _reply(self, method: str) -> None:
        kind, _, rest = self.path.removeprefix("/").partition("/")
        if kind == "head":
            kind = rest.split("/")[0 if method == "HEAD" else 1]
        self.send_response(int(kind or 200))
        if rest and kind.startswith("3"):
            self.send_header("Location", rest)
        self.send_header("Content-Length", "0")
        self.end_headers()


@pytest.fixture
def library() -> Iterator[Library]:
    server = Library()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def opener(library: Library) -> Opener:
    """Asks the local server whatever host is meant: nothing leaves this machine."""

    def open_address(method: str, address: str) -> Reply:
        connection = http.client.HTTPConnection("127.0.0.1", library.server_port, timeout=10)
        connection.request(method, urlsplit(address).path or "/")
        reply = connection.getresponse()
        connection.close()
        return Reply(reply.status, reply.headers.get("Location", ""))

    return open_address


@pytest.mark.parametrize(
    ("path", "outcome", "detail"),
    [
        ("/200", "answers", "200"),
        ("", "answers", "200"),
        ("/404", "gone", "404"),
        ("/410", "gone", "410"),
        ("/403", "shut", "403"),
        ("/429", "shut", "429"),
        ("/500", "broken", "500"),
        ("/304", "broken", "304"),
        ("/head/405/200", "answers", "200"),
        ("/head/404/200", "answers", "200"),
        ("/302//200", "answers", "200"),
        ("/301//200", "moved", f"{SITE}/200"),
        ("/302//301//404", "gone", "404"),
        ("/302/http://library.example/200", "unsafe", "http://library.example/200"),
        ("/302/https://user@library.example/200", "refused", "user or port"),
        ("/302/file:///etc/passwd", "refused", "no https"),
        ("/302//302//302//302//302//200", "answers", "200"),
        ("/302//302//302//302//302//302//200", "broken", "5+ redirects"),
    ],
)
def test_what_becomes_of_an_address(opener: Opener, path: str, outcome: str, detail: str) -> None:
    found = ask(SITE + path, opener)
    assert (found.address, found.outcome, found.detail) == (SITE + path, outcome, detail)


def test_a_host_that_does_not_answer_is_told() -> None:
    def open_address(method: str, address: str) -> Reply:
        raise TimeoutError

    assert ask(SITE, open_address) == Answer(SITE, "silent", "TimeoutError")


@pytest.mark.parametrize(
    "address",
    [
        "http://library.example/",
        "https://library.example:8443/",
        "https://user:word@library.example/",
        "https:///etc/passwd",
        "https://library.example:port/",
        "https://[library/",
        "https://library.example/\r\nHost: other",
        "https://library.example/ HTTP",
        "ftp://library.example/",
    ],
)
def test_an_address_that_is_not_plainly_https_is_never_asked(address: str) -> None:
    def open_address(method: str, address: str) -> Reply:
        raise AssertionError(address)

    with pytest.raises(ValueError, match=r"."):
        public_https(address)
    assert ask_all([address], open_address)[0].outcome == "refused"


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.1",
        "172.16.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 (refused, not bound)
        "224.0.0.1",
        "2130706433",
        "0x7f.1",
        "::1",
        "::ffff:127.0.0.1",
        "fe80::1",
        "fd00::1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "localhost",
    ],
)
def test_a_host_that_is_not_public_is_refused(host: str) -> None:
    with pytest.raises(ValueError, match="no public host"):
        public_addresses(host)
    literal = f"[{host}]" if ":" in host else host
    assert ask(f"https://{literal}/", careful_opener("test")).outcome == "refused"


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    """The names' service is not asked in tests."""
    answers = [(socket.AF_INET, 1, 6, "", ("93.184.215.14", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    assert public_addresses("library.example") == ["93.184.215.14"]
    answers.append((socket.AF_INET, 1, 6, "", ("10.0.0.1", 443)))
    with pytest.raises(ValueError, match="no public host"):
        public_addresses("library.example")


class Shaken(socket.socket):
    """A socket that needs no certificate."""

    def do_handshake(self) -> None: ...


def test_each_public_address_of_a_host_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []
    ours, theirs = socket.socketpair()
    theirs.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")

    def create_connection(address: tuple[str, int], *_: object) -> socket.socket:
        tried.append(address[0])
        if address[0] == "2001:db8::1":
            raise ConnectionRefusedError
        return ours

    found = ["2001:db8::1", "192.0.2.1", "192.0.2.2"]
    monkeypatch.setattr("scripts.external_links.public_addresses", lambda _: found)
    monkeypatch.setattr(socket, "create_connection", create_connection)
    monkeypatch.setattr(ssl.SSLContext, "wrap_socket", lambda _, plain, **__: Shaken(fileno=plain.detach()))
    assert careful_opener("test")("HEAD", SITE) == Reply(204)
    assert tried == found[:2]
    theirs.close()
    found[:] = ["2001:db8::1"] * 2
    assert ask(SITE, careful_opener("test")) == Answer(SITE, "silent", "ConnectionRefusedError")


def test_a_server_that_replies_letter_by_letter_is_left() -> None:
    server = socket.create_server(("127.0.0.1", 0))

    def drip() -> None:
        connection, _ = server.accept()
        with connection, contextlib.suppress(OSError):
            connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
            while True:
                connection.sendall(b"x")
                time.sleep(0.01)

    threading.Thread(target=drip, daemon=True).start()
    connection = http.client.HTTPConnection("127.0.0.1", server.getsockname()[1], timeout=10)
    with server, pytest.raises((OSError, http.client.HTTPException)):
        reply_of(connection, "GET", "/", {}, seconds=0.1)


def test_a_host_whose_time_is_over_is_asked_nothing_more(opener: Opener, library: Library) -> None:
    addresses = [f"{SITE}/200/{number}" for number in range(3)]
    answers = ask_all(addresses, opener, pause=60, of_a_host=0)
    assert answers == [Answer(address, "silent", "no time left") for address in addresses]
    assert library.asked == []


def test_a_host_is_asked_one_thing_at_a_time(opener: Opener, library: Library) -> None:
    addresses = [f"{SITE}/200/{number}" for number in range(5)]
    assert [answer.address for answer in ask_all(addresses, opener, pause=0)] == addresses
    assert library.asked == [f"HEAD /200/{number}" for number in range(5)]


def test_every_address_that_a_reader_can_press_is_asked(project: Explainer) -> None:
    found = external_addresses(project)
    sources = {source.url for source in project.ledger.sources.values() if source.url}
    assert sources
    assert sources <= set(found)


def test_an_address_is_told_with_its_line(small_explainer: Path) -> None:
    for lang in ("zh", "en"):
        page = small_explainer / "docs" / lang / "about.md"
        page.write_text(page.read_text(encoding="utf-8") + f"\n[{lang}]({SITE}/a)\n", encoding="utf-8")
    places = external_addresses(load_explainer(small_explainer))[f"{SITE}/a"]
    assert [place.path for place in places] == ["docs/en/about.md", "docs/zh/about.md"]
    for place in places:
        lines = (small_explainer / place.path).read_text(encoding="utf-8").splitlines()
        assert SITE in lines[place.line - 1]


def test_the_report_tells_in_both_languages_what_to_do() -> None:
    answers = [Answer(f"{SITE}/answers", "answers", "200")]
    answers += [Answer(f"{SITE}/{outcome}", outcome, "x") for outcome in ADVICE]
    report = link_report(answers, {answer.address: [Place("a.yml", 7)] for answer in answers})
    assert "8个网址，1个正常" in report
    assert "8 addresses, 1 of them answer" in report
    assert f"{SITE}/answers" not in report
    for outcome, (chinese, english) in ADVICE.items():
        assert chinese in report
        assert english in report
        assert f"`{SITE}/{outcome}` → `x` (`a.yml:7`)" in report


def test_what_strangers_answer_cannot_write_into_the_report() -> None:
    found = Answer(f"{SITE}/`<b>", "moved", "https://x.example/`\n# [press](https://y.example)")
    report = link_report([found], {found.address: [Place("a.md", 1)]})
    (line,) = [line for line in report.splitlines() if "x.example" in line]
    assert "y.example" in line
    assert line.count("`") == 6


def test_the_command_writes_the_summary_and_never_fails(small_explainer: Path, tmp_path: Path) -> None:
    """The small explainer's addresses are made http ones: refused before the network is asked."""
    for name in ("charts/sources.yml", "docs/accessibility.yml"):
        text = (small_explainer / name).read_text(encoding="utf-8")
        (small_explainer / name).write_text(text.replace("https://", "http://"), encoding="utf-8")
    summary = tmp_path / "summary.md"
    environment = {"GITHUB_STEP_SUMMARY": str(summary)}
    result = run_command("links", "--config", str(small_explainer), environment=environment)
    assert (result.returncode, result.stderr) == (0, "")
    assert "外部链接" in result.stdout
    assert summary.read_text(encoding="utf-8").strip() == result.stdout.strip()
    (small_explainer / "charts" / "facts.yml").write_text("", encoding="utf-8")
    result = run_command("links", "--config", str(small_explainer))
    assert result.returncode == 0
    assert "charts/facts.yml" in result.stderr
    assert "Traceback" not in result.stderr
