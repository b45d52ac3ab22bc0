"""Registering, editing, closing and reopening organisations."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db.models import F

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.capabilities import Capability
from trellis.kernel.earlier import keep_earlier
from trellis.kernel.rows import Among
from trellis.kernel.viewer import Viewer
from trellis.organisations.actions import storing
from trellis.organisations.actions.storing import IdentifierTakenError, MixedWorldsError
from trellis.organisations.events import (
    OrganisationClosed,
    OrganisationConfirmed,
    OrganisationEdited,
    OrganisationRegistered,
    OrganisationReopened,
    OrganisationsLoaded,
)
from trellis.organisations.models import Coverage, Organisation
from trellis.organisations.policy import ORGANISATION
from trellis.organisations.queries.records import details_of
from trellis.organisations.rules.details import LISTS, Details, changed_fields

__all__ = [
    "BeyondReachError",
    "EditedMeanwhileError",
    "IdentifierTakenError",
    "MixedWorldsError",
    "close_organisation",
    "edit_organisation",
    "load_organisations",
    "register_organisation",
    "reopen_organisation",
]


class BeyondReachError(PermissionDenied):
    """The entry would cover a place as something that the viewer may not say there."""


class EditedMeanwhileError(Exception):
    """Somebody else has edited the organisation since the form was opened."""

    def __init__(self, now_in_record: Details, version: int) -> None:
        super().__init__(str(version))
        self.now_in_record, self.version = now_in_record, version


@act
def register_organisation(
    *, area_id: int, details: Details, by: Viewer, now: datetime, once: str = ""
) -> Organisation:
    """Raises IdentifierTakenError, MixedWorldsError; refused outside the giver's reach."""
    do_once(once, now=now)
    require_reach(details.coverage, by=by)
    [pk] = storing.new_rows(area_id, [details], by=by, now=now)
    row = Organisation.objects.get(pk=pk)
    if not ORGANISATION.allows(by, "register", row):
        raise BeyondReachError
    sign(OrganisationRegistered(row.pk), by=by, now=now, of=f"organisation:{row.pk}")
    return row


@act
def load_organisations(
    *, area_id: int, many: Sequence[Details], by: Viewer, now: datetime
) -> list[Organisation]:
    """As `register_organisation`, for imports and examples: one act for all of them, in order."""
    for details in many:
        require_reach(details.coverage, by=by)
    ids = storing.new_rows(area_id, many, by=by, now=now)
    require_registered(ids, by=by)
    sign(OrganisationsLoaded(area_id, len(ids)), by=by, now=now, of=f"place:{area_id}")
    written = Organisation.objects.in_bulk(ids)
    return [written[pk] for pk in ids]


@act
def edit_organisation(
    *,
    organisation_id: int,
    details: Details,
    seen: int,
    by: Viewer,
    now: datetime,
    once: str = "",
) -> Organisation:
    """Make the organisation what `details` says. `seen` is the version the editor had before
    them: raises EditedMeanwhileError when it is no longer the newest, so that nobody's work is
    written over unseen. To save what stands already is to say that it is right. Raises
    IdentifierTakenError, MixedWorldsError."""
    do_once(once, now=now)
    row = to_edit(organisation_id, by=by)
    before = details_of(row)
    if row.version != seen:
        raise EditedMeanwhileError(before, row.version)
    changed = changed_fields(before, details)
    if not changed:
        return _confirm(row, by=by, now=now)
    require_reach(set(before.coverage) ^ set(details.coverage), by=by)
    storing.refuse_taken(row.area_id, details.identifiers, except_of=row.pk)
    if row.name != details.name:
        keep_earlier(row, {"name": row.name}, until=now)
    storing.fill(row, details)
    _stamp(row, by=by, now=now)
    storing.replace_lists(row, details, set(changed) & set(LISTS))
    sign(OrganisationEdited(row.pk), by=by, now=now, of=f"organisation:{row.pk}", fields=changed)
    return row


@act
def close_organisation(
    *, organisation_id: int, closed_on: date, why: str, by: Viewer, now: datetime, once: str = ""
) -> Organisation:
    """Shown as closed from that day, never deleted; its figures stay, and its people can still
    send in the last of them."""
    do_once(once, now=now)
    row = to_edit(organisation_id, by=by)
    row.closed_on = closed_on
    _stamp(row, by=by, now=now)
    event = OrganisationClosed(row.pk, now)
    sign(event, by=by, now=now, of=f"organisation:{row.pk}", fields=["closed_on"], why=why)
    return row


@act
def reopen_organisation(
    *, organisation_id: int, why: str, by: Viewer, now: datetime, once: str = ""
) -> Organisation:
    """For one that was closed by mistake, or has begun again."""
    do_once(once, now=now)
    row = to_edit(organisation_id, by=by)
    row.closed_on = None
    _stamp(row, by=by, now=now)
    event = OrganisationReopened(row.pk)
    sign(event, by=by, now=now, of=f"organisation:{row.pk}", fields=["closed_on"], why=why)
    return row


def to_edit(organisation_id: int, *, by: Viewer) -> Organisation:
    """The row, held until the act is done; 404 or 403 as its policy says."""
    held = Organisation.objects.select_for_update(of=("self",))
    return ORGANISATION.get(by, held, "edit", pk=organisation_id)


def _confirm(row: Organisation, *, by: Viewer, now: datetime) -> Organisation:
    row.checked_at = now
    row.save(update_fields=["checked_at"])
    sign(OrganisationConfirmed(row.pk), by=by, now=now, of=f"organisation:{row.pk}")
    return row


def _stamp(row: Organisation, *, by: Viewer, now: datetime) -> None:
    row.version += 1
    row.edited_at = row.checked_at = now
    row.edited_by_id = by.person_id
    row.save()


def require_registered(ids: Collection[int], *, by: Viewer) -> None:
    """Asked of rows that were just written: each of them stands where its giver registers."""
    written = Organisation.objects.filter(Among(F("id"), ids))
    if ORGANISATION.rows(by, written, "register").count() != len(ids):
        raise BeyondReachError


def require_reach(coverage: Iterable[tuple[int, str]], *, by: Viewer) -> None:
    """To call a body the council, funder or infrastructure of a place gives its people reach over
    that place, so only somebody who registers organisations there may say it."""
    for place_id, covers_as in coverage:
        if covers_as != Coverage.As.SERVES and not _registers_in(place_id, by=by):
            raise BeyondReachError


def _registers_in(place_id: int, *, by: Viewer) -> bool:
    everywhere = Capability.ORGANISATION_REGISTER in by.everywhere
    return everywhere or place_id in by.places_with(Capability.ORGANISATION_REGISTER)
