"""The file of one person's data: asked for, made by the worker, sent, fetched, deleted."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from trellis.kernel import files
from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.files import Kept
from trellis.kernel.jobs import enqueue
from trellis.kernel.viewer import Viewer
from trellis.privacy import events
from trellis.privacy.actions.requests import close, held, tell
from trellis.privacy.lifecycle import FILE_DAYS, Kind, Stage
from trellis.privacy.models import Request
from trellis.privacy.policy import REQUEST
from trellis.privacy.queries.files import FOLDER


@act
def ask_for_file(*, request_id: int, by: Viewer, now: datetime, once: str = "") -> Request:
    do_once(once, now=now)
    row = held(request_id, "make_file", by=by, now=now)
    row.save()
    enqueue("privacy.make_file", now=now, request_id=row.pk)
    sign(events.FileAsked(row.pk), by=by, now=now, of=f"request:{row.pk}", fields=["stage"])
    return row


@act
def keep_file(*, request_id: int, kept: Kept, by: Viewer, now: datetime) -> None:
    """The worker has made it. Nothing is done where another worker was first."""
    row = Request.objects.select_for_update(of=("self",)).get(pk=request_id)
    if row.stage != Stage.WORKING or row.kind != Kind.ACCESS:
        return
    row = held(request_id, "keep_file", by=by, now=now)
    row.digest, row.size = kept.digest, kept.size
    row.save()
    sign(events.FileMade(row.pk), by=by, now=now, of=f"request:{row.pk}", fields=["stage"])


@act
def send_file(
    *, request_id: int, answer: str, by: Viewer, now: datetime, once: str = ""
) -> Request:
    """From now on, for some days, the person it is about can download it."""
    do_once(once, now=now)
    row = held(request_id, "send_file", by=by, now=now)
    row.file_until = timezone.localdate(now) + timedelta(days=FILE_DAYS)
    close(row, answer, now)
    tell(row, "file_ready", now=now)
    sign(events.FileSent(row.pk), by=by, now=now, of=f"request:{row.pk}", fields=["stage"])
    return row


@act
def note_fetched(*, request_id: int, by: Viewer, now: datetime) -> None:
    """That the person has downloaded it, so that it can be shown that they got it."""
    row = REQUEST.get(by, Request.objects.all(), "fetch", pk=request_id)
    sign(events.FileFetched(row.pk), by=by, now=now, of=f"request:{row.pk}")


@act
def forget_files(*, by: Viewer, now: datetime) -> int:
    """Delete the files whose days are over, and those that no request speaks of: left by a worker
    that was killed, by a refusal or by an erasure. Returns how many went."""
    if not by.is_system:
        raise PermissionDenied
    today = timezone.localdate(now)
    Request.objects.filter(file_until__lt=today).exclude(digest="").update(digest="", size=0)
    spoken_of = set(Request.objects.exclude(digest="").values_list("digest", flat=True))
    # One that is being made just now is spoken of only when it is done.
    if Request.objects.filter(stage=Stage.WORKING, kind=Kind.ACCESS).exists():
        return 0
    gone = [digest for digest in files.all_in(FOLDER) if digest not in spoken_of]
    for digest in gone:
        files.let_go(FOLDER, digest)
    if gone:
        sign(events.FilesForgotten(len(gone)), by=by, now=now, of="request:0")
    return len(gone)
