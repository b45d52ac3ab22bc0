"""Reactions to what happens in this room."""

from trellis.kernel.viewer import system
from trellis.performance import actions
from trellis.performance.events import ProposalAdopted


def carry_out_adopted(event: ProposalAdopted) -> None:
    """Inside the adoption: nothing is adopted that did not come about. Whoever adopted it was
    asked whether they may."""
    actions.carry_out(
        proposal_id=event.proposal_id, by=system("proposal adopted"), now=event.adopted_at
    )
