"""A report that a letter could not be brought marks it, and silences an address that is none."""

import subprocess
import sys
from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied

from bench.house import ROOT, House
from tests.cast import Cast
from tests.factories import make_letter
from tests.messages.mail_server import MailServer
from trellis.kernel.viewer import system
from trellis.messages import actions
from trellis.messages.jobs import deliver
from trellis.messages.models import Letter, Suppression
from trellis.messages.queries import is_suppressed

pytestmark = pytest.mark.django_db
TO = "gone@example.org"


def report(
    token: str,
    *,
    to: str = "returns@localhost",
    action: str = "failed",
    status: str = "5.1.1",
    kind: str = "delivery-status",
) -> bytes:
    """As a mail server writes it, with the head of the letter sent back."""
    return f"""From: MAILER-DAEMON@mail.example.org
To: {to}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type={kind}; boundary="=_1"

--=_1
Content-Type: text/plain

I am sorry to have to tell you.

--=_1
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org

Final-Recipient: rfc822; {TO}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} no such user

--=_1
Content-Type: text/rfc822-headers

From: trellis@localhost
Message-ID: <{token}@localhost>
Subject: What is new for you

--=_1--
""".encode()


def take_in(raw: bytes, now: datetime) -> Letter | None:
    return actions.take_in_report(raw=raw, by=system("returns"), now=now)


@pytest.fixture
def letter(now: datetime) -> Letter:
    return make_letter(address=TO, stage="sent", attempts=1, settled_at=now)


def test_by_the_letter_that_is_sent_back(letter: Letter, now: datetime) -> None:
    assert take_in(report(letter.token), now) == letter

    letter.refresh_from_db()
    assert (letter.stage, letter.fault) == ("bounced", "5.1.1")
    assert is_suppressed(TO, "digest")
    assert is_suppressed(TO, "bulletin")
    assert Suppression.objects.get().why == "bounced"


def test_by_the_address_it_comes_to(letter: Letter, now: datetime) -> None:
    raw = report("0" * 32, to=f"Returns+{letter.token.upper()}@localhost")

    assert take_in(raw, now) == letter


def test_the_same_report_twice_counts_once(letter: Letter, now: datetime) -> None:
    take_in(report(letter.token), now)

    assert take_in(report(letter.token), now) is None
    assert Suppression.objects.count() == 1


def test_a_full_mailbox_silences_nobody(letter: Letter, now: datetime) -> None:
    take_in(report(letter.token, status="5.2.2"), now)

    letter.refresh_from_db()
    assert letter.stage == "bounced"
    assert not is_suppressed(TO, "digest")


@pytest.mark.parametrize(
    "change",
    [
        {"action": "delayed", "status": "4.4.1"},
        {"status": "4.2.2"},
        {"action": "delivered", "status": "2.0.0"},
        {"kind": "disposition-notification"},
    ],
)
def test_what_is_no_refusal_for_good_changes_nothing(
    letter: Letter, now: datetime, change: dict[str, str]
) -> None:
    assert take_in(report(letter.token, **change), now) is None

    letter.refresh_from_db()
    assert letter.stage == "sent"


@pytest.mark.parametrize(
    "raw", [b"", b"\xff\x00" * 99, b"Subject: I am away\n\nTill Monday.", b"x" * 1_000_001]
)
def test_anything_else_changes_nothing(letter: Letter, now: datetime, raw: bytes) -> None:
    assert take_in(raw, now) is None


def test_nobody_speaks_of_a_letter_whose_token_they_do_not_know(
    letter: Letter, now: datetime
) -> None:
    assert take_in(report("f" * 32), now) is None
    assert take_in(report(letter.token[:-1] + "-"), now) is None
    assert not is_suppressed(TO, "digest")


def test_only_the_house_takes_reports_in(cast: Cast, now: datetime) -> None:
    with pytest.raises(PermissionDenied):
        actions.take_in_report(raw=b"", by=cast.viewer("administrator"), now=now)


@pytest.mark.django_db(transaction=True)
def test_a_letter_leaves_with_an_address_of_its_own_to_come_back_to(
    server: MailServer, now: datetime, settings: object
) -> None:
    settings.TRELLIS_MAIL_RETURNS = "returns@example.org"  # type: ignore[attr-defined]
    letter = make_letter()
    deliver(now=now)

    [taken] = server.taken
    assert taken.sender == f"returns+{letter.token}@example.org"
    assert letter.token not in str(taken.message["From"])


@pytest.mark.shared
def test_the_mail_server_hands_it_to_a_command(empty_house: House) -> None:
    token = empty_house.python(
        "from django.utils import timezone\n"
        "from django.db import transaction\n"
        "from trellis.messages.actions.delivering import put_in\n"
        "from trellis.messages.models import Letter\n"
        "with transaction.atomic():\n"
        "    put_in(now=timezone.now(), kind='digest', address='gone@example.org', subject='A')\n"
        "Letter.objects.update(stage='sent')\n"
        "print(Letter.objects.get().token)\n"
    ).strip()
    done = subprocess.run(
        [sys.executable, "-m", "trellis.config.cli", "take_in_report"],
        cwd=ROOT,
        env=empty_house.environment,
        input=report(token),
        capture_output=True,
        check=True,
    )
    assert b"came back (5.1.1)." in done.stdout
