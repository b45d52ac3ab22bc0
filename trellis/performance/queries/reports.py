"""What the pages of places and providers say: lines, headline, who does what."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404

from trellis.kernel.periods import Span, financial_year, quarter
from trellis.kernel.viewer import Viewer
from trellis.organisations import queries as organisations
from trellis.performance.models import ReportedCount, Target, Value
from trellis.performance.queries.facts import FrameworkFacts, Line, tally
from trellis.performance.queries.frameworks import indicators, rating_rules
from trellis.performance.queries.known import known
from trellis.performance.queries.lines import (
    PlaceNode,
    Setting,
    line_at,
    with_the_aim_of_its_place,
)
from trellis.performance.queries.rows import fetch, standing_on
from trellis.performance.rules.codes import Word
from trellis.performance.rules.figures import TwoPercentages, percentages
from trellis.performance.rules.tally import Tally
from trellis.places import queries as places


@dataclass(frozen=True)
class PlaceReport:
    """A place in one period. `inside` are the places in it, `providers` those who report there."""

    place: PlaceNode
    lines: tuple[Line, ...]
    tally: Tally
    inside: tuple[PlaceNode, ...]
    providers: tuple[tuple[int, str], ...]
    check: "ProviderCheck | None"


@dataclass(frozen=True)
class ProviderReport:
    provider_id: int
    name: str
    lines: tuple[Line, ...]
    tally: Tally
    counts: "CountRow | None"


@dataclass(frozen=True)
class CountRow:
    """How many indicators a provider is said to have at each colour; a blank stays a blank."""

    provider_id: int
    name: str
    counts: dict[Word, int]
    source: str

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class ProviderCheck:
    """A check of providers as reported, with both honest denominators."""

    span: Span
    rows: tuple[CountRow, ...]
    totals: dict[Word, int]

    @property
    def expected(self) -> int:
        return sum(self.totals.values())

    @property
    def reported(self) -> int:
        return self.expected - self.totals.get(Word.NOT_REPORTED, 0)

    def share(self, word: Word) -> TwoPercentages:
        """Per cent of all that were expected, and of those reported."""
        count = self.totals.get(word, 0)
        return percentages(count, reported=self.reported, expected=self.expected)


def spans(facts: FrameworkFacts, *, known_at: datetime | None = None) -> list[Span]:
    """The quarters and years for which something was stated, newest first."""
    found = {
        Span(*pair)
        for model in (Value, Target)
        for pair in model.objects.filter(known(known_at), indicator__framework_id=facts.id)
        .order_by()
        .values_list("period_start", "period_end")
        .distinct()
    }
    shown = {_shown(span) for span in found}
    return sorted(shown, key=lambda span: (span.end, span.start), reverse=True)


def _shown(span: Span) -> Span:
    """A month is shown within its quarter; anything else as it is."""
    return quarter(span.start) if span == Span(span.start, span.end) and _is_month(span) else span


def _is_month(span: Span) -> bool:
    return (span.end - span.start).days <= 31


def default_span(facts: FrameworkFacts, today: date, held: Sequence[Span]) -> Span:
    """The newest period that is over, of those for which something was stated."""
    over = [span for span in held if span.end <= today]
    if over:
        return over[0]
    return held[-1] if held else financial_year(facts.runs.start)


def tree(facts: FrameworkFacts, known_at: datetime | None = None) -> dict[int, PlaceNode]:
    """The places of the framework's area by id, by their names of today or of a moment."""
    nodes = places.tree(facts.area_id, named_at=known_at)
    children: dict[int, list[int]] = defaultdict(list)
    for node in nodes:
        if node.parent_id is not None:
            children[node.parent_id].append(node.id)
    return {
        node.id: PlaceNode(node.id, node.code, node.name, tuple(children[node.id]))
        for node in nodes
    }


def place_by_code(nodes: dict[int, PlaceNode], code: str) -> PlaceNode:
    for node in nodes.values():
        if node.code == code:
            return node
    raise Http404


def place_report(
    viewer: Viewer,
    facts: FrameworkFacts,
    span: Span,
    *,
    today: date,
    code: str = "",
    known_at: datetime | None = None,
) -> PlaceReport:
    """The report of a place (by default the whole area) in a period, as known at a moment."""
    nodes = tree(facts, known_at)
    place = place_by_code(nodes, code) if code else nodes[facts.area_id]
    inside = subtree(nodes, place.id)
    setting = setting_for(viewer, facts, span, nodes, inside, today=today, known_at=known_at)
    lines = tuple(
        line_at(setting, indicator, place.id)
        for indicator in indicators(facts, span, known_at=known_at)
        if not indicator.is_retired or _has_rows(setting, indicator.id)
    )
    shown = lines if place.id == facts.area_id else tuple(filter(speaks_of_it, lines))
    return PlaceReport(
        place=place,
        lines=shown,
        tally=tally(shown),
        inside=tuple(nodes[child] for child in place.children),
        providers=_providers_of(setting, inside),
        check=provider_check(facts, known_at=known_at) if place.id == facts.area_id else None,
    )


def speaks_of_it(line: Line) -> bool:
    """A district shows what is expected or was stated there, not every blank of the county."""
    return bool(line.found.row_id or line.found.is_combined or line.reported or line.wanted.row_id)


def _has_rows(setting: Setting, indicator_id: int) -> bool:
    """Whether anything was found of it in the very period: the rows reach into the one before."""
    return any(
        one.start < setting.span.end and setting.span.start < one.end
        for key, held in setting.rows.values.items()
        if key[0] == indicator_id
        for one in held
    )


def provider_report(
    viewer: Viewer,
    facts: FrameworkFacts,
    provider_id: int,
    span: Span,
    *,
    today: date,
    known_at: datetime | None = None,
) -> ProviderReport:
    """What one provider reports, place by place."""
    nodes = tree(facts, known_at)
    names = organisations.named([provider_id], known_at=known_at)
    check = provider_check(facts, known_at=known_at)
    row = (
        next((one for one in check.rows if one.provider_id == provider_id), None) if check else None
    )
    setting = setting_for(
        viewer, facts, span, nodes, nodes, today=today, known_at=known_at, provider_id=provider_id
    )
    keys = setting.rows.values.keys() | setting.rows.expected.keys()
    if provider_id not in names or not (keys or row):
        raise Http404
    by_id = {one.id: one for one in indicators(facts, span, known_at=known_at)}
    found = [line_at(setting, by_id[key[0]], key[1], key[2]) for key in keys if key[0] in by_id]
    lines = tuple(
        sorted(
            (line for line in found if speaks_of_it(line) or line.found.due_on),
            key=lambda line: (line.indicator.number, line.place_name),
        )
    )
    return ProviderReport(provider_id, names[provider_id], lines, tally(lines), row)


def one_line(
    viewer: Viewer,
    facts: FrameworkFacts,
    number: int,
    place_code: str,
    provider_id: int | None,
    span: Span,
    *,
    today: date,
    known_at: datetime | None = None,
) -> Line:
    """One line with its parts; 404 when the indicator or the place does not exist."""
    nodes = tree(facts, known_at)
    place = place_by_code(nodes, place_code)
    found = indicators(facts, span, number, known_at=known_at)
    if not found:
        raise Http404
    setting = setting_for(
        viewer,
        facts,
        span,
        nodes,
        subtree(nodes, place.id),
        today=today,
        known_at=known_at,
        indicator_ids=[found[0].id],
    )
    return with_the_aim_of_its_place(
        setting, found[0], line_at(setting, found[0], place.id, provider_id), place.id
    )


def provider_check(
    facts: FrameworkFacts, *, known_at: datetime | None = None
) -> ProviderCheck | None:
    """The latest check of providers by counts of colours, where there is one."""
    counted = ReportedCount.objects.filter(known(known_at), framework_id=facts.id)
    rows = list(counted.order_by("-period_start", "id"))
    if not rows:
        return None
    latest = [row for row in rows if row.period_start == rows[0].period_start]
    names = organisations.named({row.provider_id for row in latest}, known_at=known_at)
    counts: dict[int, dict[Word, int]] = defaultdict(dict)
    sources = {row.provider_id: row.source for row in latest}
    totals: dict[Word, int] = defaultdict(int)
    for row in latest:
        counts[row.provider_id][Word(row.word)] = row.count
        totals[Word(row.word)] += row.count
    return ProviderCheck(
        span=Span(latest[0].period_start, latest[0].period_end),
        rows=tuple(
            CountRow(provider, names.get(provider, ""), held, sources[provider])
            for provider, held in counts.items()
        ),
        totals=dict(totals),
    )


def setting_for(
    viewer: Viewer,
    facts: FrameworkFacts,
    span: Span,
    nodes: dict[int, PlaceNode],
    place_ids: Iterable[int],
    *,
    today: date,
    known_at: datetime | None,
    provider_id: int | None = None,
    indicator_ids: Iterable[int] | None = None,
) -> Setting:
    rows = fetch(
        viewer,
        facts,
        span,
        places=place_ids,
        provider_id=provider_id,
        indicator_ids=indicator_ids,
        known_at=known_at,
    )
    providers = {key[2] for key in rows.values.keys() | rows.expected.keys() if key[2] is not None}
    return Setting(
        facts=facts,
        span=span,
        rows=rows,
        places=nodes,
        provider_names=organisations.named(providers, known_at=known_at) if providers else {},
        rules=tuple(rating_rules(facts, known_at=known_at)),
        today=standing_on(today, known_at),
        known_at=known_at,
    )


def _providers_of(setting: Setting, place_ids: Iterable[int]) -> tuple[tuple[int, str], ...]:
    inside = set(place_ids)
    keys = setting.rows.values.keys() | setting.rows.expected.keys()
    found = {key[2] for key in keys if key[2] is not None and key[1] in inside}
    pairs = [(provider, setting.provider_names.get(provider, "")) for provider in found]
    return tuple(sorted(pairs, key=lambda pair: (pair[1], pair[0])))


def subtree(nodes: dict[int, PlaceNode], root: int) -> set[int]:
    found = {root}
    for child in nodes[root].children:
        found |= subtree(nodes, child)
    return found
