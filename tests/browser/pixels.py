"""What a screen really shows: pictures of a page, and contrast counted in their pixels."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from PIL import Image
from playwright.sync_api import CDPSession, Page

Colour = tuple[int, int, int]

TILE = 4000  # a screen's memory ends at 16,384 pixels
LEAST_SHARE = 0.04  # of the pixels that are not ground: the core of the strokes, not their soft edges
LEAST_PIXELS = 5


@dataclass(frozen=True)
class Box:
    """A rectangle in the page, in CSS pixels."""

    x: float
    y: float
    width: float
    height: float

    def grown(self, by: float) -> Box:
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)


@dataclass(frozen=True)
class Picture:
    """The pixels of a part of a page, its upper left corner, and its pixels per CSS pixel."""

    pixels: np.ndarray
    origin: tuple[float, float]
    scale: float

    def cut(self, box: Box) -> np.ndarray:
        """The pixels inside `box`, an empty array where it is not in the picture."""
        left, top = (round((a - b) * self.scale) for a, b in zip((box.x, box.y), self.origin, strict=True))
        right, bottom = left + round(box.width * self.scale), top + round(box.height * self.scale)
        return self.pixels[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)]


class Camera:
    """Takes pictures of one page, beyond its viewport too."""

    def __init__(self, page: Page, scale: float = 2) -> None:
        self.page = page
        self.session: CDPSession = page.context.new_cdp_session(page)
        self.scale = scale
        # Taking a picture would forget the scale that the page's own context has.
        self.session.send(
            "Emulation.setDeviceMetricsOverride",
            {**page.viewport_size, "deviceScaleFactor": scale, "mobile": False},
        )

    def take(self, box: Box, in_view: bool = False) -> Picture:
        """A picture of `box`; one that is in view already is taken without laying the page out anew."""
        clip = {"x": box.x, "y": box.y, "width": box.width, "height": box.height, "scale": 1}
        taken = self.session.send(
            "Page.captureScreenshot",
            {"format": "png", "clip": clip, "captureBeyondViewport": not in_view, "optimizeForSpeed": True},
        )
        image = Image.open(io.BytesIO(base64.b64decode(taken["data"]))).convert("RGB")
        return Picture(np.asarray(image), (box.x, box.y), self.scale)

    def take_column(self, width: float, top: float, bottom: float) -> Iterable[Picture]:
        """The page from `top` to `bottom`, in pictures that overlap: each line is whole in one."""
        while top < bottom:
            yield self.take(Box(0, top, width, min(TILE, bottom - top)))
            top += TILE - 200


def cut(pictures: Iterable[Picture], box: Box) -> np.ndarray:
    """The pixels inside `box`, from the first picture that holds it whole."""
    for picture in pictures:
        bottom = picture.origin[1] + picture.pixels.shape[0] / picture.scale
        if picture.origin[1] <= box.y and box.y + box.height <= bottom:
            return picture.cut(box)
    raise ValueError(f"no picture holds {box}")


def luminance(colours: np.ndarray) -> np.ndarray:
    """WCAG 2.2's relative luminance of an array of colours."""
    channels = colours / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def contrast(first: np.ndarray | Colour, second: np.ndarray | Colour) -> np.ndarray:
    """WCAG 2.2's contrast ratio, colour by colour."""
    one, other = luminance(np.asarray(first)), luminance(np.asarray(second))
    return (np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05)


def colours_by_frequency(pixels: np.ndarray) -> list[tuple[Colour, int]]:
    """Every colour of some pixels and how many have it, the most frequent first."""
    flat = pixels.reshape(-1, 3).astype(np.uint32)
    packed, counts = np.unique(flat[:, 0] << 16 | flat[:, 1] << 8 | flat[:, 2], return_counts=True)
    order = np.argsort(-counts)
    return [
        ((int(packed[i]) >> 16, int(packed[i]) >> 8 & 255, int(packed[i]) & 255), int(counts[i]))
        for i in order
    ]


def ground_and_ink(pixels: np.ndarray) -> tuple[Colour, Colour] | None:
    """The most frequent colour, and of those that draw on it the one farthest from it; none if empty."""
    if not pixels.size:
        return None
    (ground, count), *others = colours_by_frequency(pixels)
    least = max(LEAST_PIXELS, LEAST_SHARE * (pixels.shape[0] * pixels.shape[1] - count))
    inks = [colour for colour, many in others if many >= least]
    if not inks:
        return None
    return ground, inks[int(np.argmax(contrast(np.array(inks), ground)))]


def cores(pixels: np.ndarray, ground: Colour, reach: int = 2) -> np.ndarray:
    """The pixels that no pixel around them outdoes against the ground: marks without their soft edges."""
    ratios = contrast(pixels, ground)
    height, width = ratios.shape
    around = np.pad(ratios, reach)
    steps = range(2 * reach + 1)
    strongest = np.max([around[y : y + height, x : x + width] for y in steps for x in steps], axis=0)
    return pixels[(ratios >= strongest) & (ratios > 1.05)]


def as_hex(colour: Colour) -> str:
    return "#" + "".join(f"{part:02x}" for part in colour)
