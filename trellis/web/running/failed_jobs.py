"""Jobs that have used up their attempts: they wait for somebody to have looked."""

from datetime import datetime

from django.db.models import Count

from trellis.kernel.models import Job


def counted() -> dict[str, int]:
    """How many have failed, by the job's name."""
    failed = Job.objects.filter(stage=Job.Stage.FAILED)
    rows = failed.values_list("name").annotate(Count("id")).order_by("name")
    return dict(rows.values_list("name", "id__count"))


def put_back(*, now: datetime) -> int:
    """Let every failed job wait again with all its attempts; returns how many there were."""
    return Job.objects.filter(stage=Job.Stage.FAILED).update(
        stage=Job.Stage.WAITING, attempts=0, run_after=now, fault=""
    )
