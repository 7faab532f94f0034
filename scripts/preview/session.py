"""One preview from its start until Ctrl-C: it serves, watches the files, and has them built."""

from __future__ import annotations

import sys
import threading
import time
from functools import partial
from pathlib import Path

from scripts.preview.builder import Builder
from scripts.preview.server import PreviewServer
from scripts.preview.shown import Shown, Trouble
from scripts.preview.snapshot import Snapshot, take_snapshot
from scripts.preview.words import say
from scripts.problems import report

# How often the files are looked at, and how long they must stay the same: a program may still be writing.
SECONDS_BETWEEN_LOOKS = 0.1
SECONDS_TO_SETTLE = 0.02
MOST_LOOKS_TO_SETTLE = 25


def preview(root: Path, port: int, lang: str) -> None:
    """Serves the explainer in `root` on this machine until Ctrl-C; prints its address when it is ready."""
    shown = Shown()
    try:
        server = PreviewServer(shown, port, lang)
    except (OSError, OverflowError) as error:
        sys.exit(say("port_taken", lang, port=port, reason=error))
    with server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            _follow(root, Builder(root, server.address, shown), shown, server.address, lang)
        except KeyboardInterrupt:
            print(say("ended", lang), flush=True)
        finally:
            server.shutdown()


def _follow(root: Path, builder: Builder, shown: Shown, address: str, lang: str) -> None:
    """Builds at once, and whenever a file has changed; tells the terminal what the pages tell."""
    built: Snapshot | None = None
    told: Trouble | None = None
    while True:
        snapshot = take_snapshot(root)
        if snapshot == built:
            shown.is_busy = False
            time.sleep(SECONDS_BETWEEN_LOOKS)
            continue
        shown.is_busy = True
        snapshot = _settled(root, snapshot)
        whole = builder.build(snapshot, partial(_is_current, root, snapshot))
        if built is None:
            print(say("ready", lang, address=address), flush=True)
        built = snapshot
        trouble = shown.now.trouble
        if trouble != told and (whole or trouble.stops):
            _tell(trouble, lang, is_news=told is not None)
            told = trouble


def _is_current(root: Path, snapshot: Snapshot) -> bool:
    return take_snapshot(root) == snapshot


def _settled(root: Path, snapshot: Snapshot) -> Snapshot:
    """The files' state when nothing is being written any more."""
    for _ in range(MOST_LOOKS_TO_SETTLE):
        time.sleep(SECONDS_TO_SETTLE)
        before, snapshot = snapshot, take_snapshot(root)
        if snapshot == before:
            break
    return snapshot


def _tell(trouble: Trouble, lang: str, is_news: bool) -> None:
    """Says in the terminal what is wrong, or that nothing is any more."""
    if trouble.problems:
        print(report(trouble.problems, lang), file=sys.stderr, flush=True)
    for name in ("refused", "fault"):
        if lines := getattr(trouble, name):
            print("\n".join([say(name, lang), *lines]), file=sys.stderr, flush=True)
    if is_news and not trouble.stops:
        print(say("well", lang), flush=True)
