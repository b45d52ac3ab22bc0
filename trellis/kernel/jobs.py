"""Work put off until after the act: enqueue by name, so that actions import nothing above them.

Rooms register their jobs in `jobs.py` with `@job("room.verb_noun")`. A job must be idempotent:
it runs at least once. See docs/adr/0006-own-job-table.md for what was rejected.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from trellis.kernel.models import Job, ScheduledRun

Run = Callable[..., None]
LEASE = timedelta(minutes=15)
WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=4))
logger = logging.getLogger("trellis.jobs")

_runs: dict[str, Run] = {}
_every: dict[str, timedelta] = {}


@dataclass(frozen=True)
class Done:
    name: str
    fault: str = ""


def job(name: str, *, every: timedelta | None = None) -> Callable[[Run], Run]:
    """Register a job under its name; with `every`, the worker also enqueues it by itself."""

    def register(run: Run) -> Run:
        _runs[name] = run
        if every is not None:
            _every[name] = every
        return run

    return register


def registered() -> frozenset[str]:
    return frozenset(_runs)


def enqueue(name: str, *, now: datetime, **payload: Any) -> None:
    """Put a job in the queue, inside the current transaction: no act, no job."""
    Job.objects.create(name=name, payload=payload, enqueued_at=now, run_after=now)


def run_next(*, now: datetime) -> Done | None:
    """Claim and run one due job; None when there is nothing due. Retries wait longer each time."""
    claimed = _claim(now)
    if claimed is None:
        return None
    if claimed.attempts > len(WAITS) + 1:  # it kills whoever runs it: somebody must look
        _put_back(claimed, now=now, fault="WorkerLost")
        return Done(claimed.name, "WorkerLost")
    try:
        _runs[claimed.name](now=now, **claimed.payload)
    except Exception as fault:
        logger.exception("job failed", extra={"job": claimed.name})
        _put_back(claimed, now=now, fault=type(fault).__name__)
        return Done(claimed.name, type(fault).__name__)
    claimed.stage, claimed.finished_at, claimed.lease_until = Job.Stage.DONE, now, None
    claimed.save(update_fields=["stage", "finished_at", "lease_until"])
    return Done(claimed.name)


def enqueue_scheduled(*, now: datetime) -> None:
    """Enqueue every scheduled job whose time has come."""
    for name, every in _every.items():
        with transaction.atomic():
            ScheduledRun.objects.get_or_create(name=name, defaults={"last_at": now - every})
            due = ScheduledRun.objects.filter(name=name, last_at__lte=now - every)
            if due.update(last_at=now):
                enqueue(name, now=now)


def prune(*, now: datetime) -> None:
    """Forget jobs that were done over a week ago; failed ones stay until somebody has looked."""
    Job.objects.filter(stage=Job.Stage.DONE, finished_at__lt=now - timedelta(days=7)).delete()


def _claim(now: datetime) -> Job | None:
    """Claim by a conditional update: of two workers, one changes a row and the other none.

    A claimed job whose lease ran out belonged to a killed worker and is claimed anew.
    """
    due = Q(stage=Job.Stage.WAITING, run_after__lte=now) | Q(
        stage=Job.Stage.CLAIMED, lease_until__lt=now
    )
    for found in Job.objects.filter(due).order_by("run_after", "id")[:5]:
        claimed = Job.objects.filter(due, pk=found.pk).update(
            stage=Job.Stage.CLAIMED, lease_until=now + LEASE, attempts=found.attempts + 1
        )
        if claimed:
            found.attempts += 1
            return found
    return None


def _put_back(failed: Job, *, now: datetime, fault: str) -> None:
    last = failed.attempts > len(WAITS)
    failed.stage = Job.Stage.FAILED if last else Job.Stage.WAITING
    failed.run_after = now if last else now + WAITS[failed.attempts - 1]
    failed.lease_until, failed.fault = None, fault[:200]
    failed.save(update_fields=["stage", "run_after", "lease_until", "fault"])
