"""The PostgreSQL server that other tests rely on."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tests import postgres


def ask(address: str, question: str) -> str:
    with psycopg.connect(address) as connection:
        return connection.execute(question).fetchone()[0]


def is_running(number: int) -> bool:
    """A process that has ended but was not yet waited for counts as ended."""
    try:
        return "Z" not in Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False


def test_a_copy_holds_what_its_template_does_and_is_its_own():
    server = postgres.server()
    with psycopg.connect(server.create("full")) as connection:
        connection.execute("CREATE TABLE word (text varchar)")
        connection.execute("INSERT INTO word VALUES ('café')")
    first, second = server.copy("full"), server.copy("full")
    with psycopg.connect(first) as connection:
        connection.execute("DELETE FROM word")
    assert ask(first, "SELECT count(*) FROM word") == 0
    assert ask(second, "SELECT text FROM word") == "café"
    server.drop(first)
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(first)


def test_only_the_durable_server_waits_for_the_disk():
    assert ask(postgres.server().address(), "SHOW fsync") == "off"
    durable = postgres.server(durable=True).address()
    settings = ("fsync", "synchronous_commit", "full_page_writes")
    assert [ask(durable, f"SHOW {setting}") for setting in settings] == ["on", "on", "on"]


def test_the_server_cannot_be_reached_over_a_network():
    assert ask(postgres.server().address(), "SHOW listen_addresses") == ""


def test_the_servers_programs_can_be_chosen(monkeypatch):
    monkeypatch.setenv("PG_BIN", "/somewhere/bin")
    assert postgres.programs_folder() == Path("/somewhere/bin")


def test_the_wheels_programs_run_too(monkeypatch):
    monkeypatch.setenv("PG_BIN", str(postgres._wheel_programs()))
    server = postgres.Server()
    try:
        server.start()
        assert ask(server.address(), "SHOW server_version").startswith("18")
    finally:
        server.stop()
    assert not server.folder.exists()


def test_programs_in_a_closed_folder_are_copied_for_the_server(monkeypatch, tmp_path):
    monkeypatch.setattr(postgres, "is_root", lambda: True)
    programs = tmp_path / "package" / "pginstall" / "bin"
    libraries = tmp_path / "package.libs"
    programs.mkdir(parents=True)
    libraries.mkdir()
    (programs / "postgres").touch()
    (libraries / "lib.so").touch()
    tmp_path.chmod(0o700)
    copied = postgres.reachable(programs, tmp_path / "ours")
    assert copied == tmp_path / "ours" / "package" / "pginstall" / "bin"
    assert (copied / "postgres").exists()
    assert (tmp_path / "ours" / "package.libs" / "lib.so").exists()


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGINT])
def test_no_server_outlives_its_tests(ending):
    program = (
        "import time; from tests import postgres; "
        "server = postgres.server(); print(server.process.pid, server.folder, flush=True); "
        "time.sleep(60)"
    )
    tests = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        cwd=Path(__file__).parents[1], text=True,
    )  # fmt: skip
    number, folder = tests.stdout.readline().split()
    number = int(number)
    assert is_running(number)
    os.kill(tests.pid, ending)
    tests.wait(20)
    tests.stdout.close()
    end = time.monotonic() + 10
    while is_running(number) and time.monotonic() < end:
        time.sleep(0.05)
    shutil.rmtree(folder, ignore_errors=True)  # killed tests cannot delete it themselves
    assert not is_running(number)
