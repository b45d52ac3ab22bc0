"""What indicators take: who is asked, what they said, and what is to be asked of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import Http404

from trellis.kernel.capabilities import Capability
from trellis.kernel.editing import mark_of
from trellis.kernel.periods import Span
from trellis.kernel.viewer import Viewer
from trellis.organisations import queries as organisations
from trellis.performance.models import CollectionCost, ReportingLine
from trellis.performance.queries.facts import FrameworkFacts
from trellis.performance.queries.frameworks import framework_row, indicators
from trellis.performance.queries.known import end_known, known_lines
from trellis.performance.rules.costs import Cost, Reporter, cost

# indicator id, provider id (None: the estimate)
CostKey = tuple[int, int | None]
_A_YEAR: Final = {
    ReportingLine.Every.MONTH.value: 12,
    ReportingLine.Every.QUARTER.value: 4,
    ReportingLine.Every.YEAR.value: 1,
}


@dataclass(frozen=True)
class EffortLine:
    """One indicator that somebody says the minutes of: a provider, or as an estimate for all
    (`provider_id` None). `a_year` is how often they report it, 0 where nobody does."""

    indicator_id: int
    number: int
    title: str
    provider_id: int | None
    provider_name: str
    a_year: int
    minutes: int | None

    @property
    def key(self) -> CostKey:
        return self.indicator_id, self.provider_id


@dataclass(frozen=True)
class Effort:
    """What somebody is asked the minutes of; `mark` differs as soon as others said otherwise."""

    lines: Sequence[EffortLine]

    @property
    def mark(self) -> str:
        return costs_mark(
            {one.key: one.minutes for one in self.lines if one.minutes is not None},
            [one.key for one in self.lines],
        )


def newest_costs(framework_id: int, known_at: datetime | None = None) -> dict[CostKey, int]:
    rows = CollectionCost.objects.filter(indicator__framework_id=framework_id)
    if known_at is not None:
        rows = rows.filter(stated_at__lte=known_at)
    return {(row.indicator_id, row.provider_id): row.minutes for row in rows}


def costs_mark(newest: Mapping[CostKey, int], keys: Iterable[CostKey]) -> str:
    """Differs as soon as anything else was said of one of these."""
    return mark_of([(key, newest.get(key)) for key in sorted(keys, key=str)])


def reporters(
    framework_id: int, day: date, known_at: datetime | None = None
) -> dict[int, list[Reporter]]:
    """Who is to report each indicator from that day on, and how often. Who reports it for several
    places collects it once."""
    most: dict[CostKey, int] = defaultdict(int)
    for line in known_lines(known_at).filter(indicator__framework_id=framework_id):
        until_on = end_known(line, known_at)
        if until_on is not None and until_on <= max(day, line.from_on):
            continue
        key = (line.indicator_id, line.provider_id)
        most[key] = max(most[key], _A_YEAR[line.every])
    found: dict[int, list[Reporter]] = defaultdict(list)
    for (indicator, provider), a_year in most.items():
        found[indicator].append(Reporter(provider, a_year))
    return found


def costs(framework_id: int, day: date, known_at: datetime | None = None) -> dict[int, Cost]:
    """What each indicator takes that somebody is to report."""
    newest = newest_costs(framework_id, known_at)
    return {
        indicator: cost(
            who,
            {
                one.provider: newest[indicator, one.provider]
                for one in who
                if one.provider is not None and (indicator, one.provider) in newest
            },
            newest.get((indicator, None)),
        )
        for indicator, who in reporters(framework_id, day, known_at).items()
    }


def effort_of_ours(viewer: Viewer, facts: FrameworkFacts, today: date) -> Effort:
    """What the viewer's own organisations are to report: 403 for somebody who records for none,
    404 where nothing is expected of theirs."""
    ours = viewer.organisations_with(Capability.VALUE_RECORD)
    if not ours:
        raise PermissionDenied
    framework_row(viewer, facts.slug, "write")
    names, newest = organisations.named(ours), newest_costs(facts.id)
    who, live = reporters(facts.id, today), indicators(facts, _day(today))
    found = [
        EffortLine(
            one.id, one.number, one.title, reporter.provider, names.get(reporter.provider, ""),
            reporter.a_year, newest.get((one.id, reporter.provider)),
        )
        for one in live
        if not one.is_retired
        for reporter in who.get(one.id, [])
        if reporter.provider in ours
    ]  # fmt: skip
    if not found:
        raise Http404
    return Effort(sorted(found, key=lambda line: (line.provider_name, line.number)))


def estimates(viewer: Viewer, facts: FrameworkFacts, today: date) -> Effort:
    """Every live indicator, with what those who keep the framework think it takes."""
    framework_row(viewer, facts.slug)
    newest, who = newest_costs(facts.id), reporters(facts.id, today)
    found = [
        EffortLine(
            one.id, one.number, one.title, None, "",
            max((reporter.a_year for reporter in who.get(one.id, [])), default=0),
            newest.get((one.id, None)),
        )
        for one in indicators(facts, _day(today))
        if not one.is_retired
    ]  # fmt: skip
    return Effort(found)


def _day(today: date) -> Span:
    return Span(today, today.fromordinal(today.toordinal() + 1))
