"""A letter goes out once, is tried again where it was not taken, and no longer than is any use."""

from datetime import datetime, timedelta

import pytest

from tests.factories import make_letter, make_suppression
from tests.messages.mail_server import MailServer
from trellis.messages.jobs import deliver, look_after_outbox
from trellis.messages.models import Letter, Suppression
from trellis.messages.queries import is_suppressed

pytestmark = pytest.mark.django_db(transaction=True)
TO = "grace@example.org"


def after(letter: Letter) -> tuple[str, int, str]:
    letter.refresh_from_db()
    return letter.stage, letter.attempts, letter.fault


def test_it_is_taken_once(server: MailServer, now: datetime) -> None:
    letter = make_letter(
        address=TO, text="Dear reader,\n.\n..two dots\nÄ last line", subject="Zwölf"
    )

    deliver(now=now)
    deliver(now=now + timedelta(days=1))

    [taken] = server.taken
    assert (taken.receiver, taken.message["Subject"]) == (TO, "Zwölf")
    assert (
        taken.message.get_content().replace("\r\n", "\n")
        == "Dear reader,\n.\n..two dots\nÄ last line\n"
    )
    assert taken.message["Message-ID"].startswith(f"<{letter.token}@")
    assert after(letter) == ("sent", 1, "")


def test_once_it_is_sent_nobody_can_read_it_here(server: MailServer, now: datetime) -> None:
    letter = make_letter(text="Not for others", html="<p>Not for others</p>")

    deliver(now=now)

    letter.refresh_from_db()
    assert (letter.text, letter.html, letter.settled_at) == ("", "", now)


def test_it_waits_for_its_time(server: MailServer, now: datetime) -> None:
    letter = make_letter(not_before=now + timedelta(hours=1))

    deliver(now=now)
    assert server.taken == []
    look_after_outbox(now=now + timedelta(hours=1))

    assert after(letter) == ("sent", 1, "")


def test_while_the_mail_server_is_away_no_letter_is_tried(
    server: MailServer, now: datetime, settings: object
) -> None:
    letter = make_letter()
    settings.EMAIL_PORT = 1  # type: ignore[attr-defined]
    deliver(now=now)
    assert after(letter) == ("waiting", 0, "")

    settings.EMAIL_PORT = server.port  # type: ignore[attr-defined]
    deliver(now=now)
    assert after(letter) == ("sent", 1, "")


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "END"])
def test_told_to_come_later_it_waits_longer_every_time_and_not_for_ever(
    server: MailServer, now: datetime, step: str
) -> None:
    letter = make_letter(queued_at=now, not_before=now)
    server.answers[step] = "451 4.7.1 Try again later"
    waits, at = [], now
    while True:
        look_after_outbox(now=at)
        letter.refresh_from_db()
        if letter.stage != "waiting":
            break
        waits.append(letter.not_before - at)
        at = letter.not_before

    assert waits == sorted(waits)
    assert waits[0] == timedelta(minutes=5)
    assert len(waits) > 5
    assert at - now <= timedelta(days=3)
    assert after(letter) == ("given_up", len(waits) + 1, "451 4.7.1")
    assert server.taken == []


def test_addresses_of_the_invented_county_are_told_to_no_mail_server(
    server: MailServer, now: datetime
) -> None:
    letter = make_letter(address="hub.worker@fosseshire.example")
    deliver(now=now)

    assert after(letter) == ("refused", 1, "reserved")
    assert server.read == []


def test_taken_at_the_second_try(server: MailServer, now: datetime) -> None:
    letter = make_letter()
    server.answers["RCPT"] = "450 4.2.0 greylisted"
    deliver(now=now)
    del server.answers["RCPT"]
    look_after_outbox(now=now + timedelta(minutes=5))

    assert after(letter) == ("sent", 2, "")
    assert len(server.taken) == 1


@pytest.mark.parametrize(
    ("step", "reply", "is_dead"),
    [
        ("RCPT", "550 5.1.1 No such user", True),
        ("RCPT", "550 No such user", True),
        ("RCPT", "550 5.7.1 We do not like you", False),
        ("RCPT", "552 5.2.2 Mailbox full", False),
        ("MAIL", "550 5.1.1 Strange, but not about whom it is for", False),
        ("END", "554 5.7.1 Looks like spam", False),
    ],
)
def test_refused_for_good(
    server: MailServer,
    now: datetime,
    step: str,
    reply: str,
    is_dead: bool,  # noqa: FBT001
) -> None:
    """It is not tried again; and where there is no such mailbox, nothing is sent there again."""
    letter, other = make_letter(address=TO), make_letter(address="other@example.org")
    server.answers[step] = reply
    deliver(now=now)
    look_after_outbox(now=now + timedelta(days=1))

    stage, attempts, fault = after(letter)
    assert (stage, attempts) == ("refused", 1)
    assert reply.startswith(fault)
    assert is_suppressed(TO, "digest") is is_dead
    assert after(other)[0] == "refused"


def test_one_refusal_does_not_hold_the_others_up(server: MailServer, now: datetime) -> None:
    make_suppression(address=TO)
    stopped, went = make_letter(address=TO.upper()), make_letter()

    deliver(now=now)

    assert (after(stopped)[0], after(went)[0]) == ("stopped", "sent")
    assert [taken.receiver for taken in server.taken] == [went.address]


def test_rid_of_one_kind_the_other_still_comes(server: MailServer, now: datetime) -> None:
    make_suppression(address=TO, kind="bulletin")
    digest = make_letter(address=TO)

    deliver(now=now)

    assert after(digest)[0] == "sent"
    assert Suppression.objects.count() == 1


@pytest.mark.parametrize("step", ["MAIL", "RCPT"])
def test_a_line_that_breaks_before_the_words_means_it_was_not_taken(
    server: MailServer, now: datetime, step: str
) -> None:
    letter = make_letter()
    server.hangs_up_after = step
    deliver(now=now)
    assert after(letter)[:2] == ("waiting", 1)

    server.hangs_up_after = ""
    look_after_outbox(now=now + timedelta(minutes=5))
    assert after(letter) == ("sent", 2, "")
    assert len(server.read) == 1
