"""What happened in the funding room."""

from dataclasses import dataclass
from typing import ClassVar

from trellis.kernel.events import Event


@dataclass(frozen=True)
class AgreementMade(Event):
    verb: ClassVar[str] = "funding.agreement.made"
    agreement_id: int


@dataclass(frozen=True)
class AgreementChanged(Event):
    """Its words, its time or its amount is another; never who pays whom."""

    verb: ClassVar[str] = "funding.agreement.changed"
    agreement_id: int


@dataclass(frozen=True)
class AgreementEnded(Event):
    """Before its time, and with it what stood under it."""

    verb: ClassVar[str] = "funding.agreement.ended"
    agreement_id: int


@dataclass(frozen=True)
class ScopeSet(Event):
    """What its payer says that an agreement pays for, and what not, is another."""

    verb: ClassVar[str] = "funding.scope.set"
    agreement_id: int


@dataclass(frozen=True)
class ContributorsSet(Event):
    """Who pays into a main agreement beside its payer is another, or pays another share."""

    verb: ClassVar[str] = "funding.contributors.set"
    agreement_id: int
