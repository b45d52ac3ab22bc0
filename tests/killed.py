"""A process that is killed at any one of the statements it sends."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


class KilledError(BaseException):
    """Nobody catches it, as nobody catches a kill."""


@contextmanager
def killed_at(statement: int) -> Iterator[None]:
    """The nth statement that is sent is not, and the work ends there."""
    sent = 0

    def count(execute: Callable[..., Any], *given: Any) -> Any:
        nonlocal sent
        sent += 1
        if sent == statement:
            raise KilledError
        return execute(*given)

    with connection.execute_wrapper(count):
        yield


def statements_of(deed: Callable[[], object]) -> int:
    """How many statements it takes; it is done."""
    sent = 0

    def count(execute: Callable[..., Any], *given: Any) -> Any:
        nonlocal sent
        sent += 1
        return execute(*given)

    with connection.execute_wrapper(count):
        deed()
    return sent


@contextmanager
def undone() -> Iterator[None]:
    """What is written within is taken back at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
