"""A return: its lines with what stood there before, what was asked, and what can be done now."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Value
from django.http import Http404
from django.utils import timezone

from trellis.kernel.capabilities import Capability
from trellis.kernel.periods import Span
from trellis.kernel.viewer import Viewer
from trellis.organisations import queries as organisations
from trellis.performance.lifecycle import RETURN_LIFE
from trellis.performance.models import LineQuestion, Return, SelfAssessment
from trellis.performance.policy import RETURN
from trellis.performance.queries.facts import FrameworkFacts, Line
from trellis.performance.queries.frameworks import framework, indicators
from trellis.performance.queries.lines import line_at, with_the_aim_of_its_place
from trellis.performance.queries.locks import lock_of
from trellis.performance.queries.owing import Owing, owing
from trellis.performance.queries.reports import setting_for, tree
from trellis.performance.queries.rounds import RoundFacts, rounds
from trellis.performance.rules.codes import SelfRating
from trellis.performance.rules.locks import Lock
from trellis.performance.rules.ratings import Outcome
from trellis.performance.rules.rounds import Share

LineKey = tuple[int, int, Span]
_CONTRARY = {
    (SelfRating.ON_TRACK.value, Outcome.NOT_MET),
    (SelfRating.OFF_TRACK.value, Outcome.MET),
}


@dataclass(frozen=True)
class Assessed:
    """What a provider says of its own line."""

    rating: str
    words: str
    recorded_at: datetime


@dataclass(frozen=True)
class Asked:
    """A question about a line, and its answer."""

    id: int
    words: str
    asked_at: datetime
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True)
class ReturnLine:
    """One figure of a return. `changed_since`: it was recorded after the return was accepted."""

    owing: Owing
    line: Line
    assessed: Assessed | None
    questions: tuple[Asked, ...]
    changed_since: bool

    @property
    def is_waiting(self) -> bool:
        """Something was asked about it and not answered."""
        return any(one.answered_at is None for one in self.questions)

    @property
    def is_unexplained(self) -> bool:
        """Its provider sees it as the rating does not, and does not say why."""
        said = self.assessed
        if said is None or said.words:
            return False
        return (said.rating, self.line.rating.outcome) in _CONTRARY


@dataclass(frozen=True)
class Step:
    move: str
    words: str
    at: datetime


@dataclass(frozen=True)
class ReturnReport:
    """`moves` are those open to the viewer; `barred` says that they are theirs to check but for
    having handed it in or signed it themselves."""

    id: int
    mark: str
    stage: str
    round: RoundFacts
    provider_id: int
    provider_name: str
    lines: tuple[ReturnLine, ...]
    acceptors: tuple[str, ...]
    is_subcontracted: bool
    steps: tuple[Step, ...]
    lock: Lock | None
    unlocked_until: datetime | None
    moves: tuple[str, ...]
    may_fill: bool
    may_ask: bool
    may_unlock: bool
    is_barred: bool
    is_late: bool

    @property
    def given(self) -> Share:
        """How many of its figures something was said of."""
        return Share(sum(one.owing.is_recorded for one in self.lines), len(self.lines))

    @property
    def waiting(self) -> int:
        return sum(one.is_waiting for one in self.lines)

    @property
    def next_line(self) -> ReturnLine | None:
        """The first figure nothing was said of."""
        return next((one for one in self.lines if not one.owing.is_recorded), None)


def return_row(viewer: Viewer, facts: FrameworkFacts, span: Span, provider_id: int) -> Return:
    """The row, to hand to an action; 404 where there is none that the viewer may see."""
    rows = Return.objects.select_related("framework")
    return RETURN.get(
        viewer,
        rows,
        framework_id=facts.id,
        period_start=span.start,
        period_end=span.end,
        provider_id=provider_id,
    )


def has_return(viewer: Viewer, facts: FrameworkFacts, span: Span, provider_id: int | None) -> bool:
    """Whether there is a return of the provider in the round that the viewer may see."""
    rows = Return.objects.filter(
        framework_id=facts.id, provider_id=provider_id, period_start=span.start, period_end=span.end
    )
    return RETURN.rows(viewer, rows).exists()


def return_report(
    viewer: Viewer,
    facts: FrameworkFacts,
    span: Span,
    provider_id: int,
    *,
    now: datetime,
    today: date,
) -> ReturnReport:
    """Everything about one return; 404 where there is none that the viewer may see."""
    row = return_row(viewer, facts, span, provider_id)
    round_ = next(one for one in rounds(facts) if one.span == span)
    allowed = _allowed(viewer, row)
    named = list(row.acceptors.values_list("organisation_id", "is_prime"))
    names = organisations.named([provider_id, *(pk for pk, _prime in named)])
    unlocks = row.unlocks.order_by("-until_at").values_list("until_at", flat=True)
    unlocked = unlocks.first()
    handed_in_on = _day(row.first_submitted_at)
    return ReturnReport(
        id=row.pk,
        mark=row.mark,
        stage=row.stage,
        round=round_,
        provider_id=provider_id,
        provider_name=names.get(provider_id, ""),
        lines=tuple(_lines(viewer, facts, row, round_, today)),
        acceptors=tuple(sorted(names.get(pk, "") for pk, _prime in named)),
        is_subcontracted=any(is_prime for _pk, is_prime in named),
        steps=tuple(Step(one.move, one.words, one.at) for one in row.steps.order_by("-at", "-id")),
        lock=lock_of(round_, row, now=now, today=today),
        unlocked_until=unlocked if unlocked and unlocked > now else None,
        moves=tuple(move.name for move in RETURN_LIFE.open_to(row) if move.needs in allowed),
        may_fill="fill" in allowed,
        may_ask="check" in allowed and row.stage in (Return.Stage.SUBMITTED, Return.Stage.CHECKED),
        may_unlock="unlock" in allowed,
        is_barred=_is_barred(viewer, row, [pk for pk, _prime in named], allowed),
        is_late=(handed_in_on or today) > round_.dates.due_on,
    )


def require_move(viewer: Viewer, row: Return, move: str) -> None:
    """403 for whoever the policy never lets make it; where it stands in its life is told on the
    page."""
    RETURN.require(viewer, RETURN_LIFE.moves[move].needs, row)


def _allowed(viewer: Viewer, row: Return) -> frozenset[str]:
    """What the policy lets the viewer do with the row, in one query."""
    rules = ("fill", "check", "accept", "unlock")
    held = Return.objects.filter(pk=row.pk)
    found = [RETURN.rows(viewer, held, rule).order_by().values_list(Value(rule)) for rule in rules]
    return frozenset(name for (name,) in found[0].union(*found[1:]))


def _is_barred(
    viewer: Viewer, row: Return, acceptors: Iterable[int], allowed: frozenset[str]
) -> bool:
    """Whether the viewer's body is to make the next move, but another person of it."""
    needed = {Return.Stage.SUBMITTED.value: "check", Return.Stage.CHECKED.value: "accept"}
    held = viewer.organisations_with(Capability.RETURN_ACCEPT) & set(acceptors)
    return bool(held) and row.stage in needed and needed[row.stage] not in allowed


def _lines(
    viewer: Viewer, facts: FrameworkFacts, row: Return, round_: RoundFacts, today: date
) -> Iterable[ReturnLine]:
    owed = owing(row, round_.span)
    nodes = tree(facts)
    setting = setting_for(
        viewer,
        facts,
        round_.span,
        nodes,
        {one.place_id for one in owed},
        today=today,
        known_at=None,
        indicator_ids={one.indicator_id for one in owed},
    )
    by_id = {one.id: one for one in indicators(facts, round_.span)}
    assessed = assessments_of(row.provider_id, round_.span)
    asked = _questions(row)
    for one in owed:
        here, indicator = replace(setting, span=one.span), by_id[one.indicator_id]
        own = line_at(here, indicator, one.place_id, row.provider_id)
        line = with_the_aim_of_its_place(here, indicator, own, one.place_id)
        at = line.found.recorded_at
        yield ReturnLine(
            owing=one,
            line=line,
            assessed=assessed.get((one.indicator_id, one.place_id, one.span)),
            questions=tuple(asked.get((one.indicator_id, one.place_id), ())),
            changed_since=bool(row.accepted_at and at and at > row.accepted_at),
        )


def unexplained(viewer: Viewer, row: Return, today: date) -> list[ReturnLine]:
    """The lines of which a provider says one thing and the rating another, and nothing why."""
    facts = framework(viewer, row.framework.slug)
    span = Span(row.period_start, row.period_end)
    round_ = next(one for one in rounds(facts) if one.span == span)
    return [one for one in _lines(viewer, facts, row, round_, today) if one.is_unexplained]


def assessments_of(provider_id: int, span: Span) -> dict[LineKey, Assessed]:
    """The newest word of a provider on each of its lines within a period."""
    rows = SelfAssessment.objects.filter(
        provider_id=provider_id, period_end__gt=span.start, period_end__lte=span.end
    ).order_by("recorded_at", "id")
    return {
        (row.indicator_id, row.place_id, Span(row.period_start, row.period_end)): Assessed(
            row.rating, row.words, row.recorded_at
        )
        for row in rows
    }


def _questions(row: Return) -> dict[tuple[int, int], list[Asked]]:
    found: dict[tuple[int, int], list[Asked]] = defaultdict(list)
    for one in row.questions.all():
        asked = Asked(one.pk, one.words, one.asked_at, one.answer, one.answered_at)
        found[one.indicator_id, one.place_id].append(asked)
    return found


def question_row(viewer: Viewer, of_return: Return, question_id: int) -> LineQuestion:
    """One question about the return, to be answered; 404 where there is none, 403 for somebody
    who does not answer for the provider."""
    row = of_return.questions.select_related("indicator", "place").filter(pk=question_id).first()
    if row is None:
        raise Http404
    RETURN.require(viewer, "fill", of_return)
    return row


def _day(at: datetime | None) -> date | None:
    return timezone.localdate(at) if at else None
