"""What others say of an activity: the organisation that it was for."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.viewer import Viewer
from trellis.record import events
from trellis.record.models import Activity, BeneficiaryReply
from trellis.record.policy import ACTIVITY


@act
def answer_activity(
    *,
    by: Viewer,
    now: datetime,
    activity_id: int,
    confirms: bool,
    words: str = "",
    once: str = "",
) -> BeneficiaryReply:
    """The organisation that it was for says that it was so, or how it was. It counts as before:
    whoever recorded it reads the answer, and corrects or withdraws it."""
    row = ACTIVITY.get(by, Activity.objects.all(), "answer", pk=activity_id)
    do_once(once, now=now)
    if not row.stands:
        raise ValidationError(_("It was corrected or withdrawn meanwhile. Look at it again."))
    if not confirms and not words.strip():
        raise ValidationError({"words": _("Say how it was.")})
    said = BeneficiaryReply.objects.create(
        activity=row, confirms=confirms, words=words, said_at=now, said_by_id=by.account_id
    )
    event = events.ActivityAnswered(row.pk)
    sign(event, by=by, now=now, of=f"activity:{row.line_id}", fields=["answer"])
    return said


@act
def confirm_activities(
    *,
    by: Viewer,
    now: datetime,
    organisation_id: int,
    activity_ids: Collection[int],
    once: str = "",
) -> int:
    """The organisation says of several at once that it was so; returns of how many. What it has
    answered already, and what was corrected or withdrawn since it was shown, is left as it is."""
    rows = Activity.objects.filter(organisation=organisation_id, pk__in=activity_ids)
    mine = ACTIVITY.rows(by, rows, "answer")
    if not mine.exists():
        raise PermissionDenied
    do_once(once, now=now)
    answered = BeneficiaryReply.objects.filter(activity=OuterRef("pk"))
    waiting = mine.filter(~Exists(answered), stands=True).order_by("pk")
    ids = tuple(waiting.values_list("pk", flat=True))
    if not ids:
        raise ValidationError(_("All of these are answered, or were corrected meanwhile."))
    BeneficiaryReply.objects.bulk_create(
        BeneficiaryReply(activity_id=pk, confirms=True, said_at=now, said_by_id=by.account_id)
        for pk in ids
    )
    event = events.ActivitiesConfirmed(ids)
    sign(event, by=by, now=now, of=f"organisation:{organisation_id}", fields=["confirmed"])
    return len(ids)
