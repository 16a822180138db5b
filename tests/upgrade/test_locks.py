"""Whoever upgrades a large site reads in each migration how long it locks, if it may take long."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# These read or rewrite rows. Others, such as a new table or a column with a default, lock for milliseconds.
SLOW = ("AddConstraint", "AddIndex", "RunPython", "RunSQL")
# The schema of the first release, on an empty database.
FIRST = {"0001_schema", "0002_search_index", "0001_initial"}


def may_be_slow(path):
    calls = [
        node.func for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)
    ]
    return any(isinstance(call, ast.Attribute) and call.attr in SLOW for call in calls)


def test_a_migration_that_may_take_long_says_how_long_it_locks():
    paths = [
        path
        for app in ("accounts", "symptoms")
        for path in (ROOT / app / "migrations").glob("0*.py")
        if path.stem not in FIRST and may_be_slow(path)
    ]
    silent = [
        path.stem
        for path in paths
        if "lock" not in (ast.get_docstring(ast.parse(path.read_text())) or "").lower()
    ]

    assert len(paths) > 3
    assert silent == []
