"""What was made before and need not be made again: a folder of files named after what they were made from."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from scripts.text_file import replace_content


class Kept:
    """Files by a digest of their input; without a folder nothing is kept, and all is made anew."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._used: set[Path] = set()

    def get(
        self, made_from: tuple[object, ...], make: Callable[[], bytes], is_whole: Callable[[bytes], bool]
    ) -> bytes:
        """The kept content, or what `make` returns; a damaged file is made again."""
        if self._folder is None:
            return make()
        text = "\n".join(str(part) for part in made_from)
        file = self._folder / hashlib.sha256(text.encode()).hexdigest()
        self._used.add(file)
        if file.exists() and is_whole(kept := file.read_bytes()):
            return kept
        content = make()
        replace_content(file, content)
        return content

    def forget_unused(self) -> None:
        """Removes every file that was not asked for, once any was."""
        if self._folder is None or not self._used:
            return
        for file in set(self._folder.iterdir()) - self._used:
            if not file.name.startswith("."):  # what another build is writing just now
                file.unlink(missing_ok=True)
