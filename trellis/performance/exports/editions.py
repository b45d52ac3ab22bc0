"""All that a publication is made of, gathered once: every file and page of it is cut from this."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.utils import timezone

from trellis.kernel.viewer import STRANGER, system
from trellis.performance import queries
from trellis.performance.exports.gather import Edition, Pack, gather
from trellis.performance.queries import (
    ChallengeFacts,
    FrameworkFacts,
    Line,
    OwnWords,
    PaidFor,
    PublicationFacts,
    ReturnFacts,
    RunFacts,
)
from trellis.performance.rules.publishing import Difference, Figure, differences
from trellis.performance.rules.rounds import Dates
from trellis.places import queries as places


@dataclass(frozen=True)
class Whole:
    """`pack` carries the marks of a publication; `earlier` are the restatements of other periods
    of the framework; `people` counts who lives in each place, by its code."""

    pack: Pack
    figures: tuple[Figure, ...]
    returns: tuple[ReturnFacts, ...]
    own_words: tuple[OwnWords, ...]
    dates: Dates | None
    differing: tuple[Difference, ...]
    earlier: tuple[PublicationFacts, ...]
    people: Mapping[str, int]
    paid_in: Mapping[str, Sequence[PaidFor]] = field(default_factory=dict)
    challenges: tuple[ChallengeFacts, ...] = ()

    @property
    def places(self) -> list[tuple[str, str]]:
        """Code and name of each place that has a sheet, in the order of the tree."""
        return [(one.code, one.name) for one in self.pack.report.inside]

    def lines_of(self, code: str) -> list[Line]:
        return [line for line in self.pack.inside if line.place_code == code]

    def provided_in(self, code: str) -> list[Line]:
        return [line for line in self.pack.provided if line.place_code == code]


def gather_edition(facts: FrameworkFacts, run: RunFacts) -> Whole:
    """As a stranger sees it: what is published is public. The same state of the record and the
    same run give the same, whenever it is made."""
    today = timezone.localdate(run.known_at)
    pack = gather(STRANGER, facts, run.span, now=run.known_at, today=today, known_at=run.known_at)
    returns = queries.returns_expected(facts, run.span, known_at=run.known_at)
    waiting = {one.provider_id for one in queries.unaccepted(returns)}
    figures = [queries.figure_of(line, waiting) for line in pack.lines]
    differing = _differing(facts, run, figures)
    accepted = {one.provider_id for one in returns if one.is_accepted}
    names = _whose_is_provisional(figures, returns)
    edition = Edition(run.number, run.reason, _effect(run, differing), names)
    return Whole(
        pack=_marked(pack, run, figures, differing, edition),
        figures=tuple(figures),
        returns=tuple(returns),
        own_words=tuple(queries.own_words(facts, run.span, accepted, run.known_at)),
        dates=_dates(facts, run),
        differing=tuple(differing),
        earlier=tuple(_restated_elsewhere(facts, run)),
        people=places.populations(facts.area_id, run.span.last_day, known_at=run.known_at),
        paid_in=queries.paid_for(facts, run.span),
        challenges=tuple(_challenged(facts, run)),
    )


def _challenged(facts: FrameworkFacts, run: RunFacts) -> Iterable[ChallengeFacts]:
    """Those of the round as they stand: with its figures they are published."""
    for one in queries.challenges(system("publishing"), facts):
        if one.round_span == run.span and one.raised_at <= run.known_at:
            yield one


def _differing(facts: FrameworkFacts, run: RunFacts, figures: Sequence[Figure]) -> list[Difference]:
    if run.number == 1:
        return []
    before, _all = queries.publication(facts, run.span, run.number - 1)
    return differences(queries.figures_published(before), figures)


def _effect(run: RunFacts, differing: Sequence[Difference]) -> str:
    return queries.effect_words(differing, run.words) if run.number > 1 else ""


def _whose_is_provisional(
    figures: Sequence[Figure], returns: Sequence[ReturnFacts]
) -> tuple[str, ...]:
    """Of whom something is printed that nobody has accepted. Who handed in nothing has nothing
    that could be provisional."""
    printed = {one.provider for one in figures if one.is_provisional and one.provider}
    return tuple(one.provider_name for one in returns if one.provider_id in printed)


def _marked(
    pack: Pack,
    run: RunFacts,
    figures: Sequence[Figure],
    differing: Sequence[Difference],
    edition: Edition,
) -> Pack:
    by_key = {one.figure.key: one for one in differing}
    marked = iter(
        [
            queries.as_published(line, figure, by_key, run.reason)
            for line, figure in zip(pack.lines, figures, strict=True)
        ]
    )
    own = tuple(next(marked) for _line in pack.report.lines)
    inside = tuple(next(marked) for _line in pack.inside)
    return replace(
        pack,
        report=replace(pack.report, lines=own),
        inside=inside,
        provided=tuple(marked),
        is_looked_back=False,
        audit_head=run.audit_head,
        edition=edition,
    )


def _dates(facts: FrameworkFacts, run: RunFacts) -> Dates | None:
    held = queries.rounds(facts, run.known_at)
    return next((one.dates for one in held if one.span == run.span), None)


def _restated_elsewhere(facts: FrameworkFacts, run: RunFacts) -> list[PublicationFacts]:
    """Of the other periods, what was restated since the period before this one was published."""
    found = [one for one in queries.publications(facts) if one.published_at <= run.known_at]
    since = _published_at(found, run)
    return [
        one
        for one in found
        if one.restated and one.span != run.span and (since is None or one.published_at > since)
    ]


def _published_at(found: Sequence[PublicationFacts], run: RunFacts) -> datetime | None:
    before = run.span.before()
    return next((one.published_at for one in found if one.span == before and one.number == 1), None)
