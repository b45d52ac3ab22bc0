"""A page that says of what standing its record is says also whose record that is, so that its
search and its lists stay inside it. Only pages of no one record say the one without the other."""

import ast
from collections.abc import Iterator

from tests.architecture.source import python_files, tree


def _alone(module: ast.AST) -> Iterator[int]:
    """Where a view sets the standing by itself to what it found."""
    for node in ast.walk(module):
        if isinstance(node, ast.Assign) and not isinstance(node.value, ast.Constant):
            yield from (
                node.lineno for one in node.targets if ast.unparse(one) == "request.standing"
            )


def test_no_view_says_half_of_it() -> None:
    found = [
        f"{path}:{line}"
        for path in python_files("trellis")
        if "views" in path.parts or path.name == "views.py"
        for line in _alone(tree(path))
    ]

    assert found == []


def test_one_that_did_would_be_found() -> None:
    assert list(_alone(ast.parse("request.standing = found.standing"))) == [1]
    assert list(_alone(ast.parse('request.standing = "live"'))) == []
