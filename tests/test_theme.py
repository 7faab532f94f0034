from __future__ import annotations

import colorsys
import re
from functools import cache
from itertools import combinations

import pytest

from charts.theme import ACCENT, drawing_in_hue_of, in_hue_of, load_theme
from scripts.explainer import CODE_ROOT

TOKENS = CODE_ROOT / "overrides" / "tokens.css"
DARK, MORE = "(prefers-color-scheme: dark)", "(prefers-contrast: more)"
# Which blocks of tokens.css hold for a reader, the later over the earlier.
READERS = {
    "light": ("",),
    "dark": ("", DARK),
    "high contrast": ("", MORE),
    "high contrast, dark": ("", DARK, MORE, f"{MORE} and {DARK}"),
    "cream": ("", "cream"),
    "chosen dark": ("", "dark"),
    "yellow on black": ("", "yellow"),
    "cream, though the system is dark and asks for contrast": ("", DARK, MORE, f"{MORE} and {DARK}", "cream"),
    "print": ("", "print"),
    "print in yellow on black": ("", "yellow", "print"),
}
TEXTS = ("ink", "ink-quiet", "accent", "caution")
GROUNDS = ("paper", "surface", "accent-soft", "caution-soft")
# What is drawn to be seen, and not only to separate.
MARKS = ("chart-main", "chart-other", "chart-line")
CONTROLS = ("line-strong", "focus")

# The hues that an explainer may choose: all around, full, pale and grey, and the ends of the scale.
HUES = [
    "#" + "".join(f"{round(part * 255):02x}" for part in colorsys.hls_to_rgb(hue / 24, lightness, saturation))
    for hue in range(24)
    for lightness, saturation in ((0.5, 1), (0.25, 0.6), (0.7, 0.2))
] + ["#808080", "#000000", "#ffffff", "#ffe600"]

for_every_reader = pytest.mark.parametrize("reader", READERS)


@cache
def blocks(colour: str = ACCENT) -> dict[str, dict[str, str]]:
    """The colours of each block of tokens.css by its media query or theme; empty for the first block."""
    css = in_hue_of(colour, TOKENS.read_text(encoding="utf-8"))
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    found: dict[str, dict[str, str]] = {}
    forced = "(forced-colors: active)"  # the reader's own: names of system colours
    selector = r':root(?:, :root\[data-theme(?:="light")?\])?(?:\[data-theme="(\w+)"\])?'
    for query, theme, body in re.findall(r"(?:@media ([^{]+?)\s*\{\s*)?" + selector + r"\s*\{([^}]*)\}", css):
        if (query or theme) == "light":  # only its color-scheme
            continue
        colours = dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-fA-F]{3,8})\s*;", body))
        # Later blocks of the same selector hold no colours that change: sizes, and samples of the themes.
        if colours or query == forced:
            found.setdefault(query or theme, colours)
    return found


def colours_for(reader: str, colour: str = ACCENT) -> dict[str, str]:
    colours: dict[str, str] = {}
    for query in READERS[reader]:
        colours |= blocks(colour)[query]
    return colours


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio of two colours in hex, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    assert re.fullmatch(r"#[0-9a-f]{6}", colour), colour
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast_is_reckoned_as_in_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ffffff") == pytest.approx(1)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_every_block_of_colours_is_tested() -> None:
    forced = "(forced-colors: active)"  # the reader's own
    assert set(blocks()) - {forced} == {query for queries in READERS.values() for query in queries}


@for_every_reader
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_text_keeps_7_to_1_on_every_ground(text: str, ground: str, reader: str) -> None:
    colours = colours_for(reader)
    assert contrast(colours[text], colours[ground]) >= 7


@for_every_reader
def test_text_on_the_accent_and_on_the_home_pages_opening_keeps_7_to_1(reader: str) -> None:
    colours = colours_for(reader)
    assert contrast(colours["on-accent"], colours["accent"]) >= 7
    assert contrast(colours["on-hero"], colours["hero"]) >= 7


@for_every_reader
@pytest.mark.parametrize("ground", ["paper", "chart-empty"])
@pytest.mark.parametrize("text", ["chart-ink", "chart-ink-quiet"])
def test_text_in_a_figure_keeps_7_to_1(text: str, ground: str, reader: str) -> None:
    colours = colours_for(reader)
    assert contrast(colours[text], colours[ground]) >= 7


@for_every_reader
@pytest.mark.parametrize("ground", ["paper", "surface", "chart-empty"])
@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_of_a_figure_keeps_3_to_1(mark: str, ground: str, reader: str) -> None:
    colours = colours_for(reader)
    assert contrast(colours[mark], colours[ground]) >= 3


@for_every_reader
@pytest.mark.parametrize("ground", ["paper", "surface", "chart-empty"])
def test_a_thin_line_of_a_figure_keeps_4_5_to_1(ground: str, reader: str) -> None:
    colours = colours_for(reader)
    assert contrast(colours["chart-line"], colours[ground]) >= 4.5


@for_every_reader
def test_stripes_and_names_of_groups_are_seen(reader: str) -> None:
    """Stripes are drawn in the colour of an empty mark; the name of a group in that of a mark."""
    colours = colours_for(reader)
    assert contrast(colours["chart-other"], colours["chart-empty"]) >= 3
    assert contrast(colours["chart-main"], colours["paper"]) >= 7


@for_every_reader
@pytest.mark.parametrize("ground", ["paper", "surface", "accent-soft"])
@pytest.mark.parametrize("control", CONTROLS)
def test_a_control_and_its_focus_keep_3_to_1(control: str, ground: str, reader: str) -> None:
    colours = colours_for(reader)
    assert contrast(colours[control], colours[ground]) >= 3


@for_every_reader
def test_every_colour_of_the_first_block_has_a_value_for_every_reader(reader: str) -> None:
    assert colours_for(reader).keys() == blocks()[""].keys()


def test_figures_and_page_take_their_colours_from_the_same_file() -> None:
    first = {
        name.removeprefix("chart-"): hex_ for name, hex_ in blocks()[""].items() if name.startswith("chart-")
    }
    assert load_theme(TOKENS).colours == first


def test_each_colour_of_a_figure_can_be_told_by_its_hex() -> None:
    theme = load_theme(TOKENS)
    for one, other in combinations(theme.colours, 2):
        assert theme[one] != theme[other]
    for name, colour in theme.colours.items():
        assert theme.variable(colour.upper()) == f"var(--chart-{name},{colour})"
    with pytest.raises(KeyError):
        theme.variable("#ff0000")


def test_no_other_style_sheet_names_a_colour() -> None:
    for file in (CODE_ROOT / "overrides").rglob("*.css"):
        if file != TOKENS:
            css = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
            assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl)a?\(", css), file.name


def test_the_elder_version_is_the_same_without_scripts() -> None:
    css = TOKENS.read_text(encoding="utf-8")
    chosen = re.search(r':root\[data-reading="elder"\] \{([^}]*)\}', css)
    checked = re.search(r":root:not\(\[data-scripts\]\):has\(#elder-switch:checked\) \{([^}]*)\}", css)
    assert chosen
    assert checked
    assert chosen[1] == checked[1]


# An explainer in another colour.


def test_an_explainer_that_chooses_no_colour_has_that_of_the_code() -> None:
    css = TOKENS.read_text(encoding="utf-8")
    assert blocks()[""]["accent"] == ACCENT
    assert in_hue_of(ACCENT, css) == css


@for_every_reader
@pytest.mark.parametrize("colour", HUES)
def test_in_every_hue_all_that_must_be_told_apart_is(colour: str, reader: str) -> None:
    """What the tests above ask of the code's own colours, and with the same numbers."""
    colours = colours_for(reader, colour)
    told_apart = {
        7: [(text, ground) for text in TEXTS for ground in GROUNDS]
        + [("on-accent", "accent"), ("on-hero", "hero"), ("chart-main", "paper")],
        4.5: [("chart-line", ground) for ground in ("paper", "surface", "chart-empty")],
        3: [(mark, ground) for mark in MARKS for ground in ("paper", "surface", "chart-empty")]
        + [(control, ground) for control in CONTROLS for ground in ("paper", "surface", "accent-soft")]
        + [("chart-other", "chart-empty")],
    }
    for least, pairs in told_apart.items():
        for one, other in pairs:
            assert contrast(colours[one], colours[other]) >= least, f"{one} on {other}"


@pytest.mark.parametrize("colour", HUES)
def test_in_every_hue_each_colour_of_a_figure_can_be_told_by_its_hex(colour: str) -> None:
    colours = load_theme(TOKENS, colour).colours
    assert len(set(colours.values())) == len(colours)


def test_pages_figures_and_icon_take_the_hue_and_cream_keeps_its_sand() -> None:
    chosen, own = colours_for("light", "#7a1f4d"), colours_for("light")
    changed = {name for name in own if own[name] != chosen[name]}
    assert changed == {"accent", "accent-soft", "focus", "skyline", "hero", "hero-skyline", "chart-main"}
    for name in changed - {"accent-soft"}:
        red, green, blue = (int(chosen[name][place : place + 2], 16) for place in (1, 3, 5))
        assert red > blue > green, name
    assert colours_for("cream", "#7a1f4d")["accent-soft"] == colours_for("cream")["accent-soft"]
    assert colours_for("yellow on black", "#7a1f4d") == colours_for("yellow on black")
    icon = (CODE_ROOT / "overrides" / "icon.svg").read_text(encoding="utf-8")
    assert ACCENT in icon
    assert chosen["accent"] in drawing_in_hue_of("#7a1f4d", icon)
