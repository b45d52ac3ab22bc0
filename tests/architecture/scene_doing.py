"""What was done in the scene of the permission matrix."""

from collections.abc import Mapping

from django.utils import timezone

from tests.cast import Cast
from tests.record.doing import SYSTEM, Doing, begin
from trellis.record import actions
from trellis.record.models import Activity, Split, Tag
from trellis.record.rules.shares import Part, Role


def what_was_done(cast: Cast) -> Mapping[str, int]:
    """Hub A led it and hub B was its partner, for group A; hub B asks for other shares. The
    infrastructure organisation recorded the like, and one of both may be the other. Done once."""
    row = Activity.objects.order_by("id").first() or _done(begin(cast))
    other = Activity.objects.exclude(pk=row.pk).get()
    return {
        "kind_id": row.service_type_id,
        "activity_id": row.pk,
        "other_id": other.pk,
        "split_id": Split.objects.get(sealed_at=None).pk,
        "tag_id": Tag.objects.get(kind="issue").pk,
    }


def _done(doing: Doing) -> Activity:
    now = timezone.now()  # as every act of the scene: an old line that nothing has sealed hinders
    row = doing.record("hub_a", "hub_b", now=now)
    doing.record("infrastructure", now=now)
    parts = [
        Part(doing.body("hub_a").pk, Role.LEAD, 7_000),
        Part(doing.body("hub_b").pk, Role.PARTNER, 3_000),
    ]
    actions.propose_shares(
        by=SYSTEM, now=now, activity=row, provider_id=doing.body("hub_b").pk, parts=parts,
        reason="Agreed by telephone",
    )  # fmt: skip
    return Activity.objects.get(pk=row.pk)
