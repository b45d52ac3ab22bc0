"""Who reports what, for which place, and who could."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import F
from django.http import Http404

from trellis.kernel.viewer import Viewer
from trellis.organisations import queries as organisations
from trellis.performance.models import Indicator, ReportingLine
from trellis.performance.queries.facts import FrameworkFacts
from trellis.performance.queries.frameworks import framework_row
from trellis.places import queries as places

_REPORTING: Final = ("infrastructure", "hub", "resource_centre")


@dataclass(frozen=True)
class LineFacts:
    """Who reports something for which place, how often. Half-open: `until_on` is the first day
    after it; None while nobody ended it."""

    id: int
    indicator_id: int
    place_name: str
    provider_name: str
    every: str
    from_on: date
    until_on: date | None

    @property
    def last_on(self) -> date | None:
        return self.until_on - timedelta(days=1) if self.until_on else None


@dataclass(frozen=True)
class Choice:
    """One place, and who can report for it; without a provider, those who keep the framework."""

    provider_id: int | None
    place_id: int
    provider_name: str
    place_name: str

    @property
    def code(self) -> str:
        return f"{self.provider_id or 0}-{self.place_id}"


def lines_of(facts: FrameworkFacts, indicator_ids: Iterable[int]) -> list[LineFacts]:
    """Who reports these indicators, by provider and place; the place's own lines come first. What
    was taken back never was expected."""
    rows = (
        ReportingLine.objects.filter(
            indicator__framework_id=facts.id, indicator_id__in=list(indicator_ids)
        )
        .exclude(until_on=F("from_on"))
        .select_related("place", "provider")
    )
    found = [
        LineFacts(
            id=row.pk,
            indicator_id=row.indicator_id,
            place_name=row.place.name,
            provider_name=row.provider.name if row.provider else "",
            every=row.every,
            from_on=row.from_on,
            until_on=row.until_on,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.provider_name, one.place_name, one.from_on))


def choices_of_reporters(viewer: Viewer, facts: FrameworkFacts) -> list[Choice]:
    """Every provider of the area for each place it covers, and the area itself."""
    here = {node.id: node.name for node in places.tree(facts.area_id)}
    own = Choice(None, facts.area_id, "", here[facts.area_id])
    return [
        own,
        *(
            Choice(one.id, place_id, one.name, name)
            for one in providers(viewer, facts)
            for place_id, name in one.places
            if place_id in here
        ),
    ]


def providers(viewer: Viewer, facts: FrameworkFacts) -> list[organisations.Covering]:
    """The bodies of the area that report figures."""
    return organisations.covering(viewer, facts.area_id, _REPORTING)


def line_row(viewer: Viewer, slug: str, line_id: int) -> ReportingLine:
    """One line, to be ended: 404 where there is none in the framework, 403 as for that."""
    row = framework_row(viewer, slug)
    found = ReportingLine.objects.filter(pk=line_id, indicator__framework=row)
    line = found.select_related("indicator__framework", "place", "provider").first()
    if line is None:
        raise Http404
    return line


def places_of(facts: FrameworkFacts) -> list[tuple[int, str]]:
    """The places of the area, each with as many dashes before it as it lies deep."""
    return [(node.id, f"{'– ' * node.depth}{node.name}") for node in places.tree(facts.area_id)]


def indicator_rows(viewer: Viewer, slug: str, numbers: Collection[int]) -> list[Indicator]:
    """These indicators, to expect something of."""
    row = framework_row(viewer, slug)
    found = Indicator.objects.select_related("framework")
    return list(found.filter(framework=row, number__in=numbers))
