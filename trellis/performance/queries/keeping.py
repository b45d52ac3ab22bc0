"""What whoever keeps a framework has before them: what it holds, and what it still lacks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.core.exceptions import PermissionDenied

from trellis.kernel.capabilities import Capability
from trellis.kernel.periods import Span
from trellis.kernel.policy import ReadOnlyError
from trellis.kernel.viewer import Viewer
from trellis.organisations import queries as organisations
from trellis.performance import words
from trellis.performance.lifecycle import FRAMEWORK_LIFE
from trellis.performance.models import Framework, ReportingLine, Target, Value
from trellis.performance.policy import FRAMEWORK
from trellis.performance.queries.facts import FrameworkFacts, IndicatorFacts, OutcomeFacts
from trellis.performance.queries.frameworks import (
    PrincipleFacts,
    RuleFacts,
    indicators,
    outcomes,
    principles,
    rating_rules,
)
from trellis.performance.queries.rows import expected_within
from trellis.places import queries as places


@dataclass(frozen=True)
class Kept:
    """A framework as those who keep it see it. `lacking` is what stands between a draft and its
    going live, in words; `why_shut` why nothing can be changed, empty where it can."""

    outcomes: Sequence[OutcomeFacts]
    principles: Sequence[PrincipleFacts]
    indicators: Sequence[IndicatorFacts]
    rules: Sequence[RuleFacts]
    unreported: Sequence[IndicatorFacts]
    untargeted: Sequence[IndicatorFacts]
    reporters: int
    lacking: Sequence[str]
    why_shut: str

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
    looked_at = [one for one in indicators(facts, _now(facts, today)) if not one.is_retired]
    lines = list(
        ReportingLine.objects.filter(indicator__framework_id=facts.id).values_list(
            "indicator_id", "provider_id"
        )
    )
    reported = {indicator for indicator, _provider in lines}
    wanted = set(
        Target.objects.filter(indicator__framework_id=facts.id)
        .order_by()
        .values_list("indicator_id", flat=True)
        .distinct()
    )
    return Kept(
        outcomes=outcomes(facts),
        principles=principles(facts),
        indicators=looked_at,
        rules=rating_rules(facts),
        unreported=[one for one in looked_at if one.id not in reported],
        untargeted=[one for one in looked_at if one.id not in wanted],
        reporters=len({provider for _indicator, provider in lines if provider is not None}),
        lacking=lacking(row, today),
        why_shut=words.why_read_only(facts.standing, facts.stage, facts.area_name),
    )


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
