"""What runs in the background."""

from datetime import datetime, timedelta

from trellis.imports import actions, queries
from trellis.imports.actions import carrying
from trellis.kernel.jobs import job
from trellis.kernel.viewer import system

# A worker that is alive writes something of an import every few seconds.
STILL: timedelta = timedelta(seconds=90)
KEPT_FOR = timedelta(days=30)


@job("imports.carry_on")
def carry_on(*, intake_id: int, now: datetime) -> None:
    carrying.carry_on(intake_id=intake_id, now=now)


@job("imports.carry_on_interrupted", every=timedelta(seconds=30))
def carry_on_interrupted(*, now: datetime) -> None:
    """What a worker that was killed has left."""
    for intake_id in queries.interrupted(before=now - STILL):
        carrying.carry_on(intake_id=intake_id, now=now)


@job("imports.forget_old", every=timedelta(days=1))
def forget_old(*, now: datetime) -> None:
    for intake_id in queries.to_forget(before=now - KEPT_FOR):
        actions.forget_intake(intake_id=intake_id, by=system("imports tidying"), now=now)
