"""The two commands, as far as they can be tried without a new machine, and what they install."""

import importlib.metadata
import os
import re
import secrets
import shutil
import stat
import subprocess
import sys
import textwrap
import zipfile
from pathlib import Path

import pytest

import dev

ROOT = Path(__file__).parents[1]
PIN_FILES = (dev.RUN_PINS, dev.TEST_PINS)


def pinned(file: Path) -> dict[str, str]:
    """Each requirement with its lines, hashes and all."""
    entries = re.split(r"^(?=\w)", file.read_text(), flags=re.MULTILINE)
    return {entry.partition("==")[0].partition("[")[0]: entry for entry in entries if entry}


@pytest.fixture
def calls(monkeypatch):
    """The commands that dev.py would run, in order."""
    made = []
    monkeypatch.setattr(dev, "call", lambda command, **env: made.append((list(command), env)))
    monkeypatch.setattr(dev, "prepare", lambda *pins: None)
    monkeypatch.setattr(dev, "need", lambda packages: None)
    return made


def without_programs(tmp_path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run dev.py in a copy of its own, on a machine that has no other program."""
    shutil.copy(ROOT / "dev.py", tmp_path)
    return subprocess.run(
        [sys.executable, tmp_path / "dev.py", *words],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )


# Its words


def test_options_after_test_go_to_pytest(calls):
    assert dev.main(["test", "-k", "sign in", "tests/people", "-x", "--lf"]) == 0
    command, env = calls[-1]
    assert command[1:] == ["-m", "pytest", "-n", "2", "-k", "sign in", "tests/people", "-x", "--lf"]
    assert env == {}


def test_full_is_ours_and_is_not_given_to_pytest(calls):
    assert dev.main(["test", "-k", "votes", "--full"]) == 0
    command, env = calls[-1]
    assert command[-2:] == ["-k", "votes"]
    assert env == {"FULL_SIZE": "1"}


def test_everything_is_checked_before_the_tests(calls):
    dev.main(["test"])
    programs = [Path(command[0]).name for command, _ in calls]
    assert programs == ["ruff", "ruff", "mypy", "lint-imports", "djlint", "python"]


def test_options_of_the_command_line_and_of_bench_are_passed_on(calls, monkeypatch):
    monkeypatch.setattr(dev, "instance_settings", dict)
    dev.main(["commissioning", "import", "libraries", "list.csv", "--dry-run", "--help"])
    dev.main(["bench", "--proposals", "10"])
    assert calls[0][0][1:] == ["import", "libraries", "list.csv", "--dry-run", "--help"]
    assert calls[1][0][1:] == ["-m", "tests.bench", "--proposals", "10"]


@pytest.mark.parametrize(
    "words",
    [
        ["run", "--emtpy"],
        ["run", "--empty", "--fresh"],
        ["check", "tests"],
        ["pins", "-q"],
        ["walk"],
        [],
    ],
)
def test_words_it_does_not_know_are_refused(words, capsys):
    with pytest.raises(SystemExit) as ended:
        dev.main(words)
    assert ended.value.code == 2
    assert "dev.py" in capsys.readouterr().err


# What it says when it cannot go on


def test_the_first_failure_ends_it(monkeypatch, capsys):
    monkeypatch.setattr(dev, "prepare", lambda *pins: None)
    monkeypatch.setattr(dev, "CHECKS", (("Fails", ["false"]), ("Never run", ["true"])))
    monkeypatch.setattr(dev, "BIN", Path(shutil.which("false")).parent)
    assert dev.main(["check"]) == 1
    said = capsys.readouterr()
    assert "Fails" in said.out
    assert "Never run" not in said.out
    assert "failed (exit code 1)" in said.err


def test_without_apt_it_names_what_is_missing_and_fails(tmp_path):
    ended = without_programs(tmp_path, "test")
    assert ended.returncode == 1
    assert "chromium" in ended.stderr
    assert "There is no apt-get here" in ended.stderr
    assert not (tmp_path / ".venv").exists()


def test_who_may_not_install_is_shown_the_line(monkeypatch, capsys):
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(dev, "may_sudo", lambda: False)
    monkeypatch.setattr(dev.shutil, "which", lambda name: None if name == "sudo" else f"/{name}")
    monkeypatch.setattr(dev, "TEST_PACKAGES", {"chromium": lambda: False})
    assert dev.main(["test"]) == 1
    assert (
        "su -c 'apt-get update -qq && apt-get install -qq -y --no-install-recommends chromium'"
        in capsys.readouterr().err
    )


def test_only_what_is_missing_is_installed(monkeypatch):
    installed, there = [], {"libatomic1"}
    monkeypatch.setattr(
        dev, "install", lambda names: (installed.extend(names), there.update(names))
    )
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/{name}")
    dev.need({name: lambda name=name: name in there for name in ("chromium", "libatomic1")})
    assert installed == ["chromium"]


@pytest.mark.parametrize("port", ["", "0", "65536", "-1", "http", "\N{SUPERSCRIPT TWO}", "8000 "])
def test_a_port_that_is_none_is_refused(port, monkeypatch, capsys):
    monkeypatch.setenv("PORT", port)
    assert dev.main(["run"]) == 1
    assert "PORT must be a number from 1 to 65535" in capsys.readouterr().err


def test_a_port_that_is_taken_is_refused(monkeypatch, capsys):
    with dev.socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("PORT", str(taken.getsockname()[1]))
        assert dev.main(["run"]) == 1
    assert "Choose another: PORT=8001 python3 dev.py run" in capsys.readouterr().err


# Settings of a checkout


def test_a_checkout_has_a_secret_of_its_own_that_stays(monkeypatch, tmp_path):
    for name in ("SECRET_KEY", "DATABASE_URL", "SITE_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(dev, "INSTANCE", tmp_path / "instance")
    settings = dev.instance_settings(8123)
    assert len(settings["SECRET_KEY"]) >= 32
    assert stat.S_IMODE((tmp_path / "instance" / "secret_key").stat().st_mode) == 0o600
    assert settings["DATABASE_URL"] == f"sqlite:///{tmp_path}/instance/commissioning.db"
    assert settings["SITE_ADDRESS"] == "http://127.0.0.1:8123"
    assert dev.instance_settings(8123) == settings


def test_settings_of_the_environment_come_first(monkeypatch, tmp_path):
    monkeypatch.setattr(dev, "INSTANCE", tmp_path)
    monkeypatch.setenv("DATABASE_URL", "postgresql:///elsewhere")
    assert dev.instance_settings()["DATABASE_URL"] == "postgresql:///elsewhere"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], [["migrate"], ["demo"]]),
        (["--fresh"], [["migrate"], ["demo", "--fresh"]]),
        (["--empty"], [["migrate"]]),
    ],
)
def test_run_migrates_and_tells_the_demo(words, expected, calls, monkeypatch, tmp_path):
    monkeypatch.setattr(dev, "INSTANCE", tmp_path)
    monkeypatch.setattr(dev, "chosen_port", lambda: 8123)
    monkeypatch.setattr(dev.signal, "signal", lambda *_: None)
    served = []
    monkeypatch.setattr(dev, "serve", lambda port, settings: served.append(port))
    assert dev.main(["run", *words]) == 0
    assert [command[1:] for command, _ in calls] == expected
    assert served == [8123]


# .venv


def test_a_second_start_installs_nothing_and_a_changed_pin_makes_a_new_venv(monkeypatch, tmp_path):
    venv, pins = tmp_path / "venv", tmp_path / "requirements.txt"
    pins.write_text("one==1")
    made = []

    def call(command, **_env):
        made.append("venv" if "venv" in command else "pip")
        shutil.rmtree(venv, ignore_errors=True) if made[-1] == "venv" else None
        venv.mkdir(exist_ok=True)

    monkeypatch.setattr(dev, "call", call)
    monkeypatch.setattr(dev, "add_our_command", lambda: None)
    monkeypatch.setattr(dev, "VENV", venv)
    monkeypatch.setattr(dev, "RUN_PINS", pins)
    dev.prepare(pins)
    dev.prepare(pins)
    assert made == ["venv", "pip"]
    pins.write_text("one==2")
    dev.prepare(pins)
    assert made == ["venv", "pip"] * 2


# The pins


@pytest.mark.parametrize("file", PIN_FILES, ids=lambda file: file.name)
def test_every_pin_is_exact_and_has_hashes(file):
    for entry in pinned(file).values():
        assert re.match(
            r"[\w.\[\]-]+==[\w.]+( ; [^\n]+)? \\\n    --hash=sha256:[0-9a-f]{64}", entry
        )


@pytest.mark.parametrize("file", PIN_FILES, ids=lambda file: file.name)
def test_the_pins_hold_no_address(file):
    assert not re.search(r"https?:|file:|--index|--find-links|--extra| @ ", file.read_text())


def test_tests_run_with_the_very_packages_that_the_site_runs_with():
    run, tests = pinned(dev.RUN_PINS), pinned(dev.TEST_PINS)
    assert {name: entry.partition("    #")[0] for name, entry in run.items()} == {
        name: tests[name].partition("    #")[0] for name in run
    }


def test_no_pin_is_under_the_gpl():
    """One is: djlint, a program that we run on templates, and neither import nor pass on."""
    licences = {}
    for name in pinned(dev.TEST_PINS):
        try:
            about = importlib.metadata.metadata(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # for another kind of machine
        classifiers = about.get_all("Classifier") or []
        terms = [about.get("License-Expression") or (about.get("License") or "").split("\n")[0]]
        licences[name] = " ".join(terms + [each for each in classifiers if "License ::" in each])
    gpl = {name for name, terms in licences.items() if re.search(r"(?<!L)\bA?GPL|Affero", terms)}
    assert gpl == {"djlint"}
    assert len(licences) > 60


# The wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """What the wheel holds, built without asking any registry."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--no-index", "--wheel-dir", folder, ROOT], check=True)
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as file:
        yield file


@pytest.mark.parametrize(
    ("folder", "inside"),
    [
        ("commissioning", "commissioning"),
        ("migrations", "commissioning/migrations"),
        ("seed", "seed"),
        ("static", "commissioning/static"),
        ("templates", "commissioning/templates"),
    ],
)
def test_the_wheel_holds_all_that_the_site_needs(folder, inside, wheel):
    ours = [path for path in (ROOT / folder).rglob("*") if path.is_file()]
    ours = [str(path.relative_to(ROOT)) for path in ours if "__pycache__" not in path.parts]
    assert ours
    assert {inside + path.removeprefix(folder) for path in ours} <= set(wheel.namelist())


def test_the_site_runs_from_its_wheel_alone(wheel, tmp_path):
    wheel.extractall(tmp_path / "site")
    program = """
        import sys
        from pathlib import Path
        import commissioning
        from commissioning.cli import main
        sys.argv = ["commissioning", "migrate"]
        try:
            assert not main()
        except SystemExit as ended:
            assert not ended.code
        client = commissioning.create_app().test_client()
        style = next(Path(commissioning.__file__).parent.glob("static/**/*.css"))
        addresses = ["/", "/healthz", f"/static/{style.relative_to(style.parents[1])}"]
        print(commissioning.__file__, *[client.get(each).status_code for each in addresses])
    """
    said = subprocess.run(
        [sys.executable, "-P", "-c", textwrap.dedent(program)],
        cwd=tmp_path,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(tmp_path / "site"),
            "SECRET_KEY": secrets.token_urlsafe(48),
            "DATABASE_URL": f"sqlite:///{tmp_path / 'site.db'}",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    expected = [str(tmp_path / "site" / "commissioning" / "__init__.py"), "200", "200", "200"]
    assert said.stdout.split()[-4:] == expected, said.stderr


def test_the_wheel_holds_neither_tests_nor_what_this_checkout_stores(wheel):
    first_words = {name.partition("/")[0] for name in wheel.namelist()}
    assert {word for word in first_words if not word.endswith(".dist-info")} == {
        "commissioning",
        "seed",
    }


def test_the_wheel_brings_the_command_line(wheel):
    assert any(name.endswith(".dist-info/entry_points.txt") for name in wheel.namelist())
