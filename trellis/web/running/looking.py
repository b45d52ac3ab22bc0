"""What `trellis doctor` and `/readyz` look at: one small question each."""

import shutil
from datetime import datetime, timedelta
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.module_loading import module_has_submodule

from trellis.kernel.models import AuditLine, AuditSeal, Job, OnceKey

LEAST_FREE = 0.10
SEAL_WITHIN = timedelta(minutes=10)
WORKER_WITHIN = timedelta(minutes=2)
JOB_WITHIN = timedelta(minutes=15)
BACKUP_WITHIN = timedelta(hours=26)


def can_write(*, now: datetime) -> bool:
    """Write one row and take it back; raises DatabaseError when that cannot be done."""
    with transaction.atomic():
        OnceKey.objects.create(key="trial of readiness", used_at=now)
        transaction.set_rollback(True)
    return True


def unapplied_migrations() -> list[str]:
    """`room.name` of every migration that the database lacks.

    Importing all migrations takes a good part of a start, so it is only done when their files'
    names do not settle the question.
    """
    applied = set(MigrationRecorder(connection).applied_migrations())
    if _names_on_disk() <= applied:
        return []
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{step.app_label}.{step.name}" for step, _backwards in plan]


@cache
def _names_on_disk() -> frozenset[tuple[str, str]]:
    found = set()
    for app in apps.get_app_configs():
        package, _is_explicit = MigrationLoader.migrations_module(app.label)
        if package is None or not module_has_submodule(app.module, package.rpartition(".")[2]):
            continue
        modules = iter_modules(import_module(package).__path__)
        found |= {(app.label, one.name) for one in modules if one.name[0] not in "_~"}
    return frozenset(found)


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
