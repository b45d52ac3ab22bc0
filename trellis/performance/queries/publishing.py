"""Where the publishing of a period stands: what is in its way, what is being made, and what a
restatement would change."""

from dataclasses import dataclass
from datetime import date, datetime

from trellis.kernel.periods import Span
from trellis.kernel.viewer import Viewer
from trellis.performance.models import Framework, Publication, PublicationRun
from trellis.performance.policy import FRAMEWORK
from trellis.performance.queries.facts import FrameworkFacts
from trellis.performance.queries.frameworks import framework
from trellis.performance.queries.frozen import (
    ReturnFacts,
    figures_now,
    returns_expected,
    unaccepted,
)
from trellis.performance.queries.published import (
    PublicationFacts,
    figures_published,
    publication,
    publications,
)
from trellis.performance.queries.rounds import RoundFacts, rounds
from trellis.performance.rules.publishing import (
    Bar,
    Difference,
    Standing,
    bars,
    bars_to_restating,
    differences,
)

MOST_TRIES = 4


@dataclass(frozen=True)
class RunFacts:
    """A publication that was asked for. `stage`: asked, made or failed."""

    id: int
    framework_slug: str
    span: Span
    number: int
    stage: str
    known_at: datetime
    reason: str
    words: str
    audit_head: str
    done: int
    tries: int


@dataclass(frozen=True)
class Publishing:
    """A period as whoever publishes it finds it. `differing` is None where nothing is published
    that could differ."""

    span: Span
    round: RoundFacts | None
    standing: Standing
    returns: tuple[ReturnFacts, ...]
    run: RunFacts | None
    newest: PublicationFacts | None
    differing: tuple[Difference, ...] | None = None

    def bars(self, today: date) -> list[Bar]:
        if self.newest is None:
            return bars(self.standing, today)
        return bars_to_restating(self.standing, differs=bool(self.differing))

    @property
    def waiting(self) -> list[ReturnFacts]:
        return unaccepted(self.returns)

    @property
    def next_number(self) -> int:
        return self.standing.published + 1


def publishing(facts: FrameworkFacts, span: Span, *, today: date) -> Publishing:
    """For whoever holds the rule `round`, which the caller has asked."""
    found = [one for one in rounds(facts) if one.span == span]
    held = tuple(returns_expected(facts, span))
    run = newest_run(facts, span)
    is_made = bool(run and run.stage == PublicationRun.Stage.ASKED)
    made = publications(facts, span)
    standing = Standing(
        is_live=facts.stage == Framework.Stage.LIVE,
        dates=found[0].dates if found else None,
        period_end=span.end,
        published=made[0].number if made else 0,
        is_being_made=is_made,
        unaccepted=len(unaccepted(held)),
    )
    differing = None
    if made and not is_made:
        differing = tuple(differing_now(facts, span, today=today))
    return Publishing(
        span=span,
        round=found[0] if found else None,
        standing=standing,
        returns=held,
        run=run,
        newest=made[0] if made else None,
        differing=differing,
    )


def differing_now(facts: FrameworkFacts, span: Span, *, today: date) -> list[Difference]:
    """What a restatement would change of the newest publication of the period."""
    newest, _all = publication(facts, span)
    return differences(figures_published(newest), figures_now(facts, span, today=today))


def touched_too(facts: FrameworkFacts, span: Span, *, today: date) -> list[tuple[Span, int]]:
    """The other published periods that have come to differ, and by how many figures: those that
    reach over this one, and the one after it, which is compared with it."""
    spans = {one.span for one in publications(facts)} - {span}
    near = [one for one in spans if _rests_on(one, span)]
    counted = [(one, len(differing_now(facts, one, today=today))) for one in sorted(near)]
    return [(one, count) for one, count in counted if count]


def _rests_on(one: Span, span: Span) -> bool:
    overlaps = one.start < span.end and span.start < one.end
    return overlaps or one.start == span.end


def newest_run(facts: FrameworkFacts, span: Span) -> RunFacts | None:
    rows = PublicationRun.objects.select_related("framework").filter(
        framework_id=facts.id, period_start=span.start, period_end=span.end
    )
    row = rows.order_by("-id").first()
    return _run(row) if row else None


def run_to_make(viewer: Viewer, run_id: int) -> tuple[RunFacts, FrameworkFacts] | None:
    """For the worker: what was asked for, while nobody has made it."""
    row = (
        PublicationRun.objects.select_related("framework")
        .filter(pk=run_id, stage=PublicationRun.Stage.ASKED)
        .first()
    )
    if row is None:
        return None
    return _run(row), framework(viewer, row.framework.slug, known_at=row.known_at)


def interrupted_runs(*, before: datetime) -> list[int]:
    """For the worker: those that nobody has worked at since then."""
    rows = PublicationRun.objects.filter(stage=PublicationRun.Stage.ASKED, touched_at__lt=before)
    return list(rows.order_by("touched_at").values_list("pk", flat=True)[:20])


def may_publish(viewer: Viewer, facts: FrameworkFacts) -> bool:
    return FRAMEWORK.rows(viewer, Framework.objects.filter(pk=facts.id), "round").exists()


def newest_number(facts: FrameworkFacts, span: Span) -> int:
    rows = Publication.objects.filter(
        framework_id=facts.id, period_start=span.start, period_end=span.end
    )
    return rows.order_by("-number").values_list("number", flat=True).first() or 0


def _run(row: PublicationRun) -> RunFacts:
    return RunFacts(
        id=row.pk,
        framework_slug=row.framework.slug,
        span=Span(row.period_start, row.period_end),
        number=row.number,
        stage=row.stage,
        known_at=row.known_at,
        reason=row.reason,
        words=row.words,
        audit_head=row.audit_head,
        done=row.done,
        tries=row.tries,
    )
