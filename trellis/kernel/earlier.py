"""What is set down in place, such as a title, keeps what it said before, so that a page of the past
can be shown as it stood.

Only what changed is kept, and until when it stood. `put_back` gives rows in memory what they said
at a moment; pages of today ask nothing here.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Model

from trellis.kernel.models import Earlier
from trellis.kernel.rows import Among

M = TypeVar("M", bound=Model)
Stood = dict[str, Any]


def keep_earlier(row: Model, stood: Mapping[str, object], *, until: datetime) -> None:
    """Keep what the fields of the row said up to now. A name that is no column of the row is kept
    too, and comes back from `put_back`: what hangs on it, such as a list."""
    keep_earlier_of_many([(row, stood)], until=until)


def keep_earlier_of_many(
    many: Iterable[tuple[Model, Mapping[str, object]]], *, until: datetime
) -> None:
    """As `keep_earlier`, in one statement; of a row that changed in nothing, nothing."""
    Earlier.objects.bulk_create(
        [
            Earlier(kind=_kind(type(row)), row_id=row.pk, stood=dict(stood), until=until)
            for row, stood in many
            if stood
        ],
        batch_size=1_000,
    )


def stood_at(model: type[Model], ids: Iterable[int], moment: datetime) -> dict[int, Stood]:
    """Of those rows that were set down anew since the moment: the fields that were, as they
    stood then, as JSON has them. One query."""
    later = Earlier.objects.filter(
        Among(F("row_id"), list(ids)), kind=_kind(model), until__gt=moment
    )
    found: dict[int, Stood] = {}
    for row_id, stood in later.order_by("-until", "-id").values_list("row_id", "stood"):
        found.setdefault(row_id, {}).update(stood)  # the oldest comes last, and is what stood
    return found


def put_back(rows: Iterable[M], moment: datetime | None) -> tuple[list[M], dict[int, Stood]]:
    """The rows, unsaved, as they stood at the moment (None: now); and, by the number of the row,
    what was kept under names that are no columns of it."""
    held = list(rows)
    if moment is None or not held:
        return held, {}
    found = stood_at(type(held[0]), [row.pk for row in held], moment)
    rest = {row.pk: _put(row, found[row.pk]) for row in held if row.pk in found}
    return held, rest


def _put(row: Model, stood: Stood) -> Stood:
    """What is no column of the row is left over."""
    rest: Stood = {}
    for name, value in stood.items():
        try:
            field: Any = row._meta.get_field(name)  # noqa: SLF001
        except FieldDoesNotExist:
            rest[name] = value
            continue
        if field.many_to_many or field.one_to_many:
            rest[name] = value
        else:
            setattr(row, field.attname, field.to_python(value))
    return rest


def _kind(model: type[Model]) -> str:
    return model._meta.label_lower  # noqa: SLF001
