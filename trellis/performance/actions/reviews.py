"""A peer review: planned by who keeps the round, made by people of other districts, answered by
the provider with a plan, and looked at again."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.capabilities import Capability
from trellis.kernel.events import Event
from trellis.kernel.periods import Span, financial_year
from trellis.kernel.viewer import Viewer
from trellis.organisations import queries as organisations
from trellis.performance import events
from trellis.performance.actions.draws import begin_draw, write_lines
from trellis.performance.lifecycle.scrutiny import PEER_REVIEW_LIFE
from trellis.performance.models import (
    ActionProgress,
    DrawnLine,
    Framework,
    PeerReview,
    PeerReviewer,
    ReviewAction,
    ReviewFinding,
)
from trellis.performance.policy import FRAMEWORK, PEER_REVIEW
from trellis.performance.queries.draws import handed_in
from trellis.performance.queries.peers import bodies_from_elsewhere, reported_by
from trellis.performance.rules import sampling
from trellis.performance.rules.codes import IndicatorKind


@act
def plan_peer_review(
    *,
    framework: Framework,
    provider_id: int,
    year: Span,
    starts_on: date,
    reviewer_ids: Collection[int],
    by: Viewer,
    now: datetime,
    once: str = "",
) -> PeerReview:
    """Plan the review of a provider's year by the people of some bodies. Nobody plans their own."""
    FRAMEWORK.require(by, "round", framework)
    if provider_id in by.organisations_with(Capability.VALUE_RECORD):
        raise PermissionDenied
    do_once(once, now=now)
    if provider_id not in reported_by(framework.pk):
        raise ValidationError({"provider": _("Choose a body that reports in this framework.")})
    _refuse_reviewers(framework, provider_id, reviewer_ids)
    planned = PeerReview.objects.filter(
        framework=framework, provider=provider_id, year_start=year.start
    )
    if planned.exclude(stage=PeerReview.Stage.CALLED_OFF).exists():
        raise ValidationError({"provider": _("It has a review for that year already.")})
    row = PeerReview.objects.create(
        framework=framework,
        provider_id=provider_id,
        year_start=year.start,
        starts_on=starts_on,
        planned_at=now,
        planned_by_id=by.account_id,
    )
    PeerReviewer.objects.bulk_create(
        PeerReviewer(review=row, organisation_id=body) for body in sorted(reviewer_ids)
    )
    _sign(events.PeerReviewPlanned(row.pk), row, by, now)
    return row


def _refuse_reviewers(
    framework: Framework, provider_id: int, reviewer_ids: Collection[int]
) -> None:
    if not reviewer_ids:
        raise ValidationError({"reviewers": _("Choose at least one body of another district.")})
    elsewhere = bodies_from_elsewhere(framework.pk, framework.area_id, provider_id)
    if near := set(reviewer_ids) - set(elsewhere):
        names = ", ".join(sorted(organisations.named(near).values()))
        words = _(
            "%(names)s cannot review it: choose bodies that cover none of its districts and do "
            "not accept its returns."
        )
        raise ValidationError({"reviewers": words % {"names": names}})


@act
def begin_peer_review(*, review_id: int, by: Viewer, now: datetime, once: str = "") -> PeerReview:
    """Draw ten to twenty figures and three accounts of the year. From now on it is under way."""
    row = _held(review_id, "begin", by, now, once)
    year = financial_year(row.year_start)
    lines = handed_in(row.framework_id, row.provider_id, year)
    if not lines:
        raise ValidationError(_("Nothing was recorded of that year: there is nothing to draw."))
    accounts = [one for one in lines if one.indicator.kind == IndicatorKind.NARRATIVE]
    figures = [one for one in lines if one.indicator.kind != IndicatorKind.NARRATIVE]
    provider = organisations.named([row.provider_id])[row.provider_id]
    draw = begin_draw(row.framework, f"{year.code} {provider}", by=by, now=now, review=row)
    kinds = DrawnLine.Kind
    write_lines(draw, figures, kinds.FIGURE, sampling.size_for_review(len(figures)))
    write_lines(draw, accounts, kinds.ACCOUNT, sampling.REVIEW_ACCOUNTS, after=len(figures))
    row.begun_at = now
    row.save()
    _sign(events.PeerReviewBegun(row.pk), row, by, now)
    return row


@act
def note_finding(
    *,
    review_id: int,
    kind: str,
    words: str,
    by: Viewer,
    now: datetime,
    drawn_id: int | None = None,
    once: str = "",
) -> ReviewFinding:
    """A strength, a concern or a suggestion, about a drawn line or in general."""
    row = PEER_REVIEW.get(by, _for_update(), "review", pk=review_id)
    do_once(once, now=now)
    if row.stage != PeerReview.Stage.UNDER_WAY:
        raise ValidationError(_("Findings are noted while the review is under way."))
    line = None
    if drawn_id is not None:
        lines = DrawnLine.objects.filter(draw__review=row, is_drawn=True)
        line = lines.filter(pk=drawn_id).first()
        if line is None:
            raise ValidationError({"line": _("Choose one of the lines that were drawn.")})
    finding = ReviewFinding.objects.create(
        review=row, kind=kind, line=line, words=words, noted_at=now, noted_by_id=by.account_id
    )
    event = events.ReviewFindingNoted(finding.pk)
    sign(event, by=by, now=now, of=f"peerreview:{row.pk}", fields=["findings"])
    return finding


@act
def give_findings(
    *, review_id: int, report: str, by: Viewer, now: datetime, once: str = ""
) -> PeerReview:
    """Hand what was found to the provider, who replies before everybody can read it."""
    row = _held(review_id, "give_findings", by, now, once)
    row.report, row.found_at = report, now
    row.save()
    _sign(events.PeerReviewFound(row.pk), row, by, now)
    return row


@act
def add_action(
    *,
    review_id: int,
    what: str,
    post: str,
    by_on: date,
    by: Viewer,
    now: datetime,
    once: str = "",
) -> ReviewAction:
    """Put an action into the plan, before the response is handed in."""
    row = _answering(review_id, by)
    do_once(once, now=now)
    if by_on <= timezone.localdate(now):
        raise ValidationError({"by_on": _("Enter a day to come.")})
    action = ReviewAction.objects.create(
        review=row, what=what, post=post, by_on=by_on, added_at=now
    )
    event = events.ReviewActionAdded(action.pk)
    sign(event, by=by, now=now, of=f"peerreview:{row.pk}", fields=["actions"])
    return action


@act
def remove_action(
    *, review_id: int, action_id: int, by: Viewer, now: datetime, once: str = ""
) -> None:
    row = _answering(review_id, by)
    do_once(once, now=now)
    ReviewAction.objects.filter(review=row, pk=action_id).delete()
    event = events.ReviewActionRemoved(action_id)
    sign(event, by=by, now=now, of=f"peerreview:{row.pk}", fields=["actions"])


def _answering(review_id: int, by: Viewer) -> PeerReview:
    row = PEER_REVIEW.get(by, _for_update(), "respond", pk=review_id)
    if row.stage != PeerReview.Stage.FOUND:
        raise ValidationError(_("The plan is made between the findings and the response."))
    return row


@act
def respond_to_review(
    *, review_id: int, response: str, by: Viewer, now: datetime, once: str = ""
) -> PeerReview:
    """Hand in the response with the plan as it stands. From now on everybody can read both."""
    row = _held(review_id, "respond", by, now, once)
    row.response, row.responded_at = response, now
    row.save()
    _sign(events.PeerReviewAnswered(row.pk), row, by, now)
    return row


@act
def check_progress(
    *,
    review_id: int,
    states: Mapping[int, tuple[str, str]],
    progress: str,
    by: Viewer,
    now: datetime,
    once: str = "",
) -> PeerReview:
    """How far each action has come (`states`: by the action's id its state and a few words), and
    what is to be said of it all. It closes the review."""
    row = _held(review_id, "check_progress", by, now, once)
    actions = set(row.actions.values_list("pk", flat=True))
    if set(states) != actions:
        raise ValidationError(_("Say of every action how far it has come."))
    ActionProgress.objects.bulk_create(
        ActionProgress(
            action_id=action_id,
            state=state,
            words=words,
            checked_at=now,
            checked_by_id=by.account_id,
        )
        for action_id, (state, words) in states.items()
    )
    row.progress, row.closed_at = progress, now
    row.save()
    _sign(events.PeerReviewClosed(row.pk), row, by, now)
    return row


@act
def call_off_review(
    *, review_id: int, why: str, by: Viewer, now: datetime, once: str = ""
) -> PeerReview:
    """It does not take place, and says why; another can be planned for the year."""
    row = _held(review_id, "call_off", by, now, once)
    row.why_called_off = why
    row.save()
    event = events.PeerReviewCalledOff(row.pk)
    sign(event, by=by, now=now, of=f"peerreview:{row.pk}", fields=["stage"], why=why)
    return row


def _for_update() -> QuerySet[PeerReview]:
    return PeerReview.objects.select_for_update(of=("self",)).select_related("framework")


def _held(review_id: int, move: str, by: Viewer, now: datetime, once: str) -> PeerReview:
    """The row, moved on (unsaved)."""
    row = PEER_REVIEW.get(by, _for_update(), PEER_REVIEW_LIFE.moves[move].needs, pk=review_id)
    do_once(once, now=now)
    PEER_REVIEW_LIFE.make(row, move, today=timezone.localdate(now))
    return row


def _sign(event: Event, row: PeerReview, by: Viewer, now: datetime) -> None:
    sign(event, by=by, now=now, of=f"peerreview:{row.pk}", fields=["stage"])
