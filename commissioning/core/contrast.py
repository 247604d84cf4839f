"""How well white words can be read on a colour (WCAG 2.2, contrast ratio)."""

import re

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def _linear(part: int) -> float:
    share = part / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def white_on(colour: str) -> float:
    """The contrast of white on a colour such as #174a57, from 1 to 21; 21 where it is no colour."""
    if not COLOUR.fullmatch(colour or ""):
        return 21.0
    red, green, blue = (_linear(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
