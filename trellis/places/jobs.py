"""What runs in the background."""

from datetime import datetime, timedelta

from trellis.kernel.jobs import job
from trellis.kernel.viewer import system
from trellis.places import actions, queries
from trellis.places.actions.carrying import carry_out

KEPT_FOR = timedelta(days=7)


@job("places.import_upload")
def import_upload(*, upload_id: int, now: datetime) -> None:
    carry_out(upload_id=upload_id, by=system("places import"), now=now)


@job("places.discard_abandoned", every=timedelta(days=1))
def discard_abandoned(*, now: datetime) -> None:
    """Files that somebody brought and then forgot."""
    for upload_id in queries.abandoned(now - KEPT_FOR):
        actions.discard_file(upload_id=upload_id, by=system("places tidying"), now=now)
