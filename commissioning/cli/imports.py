"""commissioning import ...: the files that councils and public bodies publish."""

import argparse
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from commissioning.core import transactions
from commissioning.core.database import db
from commissioning.core.refusals import Refused
from commissioning.core.tables import open_table, read_csv
from commissioning.places import operations, queries
from commissioning.places.imports import areas
from commissioning.places.imports import libraries as library_lists
from commissioning.places.models import Council
from commissioning.places.operations import Summary

MOST_LINES = 40  # of what was left out, unless --verbose
MOST_REASONS = 6


def libraries(options: argparse.Namespace) -> Summary:
    """Libraries: Arts Council England's list or the open library schema. Makes the councils."""
    with open_table(options.file) as table:
        found = library_lists.read(table)
    names = None if options.all else options.authority or _only(sorted(found.entries))
    summary = operations.import_libraries(found, names, by=None, tell=say)
    operations.locate_places(by=None)
    return summary


def _only(names: list[str]) -> list[str]:
    if len(names) == 1:
        return names
    raise Refused(
        f"The file names {len(names)} councils. Choose one with --authority NAME, or take all of "
        f"them with --all. The first are: {', '.join(names[:8])}."
    )


def places(options: argparse.Namespace) -> Summary:
    """A council's own register of parks, leisure centres and the rest."""
    with open_table(options.file) as table:
        council = council_of(options)
        summary = operations.import_places(table, council, by=None, partial=options.partial)
    operations.locate_places(by=None)
    return summary


def deprivation(options: argparse.Namespace) -> Summary:
    """Deciles of deprivation by small area (composite UK index; .gz too)."""
    with open_table(options.file) as table:
        return operations.import_deprivation(areas.deprivation(table), by=None, tell=say)


def neighbourhoods(options: argparse.Namespace) -> Summary:
    """Which small areas make up which neighbourhood: neighbourhood, small area, adults."""
    with open_table(options.file) as table:
        parts, faults = areas.parts(table)
    council = council_of(options)
    return operations.import_neighbourhoods(
        parts, faults, council, by=None, partial=options.partial
    )


def boundaries(options: argparse.Namespace) -> Summary:
    """Outlines of neighbourhoods: GeoJSON, found by name or official code."""
    if not options.file.is_file():
        raise Refused(f"There is no file {options.file}.")
    try:
        text = read_csv(options.file.read_bytes())
    except ValueError as error:
        raise Refused("This is not a GeoJSON file. Save it as GeoJSON.") from error
    return operations.import_boundaries(areas.boundaries(text), council_of(options), by=None)


def postcodes(options: argparse.Namespace) -> Summary:
    """Which small area each postcode lies in: an extract of the ONS Postcode Directory."""
    with open_table(options.file) as table:
        return operations.import_postcodes(areas.postcodes(table), by=None, tell=say)


def say(words: str) -> None:
    """Show how far it is: on one line of a terminal, quietly elsewhere."""
    if sys.stderr.isatty():
        print(f"\r\033[K{words}", end="", file=sys.stderr, flush=True)


def council_of(options: argparse.Namespace) -> Council:
    """The council that --council names, or the only one. Raises Refused when that is unclear."""
    known = queries.councils()
    found = [each for each in known if options.council in ("", each.short_name, each.name)]
    if len(found) != 1:
        names = ", ".join(each.short_name for each in known) or "there is none yet"
        raise Refused(f"Name the council with --council: {names}.")
    return found[0]


def run(options: argparse.Namespace) -> None:
    """Import one file in one transaction, print what it did, and undo it for --dry-run."""
    what: Callable[[argparse.Namespace], Summary] = options.kind
    if options.dry_run:
        try:
            summary = what(options)
        finally:
            db.session.rollback()
    else:
        with transactions.saved():
            summary = what(options)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    show(summary, options)


def show(summary: Summary, options: argparse.Namespace) -> None:
    """Print the summary. Exits with 1 when the file has faults."""
    lines = summary.lines()
    most = len(lines) if options.verbose else MOST_LINES
    for line in lines[:most]:
        print(line)
    if len(lines) > most:
        print(f"... and {len(lines) - most:,} lines more: use --verbose to see them.")
    for reason, count in Counter(each.reason for each in summary.skipped).most_common(MOST_REASONS):
        print(f"Skipped {count:,}: {reason}.")
    print(summary.sentence(would=options.dry_run))
    if summary.faults:
        raise SystemExit(_what_now(summary, options))


def _what_now(summary: Summary, options: argparse.Namespace) -> str:
    many = "1 fault" if len(summary.faults) == 1 else f"{len(summary.faults):,} faults"
    if getattr(options, "partial", False):
        return f"The file has {many}. The good rows came in; put the others right and import again."
    return f"The file has {many}. Nothing was changed. Put them right, or use --partial."


def add(commands: Any) -> None:
    """Teach the command line to import."""
    words = "Bring in a file: libraries, places, deprivation, neighbourhoods and more."
    parser = commands.add_parser("import", help=words, description=words)
    kinds = parser.add_subparsers(required=True, metavar="WHAT")

    def kind(what: Callable[[argparse.Namespace], Summary]) -> argparse.ArgumentParser:
        each = kinds.add_parser(what.__name__, help=what.__doc__, description=what.__doc__)
        each.set_defaults(what=run, kind=what)
        each.add_argument("file", type=Path)
        each.add_argument("--dry-run", action="store_true", help="say what would change, and stop")
        each.add_argument("--verbose", action="store_true", help="print every line left out")
        return each  # type: ignore[no-any-return]

    which = kind(libraries).add_mutually_exclusive_group()
    which.add_argument("--authority", action="append", metavar="NAME", help="only this council")
    which.add_argument("--all", action="store_true", help="every council in the file")
    for what in (places, neighbourhoods):
        each = kind(what)
        each.add_argument("--council", default="", help="the council's short name")
        each.add_argument("--partial", action="store_true", help="take the good rows of a bad file")
    kind(boundaries).add_argument("--council", default="", help="the council's short name")
    kind(deprivation)
    kind(postcodes)
