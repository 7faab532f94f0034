"""Whether the addresses of other sites still answer: asked politely, by https, and only public hosts."""

from __future__ import annotations

import http.client
import ipaddress
import math
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal
from urllib.parse import SplitResult, urljoin, urlsplit

from charts.facts import SOURCES_FILE
from scripts.explainer import Explainer
from scripts.glossary import GLOSSARY_FILE
from scripts.statement import STATEMENT_FILE

MOST_REDIRECTS = 5
TIMEOUT_SECONDS = 20  # of each step of a reply
REPLY_SECONDS = 60  # of a whole reply, however many steps it is sent in
HOST_SECONDS = 300  # of all that is asked of one host
PAUSE_SECONDS = 1.0
HOSTS_AT_ONCE = 4

Outcome = Literal["answers", "moved", "gone", "shut", "broken", "silent", "refused", "unsafe"]
_GONE = (404, 410)
# What a site says to programs though people may read it; only a person can tell.
_SHUT = (401, 403, 405, 406, 418, 429, 451, 999)
_MOVED = (301, 302, 303, 307, 308)
_MOVED_FOR_GOOD = (301, 308)


@dataclass(frozen=True, order=True)
class Place:
    """Where an address stands: a file of the explainer and its line."""

    path: str
    line: int


@dataclass(frozen=True)
class Reply:
    """What a server says: its status, and where to when it sends us on."""

    status: int
    location: str = ""


@dataclass(frozen=True)
class Answer:
    """What became of an address; `detail` is a status, a reason, or the new address."""

    address: str
    outcome: Outcome
    detail: str = ""


# Asks for one address, HEAD or GET, and follows nothing. Raises OSError or HTTPException without an answer,
# ValueError where we do not go.
Opener = Callable[[str, str], Reply]


def external_addresses(explainer: Explainer) -> dict[str, list[Place]]:
    """Every address of another site that a reader can press, with the places where it stands."""
    found: dict[str, list[Place]] = {}
    for address, place in sorted(set(_addresses(explainer))):
        found.setdefault(address, []).append(place)
    return found


def _addresses(explainer: Explainer) -> Iterator[tuple[str, Place]]:
    for page in explainer.pages:
        for link in page.links:
            if link.scheme in ("http", "https"):
                yield link.target, Place(page.path, link.line)
    for source in explainer.ledger.sources.values():
        if source.url:
            yield source.url, Place(SOURCES_FILE, explainer.ledger.source_lines[source.id])
    for term in explainer.glossary.values():
        if term.url:
            yield term.url, Place(GLOSSARY_FILE, explainer.glossary.lines[term.id])
    if statement := explainer.statement:
        for name in ("specifications", "links"):
            for index, reference in enumerate(getattr(statement.content, name)):
                if (reference.to or "").startswith("http"):
                    yield reference.to, Place(STATEMENT_FILE, statement.yaml.line((name, index)))


def ask_all(
    addresses: list[str], opener: Opener, pause: float = PAUSE_SECONDS, of_a_host: float = HOST_SECONDS
) -> list[Answer]:
    """An answer for each address; a host is asked one thing at a time, with a pause of seconds between.

    After `of_a_host` seconds nothing more is asked of a host.
    """
    by_host: dict[str, list[str]] = {}
    for address in addresses:
        host = address.partition("://")[2].partition("/")[0].casefold()
        by_host.setdefault(host, []).append(address)

    def ask_host(of_host: list[str]) -> list[Answer]:
        answers, deadline = [], time.monotonic() + of_a_host
        for index, address in enumerate(of_host):
            if index and time.monotonic() < deadline:
                time.sleep(pause)
            answers.append(ask(address, opener, deadline))
        return answers

    with ThreadPoolExecutor(HOSTS_AT_ONCE) as several:
        answers = [answer for part in several.map(ask_host, by_host.values()) for answer in part]
    found = {answer.address: answer for answer in answers}
    return [found[address] for address in addresses]


def ask(address: str, opener: Opener, deadline: float = math.inf) -> Answer:
    """What becomes of one address, at most MOST_REDIRECTS steps on, each to a public host over https.

    No step begins after `deadline`, on the clock that never goes back.
    """
    at, has_moved = address, False
    try:
        for _ in range(MOST_REDIRECTS + 1):
            public_https(at)
            if time.monotonic() >= deadline:
                return Answer(address, "silent", "no time left")
            reply = opener("HEAD", at)
            if reply.status >= 400:  # many servers answer HEAD wrongly
                reply = opener("GET", at)
            if reply.status not in _MOVED or not reply.location:
                return _answer(address, at, reply, has_moved=has_moved)
            has_moved = has_moved or reply.status in _MOVED_FOR_GOOD
            at = urljoin(at, reply.location)
            if urlsplit(at).scheme == "http":
                return Answer(address, "unsafe", at)
    except ValueError as error:
        return Answer(address, "refused", str(error))
    except (OSError, http.client.HTTPException) as error:
        return Answer(address, "silent", type(error).__name__)
    return Answer(address, "broken", f"{MOST_REDIRECTS}+ redirects")


def _answer(address: str, at: str, reply: Reply, *, has_moved: bool) -> Answer:
    if reply.status in _GONE:
        return Answer(address, "gone", str(reply.status))
    if reply.status in _SHUT:
        return Answer(address, "shut", str(reply.status))
    if reply.status >= 300 or reply.status < 200:
        return Answer(address, "broken", str(reply.status))
    return Answer(address, "moved", at) if has_moved else Answer(address, "answers", str(reply.status))


def public_https(address: str) -> SplitResult:
    """The parts of an https address that names neither a port nor a user; raises ValueError for any other."""
    parts = urlsplit(address)
    if parts.scheme != "https":
        raise ValueError("no https")
    if not parts.hostname or parts.username is not None or parts.port not in (None, 443):
        raise ValueError("user or port")
    if not address.isprintable() or " " in address:
        raise ValueError("control character")
    return parts


def public_addresses(host: str) -> list[str]:
    """The network addresses of a host; raises ValueError when one of them is not public, OSError for none."""
    entries = socket.getaddrinfo(host, 443, proto=socket.IPPROTO_TCP)
    found = list(dict.fromkeys(str(entry[4][0]) for entry in entries))
    for text in found:
        if not _is_public(ipaddress.ip_address(text.partition("%")[0])):
            raise ValueError("no public host")
    return found


def _is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether anybody may reach it; an IPv6 address that only wraps another could lead anywhere."""
    if isinstance(address, ipaddress.IPv6Address):
        wraps = address.sixtofour or address.teredo
        return address.is_global and not wraps and address in ipaddress.ip_network("2000::/3")
    return address.is_global and not address.is_multicast


def careful_opener(user_agent: str) -> Opener:
    """Asks the network: it connects to addresses that were found public, not to a second answer of DNS."""

    def open_address(method: str, address: str) -> Reply:
        parts = public_https(address)
        host = parts.hostname or ""
        connection = _Connection(host, public_addresses(host))
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return reply_of(connection, method, _ascii(target), {"User-Agent": user_agent, "Accept": "*/*"})

    return open_address


def reply_of(
    connection: http.client.HTTPConnection,
    method: str,
    target: str,
    headers: dict[str, str],
    seconds: float = REPLY_SECONDS,
) -> Reply:
    """What a server replies within so many seconds in all; raises OSError or HTTPException when it does not.

    A server that sends one letter after the other never lets a single step take too long.
    """
    is_over, is_late = threading.Event(), threading.Event()

    def hang_up_when_late() -> None:
        wait = seconds
        while not is_over.wait(wait):  # again, should another address be tried in the meantime
            is_late.set()
            wait = 1.0
            with suppress(OSError, AttributeError):  # not connected
                connection.sock.shutdown(socket.SHUT_RDWR)

    threading.Thread(target=hang_up_when_late, daemon=True).start()
    try:
        connection.request(method, target, headers=headers)
        reply = connection.getresponse()
        if is_late.is_set():
            raise TimeoutError
        return Reply(reply.status, reply.headers.get("Location", ""))
    finally:
        is_over.set()
        connection.close()


class _Connection(http.client.HTTPSConnection):
    """A connection to the first of some addresses that answers; its certificate must be the host's."""

    def __init__(self, host: str, addresses: list[str]) -> None:
        super().__init__(host, 443, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context())
        self._addresses, self._tls = addresses, ssl.create_default_context()

    def connect(self) -> None:
        """Raises the last address's OSError when none answers."""
        for address in self._addresses:
            try:
                self.sock = socket.create_connection((address, 443), TIMEOUT_SECONDS)
                self.sock = self._tls.wrap_socket(
                    self.sock, server_hostname=self.host, do_handshake_on_connect=False
                )
                self.sock.do_handshake()
            except OSError as error:
                if self.sock:
                    self.sock.close()
                self.sock, last = None, error
            else:
                return
        raise last


def _ascii(target: str) -> str:
    """The path as it is sent: characters beyond ASCII as percent signs and digits."""
    return "".join(c if c.isascii() else "".join(f"%{byte:02X}" for byte in c.encode()) for c in target)
