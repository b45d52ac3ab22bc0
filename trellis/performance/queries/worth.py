"""Is it worth it? What each indicator takes, beside what it was for."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction

from django.db.models import Q

from trellis.kernel.periods import Span
from trellis.kernel.viewer import Viewer
from trellis.performance.lifecycle import ProposalStage, Standing
from trellis.performance.models import Appraisal, DecisionInformed, Proposal, Retirement
from trellis.performance.queries.costs import costs
from trellis.performance.queries.facts import FrameworkFacts, IndicatorFacts
from trellis.performance.queries.frameworks import indicators, rating_rules
from trellis.performance.queries.lines import Setting, line_at
from trellis.performance.queries.reports import tree
from trellis.performance.queries.rows import fetch, standing_on
from trellis.performance.queries.standing import StandingFacts, standing_in
from trellis.performance.rules.costs import Cost

NO_COST = Cost(None, None, 0, 0, 0)


@dataclass(frozen=True)
class InformedFacts:
    """A decision that was made with an indicator in hand."""

    decided_on: date
    decided_by: str
    words: str
    source: str
    link: str


@dataclass(frozen=True)
class RetirementFacts:
    decided_on: date
    decided_by: str
    reason: str


@dataclass(frozen=True)
class WorthRow:
    """`strength` is what was said last of its evidence, with the period; `rated` the last period
    in which it was rated anywhere; `proposal` the number of a change that is not decided yet."""

    indicator: IndicatorFacts
    standing: StandingFacts | None
    cost: Cost
    informed: InformedFacts | None
    strength: tuple[int, Span] | None
    rated: Span | None
    proposal: int | None

    @property
    def order(self) -> tuple[bool, Fraction, int]:
        """The dearest that informed nothing first; of what nobody knows the cost, last."""
        hours = self.cost.hours_a_year
        return (
            self.informed is not None,
            -hours if hours is not None else Fraction(1),
            (self.indicator.number),
        )


@dataclass(frozen=True)
class Worth:
    """`hours` are those of all rows together, of which it is known; `unknown` counts the others."""

    rows: Sequence[WorthRow]
    core: int

    @property
    def hours(self) -> Fraction:
        return sum((row.cost.hours_a_year or Fraction(0) for row in self.rows), Fraction(0))

    @property
    def unknown(self) -> int:
        return sum(row.cost.hours_a_year is None for row in self.rows)

    @property
    def idle(self) -> int:
        """How many informed no decision that is on record."""
        return sum(row.informed is None for row in self.rows)


@dataclass(frozen=True)
class IndicatorWorth:
    """The same of one indicator, with all there is: newest first."""

    standing: StandingFacts | None
    standings: Sequence[StandingFacts]
    cost: Cost
    decisions: Sequence[InformedFacts]
    retirement: RetirementFacts | None


def worth(
    viewer: Viewer, facts: FrameworkFacts, *, today: date, known_at: datetime | None = None
) -> Worth:
    """Every indicator that is looked at, in the order in which to ask whether it is worth it."""
    day = standing_on(today, known_at)
    span = _day(max(day, facts.runs.start))
    live = [one for one in indicators(facts, span, known_at=known_at) if not one.is_retired]
    taken = costs(facts.id, day, known_at)
    informed, strengths = _decisions(facts.id, known_at), _strengths(facts.id, known_at)
    rated = _last_rated(viewer, facts, live, day, known_at)
    proposed = _undecided(facts.id, known_at)
    rows = [
        WorthRow(
            indicator=one,
            standing=standing_in(one.standings, span, known_at),
            cost=taken.get(one.id, NO_COST),
            informed=next(iter(informed.get(one.id, [])), None),
            strength=strengths.get(one.id),
            rated=rated.get(one.id),
            proposal=proposed.get(one.id),
        )
        for one in live
    ]
    core = sum(row.standing is not None and row.standing.standing == Standing.CORE for row in rows)
    return Worth(sorted(rows, key=lambda row: row.order), core)


def indicator_worth(
    facts: FrameworkFacts,
    indicator: IndicatorFacts,
    *,
    today: date,
    known_at: datetime | None = None,
) -> IndicatorWorth:
    day = standing_on(today, known_at)
    known = [one for one in indicator.standings if known_at is None or one.recorded_at <= known_at]
    ended = _retirement(indicator)
    return IndicatorWorth(
        standing=standing_in(indicator.standings, _day(day), known_at),
        standings=known[::-1],
        cost=costs(facts.id, day, known_at).get(indicator.id, NO_COST),
        decisions=_decisions(facts.id, known_at, indicator.id).get(indicator.id, []),
        retirement=ended,
    )


def _retirement(indicator: IndicatorFacts) -> RetirementFacts | None:
    if indicator.retired_on is None:
        return None
    row = Retirement.objects.filter(indicator_id=indicator.id).first()
    return RetirementFacts(row.decided_on, row.decided_by, row.reason) if row else None


def _decisions(
    framework_id: int, known_at: datetime | None, indicator_id: int | None = None
) -> Mapping[int, list[InformedFacts]]:
    """By indicator, the latest decision first."""
    rows = DecisionInformed.objects.filter(indicator__framework_id=framework_id)
    if indicator_id is not None:
        rows = rows.filter(indicator_id=indicator_id)
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    found: dict[int, list[InformedFacts]] = defaultdict(list)
    for row in rows.order_by("-decided_on", "-id"):
        found[row.indicator_id].append(
            InformedFacts(row.decided_on, row.decided_by, row.words, row.source, row.link)
        )
    return found


def _strengths(framework_id: int, known_at: datetime | None) -> dict[int, tuple[int, Span]]:
    """What was said last of the evidence of each, and of which period."""
    rows = Appraisal.objects.filter(value__indicator__framework_id=framework_id)
    if known_at is not None:
        rows = rows.filter(appraised_at__lte=known_at)
    said = rows.order_by("appraised_at", "id").values_list(
        "value__indicator_id", "strength", "value__period_start", "value__period_end"
    )
    return {indicator: (strength, Span(start, end)) for indicator, strength, start, end in said}


def _last_rated(
    viewer: Viewer,
    facts: FrameworkFacts,
    live: Sequence[IndicatorFacts],
    day: date,
    known_at: datetime | None,
) -> dict[int, Span]:
    """The last period in which each was rated anywhere: where there was a target, a rating may
    have been made of it."""
    nodes, span = tree(facts), _day(day)
    rows = fetch(viewer, facts, span, places=nodes, known_at=known_at, whole_series=True)
    rules = tuple(rating_rules(facts, known_at=known_at))
    setting = Setting(facts, span, rows, nodes, {}, rules, day, known_at)
    aimed: dict[int, list[tuple[Span, int, int | None]]] = defaultdict(list)
    for (indicator, place, provider), held in rows.targets.items():
        aimed[indicator].extend((one, place, provider) for one in held if one.start <= day)
    found = {}
    for one in live:
        for when, place, provider in sorted(aimed[one.id], key=lambda at: at[0].end, reverse=True):
            if line_at(replace(setting, span=when), one, place, provider).is_rated:
                found[one.id] = when
                break
    return found


def _undecided(framework_id: int, known_at: datetime | None) -> dict[int, int]:
    is_open = Q(stage__in=[ProposalStage.PROPOSED, ProposalStage.CONSULTED])
    if known_at is not None:
        is_open = Q(proposed_at__lte=known_at) & (is_open | Q(settled_at__gt=known_at))
    rows = Proposal.objects.filter(is_open, framework_id=framework_id, indicator__isnull=False)
    return {
        indicator: number
        for indicator, number in rows.values_list("indicator_id", "number")
        if indicator is not None
    }


def _day(day: date) -> Span:
    return Span(day, day + timedelta(days=1))
