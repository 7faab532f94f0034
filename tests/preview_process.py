"""A preview that runs as a person runs it, and the waits of the tests that talk to it."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from scripts.explainer import CODE_ROOT

# Longer than anything takes on a busy machine; only a test that fails waits so long.
PATIENCE = 90
# What the preview adds to a page, and nothing else.
ADDED = re.compile(
    rb'<link rel="stylesheet" href="/__preview__/.*?<script src="/__preview__/.*?</script>', re.DOTALL
)


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def as_built(self) -> bytes:
        """The page without what the preview adds to it."""
        return ADDED.sub(b"", self.body, count=1)


@dataclass
class Preview:
    """A running preview of the explainer in `root`; `told` are the lines of its terminal."""

    root: Path
    process: subprocess.Popen[str]
    told: list[str] = field(default_factory=list)
    address: str = ""

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """The answer to exactly this path, which no library tidies first."""
        place = urlsplit(self.address)
        connection = http.client.HTTPConnection(place.hostname, place.port, timeout=PATIENCE)
        with contextlib.closing(connection):
            connection.request(method, path, headers=headers)
            found = connection.getresponse()
            return Answer(found.status, dict(found.getheaders()), found.read())

    def next(self, lang: str, number: int) -> dict:
        return json.loads(self.get(f"/__preview__/next?lang={lang}&number={number}").body)

    def wait_for(self, lang: str, is_right: Callable[[dict], bool]) -> dict:
        """The first moment that is right, as a page learns of it."""
        deadline = time.monotonic() + PATIENCE
        moment = self.next(lang, -1)
        while not is_right(moment):
            assert time.monotonic() < deadline, (moment, self.told)
            assert self.process.poll() is None, self.told
            moment = self.next(lang, moment["number"])
        return moment

    def wait_for_notes(self, words: str, lang: str = "zh") -> str:
        return self.wait_for(lang, lambda moment: words in moment["notes"])["notes"]

    def wait_until_well(self, lang: str = "zh") -> dict:
        return self.wait_for(lang, lambda moment: moment["version"] and not moment["notes"])

    def wait_for_page(self, path: str, is_right: Callable[[Answer], bool]) -> Answer:
        """The page once it is right: a page is looked at again after each new moment."""
        lang = "en" if path.startswith("/en/") else "zh"
        found: list[Answer] = []

        def look(_: dict) -> bool:
            found[:] = [self.get(path)]
            return is_right(found[0])

        self.wait_for(lang, look)
        return found[0]

    def edit(self, path: str, old: str, new: str) -> None:
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, (path, old)
        file.write_text(text.replace(old, new), encoding="utf-8")


def _hear_ctrl_c() -> None:
    """Tests that run in the background hand down that Ctrl-C is ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextlib.contextmanager
def running_preview(root: Path, lang: str = "en", *arguments: str) -> Iterator[Preview]:
    """A preview of `root` on a free port, ready to be read."""
    command = [sys.executable, str(CODE_ROOT / "scripts" / "serve.py"), "--config", str(root)]
    environment = {name: value for name, value in os.environ.items() if name not in ("CI", "SITE_URL")}
    process = subprocess.Popen(
        [*command, "--port", "0", "--lang", lang, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env={**environment, "PYTHONUTF8": "1"},
        preexec_fn=_hear_ctrl_c,  # noqa: PLW1509 (it takes no lock)
    )
    preview = Preview(root, process)
    ready = threading.Event()

    def listen() -> None:
        assert process.stdout
        for line in process.stdout:
            preview.told.append(line.rstrip("\n"))
            if match := re.search(r"http://127\.0\.0\.1:\d+/", line):
                preview.address = preview.address or match[0]
                ready.set()
        ready.set()

    listener = threading.Thread(target=listen)
    listener.start()
    try:
        assert ready.wait(PATIENCE), preview.told
        assert preview.address, preview.told
        yield preview
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)
        listener.join(PATIENCE)
        if process.stdout:
            process.stdout.close()
