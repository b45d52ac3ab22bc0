"""One place taking over from another when boundaries change."""

from datetime import date, datetime
from typing import Final

from django.core.exceptions import ValidationError
from django.db.models import QuerySet, Sum
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.editing import refuse_if_edited
from trellis.kernel.viewer import Viewer
from trellis.places.actions.tree import for_change
from trellis.places.events import PlaceSucceeded
from trellis.places.models import Place, Succession
from trellis.places.queries.versions import share_mark

WHOLE: Final = 10_000  # ten-thousandths


@act
def record_succession(
    *,
    predecessor_id: int,
    successor_id: int,
    on: date,
    share_bp: int | None = None,
    seen: str | None = None,
    once: str = "",
    by: Viewer,
    now: datetime,
) -> Succession:
    """From `on` the successor has the predecessor's territory, or `share_bp` ten-thousandths of
    it. The one ends and the other begins that day, where no day was known before.

    Raises ValidationError for places of two areas, one and the same place, a day on which the two
    do not meet, and more than the whole of a territory; EditedMeanwhileError where a share is
    recorded for the two on that day other than the one `seen`.
    """
    predecessor, successor = (for_change(pk, by=by) for pk in (predecessor_id, successor_id))
    if predecessor.pk == successor.pk or predecessor.area_id != successor.area_id:
        raise ValidationError(_("Choose two different places of the same area."))
    do_once(once, now=now)
    found = Succession.objects.filter(predecessor=predecessor, on=on)
    refuse_if_edited(seen, share_mark(found.filter(successor=successor).first()))
    _refuse_day(predecessor, successor, on)
    _refuse_more_than_all(found.exclude(successor=successor), share_bp or 0)
    succession, _is_new = Succession.objects.update_or_create(
        predecessor=predecessor, successor=successor, on=on, defaults={"share_bp": share_bp}
    )
    Place.objects.filter(pk=predecessor.pk, closed_on=None).update(closed_on=on)
    Place.objects.filter(pk=successor.pk, opened_on=None).update(opened_on=on)
    event = PlaceSucceeded(predecessor.pk, successor.pk)
    sign(event, by=by, now=now, of=f"place:{predecessor.pk}", fields=["successor"])
    return succession


def _refuse_day(predecessor: Place, successor: Place, on: date) -> None:
    """The one must be there the day before, and the other on that day."""
    if predecessor.opened_on and predecessor.opened_on >= on:
        raise _another_day(_("%(name)s began on %(day)s: enter a later day."), predecessor.name,
                           predecessor.opened_on)  # fmt: skip
    if predecessor.closed_on and predecessor.closed_on != on:
        raise _another_day(_("%(name)s ended on %(day)s: enter that day."), predecessor.name,
                           predecessor.closed_on)  # fmt: skip
    if successor.opened_on and successor.opened_on > on:
        raise _another_day(_("%(name)s began on %(day)s: enter that day or a later one."),
                           successor.name, successor.opened_on)  # fmt: skip
    if successor.closed_on and successor.closed_on <= on:
        raise _another_day(_("%(name)s ended on %(day)s: enter an earlier day."), successor.name,
                           successor.closed_on)  # fmt: skip


def _another_day(message: str, name: str, day: date) -> ValidationError:
    return ValidationError({"on": message % {"name": name, "day": date_format(day, "j F Y")}})


def _refuse_more_than_all(others: "QuerySet[Succession]", share_bp: int) -> None:
    taken = others.aggregate(taken=Sum("share_bp"))["taken"] or 0
    if taken + share_bp > WHOLE:
        left = f"{(WHOLE - taken) / 100:g}"
        message = _("%(left)s%% of it is left: the rest went to others on that day.")
        raise ValidationError({"share": message % {"left": left}})
