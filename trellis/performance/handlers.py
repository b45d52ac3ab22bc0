"""Reactions to what happens in this room, and in the record below it."""

from trellis.kernel.viewer import system
from trellis.performance import actions
from trellis.performance.events import ProposalAdopted
from trellis.record import queries as record
from trellis.record.events import (
    ActivityCorrected,
    ActivityWithdrawn,
    DoublesJoined,
    SharesSealed,
)

_IN_RECORD = system("what was done")


def carry_out_adopted(event: ProposalAdopted) -> None:
    """Inside the adoption: nothing is adopted that did not come about. Whoever adopted it was
    asked whether they may."""
    actions.carry_out(
        proposal_id=event.proposal_id, by=system("proposal adopted"), now=event.adopted_at
    )


def settle_challenge_of_agreed(event: SharesSealed) -> None:
    """Inside the agreement: what all parties agree on is not to be decided by anybody else."""
    if found := record.line_of_split(_IN_RECORD, event.split_id):
        line_id, agreed_at = found
        actions.settle_share_challenge(line_id=line_id, by=_IN_RECORD, now=agreed_at)


def close_challenge_of_changed(event: ActivityCorrected | ActivityWithdrawn) -> None:
    """Inside the correction: nobody is asked to reply to, or to decide, what is no more."""
    _close(event.activity_id)


def close_challenges_of_joined(event: DoublesJoined) -> None:
    """Inside the joining: of two one is withdrawn, and others take part in the other."""
    for activity_id in (event.one_id, event.other_id):
        _close(activity_id)


def _close(activity_id: int) -> None:
    if found := record.line_of_row(_IN_RECORD, activity_id):
        line_id, changed_at = found
        actions.close_share_challenge(line_id=line_id, by=_IN_RECORD, now=changed_at)
