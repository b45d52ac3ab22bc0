"""Counting everything anew from the sealed contributions, and putting right what differs."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import connection

from trellis.kernel.acts import act, sign
from trellis.kernel.viewer import Viewer
from trellis.record import events
from trellis.record.queries.proving import Made, differing, kept_cells, made_anew
from trellis.record.queries.subjects import KINDS, TAGS, Subjects
from trellis.record.rules import reach
from trellis.record.rules.cells import Key


@act
def rebuild_cells(*, by: Viewer, now: datetime, service_type_id: int) -> int:
    """Count the cells of one kind anew and write those that differ; returns how many did. Nobody
    writes what is counted meanwhile. Killed half-way, it has changed nothing."""
    hold_cells()
    wrong = count_anew(service_type_id)
    if wrong:
        event = events.CellsRebuilt(service_type_id, wrong)
        sign(event, by=by, now=now, of=f"service_type:{service_type_id}", fields=["cells"])
    return wrong


@act
def rebuild_tag_cells(*, by: Viewer, now: datetime, tag_id: int) -> int:
    """As `rebuild_cells`, for what serves one outcome or is about one issue."""
    hold_cells()
    wrong = count_anew(tag_id, TAGS)
    if wrong:
        event = events.TagCellsRebuilt(tag_id, wrong)
        sign(event, by=by, now=now, of=f"tag:{tag_id}", fields=["cells"])
    return wrong


def count_anew(subject_id: int, of: Subjects = KINDS) -> int:
    """The part of acts that counts a kind or a tag anew, while they hold its cells."""
    made, kept = made_anew(subject_id, of), kept_cells(subject_id, of)
    wrong = differing(made, kept)
    of.model.objects.filter(pk__in=[kept[key].id for key in wrong if key in kept]).delete()
    anew = {key: made[key] for key in wrong if key in made}
    of.model.objects.bulk_create(_rows(anew, of), 1_000)
    return len(wrong)


def hold_cells() -> None:
    """Until the transaction ends nobody else writes a cell, and all that others have counted is
    there to be read. SQLite writes one transaction at a time by itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE record_cell, record_tagcell IN SHARE ROW EXCLUSIVE MODE")


def _rows(made: dict[Key, Made], of: Subjects) -> Iterator[Any]:
    for key, one in made.items():
        events_, events_shared, quantity, minutes, pence = one.sums
        yield of.model(
            **{of.column: key.subject},
            quarter=key.quarter,
            place_id=key.place,
            provider=key.provider,
            events=events_,
            events_shared=events_shared,
            quantity_shared=quantity,
            minutes_shared=minutes,
            pence_shared=pence,
            organisations=len(one.organisations),
            people=len(one.people),
            organisation_set=reach.kept(one.organisations),
            person_set=reach.kept(one.people),
        )
