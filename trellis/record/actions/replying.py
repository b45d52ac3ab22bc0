"""What others say of an activity: the organisation that it was for."""

from datetime import datetime

from django.core.exceptions import ValidationError
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
    sign(events.ActivityAnswered(row.pk), by=by, now=now, of=f"activity:{row.line_id}", why=words)
    return said
