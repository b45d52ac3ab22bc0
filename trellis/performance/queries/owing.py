"""Which lines a provider answers for in a round, and which of them something was said of."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from trellis.kernel.periods import Span
from trellis.performance.models import Framework, ReportingLine, Return, Value
from trellis.performance.queries.rows import expected_within


def taking_figures() -> QuerySet[Framework]:
    """Live, and not in the record of a time that is over: there nobody can record any more."""
    rows = Framework.objects.exclude(area__standing="documented")
    return rows.filter(stage=Framework.Stage.LIVE)


@dataclass(frozen=True)
class Owing:
    """One figure expected of a provider within a round. `span` is a month, a quarter or a year."""

    indicator_id: int
    number: int
    place_id: int
    place_name: str
    provider_id: int
    span: Span
    is_recorded: bool


def owing(row: Return, span: Span) -> list[Owing]:
    """Every figure that the return is to hold, by indicator and place. Two queries."""
    return owing_of(row.framework, span, [row.provider_id])


def owing_of(
    framework: Framework, span: Span, provider_ids: Collection[int] | None = None
) -> list[Owing]:
    """Every figure that is expected of the providers (None: of all) within a round."""
    lines = ReportingLine.objects.filter(indicator__framework=framework).exclude(provider=None)
    if provider_ids is not None:
        lines = lines.filter(provider_id__in=provider_ids)
    rows = list(
        lines.select_related("indicator", "place").order_by(
            "indicator__number", "place__name", "id"
        )
    )
    held = _recorded(framework, rows, span)
    runs = Span(framework.starts_on, framework.ends_on)
    return [
        Owing(
            indicator_id=line.indicator_id,
            number=line.indicator.number,
            place_id=line.place_id,
            place_name=line.place.name,
            provider_id=line.provider_id,
            span=one,
            is_recorded=(line.indicator_id, line.place_id, line.provider_id, one) in held,
        )
        for line in rows
        if line.provider_id is not None
        for one in expected_within(line, span, runs)
    ]


def _recorded(
    framework: Framework, lines: Iterable[ReportingLine], span: Span
) -> set[tuple[int, int, int | None, Span]]:
    rows = Value.objects.filter(
        indicator__framework=framework,
        provider_id__in={line.provider_id for line in lines},
        period_end__gt=span.start,
        period_end__lte=span.end,
    )
    fields = ("indicator_id", "place_id", "provider_id", "period_start", "period_end")
    return {
        (indicator, place, provider, Span(start, end))
        for indicator, place, provider, start, end in rows.values_list(*fields)
    }
