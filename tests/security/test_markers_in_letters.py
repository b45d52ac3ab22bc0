"""A leak hunt in what leaves the house by mail: a letter carries no mark but of whom it is for,
and of what they may read in the house anyway. Nor does the log of sending it."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import transaction
from django.test import Client

from tests.architecture.matrix import Asking, addresses
from tests.architecture.scene import Scene
from tests.cast import PARTS, sign_in
from tests.conftest import NOW
from tests.factories import make_complaint, make_notice
from tests.people.mailroom import run_jobs
from tests.security.marking import Marks, found_in, logged, said_in, text_of
from trellis.kernel.holdings import Subject
from trellis.kernel.jobs import enqueue, enqueue_scheduled
from trellis.kernel.viewer import STRANGER
from trellis.messages.actions import send_bulletin, sign_up
from trellis.messages.actions.delivering import put_in
from trellis.people.models import Account, Invitation
from trellis.privacy.models import Complaint, Request
from trellis.questions import actions as questions
from trellis.questions.models import Wave

pytestmark = pytest.mark.shared

GUEST = "grace@elsewhere.example"
TO_ACCOUNTS = (
    "address_changed", "password_changed", "recovery_codes_made", "second_factor_removed",
    "second_factor_set",
)  # fmt: skip
OF_REQUESTS = ("answered", "erasing", "extended", "file_ready", "identity", "received", "refused")
OF_COMPLAINTS = ("acknowledged", "outcome")


def furnish(scene: Scene) -> None:
    """What there is to write about, for everybody: before it is marked."""
    for key in PARTS:
        if key != "anonymous":
            account = scene.cast.account(key)
            make_notice(account=account, told_at=NOW - timedelta(days=1))
            make_complaint(person=account.person)


def write(scene: Scene) -> None:
    """Every kind of letter that the house knows, through the outbox or the queue."""
    cast, keeper = scene.cast, scene.cast.viewer("infrastructure_manager")
    send_bulletin(bulletin_id=scene.bulletin_id, by=keeper, now=NOW)
    questions.invite_by_letter(
        wave_id=scene.open_wave_id,
        addresses=[f"new{number}@example.org" for number in range(5)],
        basis="consent",
        why="You came to a course of ours.",
        by=keeper,
        now=NOW,
    )
    mailed = Wave.objects.filter(links__address__contains="@leak").distinct().get()
    questions.remind_by_letter(wave_id=mailed.pk, by=keeper, now=NOW)
    area = cast.world.area
    sign_up(
        address=GUEST,
        area_id=area.pk,
        topics=["news"],
        place_ids=[area.pk],
        network="192.0.2.1",
        by=STRANGER,
        now=NOW,
    )
    with transaction.atomic():
        _ask_the_queue()
        enqueue_scheduled(now=NOW)
    run_jobs(NOW)


def _ask_the_queue() -> None:
    for account in Account.objects.all():
        enqueue("people.answer_link_request", now=NOW, account_id=account.pk)
        enqueue("people.answer_reset_request", now=NOW, account_id=account.pk)
        for notice in TO_ACCOUNTS:
            enqueue("people.mail_notice", now=NOW, account_id=account.pk, notice=notice)
    for invitation in Invitation.objects.all():
        enqueue("people.mail_invitation", now=NOW, invitation_id=invitation.pk)
    for request in Request.objects.all():
        for letter in OF_REQUESTS:
            enqueue("privacy.mail", now=NOW, request_id=request.pk, letter=letter)
    for complaint in Complaint.objects.all():
        for letter in OF_COMPLAINTS:
            enqueue("privacy.mail_complaint", now=NOW, complaint_id=complaint.pk, letter=letter)


class Readers:
    """Whom letters are for, and what they may know."""

    def __init__(self, scene: Scene, marks: Marks) -> None:
        self.asking, self.marks = Asking(scene), marks
        self.seen: dict[str, set[str]] = {}

    def strange_in(self, letter: EmailMessage) -> set[str]:
        """The marks in a letter that are not for whom it goes to."""
        (to,) = letter.recipients()
        account = Account.objects.filter(email=to).first()
        who = Subject(0, None, "", (to,))
        own = self.marks.own(account) if account else self.marks.held(who)
        strange = found_in(said_in(letter)) - found_in(to) - own
        return strange - self._met_by(account) if strange and account else strange

    def _met_by(self, account: Account) -> set[str]:
        """On the pages that are open to them."""
        if account.email not in self.seen:
            client = Client(raise_request_exception=False)
            sign_in(client, account)
            pages = [client.get(self.asking.url(one)) for one in addresses()]
            read = [one.getvalue() if one.streaming else one.content for one in pages]
            self.seen[account.email] = found_in("\n".join(map(text_of, read)))
        return self.seen[account.email]


@pytest.mark.django_db
def test_a_letter_tells_nobody_what_is_not_theirs(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    furnish(scene)
    marks = Marks()
    write(scene)

    readers = Readers(scene, marks)
    strange = {
        f"{letter.subject} to {letter.to}: {marks.of[mark][0]}"
        for letter in mail.outbox
        for mark in readers.strange_in(letter)
    }
    assert sorted(strange) == []
    assert found_in(logged(caplog.records)) == set()
    assert len({letter.subject for letter in mail.outbox}) > 15
    assert len(set().union(*(found_in(said_in(letter)) for letter in mail.outbox))) > 20

    # The hunt is not blind, neither to words nor to what only mail programs read.
    foreign = next(mark for mark, of in marks.of.items() if of[0] == "documents.searchtext.body")
    resident = scene.cast.account("resident").email
    usual = {"subject": "New", "text": "New", "html": "", "kind": "survey"}
    for name, planted in (
        ("text", f"See {foreign.upper()}"),
        ("html", f"<p>{foreign}"),
        ("subject", foreign),
    ):
        mail.outbox.clear()
        told: dict[str, Any] = {**usual, name: planted}
        with transaction.atomic():
            put_in(now=NOW, address=resident, **told)
        run_jobs(NOW)
        assert readers.strange_in(mail.outbox[0]) == {foreign}
