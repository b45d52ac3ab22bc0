"""Every write is an action: keyword-only, signed once, by somebody, at a given time."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

from tests.architecture.paths_of_acts import LinesWritten
from tests.architecture.source import (
    ROOMS,
    Function,
    called_name,
    calls,
    files_of,
    python_files,
    top_functions,
    tree,
    where,
)

WRITES = {
    "save", "create", "bulk_create", "get_or_create", "update_or_create", "bulk_update",
    "delete", "select_for_update",
}  # fmt: skip
MAY_WRITE = {"actions", "migrations", "models"}
# Calls outside of actions that look like writes to the record and are none.
NO_RECORD = {
    ("people", "jobs"): "allauth keeps the addresses that wait for confirmation",
    ("performance", "exports"): "a document is put into bytes",
}


def _all_functions(room: str) -> dict[str, Function]:
    return {
        function.name: function
        for path in files_of(room, "actions")
        for function in top_functions(path)
    }


def _actions() -> list[tuple[str, Function]]:
    """What the room's `actions` offers: all that is public of a file, `__all__` of a folder."""
    found = []
    for room in ROOMS:
        offered = getattr(import_module(f"trellis.{room}.actions"), "__all__", None)
        for name, function in _all_functions(room).items():
            if name in offered if offered is not None else not name.startswith("_"):
                found.append((room, function))
    return found


ACTIONS = pytest.mark.parametrize(
    ("room", "action"), [pytest.param(*found, id=found[1].name) for found in _actions()]
)


@ACTIONS
def test_an_action_names_every_argument(room: str, action: Function) -> None:
    given = action.args

    assert (given.posonlyargs, given.args, given.vararg, given.kwarg) == ([], [], None, None)


# Whoever takes up an invitation is nobody before: the act makes the account that signs it.
BY_NOBODY = {"accept_as_new"}


@ACTIONS
def test_an_action_is_told_who_and_when(room: str, action: Function) -> None:
    names = {argument.arg: argument.annotation for argument in action.args.kwonlyargs}
    defaults = dict(zip(names, action.args.kw_defaults, strict=True))

    wanted = (
        {"now": "datetime"} if action.name in BY_NOBODY else {"by": "Viewer", "now": "datetime"}
    )
    told = {name: ast.unparse(names[name] or ast.Constant("")) for name in names if name in wanted}
    assert told == wanted
    assert [name for name in wanted if defaults[name] is not None] == []


@ACTIONS
def test_an_action_is_one_act(room: str, action: Function) -> None:
    assert [ast.unparse(decorator) for decorator in action.decorator_list] == ["act"]


@ACTIONS
def test_an_action_writes_one_audit_line(room: str, action: Function) -> None:
    """Or none where there turned out to be nothing to do; never two."""
    written = LinesWritten(_all_functions(room)).of(action)

    assert written in ({1}, {0, 1})


def test_nothing_else_writes() -> None:
    found = [
        where(path, call)
        for room in ROOMS
        for path in python_files(f"trellis/{room}")
        if _kind(path) not in MAY_WRITE and (room, _kind(path)) not in NO_RECORD
        for call in calls(tree(path))
        if called_name(call).rpartition(".")[2] in WRITES and "." in called_name(call)
    ]

    assert found == []


@pytest.mark.parametrize(
    ("body", "written"),
    [
        ("sign(e)", {1}),
        ("if a:\n        return\n    sign(e)", {0, 1}),
        ("if a:\n        raise E\n    sign(e)", {1}),
        ("if a:\n        sign(e)\n    sign(e)", {1, 2}),
        ("for a in b:\n        sign(e)", {0, 2}),
        ("if a:\n        return confirm(e)\n    sign(e)", {1}),
        ("confirm(e)\n    sign(e)", {2}),
        ("try:\n        f()\n    except E:\n        sign(e)\n    sign(e)", {1, 2}),
    ],
)
def test_the_count_of_audit_lines_follows_every_way_through(body: str, written: set[int]) -> None:
    source = f"def action():\n    {body}\n\ndef confirm(e):\n    sign(e)\n"
    parsed = {
        node.name: node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)
    }

    assert LinesWritten(dict(parsed)).of(parsed["action"]) == written


def _kind(path: Path) -> str:
    """The name of the file, or of the folder, directly inside its room."""
    return path.parts[path.parts.index("trellis") + 2].removesuffix(".py")
