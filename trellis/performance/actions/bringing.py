"""Figures that come by the table, and taking them back: nothing is ever overwritten or removed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from trellis.kernel.acts import act
from trellis.kernel.periods import Span
from trellis.kernel.viewer import Viewer
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
def bring_values(*, figures: Sequence[BroughtFigure], by: Viewer, now: datetime) -> list[Came]:
    """Record each of them as `record_value` does, with an audit line of its own. Raises
    PermissionDenied for another's line."""
    held = _held({one.indicator_id for one in figures})
    return [_bring(one, held[one.indicator_id], by, now) for one in figures]


def _bring(figure: BroughtFigure, indicator: Indicator, by: Viewer, now: datetime) -> Came:
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
def take_back_values(
    *, pairs: Sequence[tuple[int, int | None]], by: Viewer, now: datetime
) -> set[int]:
    """Put what stood before in the place of each row: `pairs` are the ids of a row and of the one
    before it. Where none stood, it is missing again. Returns the ids of those left as they are,
    because somebody has recorded, appraised or attached something since."""
    values = Value.objects.select_related("indicator__framework")
    rows = values.in_bulk([pk for pair in pairs for pk in pair if pk is not None])
    _held({row.indicator_id for row in rows.values()})
    kept = set()
    for pk, before in pairs:
        if _is_used(rows[pk], by):
            kept.add(pk)
        else:
            _put_back(rows[pk], rows[before] if before else None, by, now)
    return kept


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
    same: dict[str, Any] = {
        "by": by,
        "now": now,
        "indicator": row.indicator,
        "place_id": row.place_id,
        "provider_id": row.provider_id,
        "period": Span(row.period_start, row.period_end),
        "reason": _("The import that brought it was taken back."),
        "seen": row.pk,
    }
    if before is None:
        record_value(**same, state=ValueState.MISSING)
        return
    again = record_value(
        **same,
        state=ValueState(before.state),
        value=before.value,
        numerator=before.numerator,
        denominator=before.denominator,
        reached_on=before.reached_on,
        measured_on=before.measured_on,
        words=before.words,
        basis=before.basis,
        source=before.source,
    )
    survey = SurveySource.objects.filter(value=before).first()
    if survey is not None:
        SurveySource.objects.create(
            value=again,
            wave_id=survey.wave_id,
            question=survey.question,
            answers=survey.answers,
            responses=survey.responses,
            asked=survey.asked,
        )


def _held(indicator_ids: Collection[int]) -> dict[int, Indicator]:
    """All of them, in one order, before the first is written: two tables never wait for each
    other."""
    held = Indicator.objects.select_for_update(of=("self",)).select_related("framework")
    return {row.pk: row for row in held.filter(pk__in=indicator_ids).order_by("pk")}
