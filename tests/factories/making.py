"""How every factory fills in what a test did not say."""

from collections.abc import Mapping
from itertools import count
from typing import Any

from tests.conftest import NOW, TODAY

__all__ = ["NOW", "TODAY", "filled", "number"]

_numbers = count(1)
# Outcomes and their like are numbered in a small integer, and a run makes more rows than it holds:
# then it begins again, above the numbers that tests give themselves.
_MOST, _AGAIN_FROM = 31_000, 1_000


def number() -> int:
    """A number no other row of the same test has, for what must be unique."""
    found = next(_numbers)
    return found if found < _MOST else _AGAIN_FROM + (found - _MOST) % (_MOST - _AGAIN_FROM)


def filled(given: Mapping[str, Any], **usual: Any) -> dict[str, Any]:
    """The given fields and, for the rest, the usual ones; a usual one that can be called (another
    factory) is called only when it is needed."""
    fields = dict(given)
    for name, value in usual.items():
        if name not in given and f"{name}_id" not in given:
            fields[name] = value() if callable(value) else value
    return fields
