"""Counting everything anew from the sealed contributions, and putting right what differs."""

from collections.abc import Iterator
from datetime import datetime

from django.db import connection

from trellis.kernel.acts import act, sign
from trellis.kernel.viewer import Viewer
from trellis.record import events
from trellis.record.models import Cell
from trellis.record.queries.proving import Made, differing, kept_cells, made_anew
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


def count_anew(service_type_id: int) -> int:
    """The part of acts that counts a kind anew, while they hold its cells."""
    made, kept = made_anew(service_type_id), kept_cells(service_type_id)
    wrong = differing(made, kept)
    Cell.objects.filter(pk__in=[kept[key].id for key in wrong if key in kept]).delete()
    Cell.objects.bulk_create(_rows({key: made[key] for key in wrong if key in made}), 1_000)
    return len(wrong)


def hold_cells() -> None:
    """Until the transaction ends nobody else writes a cell, and all that others have counted is
    there to be read. SQLite writes one transaction at a time by itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE record_cell IN SHARE ROW EXCLUSIVE MODE")


def _rows(made: dict[Key, Made]) -> Iterator[Cell]:
    for key, one in made.items():
        events_, events_shared, quantity, minutes, pence = one.sums
        yield Cell(
            quarter=key.quarter,
            service_type_id=key.service_type,
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
