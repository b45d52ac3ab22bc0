"""How every factory fills in what a test did not say."""

from collections.abc import Mapping
from itertools import count
from typing import Any

from tests.conftest import NOW, TODAY

__all__ = ["NOW", "TODAY", "filled", "number"]

_numbers = count()
# Outcomes and their like are numbered in a small integer, and a run makes more rows than it holds.
FITS_A_SMALL_INTEGER = 30_000


def number() -> int:
    """A number no other row of the same test has, for what must be unique."""
    return next(_numbers) % FITS_A_SMALL_INTEGER + 1


def filled(given: Mapping[str, Any], **usual: Any) -> dict[str, Any]:
    """The given fields and, for the rest, the usual ones; a usual one that can be called (another
    factory) is called only when it is needed."""
    fields = dict(given)
    for name, value in usual.items():
        if name not in given and f"{name}_id" not in given:
            fields[name] = value() if callable(value) else value
    return fields
