"""What can be chosen in forms and filters, in words."""

from collections.abc import Collection, Iterable
from datetime import date

from django.utils.functional import Promise
from django.utils.text import capfirst

from trellis.kernel.viewer import Viewer
from trellis.organisations.models import Coverage, Organisation, OtherName, Relation
from trellis.places import queries as places

Choices = list[tuple[str, str]]


def kinds() -> Choices:
    return _capitalised(Organisation.Kind.choices)


def income_bands() -> Choices:
    return _capitalised(Organisation.IncomeBand.choices)


def name_kinds() -> Choices:
    return _capitalised(OtherName.Kind.choices)


def covers_as() -> Choices:
    return _capitalised(Coverage.As.choices)


def relation_kinds() -> Choices:
    return _capitalised(Relation.Kind.choices)


def _capitalised(choices: Iterable[tuple[str, str | Promise]]) -> Choices:
    return [(code, capfirst(str(words))) for code, words in choices]


def place_choices(
    area_id: int, today: date, *, and_those: Collection[int] = ()
) -> list[tuple[int, str]]:
    """The places there are on the day, and those named, each with as many dashes before it as it
    lies deep."""
    return [
        (place.id, f"{'– ' * place.depth}{place.name}")
        for place in places.tree(area_id)
        if place.id in and_those or _exists(place, today)
    ]


def _exists(place: places.Node, today: date) -> bool:
    begun = place.opened_on is None or place.opened_on <= today
    return begun and (place.closed_on is None or place.closed_on > today)


def area_of(viewer: Viewer) -> int | None:
    """The area of an organisation that the viewer acts for; None for whoever acts for none."""
    own = frozenset[int]().union(*viewer.at.values())
    found = Organisation.objects.filter(pk__in=own).order_by("id") if own else None
    return found.values_list("area_id", flat=True).first() if found is not None else None
