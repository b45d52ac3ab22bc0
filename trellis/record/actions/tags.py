"""Writing what activities can serve, and what they can be about."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.capabilities import Capability
from trellis.kernel.editing import refuse_if_edited
from trellis.kernel.policy import require_capability
from trellis.kernel.viewer import Viewer
from trellis.record import events
from trellis.record.models import Tag
from trellis.record.policy import TAG
from trellis.record.rules.done import Outcome


@act
def keep_outcomes(*, by: Viewer, now: datetime, outcomes: Collection[Outcome]) -> int:
    """These are the outcomes of all areas as they read now, for whoever keeps them: their
    frameworks. Nothing new names one that is no longer among them; what has is still counted.
    Returns how many are others than they were."""
    require_capability(by, Capability.PLATFORM_MANAGE)
    rows = {
        (row.area_id, row.code): row
        for row in Tag.objects.select_for_update().filter(kind=Tag.Kind.OUTCOME)
    }
    given = {(one.area_id, one.code): one.name for one in outcomes}
    new = [
        Tag(area_id=area, kind=Tag.Kind.OUTCOME, code=code, name=name)
        for (area, code), name in given.items()
        if (area, code) not in rows
    ]
    changed = []
    for key, row in rows.items():
        told = given.get(key, row.name), key in given
        if (row.name, row.is_open) != told:
            row.name, row.is_open = told
            changed.append(row)
    Tag.objects.bulk_create(new)
    Tag.objects.bulk_update(changed, ["name", "is_open"])
    if count := len(new) + len(changed):
        sign(events.OutcomesKept(count), by=by, now=now, of="outcomes", fields=["name", "is_open"])
    return count


@act
def add_issue(*, by: Viewer, now: datetime, area_id: int, name: str, once: str = "") -> Tag:
    """Something that activities can be about. ValidationError where the area has it already."""
    require_capability(by, Capability.RECORD_KEEP, place_id=area_id)
    do_once(once, now=now)
    _refuse_taken(area_id, name)
    taken = set(
        Tag.objects.filter(area=area_id, kind=Tag.Kind.ISSUE).values_list("code", flat=True)
    )
    row = Tag.objects.create(
        area_id=area_id, kind=Tag.Kind.ISSUE, code=_free_code(name, taken), name=name
    )
    TAG.require(by, "edit", row)  # not in the record of a time that is over
    sign(events.TagKept(row.pk), by=by, now=now, of=f"tag:{row.pk}", fields=["name"])
    return row


@act
def change_issue(
    *,
    by: Viewer,
    now: datetime,
    issue: Tag,
    name: str,
    is_open: bool,
    seen: str | None = None,
    once: str = "",
) -> Tag:
    """Other words for the same issue, or that nothing new is to name it. What has named it is still
    counted. Raises EditedMeanwhileError."""
    row = Tag.objects.select_for_update(of=("self",)).get(pk=issue.pk, kind=Tag.Kind.ISSUE)
    TAG.require(by, "edit", row)
    do_once(once, now=now)
    refuse_if_edited(seen, row.mark)
    _refuse_taken(row.area_id, name, but=row)
    told = {"name": name, "is_open": is_open}
    changed = [field for field, value in told.items() if getattr(row, field) != value]
    if changed:
        row.name, row.is_open = name, is_open
        row.save(update_fields=changed)
        sign(events.TagKept(row.pk), by=by, now=now, of=f"tag:{row.pk}", fields=changed)
    return row


def _refuse_taken(area_id: int, name: str, but: Tag | None = None) -> None:
    others = Tag.objects.filter(area=area_id, kind=Tag.Kind.ISSUE).exclude(pk=but.pk if but else 0)
    if others.filter(name__iexact=name).exists():
        raise ValidationError({"name": _("There is an issue of that name already.")})


def _free_code(name: str, taken: set[str]) -> str:
    wanted = slugify(name)[:34] or "issue"
    code, n = wanted, 1
    while code in taken:
        n += 1
        code = f"{wanted}-{n}"
    return code
