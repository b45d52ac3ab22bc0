"""What the room does behind the pages."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from trellis.kernel.jobs import job
from trellis.kernel.viewer import system
from trellis.messages import actions as messages
from trellis.performance import actions, queries
from trellis.performance.actions import publishing
from trellis.performance.exports.editions import gather_edition
from trellis.performance.exports.publication import publication_files
from trellis.record import actions as record

# A publication is made within seconds: what nobody has finished by then, nobody is working at.
STILL = timedelta(seconds=90)


@job("performance.remind_of_owed", every=timedelta(hours=1))
def remind_of_owed(*, now: datetime, **_about: object) -> None:
    """Tell whoever can record it that a figure is nearly due, and once more when it is late. Also
    after every step of a return: what was told of it is settled, and the next one is told."""
    by, today = system("reminders"), timezone.localdate(now)
    messages.remind(
        source="performance.owed",
        reminders=_of(queries.reminders_for(by, today), today),
        by=by,
        now=now,
    )


@job("performance.remind_of_scrutiny", every=timedelta(hours=1))
def remind_of_scrutiny(*, now: datetime) -> None:
    """Tell whoever is to reply, decide or respond when it is nearly due, and once it is late."""
    by, today = system("reminders"), timezone.localdate(now)
    messages.remind(
        source="performance.scrutiny",
        reminders=_of(queries.scrutiny_reminders(by, today), today),
        by=by,
        now=now,
    )


def _of(found: list[queries.Reminder], today: date) -> list[messages.Reminder]:
    return [
        messages.Reminder(
            account_id=one.account_id,
            key=f"{one.key} {'late' if one.due.is_late(today) else 'soon'}",
            title=one.due.title,
            why=one.due.why,
            step=one.due.step,
            url=one.due.url,
            due_on=one.due.due,
        )
        for one in found
    ]


@job("performance.prepare_returns", every=timedelta(hours=6))
def prepare_returns(*, now: datetime, **_about: object) -> None:
    """After who reports or who pays has changed; and by the clock, as agreements begin and end."""
    actions.prepare_returns(by=system("prepare-returns"), now=now)


@job("performance.keep_outcomes", every=timedelta(days=1))
def keep_outcomes(*, now: datetime, **_about: object) -> None:
    """After an outcome is new, reads otherwise or is no longer of a live framework, so that what
    is done can name it."""
    record.keep_outcomes(
        by=system("framework outcomes"), now=now, outcomes=queries.outcomes_to_serve()
    )


@job("performance.make_publication")
def make_publication(*, run_id: int, now: datetime) -> None:
    """Make what somebody asked to be published: files first, the publication last."""
    by = system("publishing")
    found = queries.run_to_make(by, run_id)
    if found is None:
        return
    if not publishing.begin_making(run_id=run_id, now=now):
        actions.give_up_making(run_id=run_id, by=by, now=now)
        return
    run, facts = found
    whole = gather_edition(facts, run)
    made = [
        publishing.keep_file(run_id=run_id, name=one.name, media_type=one.media_type, data=one.data)
        for one in publication_files(whole)
    ]
    actions.keep_publication(run=run, made=made, differing=whole.differing, by=by, now=now)


@job("performance.carry_on_publishing", every=timedelta(seconds=30))
def carry_on_publishing(*, now: datetime) -> None:
    """What a worker that was killed has left."""
    for run_id in queries.interrupted_runs(before=now - STILL):
        make_publication(run_id=run_id, now=now)


@job("performance.sweep_publications", every=timedelta(days=1))
def sweep_publications(*, now: datetime) -> None:
    publishing.sweep_publications(now=now)
