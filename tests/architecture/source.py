"""The house as text: its files, and its Python as syntax trees, for the tests of this folder."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
HOUSE = REPOSITORY / "trellis"
# From the ground up; `config` is not a room.
FLOORS = (
    "kernel", "ui", "places", "people", "organisations", "documents", "imports", "messages",
    "privacy", "questions", "record", "funding", "performance", "web",
)  # fmt: skip
ROOMS = FLOORS[2:-1]

Function = ast.FunctionDef | ast.AsyncFunctionDef


def python_files(*folders: str) -> list[Path]:
    """Every Python file in the folders of the repository but migrations, which Django writes."""
    found = (path for folder in folders for path in sorted((REPOSITORY / folder).rglob("*.py")))
    return [path for path in found if "migrations" not in path.parts]


def files_of(room: str, name: str) -> list[Path]:
    """A room's `name.py`, or every file of its folder `name`."""
    single = HOUSE / room / f"{name}.py"
    return [single] if single.exists() else sorted((HOUSE / room / name).rglob("*.py"))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[Function]:
    """Every function of the file, methods and inner ones too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, Function):
            yield node


def top_functions(path: Path) -> Iterator[Function]:
    return (node for node in tree(path).body if isinstance(node, Function))


def calls(node: ast.AST) -> Iterator[ast.Call]:
    return (inner for inner in ast.walk(node) if isinstance(inner, ast.Call))


def called_name(call: ast.Call) -> str:
    """`sign`, `timezone.now`, or `.filter` for the filter of anything else."""
    match call.func:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=ast.Name(id=owner), attr=name):
            return f"{owner}.{name}"
        case ast.Attribute(attr=name):
            return f".{name}"
    return ""


def body_of(function: Function) -> list[ast.stmt]:
    """The statements, without the docstring."""
    return function.body[1:] if ast.get_docstring(function) is not None else function.body


def where(path: Path, node: ast.AST) -> str:
    """`trellis/people/forms.py:12`, for what a failing test prints."""
    return f"{path.relative_to(REPOSITORY)}:{getattr(node, 'lineno', 1)}"
