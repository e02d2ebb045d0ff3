"""WCAG 2.2 AA by computation: every pair of tokens that stands together, in light and in dark."""

import re
from importlib.resources import files

import pytest

CSS = files("adjoin.web").joinpath("static/adjoin.css").read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", block)) for block in CSS.split("@media")[:2]
)
TEXT = [
    *((ink, ground) for ink in ("ink", "muted", "accent") for ground in ("page", "surface")),
    *((ink, "surface") for ink in ("good", "warn", "bad")),
    *((ink, "page") for ink in ("good", "warn", "bad")),
    *((ink, "soft") for ink in ("ink", "muted")),
    ("ink", "held"),
    ("on-accent", "accent"),
    *(("on-heat", f"heat-{shade}") for shade in range(4)),
    *(("on-heat-deep", f"heat-{shade}") for shade in (4, 5)),
]
PARTS = [("edge", "surface"), ("edge", "page"), ("accent", "surface"), ("accent", "page"), ("bad", "surface")]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)  # the published near miss of AA


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_reaches_aa(scheme: str, ink: str, ground: str) -> None:
    tokens = LIGHT if scheme == "light" else DARK
    assert contrast(tokens[ink], tokens[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("part", "ground"), PARTS)
def test_edges_and_lines_that_carry_meaning_reach_3(scheme: str, part: str, ground: str) -> None:
    tokens = LIGHT if scheme == "light" else DARK
    assert contrast(tokens[part], tokens[ground]) >= 3


def test_colours_are_written_as_tokens_only() -> None:
    rules = CSS[CSS.index("* { box-sizing") :].split("@media print")[0]
    assert not re.findall(r"#[0-9a-f]{3,8}\b|rgb|hsl", rules)


def test_both_schemes_define_the_same_tokens() -> None:
    assert set(LIGHT) == set(DARK)


def test_type_sizes_are_four() -> None:
    screen = CSS.split("@media (max-width")[0]
    assert set(re.findall(r"(?:font-size: |font: )(\d+)px", screen)) <= {"11", "13", "15", "18", "24"}
