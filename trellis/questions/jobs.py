"""What runs in the background."""

from datetime import datetime, timedelta

from django.utils import timezone

from trellis.kernel.jobs import job
from trellis.kernel.viewer import system
from trellis.questions import actions, queries
from trellis.questions.actions.files import sweep_store


@job("questions.close_overdue", every=timedelta(hours=1))
def close_overdue(*, now: datetime) -> None:
    """The day after their last, waves close by themselves."""
    by = system("waves that are over")
    for wave_id in queries.waves_to_close(by, today=timezone.localdate(now)):
        actions.close_wave(wave_id=wave_id, by=by, now=now)


@job("questions.forget_files", every=timedelta(hours=1))
def forget_files(*, now: datetime) -> None:
    """Attached and not sent; and what nothing speaks of any more."""
    actions.forget_files(by=system("files that were not sent"), now=now)
    sweep_store(now=now)
