"""What whoever keeps a framework has before them: what it holds, and what it still lacks."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.core.exceptions import PermissionDenied
from django.db.models import F, Q

from trellis.kernel.capabilities import Capability
from trellis.kernel.periods import Span
from trellis.kernel.policy import ReadOnlyError
from trellis.kernel.viewer import Viewer
from trellis.organisations import queries as organisations
from trellis.performance import words
from trellis.performance.lifecycle import FRAMEWORK_LIFE
from trellis.performance.models import Framework, ReportingLine, Target, Value
from trellis.performance.policy import FRAMEWORK
from trellis.performance.queries.facts import (
    FrameworkFacts,
    IndicatorFacts,
    OutcomeFacts,
    Wanted,
)
from trellis.performance.queries.frameworks import (
    PrincipleFacts,
    RuleFacts,
    indicator_mark,
    indicator_row,
    indicators,
    is_relied_on,
    outcomes,
    principles,
    rating_rules,
)
from trellis.performance.queries.reporting import LineFacts, lines_of
from trellis.performance.queries.rows import expected_within
from trellis.performance.queries.series import targets_ever
from trellis.places import queries as places


@dataclass(frozen=True)
class Kept:
    """A framework as those who keep it see it.

    `reported_by` says how many lines report an indicator, now or from a day to come, by its id;
    `targeted` are the ids of those with a target. `lacking` is what stands between a draft and its
    going live, in words; `why_shut` why nothing can be changed, empty where it can.
    """

    outcomes: Sequence[OutcomeFacts]
    principles: Sequence[PrincipleFacts]
    indicators: Sequence[IndicatorFacts]
    retired: Sequence[IndicatorFacts]
    rules: Sequence[RuleFacts]
    reported_by: Mapping[int, int]
    targeted: frozenset[int]
    reporters: int
    lacking: Sequence[str]
    why_shut: str

    @property
    def rule_since(self) -> date | None:
        return self.rules[-1].valid_from if self.rules else None

    @property
    def unreported(self) -> list[IndicatorFacts]:
        return [one for one in self.indicators if one.id not in self.reported_by]

    @property
    def untargeted(self) -> list[IndicatorFacts]:
        return [one for one in self.indicators if one.id not in self.targeted]

    @property
    def silent(self) -> list[OutcomeFacts]:
        """The outcomes that no indicator speaks of."""
        return [one for one in self.outcomes if not one.indicator_numbers]

    @property
    def unowned(self) -> int:
        """Ways of securing a principle that nobody answers for."""
        return sum(way.owner_id is None for one in self.principles for way in one.secured_by)


def kept(viewer: Viewer, facts: FrameworkFacts, today: date) -> Kept:
    """404 unseen, 403 for those who do not keep it; a closed one is shown to who kept it."""
    row = FRAMEWORK.get(viewer, Framework.objects.all(), "keep", slug=facts.slug)
    ever = indicators(facts, _now(facts, today))
    looked_at = [one for one in ever if not one.is_retired]
    day = max(today, facts.runs.start)
    lines = set(
        ReportingLine.objects.filter(
            Q(until_on=None) | (Q(until_on__gt=day) & Q(until_on__gt=F("from_on"))),
            indicator__framework_id=facts.id,
        ).values_list("indicator_id", "place_id", "provider_id")
    )
    targeted = Target.objects.filter(indicator__framework_id=facts.id).order_by()
    return Kept(
        outcomes=outcomes(facts),
        principles=principles(facts),
        indicators=looked_at,
        retired=[one for one in ever if one.is_retired],
        rules=rating_rules(facts),
        reported_by=Counter(indicator for indicator, _place, _provider in lines),
        targeted=frozenset(targeted.values_list("indicator_id", flat=True).distinct()),
        reporters=len({provider for _indicator, _place, provider in lines if provider}),
        lacking=lacking(row, today),
        why_shut=words.why_read_only(facts.standing, facts.stage, facts.area_name),
    )


@dataclass(frozen=True)
class KeptIndicator:
    """One indicator as those who keep it see it. `mark` is of what is set down beside its wording;
    once it is `relied_on`, it stays what it is."""

    facts: IndicatorFacts
    outcomes: Sequence[OutcomeFacts]
    lines: Sequence[LineFacts]
    targets: Sequence[tuple[Span, str, Wanted]]
    mark: str
    relied_on: bool


def kept_indicator(
    viewer: Viewer, facts: FrameworkFacts, number: int, today: date
) -> KeptIndicator:
    """404 where there is none, 403 as for the framework."""
    row = indicator_row(viewer, facts.slug, number, "edit")
    [found] = indicators(facts, _now(facts, today), number)
    return KeptIndicator(
        facts=found,
        outcomes=[one for one in outcomes(facts) if one.number in found.outcomes],
        lines=lines_of(facts, [row.pk]),
        targets=targets_ever(facts, row.pk),
        mark=indicator_mark(row),
        relied_on=is_relied_on(row),
    )


def recorded_from(facts: FrameworkFacts, indicator_id: int, day: date) -> int:
    """How many lines have a figure for a period that ends on that day or later: a version that
    holds from then on says how they are to be counted."""
    rows = Value.objects.filter(
        indicator__framework_id=facts.id, indicator_id=indicator_id, period_end__gt=day
    ).order_by()
    lines = rows.values_list("place_id", "provider_id", "period_start", "period_end")
    return lines.distinct().count()


def lacking(row: Framework, today: date) -> list[str]:
    """What a draft lacks before it can go live, in words; nothing for any other."""
    move = FRAMEWORK_LIFE.moves["make_live"]
    if row.stage not in move.sources:
        return []
    return [wrong for check in move.checks if (wrong := check(row, today))]


def owners(viewer: Viewer, facts: FrameworkFacts) -> list[tuple[int, str]]:
    """Who can answer for something: the open bodies of the area, other than its groups, and
    whoever answers for something in this framework already."""
    search = organisations.Search(facts.area_id, kinds=_ANSWERING)
    found = {one.id: one.name for one in organisations.find_all(viewer, search)}
    for principle in principles(facts):
        found |= {way.owner_id: way.owner_name for way in principle.secured_by if way.owner_id}
    return sorted(found.items(), key=lambda one: (one[1].casefold(), one[0]))


# A group answers for itself; what the partners hold to is answered for by one of these.
_ANSWERING: Final = (
    "infrastructure", "hub", "resource_centre", "council", "funder", "partnership", "public_body",
    "other",
)  # fmt: skip


def stages_ahead(facts: FrameworkFacts) -> list[str]:
    """The stages to which the framework can go from where it stands."""
    return [move.target for move in FRAMEWORK_LIFE.moves.values() if facts.stage in move.sources]


def unrecorded(facts: FrameworkFacts, today: date) -> int:
    """How many figures of periods that are over nobody has recorded, of those that are expected.

    Whoever asks keeps the framework; the figures themselves stay where they are.
    """
    if today <= facts.runs.start:
        return 0
    over = Span(facts.runs.start, min(today, facts.runs.end))
    of_it = {"indicator__framework_id": facts.id}
    held = set(
        Value.objects.filter(**of_it)
        .order_by()
        .values_list("indicator_id", "place_id", "provider_id", "period_start", "period_end")
    )
    return sum(
        (line.indicator_id, line.place_id, line.provider_id, span.start, span.end) not in held
        for line in ReportingLine.objects.filter(**of_it)
        for span in expected_within(line, over, facts.runs)
    )


def area_to_begin_in(viewer: Viewer, slug: str) -> places.Area:
    """The area in which a framework is begun: 403 for those who keep none there, in words where
    nobody does because the record is history."""
    area = places.area(slug)
    if area.id not in viewer.places_with(Capability.FRAMEWORK_EDIT):
        raise PermissionDenied
    if why := words.why_read_only(area.standing, "", area.name):
        raise ReadOnlyError(why)
    return area


def areas_to_begin_in(viewer: Viewer) -> list[places.Area]:
    """The areas in which the viewer may begin a framework."""
    reached = viewer.places_with(Capability.FRAMEWORK_EDIT)
    if not reached:
        return []
    return [
        one
        for one in places.areas(viewer)
        if one.id in reached and not words.why_read_only(one.standing, "", one.name)
    ]


def _now(facts: FrameworkFacts, today: date) -> Span:
    """Today, for what holds now; the first day of a framework that is yet to begin."""
    day = max(today, facts.runs.start)
    return Span(day, day + timedelta(days=1))
