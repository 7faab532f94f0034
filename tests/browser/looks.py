"""Small pictures of key screens, and whether two of them look alike."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

KEPT = Path(__file__).with_name("looks")
WIDTH = 240
COLOURS = 16
BLOCK = 8
# The soft edges of letters differ between machines; a block that moved or another colour does not pass.
LEAST_CHANGE = 24  # of 255, the mean of a block: less is not seen
MOST_CHANGED = 0.04  # of all blocks
MOST_DIFFERENT = 5.0  # of 255, the mean of the picture


@dataclass(frozen=True)
class Difference:
    """How far two pictures are from each other."""

    mean: float
    changed: float

    @property
    def is_seen(self) -> bool:
        return self.mean > MOST_DIFFERENT or self.changed > MOST_CHANGED


def small(screenshot: bytes) -> Image.Image:
    """A screenshot as it is kept: narrow, and with few colours."""
    image = Image.open(io.BytesIO(screenshot)).convert("RGB")
    size = (WIDTH, round(image.height * WIDTH / image.width))
    reduced = image.resize(size, Image.Resampling.BOX)
    return reduced.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


def difference(kept: Image.Image, now: Image.Image) -> Difference:
    """The mean difference, and the share of blocks that have changed; all of them where the sizes differ."""
    if kept.size != now.size:
        return Difference(255, 1)
    one, other = (np.asarray(image.convert("RGB")).astype(int) for image in (kept, now))
    height, width = (side // BLOCK * BLOCK for side in one.shape[:2])
    blocks = [
        pixels[:height, :width].reshape(height // BLOCK, BLOCK, width // BLOCK, BLOCK, 3).mean(axis=(1, 3))
        for pixels in (one, other)
    ]
    apart = np.abs(blocks[0] - blocks[1]).max(axis=-1)
    return Difference(float(np.abs(one - other).mean()), float((apart > LEAST_CHANGE).mean()))


def side_by_side(kept: Image.Image, now: Image.Image) -> Image.Image:
    """What was kept on the left, what is seen now on the right."""
    both = Image.new("RGB", (kept.width + now.width + BLOCK, max(kept.height, now.height)), "red")
    both.paste(kept.convert("RGB"), (0, 0))
    both.paste(now.convert("RGB"), (kept.width + BLOCK, 0))
    return both
