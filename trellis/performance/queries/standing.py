"""How an indicator stands in a period, as known at a moment: core, local, optional, tried out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from trellis.kernel.periods import Span
from trellis.performance.lifecycle import Standing
from trellis.performance.models import Indicator, IndicatorStanding


@dataclass(frozen=True)
class StandingFacts:
    """`place_name` is whose it is where it is local; `mark` that of the row, for who changes it."""

    standing: Standing
    place_name: str
    from_on: date
    rated_from: date | None
    reason: str
    decided_on: date
    decided_by: str
    recorded_at: datetime
    mark: str

    @property
    def words(self) -> str:
        return str(self.standing.label)


def standings_of(row: Indicator) -> tuple[StandingFacts, ...]:
    """Of a row read with its standings and their places, in the order in which they hold."""
    return tuple(_facts(one) for one in row.standings.all())


def standing_in(
    standings: Sequence[StandingFacts], span: Span, known_at: datetime | None = None
) -> StandingFacts | None:
    """The one in force on the period's last day; None where nobody had said."""
    begun = [
        one
        for one in standings
        if one.from_on < span.end and (known_at is None or one.recorded_at <= known_at)
    ]
    return begun[-1] if begun else None


def rated_from(
    standings: Sequence[StandingFacts], span: Span, known_at: datetime | None = None
) -> date | None:
    """The day from which it is rated, for a period that begins before it and so is not."""
    held = standing_in(standings, span, known_at)
    if held is None or held.rated_from is None or span.start >= held.rated_from:
        return None
    return held.rated_from


def last_standings(framework_id: int) -> dict[int, IndicatorStanding]:
    """The last row of each indicator, by its id, whether its day has come or not."""
    rows = IndicatorStanding.objects.filter(indicator__framework_id=framework_id)
    return {row.indicator_id: row for row in rows}


def core_numbers(framework_id: int, *, without: int | None = None) -> list[int]:
    """The numbers of the indicators that are core and looked at, but for one."""
    last = last_standings(framework_id)
    core = [pk for pk, row in last.items() if row.standing == Standing.CORE and pk != without]
    return _numbers(core)


def _numbers(ids: Iterable[int]) -> list[int]:
    rows = Indicator.objects.filter(pk__in=list(ids), retired_on=None)
    return list(rows.order_by("number").values_list("number", flat=True))


def _facts(row: IndicatorStanding) -> StandingFacts:
    return StandingFacts(
        standing=Standing(row.standing),
        place_name=row.place.name if row.place else "",
        from_on=row.from_on,
        rated_from=row.rated_from,
        reason=row.reason,
        decided_on=row.decided_on,
        decided_by=row.decided_by,
        recorded_at=row.recorded_at,
        mark=row.mark,
    )
