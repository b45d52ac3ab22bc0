"""Peer reviews: planned ones and past ones, and one with all that was found and answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet

from trellis.kernel.capabilities import Capability
from trellis.kernel.deadlines import Clock
from trellis.kernel.lifecycle import Move
from trellis.kernel.periods import Span, financial_year
from trellis.kernel.viewer import Viewer
from trellis.organisations import queries as organisations
from trellis.performance.lifecycle.scrutiny import (
    PEER_REVIEW_LIFE,
    ReviewStage,
    progress_clock,
    response_clock,
)
from trellis.performance.models import (
    ActionProgress,
    Draw,
    DrawnLine,
    PeerReview,
    ReviewAction,
    ReviewFinding,
)
from trellis.performance.policy import PEER_REVIEW
from trellis.performance.queries.draws import DrawFacts, draw_facts
from trellis.performance.queries.facts import FrameworkFacts
from trellis.performance.queries.frameworks import framework_row, may
from trellis.performance.queries.peers import bodies_from_elsewhere, reported_by


@dataclass(frozen=True)
class NotedFacts:
    """A finding; `about` is the key of a drawn line, "" in general."""

    kind: str
    label: str
    words: str
    about: str


@dataclass(frozen=True)
class ActionFacts:
    id: int
    what: str
    post: str
    by_on: date
    state: str = ""
    label: str = ""
    words: str = ""


@dataclass(frozen=True)
class ReviewFacts:
    """A review as it is listed. `waits` is the clock that runs: of the response, or of the look
    at what came of it."""

    id: int
    provider_id: int
    provider_name: str
    reviewers: tuple[str, ...]
    year: Span
    starts_on: date
    stage: str
    label: str
    waits: Clock | None

    @property
    def is_over(self) -> bool:
        return self.stage in (ReviewStage.CLOSED, ReviewStage.CALLED_OFF)


@dataclass(frozen=True)
class ReviewReport:
    """One review. Where `may_read` is not given, what was found is with the provider alone."""

    facts: ReviewFacts
    draw: DrawFacts | None
    may_read: bool
    report: str
    response: str
    progress: str
    why_called_off: str
    findings: tuple[NotedFacts, ...]
    actions: tuple[ActionFacts, ...]
    planned_at: datetime
    begun_at: datetime | None
    found_at: datetime | None
    responded_at: datetime | None
    closed_at: datetime | None
    may: tuple[Move, ...]
    may_review: bool
    may_respond: bool

    @property
    def may_make(self) -> set[str]:
        return {move.name for move in self.may}

    @property
    def is_noting(self) -> bool:
        return self.may_review and self.facts.stage == ReviewStage.UNDER_WAY

    @property
    def is_answering(self) -> bool:
        return self.may_respond and self.facts.stage == ReviewStage.FOUND


def reviews(viewer: Viewer, facts: FrameworkFacts) -> list[ReviewFacts]:
    """Those of a framework, newest year first."""
    rows = list(PEER_REVIEW.rows(viewer, _rows(facts.id)))
    return _facts_of(rows)


def review(
    viewer: Viewer,
    facts: FrameworkFacts,
    review_id: int,
    *,
    today: date,
    rule: str = "view",
) -> ReviewReport:
    """One review; 404 unseen, 403 where the rule refuses."""
    row = PEER_REVIEW.get(viewer, _rows(facts.id), rule, pk=review_id)
    may_read = PEER_REVIEW.allows(viewer, "report", row) or is_open_to_all(row, today)
    open_to = PEER_REVIEW_LIFE.open_to(row)
    rules = {
        needs: PEER_REVIEW.allows(viewer, needs, row) for needs in ("review", "respond", "plan")
    }
    return ReviewReport(
        facts=_facts_of([row])[0],
        draw=_draw(row),
        **(_said(row) if may_read else _UNSAID),
        may_read=may_read,
        why_called_off=row.why_called_off,
        planned_at=row.planned_at,
        begun_at=row.begun_at,
        found_at=row.found_at,
        responded_at=row.responded_at,
        closed_at=row.closed_at,
        may=tuple(move for move in open_to if rules[move.needs]),
        may_review=rules["review"],
        may_respond=rules["respond"],
    )


def is_open_to_all(row: PeerReview, today: date) -> bool:
    """What was found, once the provider has responded or its time for that is over."""
    if row.found_at is None:
        return False
    return row.responded_at is not None or response_clock(row).is_late(today)


_UNSAID: dict[str, Any] = {
    "report": "", "response": "", "progress": "", "findings": (), "actions": (),
}  # fmt: skip


def _said(row: PeerReview) -> dict[str, Any]:
    noted = ReviewFinding.objects.filter(review=row).select_related("line")
    actions = ReviewAction.objects.filter(review=row).select_related("progress")
    return {
        "report": row.report,
        "response": row.response,
        "progress": row.progress,
        "findings": tuple(
            NotedFacts(
                one.kind, one.get_kind_display(), one.words, one.line.key if one.line else ""
            )
            for one in noted
        ),
        "actions": tuple(_action(one) for one in actions),
    }


def _action(row: ReviewAction) -> ActionFacts:
    come: ActionProgress | None = getattr(row, "progress", None)
    if come is None:
        return ActionFacts(row.pk, row.what, row.post, row.by_on)
    return ActionFacts(
        row.pk, row.what, row.post, row.by_on, come.state, come.get_state_display(), come.words
    )


def _draw(row: PeerReview) -> DrawFacts | None:
    lines = DrawnLine.objects.select_related("value__indicator", "value__version", "value__place")
    found = Draw.objects.filter(review=row).prefetch_related(
        Prefetch("lines", lines.prefetch_related("findings"))
    )
    draw = found.first()
    return draw_facts(draw, shows_findings=False) if draw else None


def _rows(framework_id: int) -> QuerySet[PeerReview]:
    rows = PeerReview.objects.filter(framework_id=framework_id)
    return rows.select_related("framework").prefetch_related("reviewers")


def waits_of(row: PeerReview) -> Clock | None:
    if row.stage == ReviewStage.FOUND:
        return response_clock(row)
    return progress_clock(row) if row.stage == ReviewStage.RESPONDED else None


def _facts_of(rows: Sequence[PeerReview]) -> list[ReviewFacts]:
    bodies = {row.provider_id for row in rows}
    bodies |= {one.organisation_id for row in rows for one in row.reviewers.all()}
    names = organisations.named(bodies)
    return [
        ReviewFacts(
            id=row.pk,
            provider_id=row.provider_id,
            provider_name=names.get(row.provider_id, ""),
            reviewers=tuple(
                sorted(names.get(one.organisation_id, "") for one in row.reviewers.all())
            ),
            year=financial_year(row.year_start),
            starts_on=row.starts_on,
            stage=row.stage,
            label=row.get_stage_display(),
            waits=waits_of(row),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class PlanChoices:
    """Whose year can be reviewed, which years there are, and who could review the one chosen."""

    providers: tuple[tuple[int, str], ...]
    years: tuple[Span, ...]
    bodies: tuple[tuple[int, str], ...]


def plan_choices(
    viewer: Viewer, facts: FrameworkFacts, provider_id: int | None, *, today: date
) -> PlanChoices:
    """403 for who does not keep the round. Nobody plans their own."""
    framework_row(viewer, facts.slug, "round")
    own = viewer.organisations_with(Capability.VALUE_RECORD)
    names = organisations.named(reported_by(facts.id) - own)
    if provider_id is not None and provider_id not in names:
        raise PermissionDenied
    this = financial_year(today)
    years = [one for one in (this.before(), this) if one.start < facts.runs.end]
    bodies = (
        bodies_from_elsewhere(facts.id, facts.area_id, provider_id)
        if provider_id is not None
        else {}
    )
    ordered = sorted(names.items(), key=lambda pair: pair[1])
    return PlanChoices(tuple(ordered), tuple(years), tuple(bodies.items()))


def may_plan(viewer: Viewer, facts: FrameworkFacts) -> bool:
    """Whether the viewer keeps the rounds of a framework that still takes something."""
    return may(viewer, facts.id, "round")
