"""Asking about a line of a return, answering, and what a provider says of its own line."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from trellis.kernel.acts import AlreadyDoneError, act, do_once, sign
from trellis.kernel.capabilities import Capability
from trellis.kernel.events import Event
from trellis.kernel.periods import Span
from trellis.kernel.policy import require_capability
from trellis.kernel.viewer import Viewer
from trellis.performance import events
from trellis.performance.actions.locks import refuse_locked
from trellis.performance.actions.values import Given, last_value, write_value
from trellis.performance.models import Indicator, LineQuestion, Return, SelfAssessment
from trellis.performance.policy import FRAMEWORK, RETURN
from trellis.performance.queries.owing import owing
from trellis.performance.queries.returns import assessments_of
from trellis.performance.rules.codes import SelfRating


@act
def ask_about_line(
    *,
    by: Viewer,
    now: datetime,
    of_return: Return,
    indicator: Indicator,
    place_id: int,
    words: str,
    once: str = "",
) -> LineQuestion:
    """Ask its provider something about one of its lines, while it is being checked. It is not
    accepted before there is an answer."""
    row = Return.objects.select_for_update(of=("self",)).select_related("framework").get(
        pk=of_return.pk
    )  # fmt: skip
    RETURN.require(by, "check", row)
    do_once(once, now=now)
    if row.stage not in (Return.Stage.SUBMITTED, Return.Stage.CHECKED):
        raise ValidationError(_("It is not handed in, so there is nothing to ask about yet."))
    span = Span(row.period_start, row.period_end)
    lines = {(one.indicator_id, one.place_id) for one in owing(row, span)}
    if (indicator.pk, place_id) not in lines:
        raise PermissionDenied
    question = LineQuestion.objects.create(
        of_return=row,
        indicator=indicator,
        place_id=place_id,
        words=words,
        asked_at=now,
        asked_by_id=by.account_id,
    )
    event = events.LineAskedAbout(question.pk)
    sign(event, by=by, now=now, of=f"return:{row.pk}", fields=["question"])
    return question


@act
def answer_question(
    *, by: Viewer, now: datetime, question: LineQuestion, answer: str, once: str = ""
) -> LineQuestion:
    """Answer it, for the provider. AlreadyDoneError where somebody has answered meanwhile."""
    row = LineQuestion.objects.select_for_update(of=("self",)).select_related("of_return").get(
        pk=question.pk
    )  # fmt: skip
    RETURN.require(by, "fill", row.of_return)
    do_once(once, now=now)
    if row.answered_at is not None:
        raise AlreadyDoneError
    row.answer, row.answered_at, row.answered_by_id = answer, now, by.account_id
    row.save(update_fields=["answer", "answered_at", "answered_by"])
    event = events.LineQuestionAnswered(row.pk)
    sign(event, by=by, now=now, of=f"return:{row.of_return_id}", fields=["answer"])
    return row


@act
def assess_line(
    *,
    by: Viewer,
    now: datetime,
    indicator: Indicator,
    place_id: int,
    provider_id: int,
    period: Span,
    rating: SelfRating,
    words: str = "",
    once: str = "",
) -> SelfAssessment:
    """Say for a provider how it stands with a line of its own. It stands beside the rating that
    is worked out and changes nothing in it."""
    do_once(once, now=now)
    made = _write_assessment(by, now, indicator, place_id, provider_id, period, rating, words)
    event = events.LineSelfAssessed(made.pk)
    sign(event, by=by, now=now, of=f"indicator:{indicator.pk}", fields=["self_assessment"])
    return made


def _write_assessment(
    by: Viewer,
    now: datetime,
    indicator: Indicator,
    place_id: int,
    provider_id: int,
    period: Span,
    rating: SelfRating,
    words: str,
) -> SelfAssessment:
    FRAMEWORK.require(by, "write", indicator.framework)
    require_capability(by, Capability.VALUE_RECORD, organisation_id=provider_id)
    if not by.is_system:
        refuse_locked(indicator.framework, provider_id, period, now)
    return SelfAssessment.objects.create(
        indicator=indicator,
        place_id=place_id,
        provider_id=provider_id,
        period_start=period.start,
        period_end=period.end,
        rating=rating,
        words=words,
        recorded_at=now,
        recorded_by_id=by.account_id,
    )


@act
def report_line(
    *,
    by: Viewer,
    now: datetime,
    indicator: Indicator,
    place_id: int,
    provider_id: int,
    period: Span,
    found: Given,
    rating: SelfRating | None = None,
    words: str = "",
    seen: int | None = None,
    once: str = "",
) -> None:
    """Record a figure and how its provider sees it, both or neither. A figure that says what
    stands there already, and gives no reason, is left as it is, so that a provider can change
    its mind about it.

    Raises as `record_value` does.
    """
    newest = last_value(indicator, place_id, provider_id, period)
    event: Event | None = None
    fields: list[str] = []
    stands = newest is not None and newest.pk == seen and found.says_what_stands(newest)
    if stands and not found.reason:
        do_once(once, now=now)
    else:
        row, fields = write_value(
            by,
            now,
            indicator=indicator,
            place_id=place_id,
            provider_id=provider_id,
            period=period,
            found=found,
            seen=seen,
            once=once,
        )
        event = events.ValueRecorded(row.pk)
    said = assessments_of(provider_id, period).get((indicator.pk, place_id, period))
    if rating and (said is None or (said.rating, said.words) != (rating, words)):
        told = _write_assessment(by, now, indicator, place_id, provider_id, period, rating, words)
        event = event or events.LineSelfAssessed(told.pk)
        fields = [*fields, "self_assessment"]
    if event is None:
        return
    sign(event, by=by, now=now, of=f"indicator:{indicator.pk}", fields=fields, why=found.reason)
