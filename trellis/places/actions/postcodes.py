"""Taking postcode lists in."""

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice

from django.db import transaction

from trellis.kernel.acts import act, sign
from trellis.kernel.viewer import Viewer
from trellis.places.actions.tree import for_change
from trellis.places.events import PostcodesImported
from trellis.places.models import Postcode
from trellis.places.rules.tables import Line, PostcodeRow

CHUNK = 500
PAUSE = 0.005  # seconds in which other writers get their turn


def import_postcodes(
    *,
    area_id: int,
    lines: Iterable[Line],
    source: str,
    by: Viewer,
    now: datetime,
    told: Callable[[int], None] = lambda _rows: None,
) -> PostcodesImported:
    """Keep every usable row; a postcode that is there already gets the new position and codes.

    Not one transaction but one a chunk, with a pause after each, so that a national list never
    holds other writers up. What a broken-off import has written is right as it stands, and the
    same list again completes it. `told` is called after each chunk with the rows so far; the
    audit line is written at the end.
    """
    _require_may(area_id=area_id, by=by)
    stored = 0
    for chunk in _chunks(lines):
        _store(chunk, source)
        stored += len(chunk)
        told(stored)
        time.sleep(PAUSE)
    return end_postcode_import(area_id=area_id, stored=stored, by=by, now=now)


@transaction.atomic
def _require_may(*, area_id: int, by: Viewer) -> None:
    for_change(area_id, by=by)


@act
def end_postcode_import(
    *, area_id: int, stored: int, by: Viewer, now: datetime
) -> PostcodesImported:
    """Say in the audit that a list of so many postcodes has been taken in."""
    for_change(area_id, by=by)
    event = PostcodesImported(area_id, stored)
    sign(event, by=by, now=now, of=f"place:{area_id}", fields=["postcodes"])
    return event


def _chunks(lines: Iterable[Line]) -> Iterator[list[PostcodeRow]]:
    rows = (line for line in lines if isinstance(line, PostcodeRow))
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


@transaction.atomic
def _store(chunk: list[PostcodeRow], source: str) -> None:
    """Of a postcode that the chunk has twice the last row counts: one statement may not write a
    row twice."""
    rows = {row.code: row for row in chunk}
    Postcode.objects.bulk_create(
        [
            Postcode(
                code=row.code,
                latitude=row.latitude,
                longitude=row.longitude,
                ward_code=row.ward_code,
                district_code=row.district_code,
                source=source,
            )
            for row in rows.values()
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["latitude", "longitude", "ward_code", "district_code", "source"],
    )
