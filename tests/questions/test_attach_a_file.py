"""Whoever answers attaches a file: held while they are on their way, theirs alone until it is sent,
and then read by those who keep the wave and by nobody else."""

import io
import re
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader

from tests.cast import Cast
from tests.documents.making import PDF, PNG
from tests.questions.attaching import (
    ASKED,
    PLAN,
    TEXT,
    TWO,
    attach,
    begin,
    brought,
    handle_in,
    press,
    send,
    stored,
)
from tests.questions.making import go, owned
from trellis.kernel import files
from trellis.kernel.models import AuditLine
from trellis.questions import actions
from trellis.questions.models import Answer, AnswerFile, Link, Response, Wave
from trellis.questions.queries.secrets import hashed, hashed_handle
from trellis.questions.rules.definition import Section

pytestmark = pytest.mark.django_db(transaction=False)


def test_attached_and_sent(wave: Wave) -> None:
    page = begin(wave)
    text = page.content.decode()
    assert 'enctype="multipart/form-data"' in text
    assert "A file can say who made it, even where no name shows" in text

    assert press(wave, page, "send", q1="c1", q5=brought()).status_code == 302

    file = AnswerFile.objects.get()
    assert file.response == Response.objects.get()
    assert (file.until, file.link, file.file_type, file.size) == (None, None, "text", len(TEXT))
    with files.opened("questions", file.stored) as content:
        assert content.read() == TEXT
    assert set(Answer.objects.values_list("question", "code")) == {("q1", "c1"), ("q5", "file")}
    lines = list(AuditLine.objects.values_list("verb", "actor_id", "of"))
    assert lines == [
        ("questions.file.attached", None, f"wave:{wave.pk}"),
        ("questions.answers.sent", None, f"wave:{wave.pk}"),
    ]
    assert "Penrose" not in str([vars(file), lines])


def test_it_is_kept_on_the_way_whatever_else_is_wrong(wave: Wave) -> None:
    """A browser sends a file once."""
    again = press(wave, begin(wave), "send", q5=brought())
    text = again.content.decode()
    assert "Was it good: choose an answer." in text
    assert "Attached: plain text, 24 bytes. Another file takes its place." in text
    assert AnswerFile.objects.get().until is not None

    assert press(wave, again, "send", q1="c1").status_code == 302
    assert AnswerFile.objects.get().response is not None


def test_nothing_leads_from_the_handle_to_the_answers(wave: Wave) -> None:
    handle = attach(wave)
    send(wave, handle)
    assert not AnswerFile.objects.filter(secret_hash=hashed_handle(handle)).exists()
    with pytest.raises(actions.DoNotFitError):
        send(wave, handle)
    assert Response.objects.count() == 1


def test_over_pages_and_looked_over(cast: Cast) -> None:
    wave = owned(cast, definition=TWO)
    second = press(wave, begin(wave), "next", q5=brought())
    first = press(wave, second, "back", q1="c2")
    assert "Attached: plain text" in first.content.decode()
    second = press(wave, first, "next")
    look = press(wave, second, "next", q1="c2")
    assert "plain text, 24 bytes" in look.content.decode()
    assert press(wave, look, "send").status_code == 302
    assert AnswerFile.objects.get().response is not None


def test_another_takes_its_place_and_the_first_goes(
    wave: Wave, django_capture_on_commit_callbacks: Any
) -> None:
    page = press(wave, begin(wave), "send", q5=brought())
    first = stored()
    with django_capture_on_commit_callbacks(execute=True):
        page = press(wave, page, "send", q5=brought(PDF, "a.pdf"))
    assert "Attached: PDF" in page.content.decode()
    assert len(stored()) == 1
    assert stored() != first


def test_taken_away_it_is_gone(wave: Wave, django_capture_on_commit_callbacks: Any) -> None:
    page = press(wave, begin(wave), "send", q5=brought())
    with django_capture_on_commit_callbacks(execute=True):
        page = press(wave, page, "send", **{"q5.away": "on"})
    assert "Attached:" not in page.content.decode()
    assert (stored(), AnswerFile.objects.count(), handle_in(page)) == ([], 0, "")
    assert AuditLine.objects.latest("id").verb == "questions.file.let_go"


def test_where_people_give_their_name_a_picture_is_taken_in(cast: Cast) -> None:
    wave = owned(cast, definition=ASKED, naming="named")
    page = begin(wave)
    assert "A file can say who made it" not in page.content.decode()
    sent = press(wave, page, "send", name="Ivo Penrose", q1="c1", q5=brought(PNG, "a.png"))
    assert sent.status_code == 302
    assert AnswerFile.objects.get().file_type == "png"


def test_one_that_must_be_attached(cast: Cast) -> None:
    must = replace(
        ASKED, sections=(Section("s1", "A", questions=(replace(PLAN, is_required=True),)),)
    )
    wave = owned(cast, definition=must)
    page = press(wave, begin(wave), "send")
    assert "What is your plan: attach a file." in page.content.decode()
    assert press(wave, page, "send", q5=brought()).status_code == 302


def test_a_file_that_has_gone_meanwhile_is_asked_for_again(wave: Wave) -> None:
    page = press(wave, begin(wave), "send", q5=brought())
    AnswerFile.objects.all().delete()
    again = press(wave, page, "send", q1="c1")
    text = again.content.decode()
    assert not Response.objects.exists()
    assert "the file you attached is no longer there" in text or "Attached" not in text
    with pytest.raises(actions.DoNotFitError):
        send(wave, "a-handle-of-nothing")


def test_the_page_says_that_it_has_gone(cast: Cast) -> None:
    wave = owned(cast, definition=TWO)
    second = press(wave, begin(wave), "next", q5=brought())
    look = press(wave, second, "next", q1="c1")
    AnswerFile.objects.all().delete()
    page = press(wave, look, "send")
    assert "What is your plan: the file you attached is no longer there." in page.content.decode()
    look = press(wave, press(wave, page, "next"), "next", q1="c1")
    assert press(wave, look, "send").status_code == 302


def test_saved_and_sent_from_another_device(wave: Wave) -> None:
    saved = press(wave, begin(wave), "save", q1="c2", q5=brought()).content.decode()
    found = re.search(r"/with/([^/]+)/", saved)
    assert found is not None
    file = AnswerFile.objects.get()
    assert (file.until, file.link) == (None, Link.objects.get())
    page = begin(wave, found[1])
    assert "Attached: plain text, 24 bytes" in page.content.decode()
    assert press(wave, page, "send", secret=found[1], q1="c2").status_code == 302
    assert AnswerFile.objects.get().response is not None
    assert not Link.objects.exists()


def test_saved_again_without_it(wave: Wave, django_capture_on_commit_callbacks: Any) -> None:
    press(wave, begin(wave), "save", q5=brought())
    Link.objects.update(secret_hash=hashed("mine"))
    page = begin(wave, "mine")
    with django_capture_on_commit_callbacks(execute=True):
        press(wave, page, "save", secret="mine", **{"q5.away": "on"})
    assert (stored(), Link.objects.get().answers) == ([], {})


def test_sent_without_what_was_saved(wave: Wave, django_capture_on_commit_callbacks: Any) -> None:
    press(wave, begin(wave), "save", q5=brought())
    Link.objects.update(secret_hash=hashed("mine"))
    with django_capture_on_commit_callbacks(execute=True):
        send(wave, "", answers={"q1": "c1"}, secret="mine")
    assert (stored(), AnswerFile.objects.count()) == ([], 0)


def test_from_paper(cast: Cast, wave: Wave) -> None:
    client = cast.client("infrastructure_officer")
    url = f"/questions/waves/{wave.pk}/paper/"
    assert go(client, url, client.get(url), "send", q1="c1", q5=brought()).status_code == 302
    file = AnswerFile.objects.get()
    assert file.response is not None
    assert file.response.channel == "paper"
    line = AuditLine.objects.get(verb="questions.file.attached")
    assert line.actor_id == cast.account("infrastructure_officer").pk


def test_printed_it_says_to_attach_it(cast: Cast, wave: Wave) -> None:
    answer = cast.client("infrastructure_officer").get(f"/questions/waves/{wave.pk}/form.pdf")
    pages = PdfReader(io.BytesIO(answer.content)).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "Attach it to this paper, and write the number of this question on it." in text


def test_tried_out_nothing_is_kept(cast: Cast, wave: Wave) -> None:
    client = cast.client("infrastructure_manager")
    url = f"/questions/{wave.version.questionnaire_id}/preview/"
    page = go(client, url, client.get(url), "next", q5=brought())
    assert "a file, which is not kept while you try it out" in page.content.decode()
    assert (stored(), AnswerFile.objects.count()) == ([], 0)
