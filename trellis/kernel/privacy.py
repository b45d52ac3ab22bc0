"""What a room declares of its personal fields: purpose, lawful basis, how long they are kept.

A room lists its fields in `privacy.py` of its own folder as `FIELDS`; a test refuses a field of a
model that is neither declared there nor in `NOT_PERSONAL`.
"""

from dataclasses import dataclass
from enum import StrEnum


class Basis(StrEnum):
    """Lawful bases of UK GDPR Article 6(1)."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL_OBLIGATION = "legal_obligation"
    PUBLIC_TASK = "public_task"
    LEGITIMATE_INTERESTS = "legitimate_interests"


@dataclass(frozen=True)
class PersonalField:
    """One personal field: `model.field`. `kept` says for how long and from when, in words."""

    field: str
    purpose: str
    basis: Basis
    kept: str
