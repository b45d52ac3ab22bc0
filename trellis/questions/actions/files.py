"""Files that people attach: taken in while they are on their way, sent with their answers, and let
go where they are not.

A file goes into the store before the act that speaks of it, and leaves it once the act is done by
which its row goes. What a kill leaves between the two is swept up within hours.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from secrets import token_hex, token_urlsafe
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from trellis.kernel import files, scanning
from trellis.kernel.acts import act, sign
from trellis.kernel.brought.types import FileType, type_of
from trellis.kernel.viewer import Viewer
from trellis.questions import events
from trellis.questions.actions.held import held_wave, nobody, open_wave_held
from trellis.questions.models import AnswerFile, Response, Wave
from trellis.questions.queries.answering import link_of
from trellis.questions.queries.files import FOLDER
from trellis.questions.queries.secrets import hashed_handle
from trellis.questions.rules.answers import is_handle
from trellis.questions.rules.definition import MOST_OF_FILE, Kind, from_data
from trellis.questions.words import PICTURE_REFUSED

KEPT_UNSENT: Final = timedelta(days=1)
MOST_UNSENT: Final = 500  # of one wave at a time
_SETTLED: Final = timedelta(hours=1)  # by then the act that speaks of a file is done
PICTURES: Final = frozenset({FileType.PNG, FileType.JPEG})


@dataclass(frozen=True)
class TakenIn:
    """A file that was looked at and lies in the store."""

    stored: str
    size: int
    file_type: FileType


def take_in(upload: Any) -> TakenIn:
    """Raises FileRefusedError, InfectedError, ScannerSilentError."""
    content = upload.file
    kind = type_of(content, size=upload.size, file_name=upload.name, most=MOST_OF_FILE)
    scanning.look_over(upload)
    kept = files.keep_apart(content, folder=FOLDER)
    return TakenIn(kept.digest, kept.size, kind)


@act
def attach_file(
    *,
    wave_id: int,
    question: str,
    file: TakenIn,
    secret: str,
    on_paper: bool,
    by: Viewer,
    now: datetime,
) -> str:
    """Hold a file for whoever is answering, and give back the handle they send it by. `secret` is
    that of their link. Raises ValidationError, WaveOverError, LinkSpentError; then the file is let
    go."""
    try:
        wave = held_wave(wave_id, "enter", by=by) if on_paper else open_wave_held(wave_id, now=now)
        if wave.access == Wave.Access.LINKS and not on_paper:
            link_of(wave.links.all(), secret)
        _require_room(wave, question, file)
    except Exception:
        files.let_go(FOLDER, file.stored)
        raise
    handle = token_urlsafe(16)
    AnswerFile.objects.create(
        wave=wave,
        question=question,
        secret_hash=hashed_handle(handle),
        stored=file.stored,
        size=file.size,
        file_type=file.file_type,
        until=now + KEPT_UNSENT,
    )
    signs = by if on_paper else nobody(by)
    sign(events.FileAttached(wave.pk), by=signs, now=now, of=f"wave:{wave.pk}")
    return handle


@act
def let_file_go(*, wave_id: int, handle: str, by: Viewer, now: datetime) -> None:
    """Whoever attached it has thought better of it. One that was saved goes when its answers are
    saved or sent without it."""
    rows = AnswerFile.objects.filter(wave_id=wave_id, until__isnull=False)
    if not is_handle(handle) or not _drop(rows.filter(secret_hash=hashed_handle(handle))):
        return
    sign(events.FileLetGo(wave_id), by=nobody(by), now=now, of=f"wave:{wave_id}")


@act
def forget_files(*, by: Viewer, now: datetime) -> int:
    """Those that were taken in and not sent in time."""
    count = _drop(AnswerFile.objects.filter(until__lt=now))
    if count:
        sign(events.FilesForgotten(count), by=by, now=now, of="answerfiles")
    return count


def sweep_store(*, now: datetime) -> int:
    """Let go of what lies in the store and no row speaks of: left by a kill, or by an erasure."""
    swept = 0
    for stored in list(files.all_in(FOLDER)):
        if files.kept_at(FOLDER, stored) > now - _SETTLED:
            continue
        if not AnswerFile.objects.filter(stored=stored).exists():
            files.let_go(FOLDER, stored)
            swept += 1
    return swept


def send_with(response: Response, file: AnswerFile) -> None:
    """From now on it is the response's, and no handle leads to it."""
    file.response, file.link, file.until = response, None, None
    file.secret_hash = token_hex(32)
    file.save()


def drop_unsent(rows: "QuerySet[AnswerFile]") -> int:
    """Rows with their files, for an act of another file of this folder."""
    return _drop(rows.filter(response=None))


def _drop(rows: "QuerySet[AnswerFile]") -> int:
    gone = list(rows.select_for_update().values_list("pk", "stored"))
    AnswerFile.objects.filter(pk__in=[pk for pk, _stored in gone]).delete()
    for _pk, stored in gone:
        transaction.on_commit(partial(files.let_go, FOLDER, stored))
    return len(gone)


def _require_room(wave: Wave, question: str, file: TakenIn) -> None:
    asked = {one.key: one for one in from_data(wave.version.content).questions}
    if question not in asked or asked[question].kind is not Kind.FILE:
        raise ValidationError(_("That question takes no file."))
    if wave.naming != Wave.Naming.NAMED and file.file_type in PICTURES:
        raise ValidationError(str(PICTURE_REFUSED))
    if wave.files.filter(until__isnull=False).count() >= MOST_UNSENT:
        raise ValidationError(
            _("So many files wait to be sent that none can be taken in now. Try again tomorrow.")
        )
