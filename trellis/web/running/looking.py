"""What `trellis doctor` and `/readyz` look at: one small question each."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from trellis.kernel.models import AuditLine, AuditSeal, Job, OnceKey

LEAST_FREE = 0.10
SEAL_WITHIN = timedelta(minutes=10)
WORKER_WITHIN = timedelta(minutes=2)
JOB_WITHIN = timedelta(minutes=15)
BACKUP_WITHIN = timedelta(hours=26)

_known_complete: set[frozenset[tuple[str, str]]] = set()


def can_write(*, now: datetime) -> bool:
    """Write one row and take it back; raises DatabaseError when that cannot be done."""
    with transaction.atomic():
        OnceKey.objects.create(key="trial of readiness", used_at=now)
        transaction.set_rollback(True)
    return True


def unapplied_migrations() -> list[str]:
    """`room.name` of every migration that the database lacks.

    Reading all migrations takes a fifth of a second, so a state found complete is remembered.
    """
    applied = frozenset(MigrationRecorder(connection).applied_migrations())
    if applied in _known_complete:
        return []
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        _known_complete.add(applied)
    return [f"{step.app_label}.{step.name}" for step, _backwards in plan]


def free_share() -> float:
    """The part of the disk under the record that is free, 0 to 1."""
    folder = Path(settings.VAR)
    while not folder.exists():
        folder = folder.parent
    usage = shutil.disk_usage(folder)
    return usage.free / usage.total


def oldest_unsealed() -> datetime | None:
    """When the oldest audit line outside every seal was written."""
    last = AuditSeal.objects.order_by("-number").values_list("horizon", flat=True).first()
    open_lines = AuditLine.objects.filter(mark__gte=last or 0).order_by("mark")
    return open_lines.values_list("at", flat=True).first()


def oldest_waiting_job(*, now: datetime) -> datetime | None:
    """Since when the job that has been due for longest has been due."""
    waiting = Job.objects.filter(stage=Job.Stage.WAITING, run_after__lte=now)
    return waiting.order_by("run_after").values_list("run_after", flat=True).first()
