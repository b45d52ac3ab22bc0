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
DONE_KEPT, FAILED_KEPT = timedelta(days=7), timedelta(days=30)
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
    # What it was given may name somebody: nobody needs it any more.
    _settle(claimed, stage=Job.Stage.DONE, finished_at=now, payload={})
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
    """Forget jobs that were done over a week ago, and failed ones, for which somebody has had
    thirty days to look: what they were given may name people."""
    Job.objects.filter(stage=Job.Stage.DONE, finished_at__lt=now - DONE_KEPT).delete()
    failed = Job.objects.filter(stage=Job.Stage.FAILED, run_after__lt=now - FAILED_KEPT)
    if undone := failed.delete()[0]:
        logger.warning("%s failed jobs forgotten undone", undone)


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
    _settle(
        failed,
        stage=Job.Stage.FAILED if last else Job.Stage.WAITING,
        run_after=now if last else now + WAITS[failed.attempts - 1],
        fault=fault[:200],
    )


def _settle(claimed: Job, **fields: Any) -> None:
    """Only while the claim is ours: whoever took it over when its lease ran out says the end."""
    ours = Job.objects.filter(pk=claimed.pk, stage=Job.Stage.CLAIMED, attempts=claimed.attempts)
    ours.update(lease_until=None, **fields)
