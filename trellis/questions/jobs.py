"""What runs in the background."""

from datetime import datetime, timedelta

from django.utils import timezone

from trellis.kernel.jobs import job
from trellis.kernel.viewer import system
from trellis.questions import actions, queries


@job("questions.close_overdue", every=timedelta(hours=1))
def close_overdue(*, now: datetime) -> None:
    """The day after their last, waves close by themselves."""
    by = system("waves that are over")
    for wave_id in queries.waves_to_close(by, today=timezone.localdate(now)):
        actions.close_wave(wave_id=wave_id, by=by, now=now)
