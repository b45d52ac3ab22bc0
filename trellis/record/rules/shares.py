"""Sharing one activity out among those who did it. Shares are basis points, whole numbers that add
up to 10,000: of three equal parts the first has 3,334."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from trellis.kernel.money import share_out

WHOLE: Final = 10_000


class Role(StrEnum):
    """What a provider did in it. Exactly one leads: the activity is counted once, at its lead."""

    LEAD = "lead"
    PARTNER = "partner"
    REFERRER = "referrer"
    HOST = "host"


class RuleKind(StrEnum):
    """How shares are split where the parties have not agreed otherwise."""

    LEAD = "lead"  # all of it to the lead
    EQUAL = "equal"  # in equal parts to the lead and its partners
    MINUTES = "minutes"  # by the minutes of each, where they are known


class Fault(StrEnum):
    """Why shares cannot be sealed."""

    NOBODY = "nobody"
    TWICE = "twice"
    NO_LEAD = "no_lead"
    TWO_LEADS = "two_leads"
    SUM = "sum"
    RANGE = "range"


@dataclass(frozen=True)
class Party:
    """A provider that took part, with the minutes its people spent; None: not known."""

    provider_id: int
    role: Role
    minutes: int | None = None


@dataclass(frozen=True)
class Part:
    """A party with its share in basis points."""

    provider_id: int
    role: Role
    share: int
    minutes: int | None = None


def split(kind: RuleKind, parties: Sequence[Party]) -> tuple[Part, ...]:
    """The shares that the rule gives, in the order of the parties. Referrers and hosts have one by
    minutes only. Where no minutes are known, the rule by minutes splits into equal parts. What
    is left over goes to the lead first."""
    weights = _weights(kind, parties)
    led = sorted(range(len(parties)), key=lambda place: parties[place].role is not Role.LEAD)
    shares = dict(zip(led, share_out(WHOLE, [weights[place] for place in led]), strict=True))
    return tuple(
        Part(one.provider_id, one.role, shares[place], one.minutes)
        for place, one in enumerate(parties)
    )


def _weights(kind: RuleKind, parties: Sequence[Party]) -> list[int]:
    if kind is RuleKind.MINUTES and any(one.minutes for one in parties):
        return [one.minutes or 0 for one in parties]
    if kind is RuleKind.LEAD:
        return [int(one.role is Role.LEAD) for one in parties]
    return [int(one.role in {Role.LEAD, Role.PARTNER}) for one in parties]


def fault_of_parties(parties: Sequence[Party] | Sequence[Part]) -> Fault | None:
    """What is wrong with who took part, or None."""
    if not parties:
        return Fault.NOBODY
    if len({one.provider_id for one in parties}) < len(parties):
        return Fault.TWICE
    leads = sum(one.role is Role.LEAD for one in parties)
    if leads != 1:
        return Fault.TWO_LEADS if leads else Fault.NO_LEAD
    return None


def fault_of(parts: Sequence[Part]) -> Fault | None:
    """What keeps these shares from being sealed, or None."""
    if fault := fault_of_parties(parts):
        return fault
    if any(not 0 <= one.share <= WHOLE for one in parts):
        return Fault.RANGE
    return None if sum(one.share for one in parts) == WHOLE else Fault.SUM
