"""The colours of figures and pages: those of `tokens.css`, in the hue that an explainer has chosen."""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass
from pathlib import Path

CHART_COLOUR = re.compile(r"--chart-(?P<name>[a-z-]+):\s*(?P<hex>#[0-9a-f]{6})\b")
# The accent of tokens.css: the colour of an explainer that chooses none.
ACCENT = "#0a5160"

# The tokens that follow the accent, where they have its hue: the sand of the cream theme stays sand.
_FOLLOWING = re.compile(
    r"(?<=--)(?P<name>accent|accent-soft|focus|skyline|hero|hero-skyline|chart-main): (?P<hex>#[0-9a-f]{6})\b"
)
_HEX = re.compile(r"(?P<hex>#[0-9a-f]{6})\b")
_SAME_HUE = 20 / 360
_STEPS = 40  # halvings of the lightness: far finer than a colour's last digit


@dataclass(frozen=True)
class Theme:
    """Colours by name, as hex: `theme["main"]` is `--chart-main` of the light page."""

    colours: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.colours[name]

    def variable(self, colour: str) -> str:
        """`#0b5261` as `var(--chart-main,#0b5261)`; raises KeyError for a colour that is no token."""
        name = {value: name for name, value in self.colours.items()}[colour.lower()]
        return f"var(--chart-{name},{colour.lower()})"


def load_theme(tokens_css: Path, colour: str = ACCENT) -> Theme:
    """The chart colours of the first `:root` block, in the hue of `colour`."""
    css = in_hue_of(colour, tokens_css.read_text(encoding="utf-8"))
    first_block = css.partition("@media")[0]
    return Theme({match["name"]: match["hex"] for match in CHART_COLOUR.finditer(first_block)})


def in_hue_of(colour: str, css: str) -> str:
    """A style sheet whose tokens of the accent have another hue, and each the luminance that it had.

    Contrast depends on luminance alone (WCAG 2.2), so that what is readable in one hue is so in every other.
    `colour` is a hex such as `#7a1f4d`; of a pale or grey one the tokens take that, too.
    """
    return _FOLLOWING.sub(lambda token: f"{token['name']}: {_in_hue_of(colour, token['hex'])}", css)


def drawing_in_hue_of(colour: str, svg: str) -> str:
    """The same for a drawing in the colours of the accent: the site's icon."""
    return _HEX.sub(lambda found: _in_hue_of(colour, found["hex"]), svg)


def _in_hue_of(colour: str, token: str) -> str:
    hue, _, saturation = _hls(token)
    apart = abs(hue - _hls(ACCENT)[0])
    if colour == ACCENT or not saturation or min(apart, 1 - apart) > _SAME_HUE:
        return token
    new_hue, _, most_saturation = _hls(colour)
    saturation = min(saturation, most_saturation)
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        lightness = (low + high) / 2
        if _luminance(colorsys.hls_to_rgb(new_hue, lightness, saturation)) < _luminance(_rgb(token)):
            low = lightness
        else:
            high = lightness
    parts = colorsys.hls_to_rgb(new_hue, high, saturation)
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def _hls(colour: str) -> tuple[float, float, float]:
    return colorsys.rgb_to_hls(*_rgb(colour))


def _luminance(parts: tuple[float, float, float]) -> float:
    """WCAG 2.2's relative luminance, from 0 to 1."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
