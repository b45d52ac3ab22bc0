"""The house's own scheduled work."""

from datetime import datetime, timedelta

from trellis.kernel.jobs import enqueue, job
from trellis.web.examples.fosseshire.doing import write as record
from trellis.web.examples.fosseshire.publishing import publish_examples as publish
from trellis.web.running import forgetting

_AFTER_LETTERS = timedelta(seconds=4)  # what was put off meanwhile goes first


@job("web.forget_what_is_over", every=timedelta(days=1))
def forget_what_is_over(*, now: datetime) -> None:
    forgetting.forget_what_is_over(now=now)


@job("web.publish_examples")
def publish_examples(*, now: datetime) -> None:
    """What the example has published: made after the house has opened."""
    publish(now=now)


@job("web.record_examples")
def record_examples(*, now: datetime) -> None:
    """What was done in the example: written after the house has opened, some at a time, so that
    letters go out in between."""
    if record(now=now):
        enqueue("web.record_examples", now=now + _AFTER_LETTERS)
