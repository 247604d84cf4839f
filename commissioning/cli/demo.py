"""commissioning demo: a made-up council to look round in."""

import argparse
from typing import Any

from flask import current_app


def demo(options: argparse.Namespace) -> None:
    """Tell the story of the demo council on an empty database. Never touches real data."""
    from seed.demo import load  # the demo is a package of its own, which builds on all chapters

    load(str(current_app.config["ROOT"] / "migrations"), fresh=options.fresh)


def add(commands: Any) -> None:
    """Teach the command line to tell the demo."""
    each = commands.add_parser("demo", help=demo.__doc__, description=demo.__doc__)
    each.set_defaults(what=demo)
    each.add_argument("--fresh", action="store_true", help="delete the demo and tell it anew")
