"""Two bodies act in the same moment: one of them counts, and nothing is half done."""

from functools import partial

import pytest
from django.utils import timezone

from tests.at_once import at_once
from tests.cast import Cast
from tests.privacy import leaving
from tests.privacy.leaving import DOCUMENTS
from tests.privacy.test_agree_on_sharing_data import proposed
from trellis.documents.models import Document
from trellis.kernel.models import AuditLine
from trellis.privacy import actions
from trellis.privacy.lifecycle import Fate
from trellis.privacy.models import Passed

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 4


def test_one_accepts_while_a_colleague_refuses(cast: Cast) -> None:
    funder, council = cast.viewer("funder"), cast.viewer("council_officer")
    row = leaving.opened(cast.world.bodies["funder"], funder)
    for _ in range(ROUNDS):
        share = leaving.chosen(row, DOCUMENTS, Fate.HANDED, funder, cast.world.bodies["council"])

        answer = partial(actions.answer_share, share_id=share.pk, by=council, now=timezone.now())

        answers = at_once(partial(answer, accepts=True), partial(answer, accepts=False))

        assert sorted(answers) == ["done", "refused"]
        share.refresh_from_db()
        assert share.answer == ("accepted" if answers[0] == "done" else "refused")


def test_one_agrees_while_the_other_takes_it_back(cast: Cast) -> None:
    manager, council = cast.viewer("infrastructure_manager"), cast.viewer("council_officer")
    for _ in range(ROUNDS):
        row = proposed(cast)
        now = timezone.now()

        answers = at_once(
            partial(actions.agree, agreement_id=row.pk, by=council, now=now),
            partial(actions.refuse_agreement, agreement_id=row.pk, by=manager, now=now),
        )

        assert sorted(answers) == ["done", "refused"]
        row.refresh_from_db()
        assert row.stage == ("agreed" if answers[0] == "done" else "refused")


def test_two_hand_it_over(cast: Cast) -> None:
    leaving.furnish(cast.world.bodies["funder"])
    row = leaving.settled(cast)
    viewers = cast.viewer("funder"), cast.viewer("infrastructure_manager")

    complete = partial(actions.complete_handover, handover_id=row.pk, now=timezone.now())
    answers = at_once(*(partial(complete, by=by) for by in viewers))

    assert sorted(answers) == ["done", "refused"]
    assert Document.objects.get().owner == cast.world.bodies["council"]
    assert Passed.objects.filter(estate=DOCUMENTS).count() == 1
    assert AuditLine.objects.filter(verb="privacy.handover.done").count() == 1
