"""Proposing a change, asking people about it, and deciding."""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.viewer import Viewer
from trellis.performance import events
from trellis.performance.actions.indicators import refuse_retired
from trellis.performance.actions.worth import refuse_misplaced, refuse_unrated
from trellis.performance.lifecycle import PROPOSAL_LIFE, Change, Opinion, ProposalStage
from trellis.performance.models import Framework, Indicator, Proposal, ProposalComment
from trellis.performance.policy import FRAMEWORK, PROPOSAL

_OPEN = (ProposalStage.PROPOSED, ProposalStage.CONSULTED)


@act
def propose_change(
    *,
    by: Viewer,
    now: datetime,
    framework: Framework,
    change: Change,
    organisation_id: int | None,
    why: str,
    from_on: date,
    indicator: Indicator | None = None,
    title: str = "",
    definition: str = "",
    change_class: str = "",
    kind: str = "",
    unit: str = "",
    direction: str = "",
    combine: str = "",
    standing: str = "",
    place_id: int | None = None,
    rated_from: date | None = None,
    once: str = "",
) -> Proposal:
    """Propose a new indicator, or a change of one there is, for one's organisation.

    ValidationError where the indicator is retired, or the like is proposed and not decided yet.
    """
    row = Framework.objects.select_for_update().get(pk=framework.pk)
    FRAMEWORK.require(by, "propose", row)
    _refuse_to_speak_for(organisation_id, by)
    do_once(once, now=now)
    if indicator is not None:
        _refuse_second(indicator, change)
    if standing:
        refuse_misplaced(row, standing, place_id)
        refuse_unrated(standing, from_on, rated_from)
    last = row.proposals.aggregate(last=Max("number"))["last"] or 0
    proposal = Proposal.objects.create(
        framework=row,
        number=last + 1,
        change=change,
        indicator=indicator,
        why=why,
        from_on=from_on,
        title=title,
        definition=definition,
        change_class=change_class,
        kind=kind,
        unit=unit,
        direction=direction,
        combine=combine,
        standing=standing,
        place_id=place_id,
        rated_from=rated_from,
        organisation_id=organisation_id,
        proposed_at=now,
        proposed_by_id=by.account_id,
    )
    event = events.ChangeProposed(proposal.pk)
    sign(event, by=by, now=now, of=f"proposal:{proposal.pk}", fields=["change"])
    return proposal


@act
def consult_on(
    *,
    by: Viewer,
    now: datetime,
    proposal: Proposal,
    opens_on: date,
    closes_on: date,
    once: str = "",
) -> Proposal:
    """Ask everybody who has a say, from the first day to the end of the last. ValidationError
    where they are given fewer days than the framework says."""
    row = _decided(proposal, by)
    do_once(once, now=now)
    row.opens_on, row.closes_on = opens_on, closes_on
    PROPOSAL_LIFE.make(row, "consult", today=timezone.localdate(now))
    _refuse_too_short(opens_on, closes_on, row.framework.consult_days, timezone.localdate(now))
    row.save(update_fields=["stage", "opens_on", "closes_on"])
    event = events.ConsultationOpened(row.pk)
    sign(event, by=by, now=now, of=f"proposal:{row.pk}", fields=["closes_on", "opens_on", "stage"])
    return row


@act
def comment_on(
    *,
    by: Viewer,
    now: datetime,
    proposal: Proposal,
    organisation_id: int,
    opinion: Opinion,
    words: str = "",
    once: str = "",
) -> ProposalComment:
    """Say what one thinks of it; said again, the later word counts. ValidationError before the
    first day and after the last."""
    row = Proposal.objects.select_for_update().get(pk=proposal.pk)
    PROPOSAL.require(by, "comment", row)
    _refuse_to_speak_for(organisation_id, by)
    do_once(once, now=now)
    _refuse_outside(row, timezone.localdate(now))
    comment = ProposalComment.objects.create(
        proposal=row,
        organisation_id=organisation_id,
        opinion=opinion,
        words=words,
        written_at=now,
        written_by_id=by.account_id,
    )
    event = events.ProposalCommented(row.pk)
    sign(event, by=by, now=now, of=f"proposal:{row.pk}", fields=["comment"])
    return comment


@act
def adopt_proposal(
    *,
    by: Viewer,
    now: datetime,
    proposal: Proposal,
    decided_on: date,
    decided_by: str,
    decision: str,
    answer: str,
    from_on: date,
    once: str = "",
) -> Proposal:
    """Adopt it once people have been asked. What it changes is changed in the same act: see
    `handlers.carry_out_adopted`. ValidationError where that cannot be done as it is."""
    row = _decided(proposal, by)
    do_once(once, now=now)
    row.from_on = from_on
    _settle(row, "adopt", by, now, decided_on, decided_by, decision, answer)
    event = events.ProposalAdopted(row.pk, now)
    sign(event, by=by, now=now, of=f"proposal:{row.pk}", fields=["stage"], why=decision)
    row.refresh_from_db()
    return row


@act
def turn_down_proposal(
    *,
    by: Viewer,
    now: datetime,
    proposal: Proposal,
    decided_on: date,
    decided_by: str,
    decision: str,
    answer: str = "",
    once: str = "",
) -> Proposal:
    """Turn it down, with the reason; also before anybody was asked."""
    row = _decided(proposal, by)
    do_once(once, now=now)
    _settle(row, "turn_down", by, now, decided_on, decided_by, decision, answer)
    event = events.ProposalTurnedDown(row.pk)
    sign(event, by=by, now=now, of=f"proposal:{row.pk}", fields=["stage"], why=decision)
    return row


def _decided(proposal: Proposal, by: Viewer) -> Proposal:
    """As it is now, held until the act is done."""
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("framework")
    row = rows.get(pk=proposal.pk)
    PROPOSAL.require(by, "decide", row)
    return row


def _settle(
    row: Proposal,
    move: str,
    by: Viewer,
    now: datetime,
    decided_on: date,
    decided_by: str,
    decision: str,
    answer: str,
) -> None:
    today = timezone.localdate(now)
    PROPOSAL_LIFE.make(row, move, today=today)
    asked_until = row.closes_on if move == "adopt" else None
    if decided_on > today or (asked_until and decided_on <= asked_until):
        raise ValidationError({"decided_on": _settled_when(asked_until)})
    row.decided_on, row.decided_by = decided_on, decided_by
    row.decision, row.answer = decision, answer
    row.settled_at, row.settled_by_id = now, by.account_id
    row.save()


def _settled_when(asked_until: date | None) -> str:
    if asked_until is None:
        return _("Enter today or an earlier day: it is decided already.")
    words = _("Enter a day after %(asked)s, when the comments were in, and not after today.")
    return words % {"asked": date_format(asked_until, "j F Y")}


def _refuse_to_speak_for(organisation_id: int | None, by: Viewer) -> None:
    """Everybody speaks for a body at which they hold a role."""
    if not by.is_system and organisation_id not in {body for body, _role in by.roles}:
        raise PermissionDenied


def _refuse_second(indicator: Indicator, change: Change) -> None:
    refuse_retired(Indicator.objects.get(pk=indicator.pk))
    other = indicator.proposals.filter(change=change, stage__in=_OPEN).first()
    if other is None:
        return
    words = _("Proposal %(number)s is about the same and not decided yet: comment on that one.")
    raise ValidationError(words % {"number": other.number})


def _refuse_too_short(opens_on: date, closes_on: date, least: int, today: date) -> None:
    """Nobody is asked in the past, and everybody is given the days that were agreed."""
    if opens_on < today:
        raise ValidationError({"opens_on": _("Enter today or a later day for the first day.")})
    first_end = opens_on + timedelta(days=least - 1)
    if closes_on < first_end:
        words = _("Enter %(day)s or a later day for the last day: people are given %(days)s days.")
        said = {"day": date_format(first_end, "j F Y"), "days": least}
        raise ValidationError({"closes_on": words % said})


def _refuse_outside(row: Proposal, today: date) -> None:
    asked = row.stage == ProposalStage.CONSULTED and row.opens_on and row.closes_on
    if not asked:
        raise ValidationError(_("People are not asked about this now, so nobody can comment."))
    assert row.opens_on is not None
    assert row.closes_on is not None
    if today < row.opens_on:
        words = _("People are asked from %(day)s on: comment then.")
        raise ValidationError(words % {"day": date_format(row.opens_on, "j F Y")})
    if today > row.closes_on:
        words = _("People were asked until %(day)s: what was said stays as it is.")
        raise ValidationError(words % {"day": date_format(row.closes_on, "j F Y")})
