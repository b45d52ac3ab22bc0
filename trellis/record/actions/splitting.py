"""Sealing the shares of activities. Called by acts, inside their transaction; of many in as many
statements as of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from trellis.record.models import Activity, Contribution, ShareRule, Split
from trellis.record.queries.rules_in_force import Rules
from trellis.record.rules.shares import Part, Party, RuleKind, split


@dataclass(frozen=True)
class Shared:
    """An activity with its parts, and by what they are split."""

    row: Activity
    parts: Sequence[Part]
    basis: Split.Basis
    rule: ShareRule | None = None
    reason: str = ""
    proposed_by_id: int | None = None


def by_rule(row: Activity, parties: Sequence[Party], rules: Rules) -> Shared:
    """Shared out by the rule agreed for its kind on its day."""
    rule = rules.on(row.service_type_id, row.on)
    parts = split(RuleKind(rule.kind) if rule else RuleKind.LEAD, parties)
    return Shared(row, parts, Split.Basis.DEFAULT, rule)


def seal(many: Sequence[Shared], *, now: datetime) -> None:
    """A new split of each activity, that stands from now on. The database refuses one that does not
    add up, and a second that stands."""
    seal_splits(put(many, now=now), now=now)


def put(many: Sequence[Shared], *, now: datetime) -> list[Split]:
    """Splits that are not sealed yet, with their contributions."""
    splits = Split.objects.bulk_create(
        Split(
            activity=one.row,
            basis=one.basis,
            rule=one.rule,
            reason=one.reason,
            stated_at=now,
            proposed_by_id=one.proposed_by_id,
        )
        for one in many
    )
    Contribution.objects.bulk_create(
        _contribution(made, one.row, part)
        for made, one in zip(splits, many, strict=True)
        for part in one.parts
    )
    return splits


def _contribution(made: Split, row: Activity, part: Part) -> Contribution:
    return Contribution(
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


def seal_splits(splits: Sequence[Split], *, now: datetime) -> None:
    ids = [one.pk for one in splits]
    for start in range(0, len(ids), 500):
        part = Split.objects.filter(pk__in=ids[start : start + 500])
        part.update(sealed_at=now, stands=True)


def unseal(row: Activity) -> Split:
    """The row counts no longer, and its split neither; returns the split that stood."""
    stood = Split.objects.get(activity=row, stands=True)
    stood.stands = False
    stood.save(update_fields=["stands"])
    row.stands = False
    row.save(update_fields=["stands"])
    return stood
