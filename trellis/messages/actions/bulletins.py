"""Bulletins: begun, put together, sent."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.capabilities import Capability
from trellis.kernel.policy import require_capability
from trellis.kernel.viewer import Viewer
from trellis.messages import events
from trellis.messages.actions import delivering
from trellis.messages.models import Bulletin, Item
from trellis.messages.policy import BULLETIN
from trellis.messages.queries.subscriptions import readers_of
from trellis.places import queries as places


@act
def begin_bulletin(
    *,
    place_id: int,
    topic: str,
    title: str,
    opening: str = "",
    by: Viewer,
    now: datetime,
    once: str = "",
) -> Bulletin:
    do_once(once, now=now)
    require_capability(by, Capability.BULLETIN_SEND, place_id=place_id)
    chain = places.ancestors(place_id)
    row = Bulletin.objects.create(
        area_id=chain[0].id if chain else place_id,
        place_id=place_id,
        topic=topic,
        title=title,
        opening=opening,
        begun_at=now,
        begun_by_id=by.person_id,
    )
    BULLETIN.require(by, "edit", row)
    sign(events.BulletinBegun(row.pk), by=by, now=now, of=f"bulletin:{row.pk}")
    return row


@act
def change_bulletin(
    *, bulletin_id: int, title: str, opening: str, by: Viewer, now: datetime, once: str = ""
) -> Bulletin:
    do_once(once, now=now)
    row = _held(bulletin_id, by=by)
    row.title, row.opening = title, opening
    row.save()
    _sign_change(row, "title", by=by, now=now)
    return row


@act
def put_item(
    *,
    bulletin_id: int,
    number: int | None = None,
    heading: str,
    words: str,
    link: str = "",
    by: Viewer,
    now: datetime,
    once: str = "",
) -> Item:
    """Add an item at the end, or change the one of that number."""
    do_once(once, now=now)
    row = _held(bulletin_id, by=by)
    last = row.items.aggregate(last=Max("number"))["last"] or 0
    item, _is_new = Item.objects.update_or_create(
        bulletin=row,
        number=number or last + 1,
        defaults={"heading": heading, "words": words, "link": link},
    )
    _sign_change(row, "items", by=by, now=now)
    return item


@act
def remove_item(
    *, bulletin_id: int, number: int, by: Viewer, now: datetime, once: str = ""
) -> None:
    do_once(once, now=now)
    row = _held(bulletin_id, by=by)
    if row.items.filter(number=number).delete()[0]:
        _sign_change(row, "items", by=by, now=now)


@act
def send_bulletin(*, bulletin_id: int, by: Viewer, now: datetime, once: str = "") -> Bulletin:
    """A letter for each reader into the outbox, with by what right it is sent."""
    do_once(once, now=now)
    row = _held(bulletin_id, by=by)
    if not row.items.exists():
        raise ValidationError(_("There is nothing in it yet. Add an item first."))
    readers = readers_of(by, area_id=row.area_id, place_id=row.place_id, topic=row.topic)
    if not readers:
        raise ValidationError(
            _("Nobody has subscribed to this topic and place yet. Nothing was sent.")
        )
    delivering.put_in_bulletin(row, readers, now=now)
    row.sent_at, row.sent_by_id, row.letters = now, by.person_id, len(readers)
    row.save()
    event = events.BulletinSent(row.pk, len(readers))
    sign(event, by=by, now=now, of=f"bulletin:{row.pk}", fields=["sent_at"])
    return row


def _held(bulletin_id: int, *, by: Viewer) -> Bulletin:
    held = Bulletin.objects.select_for_update(of=("self",))
    return BULLETIN.get(by, held, "edit", pk=bulletin_id)


def _sign_change(row: Bulletin, field: str, *, by: Viewer, now: datetime) -> None:
    event = events.BulletinChanged(row.pk)
    sign(event, by=by, now=now, of=f"bulletin:{row.pk}", fields=[field])
