"""What can be chosen in forms, in words."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.text import capfirst

from trellis.places.models import Place, PlaceFigure
from trellis.places.rules.codes import Kind

Choices = list[tuple[str, str]]


def kinds() -> Choices:
    return _capitalised(Place.Kind.choices)


def kinds_below(kind: str) -> Choices:
    """The kinds finer than that one; an area of no official kind may hold any, and be anywhere."""
    fineness = Kind(kind).fineness
    return [
        (code, words)
        for code, words in kinds()
        if Kind(code).fineness < fineness or code == Kind.OTHER
    ]


def measures() -> Choices:
    return _capitalised(PlaceFigure.Measure.choices)


def standings() -> Choices:
    """A record is begun in use or as an example; it becomes history only when it is closed."""
    wanted = (Place.Standing.LIVE, Place.Standing.INVENTED)
    return _capitalised((one.value, one.label) for one in wanted)


def _capitalised(choices: Iterable[tuple[str, str | Promise]]) -> Choices:
    return [(code, capfirst(str(words))) for code, words in choices]
