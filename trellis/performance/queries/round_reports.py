"""A round as a whole: who has handed in, how many in time, how much is there."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils import timezone

from trellis.kernel.periods import Span, financial_year
from trellis.kernel.viewer import Viewer
from trellis.kernel.workdays import HolidaysUnknownError
from trellis.organisations import queries as organisations
from trellis.performance.models import Framework, Return
from trellis.performance.policy import FRAMEWORK, RETURN
from trellis.performance.queries.facts import FrameworkFacts
from trellis.performance.queries.owing import Owing, owing_of
from trellis.performance.queries.rounds import RoundFacts, rounds
from trellis.performance.queries.rows import spans_within
from trellis.performance.rules.rounds import Calendar, Dates, Share, timeliness


@dataclass(frozen=True)
class ReturnRow:
    """One provider in the round. `first_on` is the day it first handed in; `waiting` counts
    questions it has not answered."""

    provider_id: int
    provider_name: str
    stage: str
    given: Share
    first_on: date | None
    is_late: bool
    waiting: int
    acceptors: tuple[str, ...]

    @property
    def is_in(self) -> bool:
        return self.stage in ("submitted", "checked", "accepted")


@dataclass(frozen=True)
class RoundReport:
    """`rows` are the returns that the viewer may see. The figures count all of them: who was on
    time (`on_time`), and what was said of what was expected (`complete`)."""

    round: RoundFacts
    rows: tuple[ReturnRow, ...]
    on_time: Share
    complete: Share
    accepted: Share
    may_keep: bool


def round_report(
    viewer: Viewer, facts: FrameworkFacts, round_: RoundFacts, *, today: date
) -> RoundReport:
    every = Return.objects.filter(
        framework_id=facts.id, period_start=round_.span.start, period_end=round_.span.end
    )
    row = Framework.objects.get(pk=facts.id)
    owed = owing_of(row, round_.span)
    held = list(every)
    seen = RETURN.rows(viewer, every).annotate(
        waiting=Count("questions", filter=Q(questions__answered_at=None), distinct=True)
    )
    rows = list(seen.prefetch_related("acceptors"))
    acceptors = {one.organisation_id for each in rows for one in each.acceptors.all()}
    names = organisations.named({each.provider_id for each in rows} | acceptors)
    made = [_row(each, round_, owed, names, today) for each in rows]
    return RoundReport(
        round=round_,
        rows=tuple(sorted(made, key=lambda one: one.provider_name)),
        on_time=timeliness((_first_on(each) for each in held), round_.dates.due_on),
        complete=_complete(owed),
        accepted=Share(sum(each.stage == Return.Stage.ACCEPTED for each in held), len(held)),
        may_keep=FRAMEWORK.allows(viewer, "round", row),
    )


def _row(
    row: Return, round_: RoundFacts, owed: Iterable[Owing], names: dict[int, str], today: date
) -> ReturnRow:
    given = _complete(one for one in owed if one.provider_id == row.provider_id)
    first_on = _first_on(row)
    has_begun = given.some or row.stage != Return.Stage.DRAFT
    return ReturnRow(
        provider_id=row.provider_id,
        provider_name=names.get(row.provider_id, ""),
        stage=row.stage if has_begun else "",
        given=given,
        first_on=first_on,
        is_late=(first_on or today) > round_.dates.due_on,
        waiting=row.waiting,  # type: ignore[attr-defined]
        acceptors=tuple(sorted(names.get(one.organisation_id, "") for one in row.acceptors.all())),
    )


def _complete(owed: Iterable[Owing]) -> Share:
    counted = Counter(one.is_recorded for one in owed)
    return Share(counted[True], counted.total())


def _first_on(row: Return) -> date | None:
    return timezone.localdate(row.first_submitted_at) if row.first_submitted_at else None


def timeliness_by_round(facts: FrameworkFacts, held: Iterable[RoundFacts]) -> dict[Span, Share]:
    """For each round that is due how many of its returns were on time. One query."""
    days: dict[Span, list[date | None]] = {}
    for row in Return.objects.filter(framework_id=facts.id):
        days.setdefault(Span(row.period_start, row.period_end), []).append(_first_on(row))
    return {one.span: timeliness(days.get(one.span, ()), one.dates.due_on) for one in held}


@dataclass(frozen=True)
class Planned:
    """A quarter for which dates can be set, and the dates that follow from a calendar."""

    span: Span
    dates: Dates


def years_to_plan(facts: FrameworkFacts, today: date) -> list[Span]:
    """The financial years of which a quarter may still be planned: this one and the next, as far
    as the framework runs."""
    this = financial_year(max(today, facts.runs.start))
    return [year for year in (this, financial_year(this.end)) if year.start < facts.runs.end]


def planned(
    facts: FrameworkFacts, calendar: Calendar, year: Span, today: date
) -> tuple[list[Planned], list[Span]]:
    """The quarters of the year that have no round and are not due yet, with their dates; and
    those that are left out, because they have one, are over or lie outside the framework."""
    dated = {one.span for one in rounds(facts)}
    free, left_out = [], []
    for span in spans_within("quarter", year):
        inside = facts.runs.start <= span.start and span.end <= facts.runs.end
        dates = _dates(calendar, span) if inside and span not in dated else None
        if dates is None or dates.due_on < today:
            left_out.append(span)
        else:
            free.append(Planned(span, dates))
    return free, left_out


def _dates(calendar: Calendar, span: Span) -> Dates | None:
    """None for a time whose bank holidays nobody has announced."""
    try:
        return calendar.dates(span)
    except HolidaysUnknownError:
        return None
