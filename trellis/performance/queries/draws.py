"""Lines drawn by lot from the returns of a round, and what was found under them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from trellis.kernel.periods import Span
from trellis.kernel.viewer import Viewer
from trellis.organisations import queries as organisations
from trellis.performance.lifecycle import ReturnStage
from trellis.performance.models import Draw, DrawnLine, FindingReply, LineFinding, Return, Value
from trellis.performance.policy import DRAW, RETURN
from trellis.performance.queries.facts import FrameworkFacts
from trellis.performance.queries.figures import FigureReport, figure_report
from trellis.performance.queries.rounds import RoundFacts, round_of
from trellis.performance.rules.codes import ValueState

HANDED_IN = (ReturnStage.SUBMITTED, ReturnStage.CHECKED, ReturnStage.ACCEPTED)


@dataclass(frozen=True)
class FindingFacts:
    """What a checker found, and what the provider said to it (`reply` empty: nothing yet)."""

    id: int
    result: str
    label: str
    words: str
    instead: str
    at: datetime
    reply: str = ""
    replied_at: datetime | None = None


@dataclass(frozen=True)
class DrawnFacts:
    """One line of the list a draw was made from. `finding` is the newest, where it may be seen."""

    id: int
    number: int
    key: str
    kind: str
    title: str
    place_name: str
    place_code: str
    indicator_number: int
    provider_id: int | None
    span: Span
    is_drawn: bool
    finding: FindingFacts | None = None


@dataclass(frozen=True)
class DrawFacts:
    made_of: str
    seed: str
    at: datetime
    lines: tuple[DrawnFacts, ...]
    shows_findings: bool = True

    @property
    def drawn(self) -> list[DrawnFacts]:
        return [line for line in self.lines if line.is_drawn]

    @property
    def looked_at(self) -> int:
        return sum(line.finding is not None for line in self.drawn)


@dataclass(frozen=True)
class SampledReturn:
    """A return with its draw, if there is one; `may_draw`: by the viewer, now."""

    id: int
    provider_id: int
    provider_name: str
    is_handed_in: bool
    draw: DrawFacts | None
    may_draw: bool
    may_look: bool
    may_answer: bool


@dataclass(frozen=True)
class LookedAt:
    """A drawn line with all that is under it and all that was found. `drawn_row` is the row that
    was drawn; `report` shows the line as it is now. `mark` differs as soon as somebody finds
    something else; `next_id` is the next drawn line that nobody has looked at."""

    line: DrawnFacts
    provider_name: str
    report: FigureReport
    drawn_row: int
    findings: tuple[FindingFacts, ...]
    may_look: bool
    may_answer: bool
    next_id: int | None

    @property
    def mark(self) -> str:
        return str(self.findings[0].id) if self.findings else ""

    @property
    def is_corrected(self) -> bool:
        """Since it was drawn."""
        return bool(self.report.rows) and self.report.rows[0].row_id != self.drawn_row


def handed_in(framework_id: int, provider_id: int, span: Span) -> list[Value]:
    """The newest row of every line a provider recorded for a period and the shorter ones in it,
    by indicator, place and period. What is missing was not handed in."""
    rows = Value.objects.filter(
        indicator__framework_id=framework_id,
        provider_id=provider_id,
        period_end__gt=span.start,
        period_end__lte=span.end,
    )
    newest: dict[tuple[int, str, date, date], Value] = {}
    for row in rows.select_related("indicator", "place").order_by("recorded_at", "id"):
        key = (row.indicator.number, row.place.code, row.period_start, row.period_end)
        newest[key] = row
    return [row for _key, row in sorted(newest.items()) if row.state != ValueState.MISSING]


def key_of(row: Value) -> str:
    """How a line is named in a draw: indicator, place, period."""
    span = Span(row.period_start, row.period_end)
    return f"{row.indicator.number} {row.place.code} {span.code}"


def round_at(facts: FrameworkFacts, span: Span) -> RoundFacts | None:
    """The round of exactly that period."""
    found = round_of(facts, span)
    return found if found and found.span == span else None


def samples(viewer: Viewer, facts: FrameworkFacts, span: Span) -> list[SampledReturn]:
    """The returns of a round with their draws: those the viewer may see, and of the others what
    was drawn from them, which everybody may repeat. By the provider's name."""
    of_round = {"framework_id": facts.id, "period_start": span.start, "period_end": span.end}
    drawn = DRAW.rows(
        viewer, Draw.objects.filter(**{f"of_return__{k}": v for k, v in of_round.items()})
    )
    draws = {row.of_return_id: row for row in drawn.prefetch_related(_lines())}
    seen = set(RETURN.rows(viewer, Return.objects.filter(**of_round)).values_list("pk", flat=True))
    rows = list(Return.objects.filter(pk__in=seen | {pk for pk in draws if pk}))
    may = {rule: _allowed(viewer, rows, rule) for rule in ("draw", "fill")}
    shows = set(DRAW.rows(viewer, drawn, "findings").values_list("of_return_id", flat=True))
    names = organisations.named(row.provider_id for row in rows)
    found = [
        SampledReturn(
            id=row.pk,
            provider_id=row.provider_id,
            provider_name=names.get(row.provider_id, ""),
            is_handed_in=row.stage in HANDED_IN,
            draw=draw_facts(draws[row.pk], shows_findings=row.pk in shows)
            if row.pk in draws
            else None,
            may_draw=row.pk not in draws and row.stage in HANDED_IN and row.pk in may["draw"],
            may_look=row.pk in may["draw"],
            may_answer=row.pk in may["fill"],
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: one.provider_name)


def _allowed(viewer: Viewer, rows: Sequence[Return], rule: str) -> set[int]:
    among = Return.objects.filter(pk__in=[row.pk for row in rows])
    return set(RETURN.rows(viewer, among, rule).values_list("pk", flat=True))


def _lines() -> "Prefetch[str]":
    rows = DrawnLine.objects.select_related("value__indicator", "value__version", "value__place")
    newest_last = LineFinding.objects.select_related("reply").order_by("found_at", "id")
    return Prefetch("lines", rows.prefetch_related(Prefetch("findings", newest_last)))


def draw_facts(row: Draw, *, shows_findings: bool) -> DrawFacts:
    lines = tuple(drawn_facts(line, shows_findings=shows_findings) for line in row.lines.all())
    return DrawFacts(row.made_of, row.seed, row.drawn_at, lines, shows_findings)


def drawn_facts(line: DrawnLine, *, shows_findings: bool) -> DrawnFacts:
    value = line.value
    found = list(line.findings.all()) if shows_findings else []
    return DrawnFacts(
        id=line.pk,
        number=line.number,
        key=line.key,
        kind=line.of_kind,
        title=value.version.title,
        place_name=value.place.name,
        place_code=value.place.code,
        indicator_number=value.indicator.number,
        provider_id=value.provider_id,
        span=Span(value.period_start, value.period_end),
        is_drawn=line.is_drawn,
        finding=_finding(found[-1]) if found else None,
    )


def _finding(row: LineFinding) -> FindingFacts:
    reply: FindingReply | None = getattr(row, "reply", None)
    return FindingFacts(
        id=row.pk,
        result=row.result,
        label=row.get_result_display(),
        words=row.words,
        instead=row.instead,
        at=row.found_at,
        reply=reply.words if reply else "",
        replied_at=reply.replied_at if reply else None,
    )


def of_draw(draw: Draw) -> QuerySet[DrawnLine]:
    return DrawnLine.objects.filter(draw=draw, is_drawn=True)


def looked_at(
    viewer: Viewer,
    facts: FrameworkFacts,
    span: Span,
    drawn_id: int,
    *,
    today: date,
    rule: str = "view",
) -> LookedAt:
    """One drawn line of a return in that round; 404 for another, 403 where the rule refuses."""
    line = _drawn_line(facts, span, drawn_id)
    draw = DRAW.get(viewer, Draw.objects.all(), rule, pk=line.draw_id)
    shows = DRAW.allows(viewer, "findings", draw)
    drawn = drawn_facts(line, shows_findings=shows)
    report = figure_report(
        viewer,
        facts,
        drawn.indicator_number,
        drawn.place_code,
        drawn.provider_id,
        drawn.span,
        today=today,
    )
    left = of_draw(draw).filter(findings=None).exclude(pk=line.pk).order_by("number").first()
    names = organisations.named([drawn.provider_id] if drawn.provider_id else [])
    return LookedAt(
        line=drawn,
        provider_name=names.get(drawn.provider_id or 0, ""),
        report=report,
        drawn_row=line.value_id,
        findings=tuple(_finding(one) for one in reversed(line.findings.all())) if shows else (),
        may_look=DRAW.allows(viewer, "look", draw),
        may_answer=DRAW.allows(viewer, "answer", draw),
        next_id=left.pk if left else None,
    )


def _drawn_line(facts: FrameworkFacts, span: Span, drawn_id: int) -> DrawnLine:
    newest_last = LineFinding.objects.select_related("reply").order_by("found_at", "id")
    rows = DrawnLine.objects.filter(
        draw__of_return__framework_id=facts.id,
        draw__of_return__period_start=span.start,
        draw__of_return__period_end=span.end,
        is_drawn=True,
    ).select_related("value__indicator", "value__version", "value__place")
    found = rows.prefetch_related(Prefetch("findings", newest_last)).filter(pk=drawn_id).first()
    if found is None:
        raise Http404
    return found
