"""Setting the dates of rounds, and keeping their returns in step with who reports."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.editing import refuse_if_edited
from trellis.kernel.periods import Span
from trellis.kernel.viewer import Viewer
from trellis.performance import events
from trellis.performance.models import (
    Framework,
    Publication,
    ReportingLine,
    Return,
    ReturnAcceptor,
    RoundDates,
)
from trellis.performance.policy import FRAMEWORK
from trellis.performance.queries.acceptors import Acceptor, acceptors
from trellis.performance.queries.rounds import RoundFacts, rounds_of
from trellis.performance.queries.rows import expected_within
from trellis.performance.rules.rounds import Dates


@act
def set_round_dates(
    *,
    by: Viewer,
    now: datetime,
    framework: Framework,
    period: Span,
    dates: Dates,
    reason: str = "",
    seen: str | None = None,
    once: str = "",
) -> RoundDates:
    """Set the dates of a period's round, or move those that have not passed, with the reason.

    Raises EditedMeanwhileError when somebody moved them since `seen` was the mark, and
    ValidationError for dates out of order, for one that has passed, and for a period that lies
    outside the framework, overlaps another round's or was published.
    """
    FRAMEWORK.require(by, "round", framework)
    do_once(once, now=now)
    held = Framework.objects.select_for_update().get(pk=framework.pk)
    row = _write_dates(by, now, held, period, dates, reason, seen)
    _prepare(held, now)
    event = events.RoundDated(held.pk)
    sign(event, by=by, now=now, of=f"framework:{held.pk}", fields=["round_dates"], why=reason)
    return row


def _write_dates(
    by: Viewer,
    now: datetime,
    held: Framework,
    period: Span,
    dates: Dates,
    reason: str = "",
    seen: str | None = None,
) -> RoundDates:
    earlier = _newest(held, period)
    refuse_if_edited(seen, earlier.mark if earlier else "")
    if earlier is None:
        _refuse_period(held, period)
    else:
        _refuse_the_past(earlier, dates, timezone.localdate(now))
        _refuse_published(held, period)
        if not reason:
            raise ValidationError({"reason": _("Say why the dates are moved: it stands by them.")})
    _refuse_out_of_order(period, dates)
    return RoundDates.objects.create(
        framework=held,
        period_start=period.start,
        period_end=period.end,
        opens_on=dates.opens_on,
        due_on=dates.due_on,
        checked_by=dates.checked_by,
        meets_on=dates.meets_on,
        publishes_on=dates.publishes_on,
        reason=reason,
        recorded_at=now,
        recorded_by_id=by.account_id,
    )


@act
def plan_rounds(
    *,
    by: Viewer,
    now: datetime,
    framework: Framework,
    rounds: Sequence[tuple[Span, Dates]],
    once: str = "",
) -> None:
    """Set the dates of several rounds at once; a period that has one meanwhile keeps it."""
    FRAMEWORK.require(by, "round", framework)
    do_once(once, now=now)
    held = Framework.objects.select_for_update().get(pk=framework.pk)
    for period, dates in rounds:
        if _newest(held, period) is None:
            _write_dates(by, now, held, period, dates)
    _prepare(held, now)
    event = events.RoundDated(held.pk)
    sign(event, by=by, now=now, of=f"framework:{held.pk}", fields=["round_dates"])


@act
def prepare_returns(*, by: Viewer, now: datetime) -> None:
    """Make the returns that rounds still lack, and let who accepts each of them follow the
    agreements of the day. What is accepted stays as it was accepted."""
    taking = Framework.objects.filter(stage=Framework.Stage.LIVE, returns__isnull=False)
    changed = 0
    for pk in taking.order_by("pk").values_list("pk", flat=True).distinct():
        held = Framework.objects.select_for_update().get(pk=pk)
        FRAMEWORK.require(by, "round", held)
        changed += _prepare(held, now)
    if changed:
        sign(events.ReturnsPrepared(changed), by=by, now=now, of="returns", fields=["acceptors"])


def _newest(framework: Framework, period: Span) -> RoundDates | None:
    return (
        RoundDates.objects.filter(
            framework=framework, period_start=period.start, period_end=period.end
        )
        .order_by("-recorded_at", "-id")
        .first()
    )


def _refuse_period(framework: Framework, period: Span) -> None:
    if period.start < framework.starts_on or period.end > framework.ends_on:
        words = _("Choose a period within the time of the framework, %(first)s to %(last)s.")
        last = Span(framework.starts_on, framework.ends_on).last_day
        days = {"first": date_format(framework.starts_on), "last": date_format(last)}
        raise ValidationError({"period": words % days})
    others = RoundDates.objects.filter(
        framework=framework, period_start__lt=period.end, period_end__gt=period.start
    )
    if others.exists():
        raise ValidationError(
            {"period": _("Another round covers a part of it already: move the dates of that one.")}
        )


def _refuse_published(framework: Framework, period: Span) -> None:
    made = Publication.objects.filter(
        framework=framework, period_start=period.start, period_end=period.end
    )
    if made.exists():
        raise ValidationError(_("It was published: its dates stay as they were."))


def _refuse_the_past(earlier: RoundDates, dates: Dates, today: date) -> None:
    """A day that has passed was relied on; one that is to come may be moved, to come."""
    words = _("%(day)s has passed, so it stays. Enter it again.")
    problems = {}
    for name in _NAMES:
        was, wanted = getattr(earlier, name), getattr(dates, name)
        if was == wanted:
            continue
        if was < today:
            problems[name] = words % {"day": date_format(was, "j F Y")}
        elif wanted < today:
            problems[name] = _("Enter today or a later day.")
    if problems:
        raise ValidationError(problems)


_NAMES = ("opens_on", "due_on", "checked_by", "meets_on", "publishes_on")


def _refuse_out_of_order(period: Span, dates: Dates) -> None:
    if dates.opens_on < period.end:
        words = _("Enter %(day)s or later: before, the period is not over.")
        raise ValidationError({"opens_on": words % {"day": date_format(period.end, "j F Y")}})
    if wrong := dates.out_of_order:
        earlier = getattr(dates, _NAMES[_NAMES.index(wrong) - 1])
        words = _("Enter %(day)s or later: it follows the step before.")
        raise ValidationError({wrong: words % {"day": date_format(earlier, "j F Y")}})


def _prepare(framework: Framework, now: datetime) -> bool:
    """Whether anything was changed."""
    rounds = [one for one in rounds_of([framework.pk]).get(framework.pk, []) if not one.published]
    expected = _expected(framework, rounds)
    providers = {provider for held in expected.values() for provider in held}
    wanted = acceptors(providers, framework.area_id, timezone.localdate(now))
    changed = False
    for span, held in expected.items():
        for provider_id in sorted(held):
            row, is_new = Return.objects.get_or_create(
                framework=framework,
                period_start=span.start,
                period_end=span.end,
                provider_id=provider_id,
            )
            changed |= is_new
            if row.stage != Return.Stage.ACCEPTED:
                changed |= _name(row, wanted.get(provider_id, ()))
    return changed


def _expected(framework: Framework, rounds: Iterable[RoundFacts]) -> Mapping[Span, set[int]]:
    """Who is to report anything in each round."""
    runs = Span(framework.starts_on, framework.ends_on)
    lines = list(
        ReportingLine.objects.filter(indicator__framework=framework).exclude(provider=None)
    )
    return {
        one.span: {
            line.provider_id
            for line in lines
            if line.provider_id is not None and expected_within(line, one.span, runs)
        }
        for one in rounds
    }


def _name(row: Return, wanted: Iterable[Acceptor]) -> bool:
    named = set(row.acceptors.values_list("organisation_id", "is_prime"))
    right = {(one.organisation_id, one.is_prime) for one in wanted}
    if named == right:
        return False
    row.acceptors.all().delete()
    ReturnAcceptor.objects.bulk_create(
        ReturnAcceptor(of_return=row, organisation_id=pk, is_prime=is_prime)
        for pk, is_prime in sorted(right)
    )
    return True
