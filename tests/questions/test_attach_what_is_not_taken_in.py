"""What hostile, curious and hasty people attach: none of it gets in, and none of it gets out."""

import re
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from pytest_django import Settings

from tests.cast import Cast
from tests.conftest import StrictClient
from tests.documents.making import JPEG, PNG, office
from tests.factories import make_link
from tests.questions.attaching import (
    ASKED,
    GOOD,
    PLAN,
    TWO,
    attach,
    begin,
    brought,
    press,
    send,
    stored,
    url_of,
)
from tests.questions.making import closed, go, owned
from tests.scanner import EICAR, scanning
from trellis.kernel.models import AuditLine, Counted
from trellis.kernel.viewer import STRANGER
from trellis.questions import actions
from trellis.questions.actions import files as taking
from trellis.questions.models import AnswerFile, Response, Wave
from trellis.questions.queries.secrets import hashed
from trellis.questions.rules.definition import Section

pytestmark = pytest.mark.django_db(transaction=False)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty"),
        (b"MZ" + bytes(100), "This is a program"),
        (b"<script>alert(1)</script>", "This is a web page"),
        (b"PK\x05\x06" + bytes(18), "This is an archive of files"),
        (office(**{"word/vbaProject.bin": b"x"}), "The file holds macros"),
        (b"a" * 10_000_001, "The file is larger than 10 MB"),
        (PNG, "A picture can say where, when and with which camera"),
        (JPEG, "A picture can say where, when and with which camera"),
    ],
)
def test_what_is_not_taken_in(wave: Wave, content: bytes, said: str) -> None:
    answer = press(wave, begin(wave), "send", q1="c1", q5=brought(content, "plan.txt"))
    assert said in answer.content.decode()
    assert (stored(), AnswerFile.objects.count(), Response.objects.count()) == ([], 0, 0)


def test_a_virus_is_refused_and_audited_to_nobody(wave: Wave, settings: Settings) -> None:
    with scanning() as scanner:
        settings.TRELLIS_SCANNER = scanner.url
        page = press(wave, begin(wave), "send", q1="c1", q5=brought(EICAR))
        assert "There is a virus in this file" in page.content.decode()
        scanner.answer = b"?\0"
        page = press(wave, begin(wave), "send", q1="c1", q5=brought())
        assert "Try again in a few minutes" in page.content.decode()
    assert stored() == []
    line = AuditLine.objects.get()
    assert (line.verb, line.actor_id) == ("documents.file.refused", None)


def test_past_the_page_a_picture_is_refused_too(wave: Wave) -> None:
    with pytest.raises(ValidationError, match="A picture can say"):
        attach(wave, JPEG)
    assert stored() == []


@pytest.mark.parametrize(
    "so_far",
    [
        '{"q5": "forged-but-long-enough"}',
        '{"q5": "\\ud800"}',
        '{"q5": ["a"]}',
        '{"q5": {"a": "b"}}',
        '{"q5": 7}',
    ],
)
def test_a_handle_that_is_none(cast: Cast, so_far: str) -> None:
    """Whatever somebody writes into the page, it is the page again, or sent without a file."""
    wave = owned(cast, definition=TWO)
    page = StrictClient().post(
        url_of(wave), {"step": "s2", "q1": "c1", "so_far": so_far, "go": "next", "shown": ["q1"]}
    )
    assert page.status_code == 200
    answer = press(wave, page, "send")
    assert answer.status_code in {200, 302}
    assert not AnswerFile.objects.exists()


def test_nobody_sends_what_is_not_theirs(cast: Cast, wave: Wave) -> None:
    other = owned(cast, definition=ASKED)
    of_other = attach(other)
    twice = replace(
        ASKED, sections=(Section("s1", "A", questions=(GOOD, PLAN, replace(PLAN, key="q6"))),)
    )
    two = owned(cast, definition=twice)
    of_question = attach(two, question="q6")
    saved = actions.save_answers(
        wave_id=wave.pk, answers={"q5": (mine := attach(wave))}, name="", secret="",
        by=STRANGER, now=timezone.now(),
    )  # fmt: skip
    for where, handle in ((wave, of_other), (two, of_question), (wave, mine)):
        with pytest.raises(actions.DoNotFitError):
            send(where, handle)
    send(wave, mine, secret=saved)
    assert Response.objects.count() == 1


def test_where_links_are_asked_for_nobody_attaches_without_one(cast: Cast) -> None:
    wave = owned(cast, definition=ASKED, access="links")
    with pytest.raises(actions.LinkSpentError):
        attach(wave)
    assert stored() == []
    make_link(wave=wave, secret_hash=hashed("abc"))
    send(wave, attach(wave, secret="abc"), secret="abc")
    assert AnswerFile.objects.get().response is not None


def test_a_question_that_takes_none_and_a_wave_that_is_over(cast: Cast, wave: Wave) -> None:
    for key in ("q1", "q99"):
        with pytest.raises(ValidationError):
            attach(wave, question=key)
    over = closed(cast, definition=ASKED)
    with pytest.raises(actions.WaveOverError):
        attach(over)
    assert stored() == []


def test_so_many_and_no_more(wave: Wave, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "MOST_UNSENT", 2)
    attach(wave)
    attach(wave)
    with pytest.raises(ValidationError, match="wait to be sent"):
        attach(wave)
    assert len(stored()) == 2


def test_whoever_attaches_too_many_has_to_wait(wave: Wave) -> None:
    page = begin(wave)
    for _number in range(20):
        press(wave, page, "send", q5=brought())
    answer = press(wave, page, "send", q5=brought())
    assert re.search(r"Attach this one again in \d+ minutes", answer.content.decode())
    assert AnswerFile.objects.count() == 20
    Counted.objects.all().delete()


def test_what_was_refused_counts_too_and_then_nothing_is_looked_at(
    wave: Wave, settings: Settings
) -> None:
    """A scanner takes longer over a file than somebody over sending it, and what is found is kept
    in the audit."""
    page = begin(wave)
    with scanning() as scanner:
        settings.TRELLIS_SCANNER = scanner.url
        for _number in range(21):
            answer = press(wave, page, "send", q1="c1", q5=brought(EICAR))
        assert len(scanner.had) == 20
    assert "What is your plan: Many files have come" in answer.content.decode()
    assert AuditLine.objects.filter(verb="documents.file.refused").count() == 20
    assert not Response.objects.exists()


def test_whoever_is_signed_in_stays_nobody_to_the_audit(
    cast: Cast, wave: Wave, settings: Settings
) -> None:
    client = cast.client("infrastructure_manager")
    before = AuditLine.objects.count()
    with scanning() as scanner:
        settings.TRELLIS_SCANNER = scanner.url
        page = client.get(url_of(wave))
        page = go(client, url_of(wave), page, "send", q1="c1", q5=brought(EICAR))
        assert "There is a virus in this file" in page.content.decode()
        page = go(client, url_of(wave), page, "save", q1="c1", q5=brought())
    lines = AuditLine.objects.order_by("id")[before:]
    assert [(line.verb, line.actor_id) for line in lines] == [
        ("documents.file.refused", None),
        ("questions.file.attached", None),
        ("questions.answers.saved", None),
    ]
