"""What was done in the scene of the permission matrix."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import make_beneficiary_reply, make_share_challenge
from tests.record.doing import DAY, SYSTEM, Doing, begin
from trellis.performance.models import ShareChallenge
from trellis.record import actions
from trellis.record.models import Activity, Split, Tag
from trellis.record.rules.shares import Part, Role


def what_was_done(cast: Cast) -> Mapping[str, int]:
    """Hub A led it and hub B was its partner, for group A; hub B asks for other shares. The
    infrastructure organisation recorded the like, and one of both may be the other. Of two more
    things hub A did not agree to the shares that hub B asked for; one of them hub B challenges.
    Done once."""
    row = Activity.objects.order_by("id").first() or _done(begin(cast))
    other = Activity.objects.filter(provider=cast.world.bodies["infrastructure"]).get()
    [challenge] = ShareChallenge.objects.all()
    refused = Split.objects.exclude(dropped_at=None).exclude(pk=challenge.proposal_id)
    return {
        "kind_id": row.service_type_id,
        "activity_id": row.pk,
        "other_id": other.pk,
        "split_id": Split.objects.get(sealed_at=None, dropped_at=None).pk,
        "tag_id": Tag.objects.get(kind="issue").pk,
        "asked_id": refused.get().pk,
        "share_challenge_id": challenge.pk,
    }


def _done(doing: Doing) -> Activity:
    now = timezone.now()  # as every act of the scene: an old line that nothing has sealed hinders
    row = doing.record("hub_a", "hub_b", now=now)
    doing.record("infrastructure", now=now)
    _ask(doing, row, now)
    for days in (1, 2):
        kind = doing.kinds[1].pk
        again = doing.record("hub_a", "hub_b", now=now, service_type_id=kind,
                             on=DAY + timedelta(days=30 * days))  # fmt: skip
        refused = _ask(doing, again, now)
        actions.answer_shares(
            by=SYSTEM, now=now, split=refused, provider_id=doing.body("hub_a").pk, agrees=False,
            words="It was half and half",
        )  # fmt: skip
    make_share_challenge(proposal=refused, raised_at=NOW)
    make_beneficiary_reply(activity=row, words="It was so", said_at=NOW)
    return Activity.objects.get(pk=row.pk)


def _ask(doing: Doing, row: Activity, now: datetime) -> Split:
    """Hub B asks for three parts of ten."""
    parts = [
        Part(doing.body("hub_a").pk, Role.LEAD, 7_000),
        Part(doing.body("hub_b").pk, Role.PARTNER, 3_000),
    ]
    return actions.propose_shares(
        by=SYSTEM, now=now, activity=row, provider_id=doing.body("hub_b").pk, parts=parts,
        reason="Agreed by telephone",
    )  # fmt: skip
