"""Who may see and keep agreements."""

from django.db.models import Q

from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.policy import ANYONE, Policy, by_system, can, where

_OPEN = where(~Q(area__standing="documented"))

AGREEMENT = Policy(
    # Councils publish what they agree above £5,000 and every grant to a voluntary body; what is
    # paid on from it is part of the same public money.
    view=ANYONE,
    # Whoever signs for the payer, also in the record of a time that is over.
    keep=can(Can.AGREEMENT_KEEP, at="payer") | by_system(),
    edit=(can(Can.AGREEMENT_KEEP, at="payer") & _OPEN) | by_system(),
    # Whoever signs for the provider, and so for what it pays others out of it.
    pay_on=(can(Can.AGREEMENT_KEEP, at="provider") & _OPEN) | by_system(),
)
