"""The import contracts speak of every chapter there is, so that none can be forgotten."""

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STORY = [
    "core",
    "record",
    "places",
    "people",
    "corrections",
    "files",
    "discussion",
    "follows",
    "groups",
    "mutuals",
    "concerns",
    "proposals",
    "packs",
    "commissions",
    "flags",
    "rights",
    "votes",
    "gates",
    "approvals",
    "reviews",
    "offers",
    "agreements",
    "governance",
    "reports",
    "outcomes",
    "accounts",
    "fairness",
    "opendata",
    "home",
]

contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]


def contract(first_words: str) -> dict:
    (found,) = [each for each in contracts["contracts"] if each["name"].startswith(first_words)]
    return found


def folders() -> set[str]:
    return {
        each.name
        for each in (ROOT / "commissioning").iterdir()
        if (each / "__init__.py").exists() and each.name != "cli"
    }


def test_the_chapters_stand_in_the_order_of_the_story():
    chapters = [layer.strip("()") for layer in contract("Chapters")["layers"]]
    assert chapters == STORY[::-1]


def test_every_folder_is_a_chapter_of_the_story():
    assert folders() <= set(STORY), "Give it its place in the story, here and in pyproject.toml."


def test_a_chapter_in_parentheses_is_not_built_yet():
    marked = {layer.strip("()") for layer in contract("Chapters")["layers"] if layer[0] == "("}
    assert marked == set(STORY) - folders(), "Change the parentheses in contract 1."


def test_every_chapter_keeps_to_its_rooms():
    built = {f"commissioning.{name}" for name in folders() - {"core"}}
    assert set(contract("Rooms")["containers"]) == built, "Change the containers in contract 2."


@pytest.mark.parametrize("words", ["Chapters", "Rooms"])
def test_an_unknown_folder_or_room_is_refused(words):
    assert contract(words)["exhaustive"] is True


def test_one_way_to_the_data_holds_for_the_whole_package():
    one_way = contract("One way")
    assert one_way["source_modules"] == ["commissioning"]
    allowed = {line.partition(" -> ")[0] for line in one_way["ignore_imports"]}
    assert allowed == {"commissioning.cli", "commissioning.cli.**", "commissioning.core.database"}
