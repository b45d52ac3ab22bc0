"""Writing what the rows of a table say, many at a time, and taking it back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db.models import F, ProtectedError, Q, RestrictedError

from trellis.kernel.acts import act, sign
from trellis.kernel.earlier import keep_earlier_of_many
from trellis.kernel.viewer import Viewer
from trellis.organisations.actions import storing
from trellis.organisations.actions.records import (
    EditedMeanwhileError,
    require_reach,
    require_registered,
)
from trellis.organisations.events import OrganisationsBrought, OrganisationsTakenBack
from trellis.organisations.models import Organisation, Relation
from trellis.organisations.queries.matching import standings
from trellis.organisations.rules.details import LISTS, Details, changed_fields


@dataclass(frozen=True)
class Edit:
    """An organisation that is to become what `details` says, and the version that was looked at
    when that was decided."""

    organisation_id: int
    seen: int
    details: Details


@act
def bring_organisations(
    *, area_id: int, new: Sequence[Details], edits: Sequence[Edit], by: Viewer, now: datetime
) -> list[int]:
    """The ids of the new ones, in order. All of it or nothing. Raises EditedMeanwhileError,
    PermissionDenied, IdentifierTakenError, MixedWorldsError."""
    ids = storing.new_rows(area_id, new, by=by, now=now)
    require_registered(ids, by=by)
    for details in new:
        require_reach(details.coverage, by=by)
    fields = _edit(area_id, edits, by=by, now=now)
    event = OrganisationsBrought(area_id, len(ids), len(edits))
    sign(event, by=by, now=now, of=f"place:{area_id}", fields=fields)
    return ids


@act
def take_back_organisations(
    *, area_id: int, created: Sequence[int], edits: Sequence[Edit], by: Viewer, now: datetime
) -> set[int]:
    """Remove what was brought and restore what was edited; `seen` is the version that bringing
    it had made. What somebody has changed or used since stays: its ids are returned."""
    unchanged = Q(version=1, checked_at=F("edited_at"), closed_on=None)
    held = Organisation.objects.select_for_update(of=("self",)).filter(pk__in=created)
    removable = set(held.filter(unchanged).values_list("pk", flat=True))
    removed = _remove(removable - _related(removable))
    there = _versions([edit.organisation_id for edit in edits])
    restorable = [edit for edit in edits if there.get(edit.organisation_id) == edit.seen]
    fields = _edit(area_id, restorable, by=by, now=now)
    event = OrganisationsTakenBack(area_id, tuple(sorted(removed)), len(restorable), now)
    sign(event, by=by, now=now, of=f"place:{area_id}", fields=fields)
    kept = set(created) - removed
    kept |= {edit.organisation_id for edit in edits} - {one.organisation_id for one in restorable}
    return kept


def _edit(area_id: int, edits: Sequence[Edit], *, by: Viewer, now: datetime) -> list[str]:
    """The names of what changed of any of them."""
    rows = {
        row.pk: row
        for row in Organisation.objects.select_for_update(of=("self",)).filter(
            pk__in=[edit.organisation_id for edit in edits]
        )
    }
    there = standings(by, rows)
    changed: list[tuple[Organisation, Details, set[str]]] = []
    renamed: list[tuple[Organisation, dict[str, object]]] = []
    fields: set[str] = set()
    for edit in edits:
        row, before = rows[edit.organisation_id], there[edit.organisation_id]
        if row.version != edit.seen:
            raise EditedMeanwhileError(before.details, row.version)
        if not before.may_edit:
            raise PermissionDenied
        names = changed_fields(before.details, edit.details)
        require_reach(set(before.details.coverage) ^ set(edit.details.coverage), by=by)
        if row.name != edit.details.name:
            renamed.append((row, {"name": row.name}))
        storing.fill(row, edit.details)
        row.version += 1
        row.edited_at = row.checked_at = now
        row.edited_by_id = by.person_id
        changed.append((row, edit.details, set(names) & set(LISTS)))
        fields |= set(names)
    if changed:
        storing.replace_many(area_id, changed)
        keep_earlier_of_many(renamed, until=now)
    return sorted(fields)


def _versions(organisation_ids: Collection[int]) -> dict[int, int]:
    held = Organisation.objects.select_for_update(of=("self",)).filter(pk__in=organisation_ids)
    return dict(held.values_list("pk", "version"))


def _related(organisation_ids: Collection[int]) -> set[int]:
    """Those that somebody has related to another since."""
    found = Relation.objects.filter(
        Q(organisation__in=organisation_ids) | Q(other__in=organisation_ids)
    )
    return {pk for pair in found.values_list("organisation_id", "other_id") for pk in pair}


def _remove(organisation_ids: set[int]) -> set[int]:
    """Remove all that nothing else in the house refers to; returns which."""
    left = set(organisation_ids)
    while left:
        try:
            Organisation.objects.filter(pk__in=left).delete()
        except (ProtectedError, RestrictedError) as fault:
            left -= _referred_to(fault)
        else:
            break
    return left


def _referred_to(fault: ProtectedError | RestrictedError) -> set[int]:
    rows = (
        fault.protected_objects if isinstance(fault, ProtectedError) else fault.restricted_objects
    )
    return {
        getattr(row, field.attname)
        for row in rows
        for field in row._meta.concrete_fields  # noqa: SLF001
        if field.related_model is Organisation
    }
