"""How many audit lines an action may write: its possible ways through, counted on its syntax."""

import ast
from collections.abc import Iterable, Mapping, Sequence

from tests.architecture.source import Function, body_of, called_name, calls

Counts = frozenset[int]
NONE: Counts = frozenset({0})


class LinesWritten:
    """Counts calls of `sign` on every way through a function, helpers of the room included.

    A way that ends in an exception is undone by the act and does not count. A call inside a
    loop counts as two: a loop may go round twice.
    """

    def __init__(self, helpers: Mapping[str, Function]) -> None:
        self.helpers = helpers

    def of(self, function: Function) -> Counts:
        falls_through, ended = self._of_body(body_of(function))
        return falls_through | ended

    def _of_body(self, body: Sequence[ast.stmt]) -> tuple[Counts, Counts]:
        """What may be written when the end of the body is reached, and when it returns early."""
        going, ended = NONE, frozenset[int]()
        for statement in body:
            after, left = self._of_statement(statement)
            ended |= _sums(going, left)
            going = _sums(going, after)
        return going, ended

    def _of_statement(self, statement: ast.stmt) -> tuple[Counts, Counts]:
        written = self._of_expressions(statement)
        match statement:
            case ast.Raise():
                return frozenset(), frozenset()
            case ast.Return():
                return frozenset(), written
            case ast.If(test=test, body=body, orelse=orelse):
                written, ended = self._either(self._of_expressions(test), body, orelse)
            case ast.With(body=body):
                written, ended = self._of_body(body)
            case ast.Try(body=body, handlers=handlers):
                written, ended = self._either(NONE, body, *(other.body for other in handlers))
            case ast.For() | ast.While() if written != NONE:
                written, ended = frozenset({0, 2}), frozenset()
            case _:
                ended = frozenset()
        return written, ended

    def _either(self, before: Counts, *bodies: Sequence[ast.stmt]) -> tuple[Counts, Counts]:
        ways = [self._of_body(body) for body in bodies]
        going = frozenset[int]().union(*(way[0] for way in ways))
        ended = frozenset[int]().union(*(way[1] for way in ways))
        return _sums(before, going), _sums(before, ended)

    def _of_expressions(self, node: ast.AST) -> Counts:
        written = NONE
        for call in calls(node):
            name = called_name(call)
            if name == "sign":
                written = _sums(written, frozenset({1}))
            elif name in self.helpers:
                written = _sums(written, self.of(self.helpers[name]))
        return written


def _sums(left: Iterable[int], right: Iterable[int]) -> Counts:
    right = list(right)
    return frozenset(one + other for one in left for other in right)
