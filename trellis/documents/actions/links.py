"""Links to a document for people without an account: given, used, revoked, forgotten."""

from datetime import date, datetime, timedelta
from secrets import token_urlsafe
from typing import Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from trellis.documents.actions.held import held
from trellis.documents.events import LinkGiven, LinkRevoked, LinksForgotten, LinkUsed
from trellis.documents.models import Document, DocumentLink, DocumentLinkDay, Version
from trellis.documents.policy import DOCUMENT_LINK
from trellis.documents.queries.files import StoredFile
from trellis.documents.queries.links import LinkDeadError, opened_by, secret_hash
from trellis.documents.rules.links import LONGEST, MOST_DOWNLOADS, MOST_OPEN
from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.viewer import Viewer

KEPT: Final = timedelta(days=90)


@act
def give_link(
    *,
    document_id: int,
    label: str,
    until: date,
    most: int | None,
    number: int | None,
    by: Viewer,
    now: datetime,
    once: str = "",
) -> tuple[DocumentLink, str]:
    """A link with its secret, which is kept nowhere and never shown again. `most` downloads, or
    any number; always version `number`, or the newest. Raises ValidationError."""
    do_once(once, now=now)
    row = held(document_id, "edit", by=by)
    if by.account_id is None:
        raise PermissionDenied
    today = timezone.localdate(now)
    _require_sense(row, until=until, most=most, today=today)
    secret = token_urlsafe(32)
    link = DocumentLink.objects.create(
        document=row,
        version=_version(row, number),
        label=label,
        secret_hash=secret_hash(secret),
        given_by_id=by.account_id,
        given_at=now,
        until=until,
        most=most,
    )
    sign(LinkGiven(link.pk, row.pk), by=by, now=now, of=f"documentlink:{link.pk}")
    return link, secret


@act
def take_by_link(*, secret: str, by: Viewer, now: datetime) -> StoredFile:
    """The file, counted to the day and to nobody. Raises LinkDeadError. Of two who come at once
    for the last download, one has it."""
    today = timezone.localdate(now)
    rows = DocumentLink.objects.select_for_update(of=("self",))
    found = opened_by(rows, secret, today=today)
    day, _made = DocumentLinkDay.objects.get_or_create(
        link_id=found.link_id, on=today, defaults={"times": 0}
    )
    DocumentLinkDay.objects.filter(pk=day.pk).update(times=F("times") + 1)
    event = LinkUsed(found.link_id, found.document_id)
    sign(event, by=by, now=now, of=f"documentlink:{found.link_id}")
    return found.file


@act
def revoke_link(
    *, document_id: int, link_id: int, by: Viewer, now: datetime, once: str = ""
) -> DocumentLink:
    """From now on it opens nothing. Revoked twice, it was revoked the first time."""
    do_once(once, now=now)
    rows = DocumentLink.objects.select_for_update(of=("self",))
    link = DOCUMENT_LINK.get(by, rows, "revoke", pk=link_id, document=document_id)
    if link.revoked_at is not None:
        return link
    link.revoked_at = now
    link.save(update_fields=["revoked_at"])
    event = LinkRevoked(link.pk, link.document_id)
    sign(event, by=by, now=now, of=f"documentlink:{link.pk}", fields=["revoked_at"])
    return link


@act
def forget_links(*, by: Viewer, now: datetime) -> int:
    """Those that were revoked, or whose last day was, ninety days ago."""
    over = now - KEPT
    ended = Q(revoked_at__lt=over) | Q(until__lt=timezone.localdate(over))
    count = DocumentLink.objects.filter(ended).delete()[1].get("documents.DocumentLink", 0)
    if count:
        sign(LinksForgotten(count), by=by, now=now, of="documentlinks")
    return count


def _require_sense(row: Document, *, until: date, most: int | None, today: date) -> None:
    if not today <= until <= today + LONGEST:
        raise ValidationError(
            {"until": _("Enter a last day from today on, at most ninety days ahead.")}
        )
    if most is not None and not 1 <= most <= MOST_DOWNLOADS:
        raise ValidationError({"most": _("Enter 1 to 1,000, or leave it empty.")})
    still_open = DocumentLink.objects.filter(document=row, revoked_at=None, until__gte=today)
    if still_open.count() >= MOST_OPEN:
        raise ValidationError(_("Fifty links are open already. Revoke one that nobody needs."))


def _version(row: Document, number: int | None) -> Version | None:
    """The one it always opens. Raises ValidationError where there is no such file."""
    found = (
        row.versions.filter(is_newest=True)
        if number is None
        else row.versions.filter(number=number)
    )
    version = found.first()
    if version is None:
        raise ValidationError({"number": _("Choose a file that the document has.")})
    return None if number is None else version


__all__ = ["LinkDeadError", "forget_links", "give_link", "revoke_link", "take_by_link"]
