"""What a table of figures is compared with: who reports what, and what was recorded last."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from trellis.kernel.capabilities import Capability
from trellis.kernel.periods import Span
from trellis.kernel.viewer import Viewer
from trellis.organisations import queries as organisations
from trellis.performance.lifecycle import Stage
from trellis.performance.models import Framework, ReportingLine, Value
from trellis.performance.policy import FRAMEWORK, VALUE
from trellis.performance.queries.facts import Found, FrameworkFacts, IndicatorFacts
from trellis.performance.queries.frameworks import framework, indicators
from trellis.performance.queries.lines import PlaceNode
from trellis.performance.queries.reports import tree
from trellis.performance.queries.rows import Key, as_found, expected_within


@dataclass(frozen=True)
class Reporter:
    """Somebody who reports an indicator of a place, and whether the viewer records it for them."""

    provider_id: int | None
    provider_name: str
    is_viewers: bool
    lines: tuple[ReportingLine, ...]

    def reports(self, span: Span, runs: Span) -> bool:
        return any(span in expected_within(line, span, runs) for line in self.lines)


@dataclass(frozen=True)
class Ground:
    """A framework that takes figures. `reporters` are by indicator and place."""

    facts: FrameworkFacts
    indicators: Sequence[IndicatorFacts]
    places: Mapping[int, PlaceNode]
    reporters: Mapping[tuple[int, int], Sequence[Reporter]]


@dataclass(frozen=True)
class OwnFramework:
    """A framework into which the viewer records; `organisation_id` where it is for one alone."""

    id: int
    title: str
    area_id: int
    organisation_id: int | None


@dataclass(frozen=True)
class ValueAddress:
    """Where a value is shown."""

    slug: str
    number: int
    place_code: str
    span: Span
    provider_id: int | None


def recorded_into(viewer: Viewer) -> list[OwnFramework]:
    """Every live framework in which figures are expected that the viewer records, newest first."""
    theirs = viewer.organisations_with(Capability.VALUE_RECORD)
    kept = viewer.places_with(Capability.FRAMEWORK_EDIT)
    live = FRAMEWORK.rows(viewer, Framework.objects.filter(stage=Stage.LIVE), "write")
    found = []
    for row in live:
        lines = ReportingLine.objects.filter(indicator__framework=row).order_by()
        providers = set(lines.filter(provider_id__in=theirs).values_list("provider_id", flat=True))
        is_keeper = lines.filter(provider=None, place_id__in=kept).exists()
        if providers or is_keeper:
            alone = next(iter(providers)) if len(providers) == 1 and not is_keeper else None
            found.append(OwnFramework(row.pk, row.title, row.area_id, alone))
    return found


def ground(viewer: Viewer, framework_id: int) -> Ground | None:
    """None where the framework takes no figures, or none any more."""
    live = Framework.objects.filter(pk=framework_id, stage=Stage.LIVE)
    row = FRAMEWORK.rows(viewer, live, "write").first()
    if row is None:
        return None
    facts = framework(viewer, row.slug)
    found = indicators(facts, facts.runs)
    return Ground(facts, found, tree(facts), _reporters(viewer, facts))


def _reporters(viewer: Viewer, facts: FrameworkFacts) -> dict[tuple[int, int], list[Reporter]]:
    by_key: dict[Key, list[ReportingLine]] = defaultdict(list)
    for line in ReportingLine.objects.filter(indicator__framework_id=facts.id).order_by("id"):
        by_key[line.indicator_id, line.place_id, line.provider_id].append(line)
    names = organisations.named({provider for _i, _p, provider in by_key if provider})
    theirs = viewer.organisations_with(Capability.VALUE_RECORD)
    kept = viewer.places_with(Capability.FRAMEWORK_EDIT)
    found: dict[tuple[int, int], list[Reporter]] = defaultdict(list)
    for (indicator, place, provider), lines in by_key.items():
        is_viewers = place in kept if provider is None else provider in theirs
        one = Reporter(provider, names.get(provider or 0, ""), is_viewers, tuple(lines))
        found[indicator, place].append(one)
    return found


def newest_figures(
    facts: FrameworkFacts, indicator_ids: Collection[int], spans: Collection[Span]
) -> dict[Key, dict[Span, Found]]:
    """What counts of these indicators of a framework in these periods, by line."""
    starts = {span.start for span in spans}
    rows = Value.objects.filter(indicator__framework_id=facts.id, period_start__in=starts)
    rows = rows.filter(indicator_id__in=indicator_ids)
    rows = rows.order_by("recorded_at", "id")
    found: dict[Key, dict[Span, Found]] = defaultdict(dict)
    for row in rows:
        key = (row.indicator_id, row.place_id, row.provider_id)
        found[key][Span(row.period_start, row.period_end)] = as_found(row)
    return found


def value_address(viewer: Viewer, value_id: int) -> ValueAddress:
    """Raises Http404."""
    rows = Value.objects.select_related("indicator__framework", "place")
    row = VALUE.get(viewer, rows, pk=value_id)
    return ValueAddress(
        slug=row.indicator.framework.slug,
        number=row.indicator.number,
        place_code=row.place.code,
        span=Span(row.period_start, row.period_end),
        provider_id=row.provider_id,
    )
