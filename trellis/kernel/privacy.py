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
    """One personal field: `model.field`, or `app.model.field` in a table of a library we build
    on. `kept` says for how long and from when, in words; `words` say what it is where the model's
    own words would tell a reader nothing."""

    field: str
    purpose: str
    basis: Basis
    kept: str
    words: str = ""


FIELDS = (
    PersonalField(
        "auditline.actor_id",
        "Who did it: a bare number, so that an alteration can be found and somebody answers",
        Basis.LEGITIMATE_INTERESTS,
        "As long as the record; when a person is erased the number points to nobody",
    ),
    PersonalField(
        "auditline.why",
        "The reason given for a correction; the form asks not to name people",
        Basis.LEGITIMATE_INTERESTS,
        "As long as the record",
    ),
    PersonalField(
        "job.payload",
        "What work that is put off needs, such as the address a letter still has to go to",
        Basis.LEGITIMATE_INTERESTS,
        "Until the work is done, as a rule some seconds; thirty days if it fails for good",
        "Work put off: what it is done with",
    ),
    PersonalField(
        "counted.key",
        "So that nobody takes what is there for all (a keyed hash of the account or the network)",
        Basis.LEGITIMATE_INTERESTS,
        "One day",
        "Had only so often: by whom",
    ),
)
NOT_PERSONAL = (
    "auditline.id", "auditline.mark", "auditline.at", "auditline.actor_label", "auditline.verb",
    "auditline.of", "auditline.fields",
    "auditera.id", "auditera.mark_offset",
    "auditseal.id", "auditseal.number", "auditseal.form", "auditseal.horizon", "auditseal.lines",
    "auditseal.line_digests", "auditseal.digest", "auditseal.sealed_at",
    "job.id", "job.name", "job.stage", "job.attempts", "job.enqueued_at",
    "job.run_after", "job.lease_until", "job.finished_at", "job.fault",
    "scheduledrun.name", "scheduledrun.last_at",
    "oncekey.key", "oncekey.used_at",
    "counted.id", "counted.kind", "counted.at",
)  # fmt: skip
