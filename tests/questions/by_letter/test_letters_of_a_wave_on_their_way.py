"""Letters of a wave on their way: they keep quiet hours, go with the wave, and tell nobody for whom
they are."""

import logging
import re
import time
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.conftest import TODAY
from tests.factories import (
    make_letter,
)
from tests.questions.by_letter.inviting import (
    LATER,
    SIX,
    WHY,
    answer,
    by_address,
    invite,
    rows_with,
    secret_in,
)
from trellis.kernel.models import AuditLine, Job
from trellis.kernel.viewer import STRANGER, Viewer
from trellis.messages.actions import delivering, unsubscribe
from trellis.messages.jobs import deliver, look_after_outbox
from trellis.messages.models import Letter
from trellis.messages.queries import address_key
from trellis.questions import actions, queries
from trellis.questions.jobs import close_overdue
from trellis.questions.models import Invited, Link, Questionnaire, Wave

pytestmark = pytest.mark.django_db


def test_whoever_keeps_the_platform_sees_no_address(
    cast: Cast, wave: Wave, keeper: Viewer, now: datetime
) -> None:
    """Whom a reminder goes to has not answered."""
    invite(wave, keeper, now)
    Letter.objects.filter(address=SIX[0]).update(stage="uncertain", sending_at=now)
    page = cast.client("administrator").get("/messages/outbox/").content.decode()

    assert "asks you: Our courses" in page
    assert not re.findall(r"\w+@example\.org", page)


def test_when_the_wave_closes_nothing_of_it_is_left(
    wave: Wave, keeper: Viewer, now: datetime
) -> None:
    invite(wave, keeper, now)
    other = make_letter(kind="survey", about="questions.wave:999999")
    sending = Letter.objects.filter(address=SIX[0])
    sending.update(stage="sending", sending_at=now)
    Letter.objects.filter(address=SIX[1]).update(stage="uncertain", sending_at=now)
    actions.close_wave(wave_id=wave.pk, by=keeper, now=now)

    assert (Link.objects.count(), Invited.objects.count()) == (0, 0)
    assert set(Letter.objects.values_list("address", flat=True)) == {"", other.address}
    assert rows_with(SIX[0]) == []
    sending.update(stage="waiting")
    deliver(now=now + timedelta(minutes=1))
    assert [one.to for one in mail.outbox] == [[other.address]]
    assert rows_with(SIX[0]) == []
    assert queries.inviting(keeper, wave.pk).invited == 6


def test_it_closes_by_itself_with_its_letters(wave: Wave, keeper: Viewer, now: datetime) -> None:
    invite(wave, keeper, now)
    close_overdue(now=now + timedelta(days=15))

    assert (Letter.objects.count(), Link.objects.count()) == (0, 0)


def test_a_worker_that_dies_leaves_no_address_of_a_closed_wave(
    wave: Wave, keeper: Viewer, now: datetime
) -> None:
    invite(wave, keeper, now)
    assert delivering.claim(now=now)
    actions.close_wave(wave_id=wave.pk, by=keeper, now=now)
    for days in range(1, 5):
        look_after_outbox(now=now + timedelta(days=days))

    assert [(one.stage, one.address, one.text) for one in Letter.objects.all()] == [
        ("uncertain", "", "")
    ]
    assert mail.outbox == []


def test_withdrawn_in_the_moment_it_is_taken_up(wave: Wave, keeper: Viewer, now: datetime) -> None:
    """A worker that has it already sends nothing to nobody, and suppresses no good address."""
    invite(wave, keeper, now)
    Letter.objects.update(address="")
    assert delivering.claim(now=now) is None
    assert set(Letter.objects.values_list("stage", flat=True)) == {"given_up"}


def test_a_letter_is_worth_nothing_after_the_last_day(
    wave: Wave, keeper: Viewer, now: datetime
) -> None:
    Wave.objects.update(closes_on=TODAY)
    wave.refresh_from_db()
    invite(wave, keeper, now)
    deliver(now=now + timedelta(days=1))

    assert mail.outbox == []
    assert set(Letter.objects.values_list("stage", "address")) == {("given_up", "")}


def test_letters_keep_quiet_hours(wave: Wave, keeper: Viewer, now: datetime) -> None:
    evening = now.replace(hour=19)
    invite(wave, keeper, evening)
    deliver(now=evening)
    assert mail.outbox == []

    deliver(now=evening + timedelta(hours=14))
    assert len(mail.outbox) == 6


def test_a_thousand_rest_in_one_statement(wave: Wave, keeper: Viewer, now: datetime) -> None:
    evening = now.replace(hour=19)
    invite(wave, keeper, evening)
    with CaptureQueriesContext(connection) as captured:
        deliver(now=evening)
    assert len(captured) < 8


def test_whoever_answers_while_a_reminder_waits_gets_none(
    wave: Wave, keeper: Viewer, now: datetime
) -> None:
    invite(wave, keeper, now)
    deliver(now=now)
    first = {address: secret_in(one) for address, one in by_address().items()}
    mail.outbox.clear()
    evening = (now + LATER).replace(hour=19)
    actions.remind_by_letter(wave_id=wave.pk, by=keeper, now=evening)
    deliver(now=evening)
    answer(wave, first[SIX[0]], evening)
    actions.save_answers(
        wave_id=wave.pk,
        answers={"q2": "c1"},
        name="",
        secret=first[SIX[1]],
        by=STRANGER,
        now=evening,
    )
    assert rows_with(SIX[0]) == rows_with(SIX[1]) == []

    deliver(now=evening + timedelta(hours=14))
    assert set(by_address()) == set(SIX[2:])


@pytest.mark.parametrize("breaks", ["\n", "\r\n", "\r", "\u2028", "\x85"])
def test_a_title_puts_no_line_into_the_head(
    wave: Wave, keeper: Viewer, now: datetime, breaks: str
) -> None:
    """Not even one that came in by another way than the page, which refuses it."""
    Questionnaire.objects.update(title=f"Our courses{breaks}Bcc: eve@evil.example")
    invite(wave, keeper, now)
    deliver(now=now)

    assert len(mail.outbox) == 6
    head, _blank, _body = mail.outbox[0].message().as_string().partition("\n\n")
    names = [line.partition(":")[0] for line in head.splitlines() if not line[0].isspace()]
    assert "Bcc" not in names
    assert mail.outbox[0].recipients() == mail.outbox[0].to


def test_an_address_of_which_no_letter_can_be_made_holds_up_nobody(
    wave: Wave, keeper: Viewer, now: datetime
) -> None:
    invite(wave, keeper, now, ["a@b.org\nBcc: eve@evil.example", *SIX])
    deliver(now=now)

    assert set(by_address()) == set(SIX)
    assert Letter.objects.get(stage="refused").fault == "malformed"


def test_no_address_is_in_the_log_or_the_audit(
    wave: Wave, keeper: Viewer, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        invite(wave, keeper, now, ["a@example.org\nBcc: eve@example.org", *SIX])
        deliver(now=now)
        answer(wave, secret_in(mail.outbox[0]), now)
        actions.remind_by_letter(wave_id=wave.pk, by=keeper, now=now + LATER)
        deliver(now=now + LATER)
        actions.close_wave(wave_id=wave.pk, by=keeper, now=now + LATER)

    told = [one.getMessage() for one in caplog.records if not one.name.startswith("django.db")]
    assert told  # that a letter cannot be written is said
    kept = [*told, *map(str, AuditLine.objects.values()), *map(str, Job.objects.values())]
    assert not [one for one in kept if "example.org" in one]


def test_unsubscribed_meanwhile_is_not_reminded(wave: Wave, keeper: Viewer, now: datetime) -> None:
    invite(wave, keeper, now)
    unsubscribe(key=address_key(SIX[0]), kind="survey", by=STRANGER, now=now)
    deliver(now=now)
    assert SIX[0] not in by_address()

    mailing = actions.remind_by_letter(wave_id=wave.pk, by=keeper, now=now + LATER)
    assert (mailing.letters, mailing.silent) == (5, 1)


def test_some_thousands_are_a_few_questions_to_the_database(
    wave: Wave, keeper: Viewer, now: datetime
) -> None:
    def asked(count: int, of: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            invite(wave, keeper, now, [f"{of}{number}@example.org" for number in range(count)])
        return len(captured)

    few, many = asked(10, "few"), asked(4_900, "many")
    assert Letter.objects.count() == 4_910
    assert many - few < 200
    with CaptureQueriesContext(connection) as captured:
        actions.remind_by_letter(wave_id=wave.pk, by=keeper, now=now + LATER)
    assert len(captured) < 200
    assert Letter.objects.count() == 2 * 4_910


def test_twenty_thousand_are_refused_before_anything_is_asked(cast: Cast, wave: Wave) -> None:
    Wave.objects.update(opens_on="2020-01-01", closes_on="2099-01-01")
    text = "\n".join(f"a{number}@example.org" for number in range(20_000))
    given = {"whom": "list", "addresses": text, "basis": "consent", "why": WHY, "send": "yes"}
    client = cast.client("infrastructure_manager")
    began = time.process_time()
    page = client.post(f"/questions/waves/{wave.pk}/invitations/new/", given)

    assert "more than five thousand addresses. Split it." in page.content.decode()
    assert time.process_time() - began < 2
    assert Letter.objects.count() == 0
