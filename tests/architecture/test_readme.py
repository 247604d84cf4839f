"""The README tells the truth: commands, settings, and the chapters with their one-line purpose."""

import dataclasses
import re
import tomllib
from importlib import import_module
from pathlib import Path

from commissioning.config import Settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def test_readme_lists_the_chapters_in_order():
    layers = PROJECT["tool"]["importlinter"]["contracts"][0]["layers"]
    chapters = [each for each in reversed(layers) if not each.startswith("(")]
    purpose = {each: import_module(f"commissioning.{each}").__doc__ for each in chapters}
    listed = [line for line in README.splitlines() if line.startswith("- `") and "/`" in line[:20]]
    assert listed == [f"- `{each}/` {purpose[each]}" for each in chapters]


def test_readme_names_every_setting_and_no_other():
    read = set(
        re.findall(
            r'(?:read|environ\.get)\(\s*"([A-Z_]+)"', (ROOT / "commissioning/config.py").read_text()
        )
    )
    read |= {"SECRET_KEY"}
    table = set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE))
    assert table == read
    assert {field.name for field in dataclasses.fields(Settings)} >= {"SECRET_KEY"}


def test_readme_gives_the_two_commands():
    assert "python3 dev.py run" in README
    assert "python3 dev.py test" in README


def test_every_picture_of_the_tour_is_small_there_and_told_to_those_who_cannot_see_it():
    shown = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", README)
    files = list((ROOT / "static/img/tour").iterdir())
    assert sorted(ROOT / path for _words, path in shown) == sorted(files)
    assert all(len(words) > 20 for words, _path in shown)
    sizes = [file.stat().st_size for file in files]
    assert max(sizes) < 60_000
    assert sum(sizes) < 500_000


def test_nothing_in_the_readme_is_missing():
    for path in re.findall(
        r"`((?:commissioning|seed|tests|static|templates|migrations)/[\w/.-]+)`", README
    ):
        assert (ROOT / path).exists(), path
