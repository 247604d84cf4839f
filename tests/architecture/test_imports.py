"""A chapter shows other chapters its models, rules, queries and operations, and nothing else."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "commissioning"
CHAPTERS = sorted(each.name for each in PACKAGE.iterdir() if (each / "__init__.py").exists())
SHOWN = {
    "models",
    "rules",
    "queries",
    "operations",
    "session",
    "settings",
    "quarters",
    "kpis",
    "law",
    "tiers",
    "workflow",
}


@pytest.mark.parametrize("chapter", sorted(set(CHAPTERS) - {"cli"}))
def test_chapters_keep_their_private_rooms_private(chapter):
    others = set(CHAPTERS) - {chapter, "core", "cli"}
    for file in (PACKAGE / chapter).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module:
                parts = node.module.split(".")
                if parts[0] == "commissioning" and len(parts) > 1 and parts[1] in others:
                    names = parts[2:3] or [alias.name for alias in node.names]
                    assert set(names) <= SHOWN, f"{file}: {node.module}"


def test_only_one_place_commits():
    """A commit anywhere else would save half of what a request does."""
    for file in PACKAGE.rglob("*.py"):
        if file.name != "transactions.py":
            for node in ast.walk(ast.parse(file.read_text())):
                called = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
                assert not (called and node.func.attr == "commit"), file
