"""Text stands out from its ground enough to be read (WCAG 2.2, AA), in light and in dark."""

import re
from importlib.resources import files

import pytest

CSS = files("truceline.render").joinpath("templates/brief.css").read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
    for block in re.findall(r":root \{(.*?)\n\s*\}", CSS, re.DOTALL)[:2]
)
TEXT = [
    *((ink, ground) for ink in ("ink", "muted", "accent") for ground in ("paper", "card", "soft")),
    ("warn", "warn-soft"),
    ("ink", "warn-soft"),
    ("muted", "warn-soft"),
    ("muted", "sea"),
    ("muted", "sector"),
    ("ink", "sea"),
    ("paper", "accent"),
    *(("on-light", cell) for cell in ("none", "low", "mid", "high")),
    ("on-full", "full"),
]
SIGNS = [
    *((f"w{n}", "sea") for n in range(8)),
    ("contact", "sea"),
    ("for", "soft"),
    ("against", "soft"),
    ("neutral", "soft"),
    ("day", "soft"),
    ("night", "soft"),
    ("full", "paper"),
    ("warn", "paper"),
    ("none-edge", "paper"),
]
"""Signs that carry meaning without words beside them need 3 to 1."""


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read(scheme):
    weak = {pair: round(contrast(scheme[pair[0]], scheme[pair[1]]), 2) for pair in TEXT}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_signs_can_be_seen(scheme):
    weak = {pair: round(contrast(scheme[pair[0]], scheme[pair[1]]), 2) for pair in SIGNS}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 3} == {}
