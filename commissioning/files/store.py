"""Where the content of files is kept: a folder outside the site’s pages, under random names."""

import os
import secrets
from collections.abc import Collection
from pathlib import Path

from flask import current_app

from commissioning.core import clock

YOUNG = 60 * 60  # seconds: its row may not be saved yet


def folder() -> Path:
    """The folder of the setting FILES."""
    return Path(current_app.config["FILES"])


def keep(content: bytes) -> str:
    """Write a file that is on the disk when this returns. Returns the name it is kept under."""
    name = secrets.token_hex(24)
    target = _path(name)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    half = target.with_suffix(".half")
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as new:
        new.write(content)
        new.flush()
        os.fsync(new.fileno())
    half.rename(target)
    _sync(target.parent)
    return name


def read(name: str) -> bytes:
    """The content that is kept under a name. Raises FileNotFoundError."""
    return _path(name).read_bytes()


def drop_all_but(names: Collection[str]) -> int:
    """Drop what is kept under other names and is an hour old. Returns how many there were."""
    dropped = 0
    for path in sorted(folder().glob("??/*")):
        if path.name not in names and clock.now().timestamp() - path.stat().st_mtime > YOUNG:
            path.unlink()
            dropped += 1
    return dropped


def _path(name: str) -> Path:
    return folder() / name[:2] / name


def _sync(place: Path) -> None:
    """Make the name of a new file durable as well."""
    opened = os.open(place, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
