"""Sealing the shares of an activity. Called by acts, inside their transaction."""

from collections.abc import Sequence
from datetime import datetime

from trellis.record.models import Activity, Contribution, ShareRule, Split
from trellis.record.queries.rules_in_force import rule_on
from trellis.record.rules.shares import Part, Party, Role, RuleKind, split


def seal_by_rule(row: Activity, parties: Sequence[Party], *, now: datetime) -> Split:
    """Share it out by the rule agreed for its kind on its day."""
    rule = rule_on(row.service_type_id, row.on)
    parts = split(RuleKind(rule.kind) if rule else RuleKind.LEAD, parties)
    return seal_parts(row, parts, basis=Split.Basis.DEFAULT, rule=rule, now=now)


def seal_parts(
    row: Activity,
    parts: Sequence[Part],
    *,
    basis: Split.Basis,
    now: datetime,
    rule: ShareRule | None = None,
    reason: str = "",
) -> Split:
    """A new split of the activity that stands from now on. The database refuses one that does not
    add up, and a second that stands."""
    made = put_parts(row, parts, basis=basis, rule=rule, reason=reason, now=now)
    seal(made, now=now)
    return made


def put_parts(
    row: Activity,
    parts: Sequence[Part],
    *,
    basis: Split.Basis,
    now: datetime,
    rule: ShareRule | None = None,
    reason: str = "",
    proposed_by_id: int | None = None,
) -> Split:
    """A split that is not sealed yet, with its contributions."""
    made = Split.objects.create(
        activity=row,
        basis=basis,
        rule=rule,
        reason=reason,
        stated_at=now,
        proposed_by_id=proposed_by_id,
    )
    Contribution.objects.bulk_create(
        Contribution(
            split=made,
            provider_id=part.provider_id,
            role=part.role,
            share=part.share,
            own_minutes=part.minutes,
            service_type_id=row.service_type_id,
            place_id=row.place_id,
            quarter=row.quarter,
            organisation_id=row.organisation_id,
            person_id=row.person_id,
            quantity=row.quantity,
            minutes=row.minutes or 0,
            pence=row.pence or 0,
        )
        for part in parts
    )
    return made


def seal(made: Split, *, now: datetime) -> None:
    made.sealed_at, made.stands = now, True
    made.save(update_fields=["sealed_at", "stands"])


def unseal(row: Activity) -> Split:
    """The row counts no longer, and its split neither; returns the split that stood."""
    stood = Split.objects.get(activity=row, stands=True)
    stood.stands = False
    stood.save(update_fields=["stands"])
    row.stands = False
    row.save(update_fields=["stands"])
    return stood


def parts_of(stood: Split) -> list[Part]:
    """Its contributions, in order, as parts."""
    rows = stood.contributions.order_by("id")
    return [Part(row.provider_id, Role(row.role), row.share, row.own_minutes) for row in rows]
