"""What is printed: the square code that opens a proposal's support page, and sheets' numbers."""

import secrets
from io import BytesIO

import segno

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that look like another
LINES = 20


def code(address: str) -> bytes:
    """A QR code (ISO/IEC 18004, level M) of an address, as an SVG file with its quiet zone."""
    out = BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", scale=8, border=4, svgclass=None, lineclass=None, light="#fff"
    )
    return out.getvalue()


def sheet_number(reference: str) -> str:
    """A new number for a sheet, like P10-7K4MQ: drawn by lot, so that printing keeps no count."""
    return f"{reference}-" + "".join(secrets.choice(LETTERS) for _ in range(5))
