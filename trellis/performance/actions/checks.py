"""Writing what others stated: colours, counts, totals, and what does not fit together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from trellis.kernel.acts import act, sign
from trellis.kernel.periods import Span
from trellis.kernel.viewer import Viewer
from trellis.performance import events
from trellis.performance.models import (
    Conflict,
    Framework,
    Indicator,
    Reconciliation,
    ReportedCount,
    ReportedRating,
    StatedFigure,
    StatedPart,
)
from trellis.performance.policy import FRAMEWORK
from trellis.performance.rules.codes import Word


@dataclass(frozen=True)
class StatedLine:
    """One part of a total: an amount, or a quantity of so much each, or both."""

    label: str
    quantity: Decimal | None = None
    each: Decimal | None = None
    amount: Decimal | None = None
    source: str = ""


@dataclass(frozen=True)
class StatedTotal:
    """A total as stated, with its parts or with what is counted from the record instead."""

    label: str
    unit: str
    stated: Decimal | None = None
    parts: Sequence[StatedLine] = ()
    measure: str = ""
    argument: str = ""
    source: str = ""


@act
def report_rating(
    *,
    by: Viewer,
    now: datetime,
    indicator: Indicator,
    place_id: int,
    period: Span,
    word: Word,
    basis: str,
    provider_id: int | None = None,
    is_reconstructed: bool = False,
    source: str = "",
) -> ReportedRating:
    """Take down a colour that somebody stated, with what they say stands behind it."""
    FRAMEWORK.require(by, "edit", indicator.framework)
    row = ReportedRating.objects.create(
        indicator=indicator,
        place_id=place_id,
        provider_id=provider_id,
        period_start=period.start,
        period_end=period.end,
        word=word,
        basis=basis,
        is_reconstructed=is_reconstructed,
        source=source,
        recorded_at=now,
    )
    sign(events.RatingReported(row.pk), by=by, now=now, of=f"indicator:{indicator.pk}")
    return row


@act
def report_count(
    *,
    by: Viewer,
    now: datetime,
    framework: Framework,
    provider_id: int,
    period: Span,
    word: Word,
    count: int,
    source: str = "",
) -> ReportedCount:
    """Take down how many indicators a provider is said to have at a colour."""
    FRAMEWORK.require(by, "edit", framework)
    row = ReportedCount.objects.create(
        framework=framework,
        provider_id=provider_id,
        period_start=period.start,
        period_end=period.end,
        word=word,
        count=count,
        source=source,
        recorded_at=now,
    )
    sign(events.CountReported(row.pk), by=by, now=now, of=f"framework:{framework.pk}")
    return row


@act
def reconcile_figures(
    *,
    by: Viewer,
    now: datetime,
    framework: Framework,
    number: int,
    title: str,
    totals: Sequence[StatedTotal],
    about: str = "",
    source: str = "",
) -> Reconciliation:
    """Set figures that ought to agree side by side; nothing is made to."""
    FRAMEWORK.require(by, "edit", framework)
    reconciliation = Reconciliation.objects.create(
        framework=framework,
        number=number,
        title=title,
        about=about,
        source=source,
        recorded_at=now,
    )
    for place, total in enumerate(totals, start=1):
        _add_total(reconciliation, place, total)
    event = events.FiguresReconciled(reconciliation.pk)
    sign(event, by=by, now=now, of=f"reconciliation:{reconciliation.pk}")
    return reconciliation


@act
def record_conflict(
    *,
    by: Viewer,
    now: datetime,
    framework: Framework,
    number: int,
    title: str,
    says: str,
    but: str,
    source_says: str,
    source_but: str,
    indicator: Indicator | None = None,
) -> Conflict:
    FRAMEWORK.require(by, "edit", framework)
    conflict = Conflict.objects.create(
        framework=framework,
        number=number,
        title=title,
        says=says,
        but=but,
        source_says=source_says,
        source_but=source_but,
        indicator=indicator,
        recorded_at=now,
    )
    sign(events.ConflictRecorded(conflict.pk), by=by, now=now, of=f"conflict:{conflict.pk}")
    return conflict


def _add_total(reconciliation: Reconciliation, number: int, total: StatedTotal) -> None:
    figure = StatedFigure.objects.create(
        reconciliation=reconciliation,
        number=number,
        label=total.label,
        stated=total.stated,
        unit=total.unit,
        measure=total.measure,
        argument=total.argument,
        source=total.source,
    )
    StatedPart.objects.bulk_create(
        StatedPart(
            figure=figure,
            number=place,
            label=part.label,
            quantity=part.quantity,
            each=part.each,
            amount=part.amount,
            source=part.source,
        )
        for place, part in enumerate(total.parts, start=1)
    )
