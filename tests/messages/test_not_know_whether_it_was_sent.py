"""A letter whose acceptance was not recorded is shown as uncertain and never sent again by itself:
proved by killing a real worker between the two."""

import os
import signal
import subprocess
import sys
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from bench.house import ROOT, House
from tests.cast import Cast
from tests.factories import make_letter
from tests.messages.mail_server import MailServer
from trellis.kernel.models import AuditLine
from trellis.messages import actions
from trellis.messages.jobs import deliver, look_after_outbox
from trellis.messages.models import Letter

_PUT_IN = """
from django.db import transaction
from django.utils import timezone
from trellis.messages.actions.delivering import put_in
with transaction.atomic():
    put_in(now=timezone.now(), kind="digest", address="grace@example.org", subject="New", text="A")
"""
_LATER = """
import sys
from datetime import timedelta
from django.utils import timezone
from trellis.messages.jobs import look_after_outbox
from trellis.messages.models import Letter
look_after_outbox(now=timezone.now() + timedelta(minutes=int(sys.argv[1])))
letter = Letter.objects.get()
print(letter.stage, letter.attempts)
"""


def worker_of(house: House) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "trellis.config.cli", "work"],
        cwd=ROOT,
        env=house.environment,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


@pytest.mark.shared
def test_killed_between_handing_over_and_writing_it_down(
    empty_house: House, server: MailServer
) -> None:
    house = empty_house
    house.environment |= {"TRELLIS_SMTP_HOST": "127.0.0.1", "TRELLIS_SMTP_PORT": str(server.port)}
    house.python(_PUT_IN)
    server.goes_on.clear()

    worker = worker_of(house)
    try:
        assert server.has_words.wait(60), "the worker sent nothing"
    finally:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
    server.goes_on.set()

    assert house.python(_LATER, "0").split() == ["sending", "1"]
    assert house.python(_LATER, "11").split() == ["uncertain", "1"]
    assert house.python(_LATER, "6000").split() == ["uncertain", "1"]
    assert len(server.read) == 1


@pytest.mark.django_db(transaction=True)
def test_no_answer_to_the_last_line(server: MailServer, now: datetime) -> None:
    letter = make_letter()
    server.hangs_up_after = "END"
    deliver(now=now)
    server.hangs_up_after = ""
    for days in range(5):
        look_after_outbox(now=now + timedelta(days=days))

    letter.refresh_from_db()
    assert (letter.stage, letter.attempts) == ("uncertain", 1)
    assert len(server.read) == 1


def lost(now: datetime, **given: object) -> Letter:
    return make_letter(stage="uncertain", sending_at=now, attempts=1, **given)


@pytest.mark.django_db(transaction=True)
def test_who_keeps_the_platform_sends_it_again(
    cast: Cast, server: MailServer, now: datetime
) -> None:
    letter = lost(now)
    client = cast.client("administrator")
    page = client.get("/messages/outbox/").content.decode()
    assert "One letter needs your decision." in page
    assert letter.address in page
    assert "/messages/outbox/" in client.get("/today/").content.decode()

    answer = client.post(f"/messages/outbox/{letter.pk}/send-again/", follow=True)
    assert "It is sent again." in answer.content.decode()
    letter.refresh_from_db()
    assert letter.stage == "waiting"

    deliver(now=letter.not_before)
    letter.refresh_from_db()
    assert (letter.stage, letter.attempts, len(server.taken)) == ("sent", 2, 1)
    assert AuditLine.objects.filter(verb="messages.letter.sent_again").count() == 1


@pytest.mark.django_db(transaction=True)
def test_or_leaves_it(cast: Cast, server: MailServer, now: datetime) -> None:
    letter = lost(now)
    cast.client("administrator").post(f"/messages/outbox/{letter.pk}/leave/")

    look_after_outbox(now=now + timedelta(days=1))
    letter.refresh_from_db()
    assert (letter.stage, letter.text, server.read) == ("left", "", [])
    with pytest.raises(ValidationError):
        actions.send_letter_again(letter_id=letter.pk, by=cast.viewer("administrator"), now=now)


@pytest.mark.django_db
def test_nobody_else_sees_or_decides(cast: Cast, now: datetime) -> None:
    letter = lost(now)
    manager = cast.client("infrastructure_manager")

    assert manager.get("/messages/outbox/").status_code == 403
    assert manager.post(f"/messages/outbox/{letter.pk}/leave/").status_code == 404
