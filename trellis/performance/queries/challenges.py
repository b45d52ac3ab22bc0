"""Challenges to figures: when one can be raised, where each stands, what is due of whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from trellis.kernel.capabilities import Capability
from trellis.kernel.deadlines import Clock
from trellis.kernel.lifecycle import Move
from trellis.kernel.periods import Span
from trellis.kernel.viewer import Viewer
from trellis.organisations import queries as organisations
from trellis.performance.lifecycle.scrutiny import (
    CHALLENGE_LIFE,
    ChallengeStage,
    outcome_clock,
    reply_clock,
)
from trellis.performance.models import Challenge, Return, Value
from trellis.performance.policy import CHALLENGE, VALUE
from trellis.performance.queries.facts import Found, FrameworkFacts, Line
from trellis.performance.queries.frameworks import may
from trellis.performance.queries.reports import one_line, place_by_code, subtree, tree
from trellis.performance.queries.rounds import RoundFacts, round_of
from trellis.performance.queries.rows import as_found
from trellis.performance.words import span_words


@dataclass(frozen=True)
class StepFacts:
    """`move` is a name of the lifecycle, or "raise"."""

    move: str
    words: str
    at: datetime


@dataclass(frozen=True)
class ChallengeFacts:
    """`waits` is the clock that runs, of the reply or of the outcome; None once it is closed.
    `round_span` is the round's period, `span` the figure's own. `is_corrected`: a later row has
    taken the place of the figure that was challenged."""

    id: int
    question: str
    stage: str
    label: str
    indicator_number: int
    title: str
    place_name: str
    place_code: str
    provider_id: int | None
    provider_name: str
    raised_for: str
    raised_at: datetime
    closed_at: datetime | None
    span: Span
    round_span: Span
    found: Found
    waits: Clock | None
    is_corrected: bool = False
    steps: tuple[StepFacts, ...] = ()
    may: tuple[Move, ...] = ()
    not_yet: str = ""

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def waits_for_reply(self) -> bool:
        return self.stage == ChallengeStage.RAISED

    @property
    def may_make(self) -> set[str]:
        return {move.name for move in self.may}


@dataclass(frozen=True)
class Raising:
    """Whether the viewer can challenge a figure. `shut` says in words why not now; `bodies` are
    those for which they can, by id and name. None of both where it is not theirs to challenge."""

    value_id: int
    line: Line
    bodies: tuple[tuple[int, str], ...]
    shut: str


def shut(held: RoundFacts | None, span: Span, today: date, handed_in_on: date | None = None) -> str:
    """Why figures of the period cannot be challenged today, in words; "" where they can: from the
    day they are due, or the return was handed in before that, to the day they are checked by."""
    if held is None:
        return _(
            "No round is dated for %(span)s yet. Figures are challenged between the day they are "
            "due and the day they are checked by."
        ) % {"span": span_words(span)}
    first = min(held.dates.due_on, handed_in_on or held.dates.due_on)
    days = {
        "first": date_format(first, "j F Y"),
        "last": date_format(held.dates.checked_by, "j F Y"),
    }
    if today < first:
        return (
            _(
                "It can be challenged from %(first)s, when it is due, or from the day on which its "
                "return is handed in, to %(last)s."
            )
            % days
        )
    if today > held.dates.checked_by:
        return (
            _(
                "It could be challenged from %(first)s to %(last)s. Challenge the next figure of "
                "this line in its own round."
            )
            % days
        )
    return ""


def return_around(framework_id: int, provider_id: int | None, held: RoundFacts) -> Return | None:
    """The provider's return of a round."""
    return Return.objects.filter(
        framework_id=framework_id,
        provider_id=provider_id,
        period_start=held.span.start,
        period_end=held.span.end,
    ).first()


def handed_in_on(row: Return | None) -> date | None:
    """The day on which a return was first handed in."""
    if row is None or row.first_submitted_at is None:
        return None
    return timezone.localdate(row.first_submitted_at)


def raising(viewer: Viewer, facts: FrameworkFacts, value_id: int, *, today: date) -> Raising:
    """To challenge a figure: 404 unseen, 403 where it is not the viewer's to challenge."""
    rows = Value.objects.select_related("indicator", "place")
    row = VALUE.get(viewer, rows, "challenge", pk=value_id)
    if row.indicator.framework_id != facts.id:
        raise Http404
    if not may(viewer, facts.id, "write"):
        raise PermissionDenied
    span = Span(row.period_start, row.period_end)
    line = one_line(
        viewer, facts, row.indicator.number, row.place.code, row.provider_id, span, today=today
    )
    why = shut_on(facts, row.provider_id, span, today)
    return Raising(row.pk, line, _bodies(viewer, row), why)


def shut_on(facts: FrameworkFacts, provider_id: int | None, span: Span, today: date) -> str:
    """Why a provider's figure of the period cannot be challenged that day; "" where it can."""
    held = round_of(facts, span)
    around = return_around(facts.id, provider_id, held) if held else None
    return shut(held, span, today, handed_in_on(around))


def may_challenge(viewer: Viewer, facts: FrameworkFacts, row_id: int | None) -> bool:
    """Whether it is the viewer's to challenge, at whatever time."""
    if row_id is None or not viewer.is_signed_in or not may(viewer, facts.id, "write"):
        return False
    return VALUE.rows(viewer, Value.objects.filter(pk=row_id), "challenge").exists()


def _bodies(viewer: Viewer, row: Value) -> tuple[tuple[int, str], ...]:
    held = viewer.organisations_with(Capability.FIGURE_CHALLENGE) - {row.provider_id}
    return tuple(sorted(organisations.named(held).items(), key=lambda pair: pair[1]))


def challenges(viewer: Viewer, facts: FrameworkFacts) -> list[ChallengeFacts]:
    """Those the viewer may see: the open ones first, and of them what is due soonest."""
    rows = list(CHALLENGE.rows(viewer, _rows(facts.id)))
    found = _facts_of(rows)
    late = date.max
    return sorted(found, key=lambda one: (not one.is_open, one.waits.due if one.waits else late))


def challenge(
    viewer: Viewer, facts: FrameworkFacts, challenge_id: int, *, today: date, move: str = ""
) -> ChallengeFacts:
    """One challenge with its steps and the moves that are the viewer's; 404 unseen, 403 where the
    move is not theirs."""
    rule = CHALLENGE_LIFE.moves[move].needs if move else "view"
    row = CHALLENGE.get(viewer, _rows(facts.id).prefetch_related("steps"), rule, pk=challenge_id)
    open_to = CHALLENGE_LIFE.open_to(row)
    allowed = {needs: CHALLENGE.allows(viewer, needs, row) for needs in {m.needs for m in open_to}}
    found = [move for move in open_to if allowed[move.needs]]
    wrong = [why for one in found for check in one.checks if (why := check(row, today))]
    return _facts_of(
        [row],
        steps=tuple(StepFacts(step.move, step.words, step.at) for step in row.steps.all()),
        may=tuple(one for one in found if not any(check(row, today) for check in one.checks)),
        not_yet=wrong[0] if wrong else "",
    )[0]


def of_figure(
    viewer: Viewer, facts: FrameworkFacts, row_ids: Iterable[int]
) -> list[ChallengeFacts]:
    """What was ever asked of these rows of one line, newest first."""
    rows = _rows(facts.id).filter(value_id__in=list(row_ids))
    return _facts_of(list(CHALLENGE.rows(viewer, rows)))


def open_challenges(
    viewer: Viewer,
    facts: FrameworkFacts,
    span: Span,
    *,
    place_code: str = "",
    provider_id: int | None = None,
    known_at: datetime | None = None,
) -> int:
    """How many figures of a place, or of a provider, that touch the period are challenged now, as
    far as the viewer may know; or were at a moment."""
    rows = Challenge.objects.filter(
        framework_id=facts.id, value__period_start__lt=span.end, value__period_end__gt=span.start
    )
    if known_at is None:
        rows = rows.filter(closed_at=None)
    else:
        rows = rows.filter(Q(closed_at=None) | Q(closed_at__gt=known_at), raised_at__lte=known_at)
    if provider_id is not None:
        rows = rows.filter(value__provider_id=provider_id)
    if place_code:
        nodes = tree(facts)
        rows = rows.filter(value__place_id__in=subtree(nodes, place_by_code(nodes, place_code).id))
    return CHALLENGE.rows(viewer, rows).values("value_id").distinct().count()


def _rows(framework_id: int) -> QuerySet[Challenge]:
    return Challenge.objects.filter(framework_id=framework_id).select_related(
        "value__indicator", "value__version", "value__place"
    )


def waits_of(row: Challenge) -> Clock | None:
    if row.closed_at is not None:
        return None
    return reply_clock(row) if row.stage == ChallengeStage.RAISED else outcome_clock(row)


def _facts_of(rows: list[Challenge], **more: Any) -> list[ChallengeFacts]:
    bodies = {row.raised_for_id for row in rows}
    bodies |= {row.value.provider_id for row in rows if row.value.provider_id}
    names = organisations.named(bodies)
    newest = _newest_of_lines(rows)
    return [_facts(row, names, newest, **more) for row in rows]


_LINE = ("indicator_id", "place_id", "provider_id", "period_start", "period_end")


def _newest_of_lines(rows: list[Challenge]) -> dict[tuple[object, ...], int]:
    """The row that counts of each line that was challenged. One query."""
    of_line = Q(pk__in=[])
    for row in rows:
        of_line |= Q(**{name: getattr(row.value, name) for name in _LINE})
    found = Value.objects.filter(of_line).order_by("recorded_at", "id")
    return {tuple(line): pk for pk, *line in found.values_list("pk", *_LINE)}


def _facts(
    row: Challenge, names: dict[int, str], newest: dict[tuple[object, ...], int], **more: Any
) -> ChallengeFacts:
    value = row.value
    line = tuple(getattr(value, name) for name in _LINE)
    return ChallengeFacts(
        id=row.pk,
        question=row.question,
        stage=row.stage,
        label=row.get_stage_display(),
        indicator_number=value.indicator.number,
        title=value.version.title,
        place_name=value.place.name,
        place_code=value.place.code,
        provider_id=value.provider_id,
        provider_name=names.get(value.provider_id or 0, ""),
        raised_for=names.get(row.raised_for_id, ""),
        raised_at=row.raised_at,
        closed_at=row.closed_at,
        span=Span(value.period_start, value.period_end),
        round_span=Span(row.period_start, row.period_end),
        found=as_found(value),
        waits=waits_of(row),
        is_corrected=newest.get(line, value.pk) != value.pk,
        **more,
    )
