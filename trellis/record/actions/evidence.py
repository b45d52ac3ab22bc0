"""Documents that stand behind what was done."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from trellis.documents import actions as documents
from trellis.kernel.acts import act, sign
from trellis.kernel.capabilities import Capability
from trellis.kernel.viewer import Viewer, system
from trellis.record import events
from trellis.record.models import Activity, Contribution
from trellis.record.policy import ACTIVITY
from trellis.record.words import named_on


class Readers(StrEnum):
    """Who sees it beside those whose document it is."""

    PARTIES = "parties"
    GROUP = "group"
    PUBLIC = "public"


@act
def attach_evidence(
    *,
    by: Viewer,
    now: datetime,
    activity: Activity,
    provider_id: int,
    title: str,
    about: str,
    file: documents.TakenIn,
    readers: Readers,
    address: str,
    once: str = "",
) -> int:
    """Returns the document’s id. It belongs to the party that brings it, and stands behind the
    activity whatever is corrected in it. It is seen by those who took part, by whoever reads
    activities of the place, by the group that it was for where that was said, and by everybody
    only where that was; where a correction names others, by those. `address` is where the page of
    the activity is.
    """
    row = Activity.objects.select_related("service_type").get(pk=activity.pk)
    ACTIVITY.require(by, "propose", row)
    if not row.stands:
        raise ValidationError(_("It was corrected or withdrawn meanwhile. Look at it again."))
    parts = Contribution.objects.filter(split__activity=row, stands=True)
    parties = set(parts.values_list("provider_id", flat=True))
    ours = parties if by.is_system else by.organisations_with(Capability.ACTIVITY_RECORD)
    if provider_id not in parties & ours:
        raise PermissionDenied
    document = documents.add_document(
        area_id=row.area_id,
        owner_id=provider_id,
        details=documents.Details(title=title, kind="evidence", about=about),
        file=file,
        readers=_audience(row, parties - {provider_id}, readers),
        behind=_behind(row, address),
        by=by,
        now=now,
        once=once,
    )
    event = events.ActivityEvidenceAttached(row.line_id, document.pk)
    sign(event, by=by, now=now, of=f"activity:{row.line_id}", fields=["evidence"])
    return document.pk


def follow(
    earlier: Activity, had: Collection[int], row: Activity, has: Collection[int], *, now: datetime
) -> None:
    """`row`, which these bodies took part in, stands now where `earlier` did, which those had: a
    part of the act by which it does. Whom it was said to be for by mistake sees nothing more."""
    before, after = _of_parties(earlier, had), _of_parties(row, has)
    swaps = [
        documents.Swap(before, after),
        # Who sees it as a party says nothing of whether the group is meant to.
        documents.Swap(_of_group(earlier) - before, _of_group(row) - after),
    ]
    if any(swap.before != swap.after for swap in swaps):
        documents.follow_record(of=_name(earlier), swaps=swaps, by=_IN_RECORD, now=now)


def carry_over(of: Activity, to: Activity, address: str, *, now: datetime) -> None:
    """What stood behind an activity stands behind the one it was made one with, whose page is at
    `address`."""
    documents.move_behind(of=_name(of), behind=_behind(to, address), by=_IN_RECORD, now=now)


_IN_RECORD = system("what was done")


def _name(row: Activity) -> str:
    return f"record.activity:{row.line_id}"


def _behind(row: Activity, address: str) -> documents.Behind:
    return documents.Behind(_name(row), named_on(row.service_type.name, row.on), address)


def _audience(row: Activity, others: set[int], readers: Readers) -> list[documents.Reader]:
    found = _of_parties(row, others)
    if readers is not Readers.PARTIES:
        found |= _of_group(row)
    if readers is Readers.PUBLIC:
        found |= {documents.Reader("public")}
    return sorted(found, key=repr)


def _of_parties(row: Activity, parties: Collection[int]) -> frozenset[documents.Reader]:
    """Those who took part, and those who pay in the place."""
    paying = Capability.ACTIVITY_VIEW.value
    who_pays = documents.Reader("reach", place_id=row.place_id, capability=paying)
    return frozenset(
        [who_pays, *(documents.Reader("organisation", organisation_id=one) for one in parties)]
    )


def _of_group(row: Activity) -> frozenset[documents.Reader]:
    if row.organisation_id is None:
        return frozenset()
    return frozenset([documents.Reader("organisation", organisation_id=row.organisation_id)])
