"""commissioning export ...: what the council put in, in the same columns."""

import argparse
from pathlib import Path
from typing import Any

from commissioning.cli.imports import council_of
from commissioning.core.refusals import Refused
from commissioning.places import queries
from commissioning.places.imports import register

MARK = "\ufeff"  # tells a spreadsheet that a file is UTF-8


def places(options: argparse.Namespace) -> None:
    """The register of places as CSV, to a file or to the screen."""
    text = register.write(queries.register_of(council_of(options).id))
    if options.file is None:
        print(text.removeprefix(MARK), end="")
        return
    if options.file.exists():
        raise Refused(f"{options.file} exists already. Choose a new name.")
    options.file.write_text(text, encoding="utf-8", newline="")
    print(f"Saved to {options.file}.")


def add(commands: Any) -> None:
    """Teach the command line to export."""
    words = "Write a file out: places."
    parser = commands.add_parser("export", help=words, description=words)
    kinds = parser.add_subparsers(required=True, metavar="WHAT")
    each = kinds.add_parser("places", help=places.__doc__, description=places.__doc__)
    each.set_defaults(what=places)
    each.add_argument("file", type=Path, nargs="?")
    each.add_argument("--council", default="", help="the council's short name")
