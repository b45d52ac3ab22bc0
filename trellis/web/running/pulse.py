"""Signs of life that the running parts leave in the database for `trellis doctor`."""

from datetime import datetime

from trellis.kernel.models import ScheduledRun

_WORKER = "web.worker"
_BACKUP = "web.backup"


def note_alive(*, now: datetime) -> None:
    _note(_WORKER, now)


def note_backup(*, now: datetime) -> None:
    _note(_BACKUP, now)


def worker_last_alive() -> datetime | None:
    return _last(_WORKER)


def last_backup() -> datetime | None:
    return _last(_BACKUP)


def _note(name: str, now: datetime) -> None:
    ScheduledRun.objects.update_or_create(name=name, defaults={"last_at": now})


def _last(name: str) -> datetime | None:
    return ScheduledRun.objects.filter(name=name).values_list("last_at", flat=True).first()
