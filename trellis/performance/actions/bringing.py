"""Figures that come by the table, and taking them back: nothing is ever overwritten or removed."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from trellis.kernel.acts import act
from trellis.kernel.periods import Span
from trellis.kernel.viewer import Viewer
from trellis.performance.actions.locks import LockedError
from trellis.performance.actions.values import LineChangedError, record_value
from trellis.performance.models import Indicator, SurveySource, Value
from trellis.performance.queries.evidence import behind_any
from trellis.performance.rules.codes import ValueState


@dataclass(frozen=True)
class BroughtFigure:
    """A figure for one line; `seen` is the id of the row that it was compared with."""

    indicator_id: int
    place_id: int
    provider_id: int | None
    period: Span
    state: ValueState
    value: Decimal | None = None
    numerator: int | None = None
    denominator: int | None = None
    reached_on: date | None = None
    words: str = ""
    source: str = ""
    reason: str = ""
    seen: int | None = None


@dataclass(frozen=True)
class Came:
    """What became of a figure: the id of its row, or why there is none ("": changed since)."""

    value_id: int | None
    refused: str = ""


@act
def bring_value(*, figure: BroughtFigure, by: Viewer, now: datetime) -> Came:
    """Record it as `record_value` does. Raises PermissionDenied for another's line."""
    indicator = _held(figure.indicator_id)
    try:
        row = record_value(
            by=by,
            now=now,
            indicator=indicator,
            place_id=figure.place_id,
            provider_id=figure.provider_id,
            period=figure.period,
            state=figure.state,
            value=figure.value,
            numerator=figure.numerator,
            denominator=figure.denominator,
            reached_on=figure.reached_on,
            words=figure.words,
            source=figure.source,
            reason=figure.reason,
            seen=figure.seen,
        )
    except LineChangedError:
        return Came(None)
    except ValidationError as fault:
        return Came(None, " ".join(fault.messages))
    return Came(row.pk)


@act
def take_back_value(*, value_id: int, before_id: int | None, by: Viewer, now: datetime) -> bool:
    """Put what stood before in the place of a row; where none stood, it is missing again. False
    where the row is left as it is, because somebody has recorded, appraised or attached something
    since, or its return was handed in."""
    row = Value.objects.select_related("indicator__framework").get(pk=value_id)
    _held(row.indicator_id)
    if _is_used(row, by):
        return False
    before = Value.objects.get(pk=before_id) if before_id else None
    try:
        _put_back(row, before, by, now)
    except LockedError:
        return False
    return True


def _is_used(row: Value, by: Viewer) -> bool:
    later = Value.objects.filter(
        indicator_id=row.indicator_id,
        place_id=row.place_id,
        provider_id=row.provider_id,
        period_start=row.period_start,
        period_end=row.period_end,
    ).order_by("-recorded_at", "-id")
    newest = later.first()
    assert newest is not None, "the row itself is one of them"
    return newest.pk != row.pk or row.appraisals.exists() or bool(behind_any(by, [row.pk]))


def _put_back(row: Value, before: Value | None, by: Viewer, now: datetime) -> None:
    """Where none stood before, what is recorded is that it is missing."""
    stood = before or Value(state=ValueState.MISSING)
    again = record_value(
        by=by,
        now=now,
        indicator=row.indicator,
        place_id=row.place_id,
        provider_id=row.provider_id,
        period=Span(row.period_start, row.period_end),
        state=ValueState(stood.state),
        value=stood.value,
        numerator=stood.numerator,
        denominator=stood.denominator,
        reached_on=stood.reached_on,
        measured_on=stood.measured_on,
        words=stood.words,
        basis=stood.basis,
        source=stood.source,
        reason=_("The import that brought it was taken back."),
        seen=row.pk,
    )
    survey = SurveySource.objects.filter(value_id=stood.pk).first()
    if survey is not None:
        SurveySource.objects.create(
            value=again,
            wave_id=survey.wave_id,
            question=survey.question,
            answers=survey.answers,
            responses=survey.responses,
            asked=survey.asked,
        )


def _held(indicator_id: int) -> Indicator:
    held = Indicator.objects.select_for_update(of=("self",)).select_related("framework")
    return held.get(pk=indicator_id)
