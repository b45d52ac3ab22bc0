"""Files that people bring: kept, imported, discarded.

A file lies in the store under the digest of its content, and only until it is done with.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, BinaryIO

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.jobs import enqueue
from trellis.kernel.viewer import Viewer
from trellis.places.actions.tree import for_change
from trellis.places.events import FileBrought, FileDiscarded, ImportFailed, ImportStarted
from trellis.places.lifecycle import UPLOAD_LIFE, Stage
from trellis.places.models import Upload
from trellis.places.policy import UPLOAD
from trellis.places.rules.problems import Problem

UNFINISHED = (Stage.CHECKED, Stage.IMPORTING, Stage.FAILED)


@act
def bring_file(
    *,
    area_id: int,
    kind: str,
    file_name: str,
    content: BinaryIO,
    source: str,
    plan: Mapping[str, Any],
    counts: Mapping[str, int],
    problems: Sequence[Problem],
    by: Viewer,
    now: datetime,
    once: str = "",
) -> Upload:
    """Keep a file that was checked, until somebody decides to import it. `plan` says how it will
    be read; `counts` and `problems` are what the check found."""
    do_once(once, now=now)
    for_change(area_id, by=by)
    digest, size = _keep(content)
    upload = Upload.objects.create(
        area_id=area_id,
        kind=kind,
        file_name=file_name[:200],
        digest=digest,
        size=size,
        source=source,
        plan=dict(plan),
        counts=dict(counts),
        problems=[problem.as_json() for problem in problems],
        brought_at=now,
    )
    sign(FileBrought(upload.pk), by=by, now=now, of=f"upload:{upload.pk}")
    return upload


@act
def start_import(
    *,
    upload_id: int,
    source: str,
    plan: Mapping[str, Any],
    by: Viewer,
    now: datetime,
    once: str = "",
    in_background: bool = True,
) -> Upload:
    """Have the file imported by the worker (or by the caller, with `carry_out`) as the plan says:
    `valid_from`, `replaces`, `add_under`, `add_kind`, `code`. Raises ValidationError where that
    has begun already."""
    do_once(once, now=now)
    upload = _for_change(upload_id, by=by)
    UPLOAD_LIFE.make(upload, "start", today=timezone.localdate(now))
    upload.source, upload.done_rows = source, 0
    upload.plan = {**upload.plan, **plan}
    upload.save(update_fields=["stage", "source", "plan", "done_rows"])
    if in_background:
        enqueue("places.import_upload", now=now, upload_id=upload.pk)
    sign(ImportStarted(upload.pk), by=by, now=now, of=f"upload:{upload.pk}", fields=["stage"])
    return upload


@act
def discard_file(*, upload_id: int, by: Viewer, now: datetime, once: str = "") -> Upload:
    """Delete the file without importing it. Raises ValidationError once its import has begun."""
    do_once(once, now=now)
    upload = _for_change(upload_id, by=by)
    _end(upload, "discard", now)
    sign(FileDiscarded(upload.pk), by=by, now=now, of=f"upload:{upload.pk}", fields=["stage"])
    return upload


@act
def fail_import(*, upload_id: int, fault: Problem, by: Viewer, now: datetime) -> Upload:
    """The file could not be imported after all; `fault` says why."""
    upload = _for_change(upload_id, by=by)
    UPLOAD_LIFE.make(upload, "fail", today=timezone.localdate(now))
    upload.problems = [fault.as_json(), *upload.problems]
    upload.save(update_fields=["stage", "problems"])
    sign(ImportFailed(upload.pk), by=by, now=now, of=f"upload:{upload.pk}", fields=["stage"])
    return upload


def finish(upload_id: int, counts: Mapping[str, int], *, by: Viewer, now: datetime) -> None:
    """Called inside the act that imported the last of the file."""
    upload = _for_change(upload_id, by=by)
    upload.counts = {**upload.counts, **counts}
    _end(upload, "finish", now)


def _for_change(upload_id: int, *, by: Viewer) -> Upload:
    held = Upload.objects.select_for_update(of=("self",))
    return UPLOAD.get(by, held, "handle", pk=upload_id)


def _end(upload: Upload, move: str, now: datetime) -> None:
    UPLOAD_LIFE.make(upload, move, today=timezone.localdate(now))
    upload.finished_at = now
    upload.save(update_fields=["stage", "counts", "finished_at"])
    others = Upload.objects.filter(digest=upload.digest, stage__in=UNFINISHED)
    if not others.exclude(pk=upload.pk).exists():
        transaction.on_commit(lambda: default_storage.delete(stored_name(upload.digest)))


def stored_name(digest: str) -> str:
    return f"places/{digest}"


def _keep(content: BinaryIO) -> tuple[str, int]:
    """Returns digest and size in bytes."""
    content.seek(0)
    digester, size = hashlib.sha256(), 0
    while block := content.read(1 << 20):
        digester.update(block)
        size += len(block)
    digest = digester.hexdigest()
    if not default_storage.exists(stored_name(digest)):
        content.seek(0)
        default_storage.save(stored_name(digest), File(content))
    return digest, size
