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


FIELDS = (
    PersonalField(
        "AuditLine.actor_id",
        "Who did it: a bare number, so that an alteration can be found and somebody answers",
        Basis.LEGITIMATE_INTERESTS,
        "As long as the record; when a person is erased the number points to nobody",
    ),
    PersonalField(
        "AuditLine.why",
        "The reason given for a correction; the form asks not to name people",
        Basis.LEGITIMATE_INTERESTS,
        "As long as the record",
    ),
)
NOT_PERSONAL = (
    "AuditLine.id", "AuditLine.mark", "AuditLine.at", "AuditLine.actor_label", "AuditLine.verb",
    "AuditLine.of", "AuditLine.fields",
    "AuditEra.id", "AuditEra.mark_offset",
    "AuditSeal.id", "AuditSeal.number", "AuditSeal.horizon", "AuditSeal.lines",
    "AuditSeal.line_digests", "AuditSeal.digest", "AuditSeal.sealed_at",
    "Job.id", "Job.name", "Job.payload", "Job.stage", "Job.attempts", "Job.enqueued_at",
    "Job.run_after", "Job.lease_until", "Job.finished_at", "Job.fault",
    "ScheduledRun.name", "ScheduledRun.last_at",
    "OnceKey.key", "OnceKey.used_at",
)  # fmt: skip
