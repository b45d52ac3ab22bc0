"""What somebody is asked to record, with what stood there last time beside it."""

from dataclasses import dataclass, replace
from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404

from trellis.documents import queries as documents
from trellis.kernel.capabilities import Capability
from trellis.kernel.periods import Span, financial_year
from trellis.kernel.viewer import Viewer
from trellis.organisations import queries as organisations
from trellis.performance.models import ReportingLine, Value
from trellis.performance.queries.evidence import evidence
from trellis.performance.queries.facts import Found, FrameworkFacts, IndicatorFacts, Line
from trellis.performance.queries.figures import value_row
from trellis.performance.queries.frameworks import framework_row, indicators
from trellis.performance.queries.lines import PlaceNode, Setting, line_at
from trellis.performance.queries.reports import one_line, place_by_code, setting_for, tree
from trellis.performance.queries.returns import Assessed, assessments_of
from trellis.performance.queries.rounds import RoundFacts, round_of
from trellis.performance.queries.rows import due_on, expected_within, fetch, spans_within


@dataclass(frozen=True)
class OwedLine:
    """One figure that is expected of a provider for a period, recorded or not."""

    line: Line
    provider_id: int
    provider_name: str
    span: Span
    due: date | None
    is_recorded: bool


@dataclass(frozen=True)
class RecordingLine:
    """One line that the viewer may record, with the ids an action needs."""

    line: Line
    place_id: int
    provider_id: int | None
    provider_name: str
    span: Span
    evidence: tuple[documents.Listed, ...] = ()
    # What stood there in the periods before, newest first, and a year before it.
    history: tuple[Found, ...] = ()
    round: RoundFacts | None = None
    assessed: Assessed | None = None


def owed(viewer: Viewer, facts: FrameworkFacts, span: Span, *, today: date) -> list[OwedLine]:
    """Every figure expected of the viewer's own organisations for a period, in order; 403 for
    somebody who records for none, 404 where nothing was ever expected of theirs."""
    providers = viewer.organisations_with(Capability.VALUE_RECORD)
    if not providers:
        raise PermissionDenied
    lines = ReportingLine.objects.filter(
        indicator__framework_id=facts.id, provider_id__in=providers
    ).order_by("indicator__number", "place__name", "id")
    if not lines:
        raise Http404
    nodes = tree(facts)
    setting = setting_for(
        viewer,
        facts,
        span,
        nodes,
        nodes,
        today=today,
        known_at=None,
        indicator_ids={line.indicator_id for line in lines},
    )
    by_id = {indicator.id: indicator for indicator in indicators(facts, span)}
    names = organisations.named(providers)
    return [
        _owed(setting, by_id[line.indicator_id], line, one, names)
        for line in lines
        for one in expected_within(line, span, facts.runs)
    ]


def anything_expected(viewer: Viewer, facts: FrameworkFacts) -> bool:
    """Whether figures were ever expected of the viewer's own organisations."""
    providers = viewer.organisations_with(Capability.VALUE_RECORD)
    if not providers:
        return False
    lines = ReportingLine.objects.filter(provider_id__in=providers)
    return lines.filter(indicator__framework_id=facts.id).exists()


def _owed(
    setting: Setting,
    indicator: IndicatorFacts,
    row: ReportingLine,
    span: Span,
    names: dict[int, str],
) -> OwedLine:
    assert row.provider_id is not None
    line = line_at(replace(setting, span=span), indicator, row.place_id, row.provider_id)
    return OwedLine(
        line=line,
        provider_id=row.provider_id,
        provider_name=names.get(row.provider_id, ""),
        span=span,
        due=due_on(setting.facts, span, setting.today),
        is_recorded=line.found.row_id is not None and line.found.span == span,
    )


def recording_line(
    viewer: Viewer,
    facts: FrameworkFacts,
    number: int,
    place_code: str,
    provider_id: int | None,
    span: Span,
    *,
    today: date,
) -> RecordingLine:
    """The line as it stands now. 403 when it is not the viewer's to record, 404 unseen."""
    framework_row(viewer, facts.slug, "write")
    line = one_line(viewer, facts, number, place_code, provider_id, span, today=today)
    place_id = place_by_code(tree(facts), place_code).id
    if not _may_record(viewer, facts, line, place_id, provider_id):
        raise PermissionDenied
    names = organisations.named([provider_id]) if provider_id else {}
    name = names.get(provider_id or 0, "")
    made = RecordingLine(line, place_id, provider_id, name, span, _behind(viewer, line))
    if provider_id is None:
        return made
    said = assessments_of(provider_id, span).get((line.indicator.id, place_id, span))
    return replace(
        made,
        history=_history(viewer, facts, line, place_id, provider_id),
        round=round_of(facts, span),
        assessed=said,
    )


_SHOWN_BEFORE = 4


def _history(
    viewer: Viewer, facts: FrameworkFacts, line: Line, place_id: int, provider_id: int
) -> tuple[Found, ...]:
    """The last figures of the line, each for a period as long as this one."""
    rows = fetch(
        viewer,
        facts,
        line.span,
        places=[place_id],
        provider_id=provider_id,
        indicator_ids=[line.indicator.id],
        whole_series=True,
    )
    held = rows.values.get((line.indicator.id, place_id, provider_id), {})
    before = [one for one in held if one.kind == line.span.kind and one.end <= line.span.start]
    return tuple(held[one] for one in sorted(before, reverse=True)[:_SHOWN_BEFORE])


def _behind(viewer: Viewer, line: Line) -> tuple[documents.Listed, ...]:
    if line.found.row_id is None:
        return ()
    row = Value.objects.filter(pk=line.found.row_id).first()
    return tuple(evidence(viewer, row)) if row else ()


def value_to_attach_to(viewer: Viewer, facts: FrameworkFacts, value_id: int, today: date) -> Line:
    """Its line; 404 unseen, 403 for whoever may not record it."""
    row = value_row(viewer, value_id, "correct")
    if row.indicator.framework_id != facts.id:
        raise Http404
    framework_row(viewer, facts.slug, "write")
    return _line_of(viewer, facts, row, today)


def _may_record(
    viewer: Viewer, facts: FrameworkFacts, line: Line, place_id: int, provider_id: int | None
) -> bool:
    if provider_id is None:
        return place_id in viewer.places_with(Capability.FRAMEWORK_EDIT)
    if provider_id not in viewer.organisations_with(Capability.VALUE_RECORD):
        return False
    rows = ReportingLine.objects.filter(
        indicator_id=line.indicator.id, place_id=place_id, provider_id=provider_id
    )
    return any(line.span in expected_within(row, line.span, facts.runs) for row in rows)


def target_choices(facts: FrameworkFacts, today: date) -> tuple[list[PlaceNode], list[Span]]:
    """The places and periods for which a target can be set: this year and its quarters, then
    those of the year before and the year to come, as far as the framework runs. Of one that is
    yet to begin, its first two years."""
    nodes = sorted(tree(facts).values(), key=lambda node: (node.id != facts.area_id, node.name))
    year = financial_year(max(today, facts.runs.start))
    periods: list[Span] = []
    for one in (year, year.before(), financial_year(year.end)):
        quarters = spans_within(ReportingLine.Every.QUARTER, one)
        periods += [one, *reversed(quarters)]
    return nodes, [span for span in periods if _touches(facts.runs, span)]


def _touches(runs: Span, span: Span) -> bool:
    return span.start < runs.end and runs.start < span.end


def appraisal(
    viewer: Viewer, facts: FrameworkFacts, value_id: int, *, today: date
) -> tuple[Value, Line]:
    """The value to appraise with its line; 404 unseen, 403 for who may not appraise."""
    row = value_row(viewer, value_id, "appraise")
    if row.indicator.framework_id != facts.id:
        raise Http404
    framework_row(viewer, facts.slug, "write")
    return row, _line_of(viewer, facts, row, today)


def line_of_value(viewer: Viewer, facts: FrameworkFacts, value_id: int, *, today: date) -> Line:
    """The line of a value that the viewer may see."""
    row = value_row(viewer, value_id)
    if row.indicator.framework_id != facts.id:
        raise Http404
    return _line_of(viewer, facts, row, today)


def _line_of(viewer: Viewer, facts: FrameworkFacts, row: Value, today: date) -> Line:
    span = Span(row.period_start, row.period_end)
    number, place = row.indicator.number, row.place.code
    return one_line(viewer, facts, number, place, row.provider_id, span, today=today)
