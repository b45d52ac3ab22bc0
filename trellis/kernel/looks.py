"""Who looked at another person's details. A view notes it; it is written in one go once the page
has gone out, so that nobody waits for it, and once a day for each person and kind of page."""

import logging
from collections.abc import Iterable
from datetime import date

from django.db import DatabaseError

from trellis.kernel.http import Request
from trellis.kernel.models import Look
from trellis.kernel.viewer import Viewer

logger = logging.getLogger("trellis.looks")


def note(request: Request, what: str, person_ids: Iterable[int]) -> None:
    """The page that is being made shows these people's details; one's own count for nothing.
    `what` is the kind of page, as `room.page`."""
    if request.viewer.person_id is not None:
        others = set(person_ids) - {request.viewer.person_id}
        request.looked.extend((what, person_id) for person_id in sorted(others))


def write(looked: Iterable[tuple[str, int]], *, by: Viewer, today: date) -> None:
    """Write what is not written yet. A fault is logged: the page has gone out."""
    try:
        _write(set(looked), by, today)
    except DatabaseError:
        logger.exception("looks not written")


def _write(looked: set[tuple[str, int]], by: Viewer, today: date) -> None:
    """Asked first, for most are there already, and on SQLite writing waits for other writers."""
    there = Look.objects.filter(by_person_id=by.person_id or 0, on=today)
    missing = looked - set(there.values_list("what", "person_id"))
    Look.objects.bulk_create(
        [
            Look(
                person_id=person_id,
                by_person_id=by.person_id or 0,
                label=by.label,
                what=what,
                on=today,
            )
            for what, person_id in sorted(missing)
        ],
        ignore_conflicts=True,
    )
