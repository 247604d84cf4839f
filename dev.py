#!/usr/bin/env python3
"""Run and prove the site with nothing but Python 3.11 on a minimal Debian.

python3 dev.py run [--empty | --fresh]         start the site (and, the first time, tell the demo)
python3 dev.py test [--full] [pytest options]  everything that must hold before a change is shared
python3 dev.py check                           its first part: style, types, imports, templates
python3 dev.py bench [options]                 measure the site's speed beside its yardsticks
python3 dev.py pictures                        take the pictures of the README's tour anew
python3 dev.py commissioning ...               the site's command line, on the database `run` uses
python3 dev.py pins                            renew both pin files
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import http.client
import importlib.util
import os
import secrets
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = str(BIN / "python")
OUR_COMMAND = str(BIN / "commissioning")
INSTANCE = ROOT / "instance"
RUN_PINS = ROOT / "requirements.txt"
TEST_PINS = ROOT / "requirements-test.txt"

PATIENCE = 60  # seconds for the site to answer, and again for it to stop
OLD_ENOUGH = "14 days"  # a poisoned release is mostly found within two weeks

CHECKS = (
    ("Style", ["ruff", "check", "."]),
    ("Format", ["ruff", "format", "--check", "."]),
    ("Types", ["mypy"]),
    ("Imports", ["lint-imports", "--no-logo"]),
    ("Templates", ["djlint", "--check", "--lint", "--quiet", "templates"]),
)


class Stop(Exception):
    """We cannot go on; the message says what to do about it."""


def say(text: str) -> None:
    """Print at once, also when the output goes to a file."""
    print(text, flush=True)


def call(command: Sequence[str], **environment: str) -> None:
    """Run a command from the root of the project; stop when it fails."""
    try:
        finished = subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=False)
    except FileNotFoundError as error:
        raise Stop(f"{command[0]} is missing.") from error
    if finished.returncode:
        raise Stop(f"This failed (exit code {finished.returncode}): {shlex.join(command)}")


# What the machine must have


def has_venv() -> bool:
    """Debian keeps the part that puts pip into a virtual environment in a package of its own."""
    found = importlib.util.find_spec("ensurepip")
    return found is not None and found.origin is not None  # an empty folder has no origin


def has_chromium() -> bool:
    """The browser that the tests drive."""
    return shutil.which("chromium") is not None


def has_libatomic() -> bool:
    """Needed by what drives the browser."""
    try:
        ctypes.CDLL("libatomic.so.1")
    except OSError:
        return False
    return True


VENV_PACKAGE = {"python3-venv": has_venv}
TEST_PACKAGES = {"chromium": has_chromium, "libatomic1": has_libatomic}


def need(packages: dict[str, Callable[[], bool]]) -> None:
    """Install those Debian packages that are missing, or stop with the line that would."""
    missing = [name for name, is_there in packages.items() if not is_there()]
    if not missing:
        return
    if shutil.which("apt-get") is None:
        raise Stop(
            f"Missing on this machine: {', '.join(missing)} (as Debian calls them). "
            "There is no apt-get here to install them with, so nothing was run."
        )
    install(missing)
    importlib.invalidate_caches()
    if still := [name for name in missing if not packages[name]()]:
        raise Stop(f"Installed, but {sys.executable} cannot use: {', '.join(still)}.")


def install(packages: list[str]) -> None:
    """Install Debian packages as root, or through sudo where it asks for no password."""
    update = ["apt-get", "update", "-qq"]
    add = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages]
    if os.geteuid() != 0 and not may_sudo():
        line = by_hand(f"{shlex.join(update)} && {shlex.join(add)}")
        raise Stop(f"Missing: {', '.join(packages)}. Run this line, then try again:\n\n  {line}")
    say(f"Installing {', '.join(packages)} ...")
    rights = [] if os.geteuid() == 0 else ["sudo", "-n"]
    for command in (update, add):
        call([*rights, "env", "DEBIAN_FRONTEND=noninteractive", *command])


def may_sudo() -> bool:
    """May we become root without a password?"""
    sudo = shutil.which("sudo")
    if sudo is None:
        return False
    tried = subprocess.run([sudo, "-n", "true"], capture_output=True, check=False)
    return tried.returncode == 0


def by_hand(line: str) -> str:
    """The line that a person runs as root: by sudo, or by su where there is no sudo."""
    root = ["sudo", "sh", "-c"] if shutil.which("sudo") else ["su", "-c"]
    return shlex.join([*root, line])


# The virtual environment


def prepare(*pin_files: Path) -> None:
    """Make .venv hold what the pin files name. Does nothing when it already does.

    A pin file that changed since means a new .venv, so that nothing old stays behind.
    """
    need(VENV_PACKAGE)
    stale = any(stamp(pins).exists() and not is_installed(pins) for pins in pin_files)
    if stale or not stamp(RUN_PINS).exists():
        say("Making .venv ...")
        call([sys.executable, "-m", "venv", "--clear", str(VENV)])
        add_our_command()
    for pins in pin_files:
        if not is_installed(pins):
            say(f"Installing what {pins.name} names ...")
            pip = ["pip", "install", "-qq", "--disable-pip-version-check"]
            # No source packages: building one would fetch tools that no pin names.
            call([PYTHON, "-m", *pip, "--only-binary=:all:", "--require-hashes", "-r", str(pins)])
            stamp(pins).write_text(fingerprint(pins))


def stamp(pins: Path) -> Path:
    """Where .venv remembers that a pin file was installed."""
    return VENV / f"{pins.name}.installed"


def fingerprint(pins: Path) -> str:
    """Changes with the pins, with the Python that installs them and with the folder's place."""
    place = f"{ROOT} {sys.version}".encode()
    return hashlib.sha256(place + pins.read_bytes()).hexdigest()


def is_installed(pins: Path) -> bool:
    """Was this very pin file installed in .venv?"""
    return stamp(pins).exists() and stamp(pins).read_text() == fingerprint(pins)


def add_our_command() -> None:
    """Let .venv import the project from here, and give it the command `commissioning`."""
    packages = next(VENV.glob("lib/python*/site-packages"))
    (packages / "commissioning.pth").write_text(f"{ROOT}\n")
    start = (
        "import sys; sys.argv[0] = 'commissioning'; "
        "from commissioning.cli import main; sys.exit(main())"
    )
    line = shlex.join([PYTHON, "-P", "-c", start])
    Path(OUR_COMMAND).write_text(f'#!/bin/sh\nexec {line} "$@"\n')
    Path(OUR_COMMAND).chmod(0o755)


# Running the site


def run(options: argparse.Namespace, _rest: list[str]) -> None:
    """Start the site and its worker, and wait until somebody stops them."""
    port = chosen_port()
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, signal.default_int_handler)  # raises KeyboardInterrupt
    prepare(RUN_PINS)
    settings = instance_settings(port)
    call([OUR_COMMAND, "migrate"], **settings)
    if not options.empty:
        call([OUR_COMMAND, "demo", *(["--fresh"] if options.fresh else [])], **settings)
    serve(port, settings)


def chosen_port() -> int:
    """The port from PORT, 8000 by default; refused when it is no port or taken."""
    text = os.environ.get("PORT", "8000")
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise Stop(f"PORT must be a number from 1 to 65535, not {text!r}.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(text)))
        except OSError as error:
            raise Stop(
                f"Port {text} cannot be used ({error.strerror}). "
                "Choose another: PORT=8001 python3 dev.py run"
            ) from error
    return int(text)


def instance_settings(port: int = 8000) -> dict[str, str]:
    """Settings for this checkout, kept in instance/; what the environment says comes first."""
    INSTANCE.mkdir(mode=0o700, exist_ok=True)
    defaults = {
        "SECRET_KEY": secret_key(),
        "DATABASE_URL": f"sqlite:///{INSTANCE / 'commissioning.db'}",
        "FILES": str(INSTANCE / "files"),
        "SITE_ADDRESS": f"http://127.0.0.1:{port}",
    }
    return {name: os.environ.get(name) or value for name, value in defaults.items()}


def secret_key() -> str:
    """The random key of this checkout, made once, in a file that only its owner can read."""
    path = INSTANCE / "secret_key"
    if not path.exists():
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text()


def serve(port: int, settings: dict[str, str]) -> None:
    """Run gunicorn and the worker until a signal comes or one of them ends by itself."""
    gunicorn = [PYTHON, "-m", "gunicorn", "--workers=2", "--worker-class=sync"]
    gunicorn += ["--no-control-socket", "--log-level=warning"]
    commands = {
        "the site": [*gunicorn, f"--bind=127.0.0.1:{port}", "wsgi:app"],
        "the worker": [OUR_COMMAND, "worker"],
    }
    running: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in commands.items():
            # In a session of its own, so that Ctrl-C reaches us alone and we stop it in order.
            running[name] = subprocess.Popen(
                command, cwd=ROOT, env=os.environ | settings, start_new_session=True
            )
        wait_for_answer(port, running)
        say(welcome(port))
        while True:
            time.sleep(0.5)
            refuse_ended(running)
    except KeyboardInterrupt:
        say("\nStopping ...")
    finally:
        stop(running)


def wait_for_answer(port: int, running: dict[str, subprocess.Popen[bytes]]) -> None:
    """Return when the site answers; stop when it ended, or is silent for too long."""
    for _ in range(PATIENCE * 10):
        refuse_ended(running)
        if status(port, "/healthz"):
            return
        time.sleep(0.1)
    raise Stop(f"The site did not answer within {PATIENCE} seconds.")


def refuse_ended(running: dict[str, subprocess.Popen[bytes]]) -> None:
    """Neither the site nor the worker may end by itself."""
    for name, process in running.items():
        if process.poll() is not None:
            raise Stop(f"Stopped, because {name} ended (exit code {process.returncode}).")


def status(port: int, path: str) -> int:
    """The status that the site answers with; 0 while it does not answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def welcome(port: int) -> str:
    """Where the site is and how to come in."""
    address = f"http://127.0.0.1:{port}"
    if status(port, "/demo") == 200:
        way_in = (
            f"Sign in as anyone in the demo: {address}/demo has a button for each person.\n"
            f"The mail they get:             {address}/demo/mail"
        )
    else:
        way_in = "Make the first administrator: python3 dev.py commissioning admin EMAIL"
    return f"\nThe site is ready: {address}\n{way_in}\nCtrl-C stops it.\n"


def stop(running: dict[str, subprocess.Popen[bytes]]) -> None:
    """Ask each process to end and wait for it; one that will not end is killed."""
    for again in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(again, signal.SIG_IGN)
    for process in running.values():
        process.terminate()
    for process in running.values():
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def commissioning(_options: argparse.Namespace, rest: list[str]) -> None:
    """The site's own command line, with the settings of `run`."""
    prepare(RUN_PINS)
    call([OUR_COMMAND, *rest], **instance_settings())


# Proving the site


def test(options: argparse.Namespace, rest: list[str]) -> None:
    """Everything that must hold; the first failure ends it."""
    need(VENV_PACKAGE | TEST_PACKAGES)
    check(options, [])
    say("\n== Tests ==")
    full_size = {"FULL_SIZE": "1"} if options.full else {}
    call([PYTHON, "-m", "pytest", "-n", "2", *rest], **full_size)


def check(_options: argparse.Namespace, _rest: list[str]) -> None:
    """What can be said of the text alone."""
    prepare(RUN_PINS, TEST_PINS)
    for title, (program, *words) in CHECKS:
        say(f"\n== {title} ==")
        call([str(BIN / program), *words])


def bench(_options: argparse.Namespace, rest: list[str]) -> None:
    """Measure; see tests/bench for the options."""
    prepare(RUN_PINS, TEST_PINS)
    call([PYTHON, "-m", "tests.bench", *rest])


def pictures(_options: argparse.Namespace, _rest: list[str]) -> None:
    """Take the pictures of the README's tour anew, from a demo of their own."""
    need(VENV_PACKAGE | TEST_PACKAGES)
    prepare(RUN_PINS, TEST_PINS)
    call([PYTHON, "-m", "tests.pictures"])


def pins(_options: argparse.Namespace, _rest: list[str]) -> None:
    """Choose anew among releases that are two weeks old or older, for any Python from 3.11 on."""
    need(VENV_PACKAGE)
    with tempfile.TemporaryDirectory() as folder:
        call([sys.executable, "-m", "venv", folder])
        call([f"{folder}/bin/python", "-m", "pip", "install", "--quiet", "uv"])
        choose = [f"{folder}/bin/uv", "pip", "compile", "--quiet", "--upgrade"]
        choose += ["--universal", "--python-version=3.11", f"--exclude-newer={OLD_ENOUGH}"]
        choose += ["--generate-hashes", "--no-header", "--no-emit-index-url"]
        call([*choose, f"--output-file={RUN_PINS.name}", "pyproject.toml"])
        choose += [f"--constraints={RUN_PINS.name}", "--group=test"]
        call([*choose, f"--output-file={TEST_PINS.name}", "pyproject.toml"])


def arguments() -> argparse.ArgumentParser:
    """The commands and their options."""
    parser = argparse.ArgumentParser(
        prog="dev.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(does: Callable[..., None], *, takes_rest: bool = False) -> argparse.ArgumentParser:
        has_help = does is not commissioning  # which has a --help of its own
        added = commands.add_parser(
            does.__name__, help=does.__doc__, allow_abbrev=False, add_help=has_help
        )
        added.set_defaults(does=does, takes_rest=takes_rest)
        return added

    start = command(run).add_mutually_exclusive_group()
    start.add_argument("--empty", action="store_true", help="start without the demo council")
    start.add_argument("--fresh", action="store_true", help="delete the demo and tell it anew")
    sizes = command(test, takes_rest=True)
    sizes.add_argument("--full", action="store_true", help="in the full sizes, which takes longer")
    command(check)
    command(bench, takes_rest=True)
    command(pictures)
    command(commissioning, takes_rest=True)
    command(pins)
    return parser


def main(words: list[str]) -> int:
    """Do one command. Returns the exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036  # whoever runs this may well have an older one
        print("Python 3.11 or newer is needed.", file=sys.stderr)
        return 1
    parser = arguments()
    options, rest = parser.parse_known_args(words)
    if rest and not options.takes_rest:
        parser.error(f"unknown: {' '.join(rest)}")
    try:
        options.does(options, rest)
    except Stop as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
