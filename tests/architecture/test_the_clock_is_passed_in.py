"""Nobody asks what time it is but the front door, the worker and the commands."""

import ast

from tests.architecture.source import REPOSITORY, called_name, calls, python_files, tree, where

ASKS = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "timezone.now",
    "timezone.localdate", "timezone.localtime", "time.time",
}  # fmt: skip
# `timezone.localdate(moment)` turns a given moment into a date, which is no question.
TURNS = {"timezone.localdate", "timezone.localtime"}
MAY_ASK = (
    "trellis/web/middleware.py",
    "trellis/web/kept.py",  # stands before it
    "trellis/web/running",
    "trellis/web/management",
)


def test_the_time_is_given() -> None:
    asked = [
        where(path, call)
        for path in python_files("trellis")
        for call in calls(tree(path))
        if called_name(call) in ASKS
        and not (called_name(call) in TURNS and call.args)
        and not str(path.relative_to(REPOSITORY)).startswith(MAY_ASK)
        and "commands" not in path.parts
    ]

    assert asked == []


def test_the_search_finds_a_question() -> None:
    [call] = calls(ast.parse("timezone.now()"))

    assert called_name(call) in ASKS
