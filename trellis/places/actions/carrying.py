"""Carrying an import out: the steps between a kept file and the acts that write."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import BinaryIO, cast

from django.core.files.storage import default_storage
from django.db import transaction

from trellis.kernel.viewer import Viewer
from trellis.places.actions.outlines import import_outlines, record_takeovers
from trellis.places.actions.postcodes import import_postcodes
from trellis.places.actions.uploads import fail_import, finish, stored_name
from trellis.places.models import Upload
from trellis.places.queries.uploads import UploadFacts, known_codes, plan_day, upload_to_import
from trellis.places.queries.versions import overlaps
from trellis.places.rules.boundaries import read_boundaries
from trellis.places.rules.problems import FileRefusedError, Problem, Wrong
from trellis.places.rules.tables import PostcodeTable


def carry_out(*, upload_id: int, by: Viewer, now: datetime) -> None:
    """Import the file as its plan says. Does nothing when that is done already, so it may be
    called again after a broken-off run. Several acts, so that none of them is long."""
    upload = upload_to_import(upload_id)
    if upload is None:
        return
    try:
        with _stored(upload.digest) as content:
            if upload.kind == Upload.Kind.OUTLINES:
                _outlines(upload, content.read(), by=by, now=now)
            else:
                _postcodes(upload, content, by=by, now=now)
    except FileRefusedError as fault:
        problem = Problem(fault.wrong, 0, "", fault.value)
        fail_import(upload_id=upload.id, fault=problem, by=by, now=now)


@contextmanager
def _stored(digest: str) -> Iterator[BinaryIO]:
    if not default_storage.exists(stored_name(digest)):
        raise FileRefusedError(Wrong.GONE)
    with default_storage.open(stored_name(digest), "rb") as opened:
        yield cast("BinaryIO", opened.file)


def _outlines(upload: UploadFacts, content: bytes, *, by: Viewer, now: datetime) -> None:
    # Slow to load, and only a worker at such an import needs it.
    from trellis.places.rules.shaping import shaped

    plan, valid_from = upload.plan, plan_day(upload, "valid_from")
    assert valid_from is not None, "the form asks for it"
    found = read_boundaries(content, known_codes(upload.area_id), code=str(plan.get("code") or ""))
    kind = str(plan.get("add_kind") or "")
    geometries = shaped(found, with_strange=bool(kind))
    with transaction.atomic():
        done = import_outlines(
            area_id=upload.area_id,
            geometries=geometries,
            strangers=found.strangers,
            add_under=plan.get("add_under"),
            add_kind=kind,
            valid_from=valid_from,
            source=upload.source,
            by=by,
            now=now,
        )
        if (before := plan_day(upload, "replaces")) is None:
            finish(upload.id, _counts(done.outlines, done.places_added, 0), by=by, now=now)
    if before is not None:
        passed = overlaps(upload.area_id, before=before, on=valid_from)
        with transaction.atomic():
            recorded = record_takeovers(
                area_id=upload.area_id, takeovers=passed, on=valid_from, by=by, now=now
            )
            counts = _counts(done.outlines, done.places_added, recorded)
            finish(upload.id, counts, by=by, now=now)


def _counts(outlines: int, added: int, recorded: int) -> dict[str, int]:
    return {"imported": outlines, "added": added, "successions": recorded}


def _postcodes(upload: UploadFacts, content: BinaryIO, *, by: Viewer, now: datetime) -> None:
    table = PostcodeTable(content, known_codes(upload.area_id))
    done = import_postcodes(
        area_id=upload.area_id,
        lines=table,
        source=upload.source,
        by=by,
        now=now,
        told=lambda rows: _tell(upload.id, rows),
    )
    with transaction.atomic():
        finish(upload.id, {"imported": done.postcodes}, by=by, now=now)


def _tell(upload_id: int, rows: int) -> None:
    """How far it has come, for the page that is looked at meanwhile."""
    Upload.objects.filter(pk=upload_id).update(done_rows=rows)
