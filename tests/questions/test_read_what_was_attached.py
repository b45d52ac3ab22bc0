"""Those who keep a survey read what was attached, and nobody else; and nothing lies about that
nobody can read."""

import io
import os
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from tests.cast import Cast
from tests.factories import make_answer, make_answer_file, make_response
from tests.questions.attaching import ASKED, attach, begin, brought, press, results, send, stored
from tests.questions.making import closed, owned
from trellis.kernel import files
from trellis.kernel.estates import empty
from trellis.kernel.holdings import Subject, declared, rows
from trellis.kernel.models import AuditLine
from trellis.questions import actions
from trellis.questions.jobs import forget_files
from trellis.questions.models import Answer, AnswerFile, Wave

pytestmark = pytest.mark.django_db(transaction=False)


def test_they_are_counted_and_keepers_download_them(cast: Cast, counted: Wave) -> None:
    client = cast.client("infrastructure_manager")
    page = client.get(results(counted)).content.decode()
    assert "5 people attached a file." in page
    listed = client.get(f"{results(counted)}files/q5/").content.decode()
    addresses = re.findall(rf"{results(counted)}files/q5/\d+/", listed)
    assert len(addresses) == 5
    answer = client.get(addresses[1])
    assert re.fullmatch(rb"Plan \d", b"".join(answer))
    assert answer["Content-Disposition"] == 'attachment; filename="What is your plan 2.txt"'
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert answer["X-Content-Type-Options"] == "nosniff"
    table = client.get(f"{results(counted)}download.csv").content.decode()
    assert "What is your plan?,attached a file,5,,5,6" in table


def test_nobody_else_does(cast: Cast, counted: Wave) -> None:
    file = AnswerFile.objects.filter(wave=counted).first()
    assert file is not None
    addresses = [f"{results(counted)}files/q5/", f"{results(counted)}files/q5/{file.pk}/"]
    for who in ("anonymous", "council_officer", "administrator", "other_hub_worker"):
        assert {cast.client(who).get(one).status_code for one in addresses} == {404}
    Wave.objects.filter(pk=counted.pk).update(stage="published")
    for who, refused in (("anonymous", 302), ("council_officer", 403)):
        answers = [cast.client(who).get(one) for one in addresses]
        assert {answer.status_code for answer in answers} == {refused}
        page = cast.client(who).get(results(counted)).content.decode()
        assert "5 people attached a file." in page
        assert "Download them" not in page


def test_of_another_wave_question_or_while_open_there_is_none(cast: Cast, counted: Wave) -> None:
    client = cast.client("infrastructure_manager")
    file = AnswerFile.objects.filter(wave=counted).first()
    other = closed(cast, *[{"q1": "c1"}] * 5, definition=ASKED)
    assert file is not None
    assert client.get(f"{results(other)}files/q5/{file.pk}/").status_code == 404
    assert client.get(f"{results(counted)}files/q1/").status_code == 404
    assert client.get(f"{results(counted)}files/q1/{file.pk}/").status_code == 404
    Wave.objects.filter(pk=counted.pk).update(returned=4)
    assert client.get(f"{results(counted)}files/q5/").status_code == 404
    assert client.get(f"{results(counted)}files/q5/{file.pk}/").status_code == 404
    Wave.objects.filter(pk=counted.pk).update(stage="open", closed_at=None, returned=None)
    assert client.get(f"{results(counted)}files/q5/{file.pk}/").status_code == 403


def test_one_that_the_store_has_lost(cast: Cast, counted: Wave) -> None:
    file = AnswerFile.objects.filter(wave=counted)[0]
    files.let_go("questions", file.stored)
    client = cast.client("infrastructure_manager")
    assert client.get(f"{results(counted)}files/q5/{file.pk}/").status_code == 404


def test_where_people_gave_their_name_it_stands_beside_the_file(cast: Cast) -> None:
    wave = closed(cast, *[{"q1": "c1"}] * 4, definition=ASKED, naming="named")
    response = make_response(wave=wave, name="Ivo Penrose", codes={"q5": "file"})
    make_answer_file(wave=wave, response=response)
    Wave.objects.filter(pk=wave.pk).update(returned=5)
    another = wave.responses.exclude(pk=response.pk)[0]
    make_answer(response=another, question="q5", code="file")
    client = cast.client("infrastructure_manager")
    assert "a file, which was erased" in client.get(f"{results(wave)}people/").content.decode()
    assert "Ivo Penrose" in client.get(f"{results(wave)}files/q5/").content.decode()
    assert "plain text, 12 bytes" in client.get(f"{results(wave)}people/").content.decode()


def test_closing_lets_go_of_what_was_not_sent(
    cast: Cast, wave: Wave, django_capture_on_commit_callbacks: Any
) -> None:
    attach(wave)
    press(wave, begin(wave), "save", q5=brought())
    sent = send(wave, attach(wave))
    by = cast.viewer("infrastructure_manager")
    with django_capture_on_commit_callbacks(execute=True):
        actions.close_wave(wave_id=wave.pk, by=by, now=timezone.now())
    file = AnswerFile.objects.get()
    assert (file.response, stored()) == (sent, [file.stored])


def test_emptied_or_erased_the_files_go_and_then_leave_the_store(cast: Cast, counted: Wave) -> None:
    """What was answered stays as counts; that somebody attached something is one."""
    body = cast.world.bodies["infrastructure"]
    empty("questions.questionnaire.owner", body.pk)
    assert not AnswerFile.objects.exists()
    assert Answer.objects.filter(question="q5", response__wave=counted).count() == 5
    forget_files(now=timezone.now())
    assert len(stored()) == 5
    long_ago = (datetime.now(UTC) - timedelta(hours=2)).timestamp()
    for name in stored():
        os.utime(default_storage.path(files.name_of("questions", name)), (long_ago, long_ago))
    forget_files(now=timezone.now())
    assert stored() == []


def test_after_a_day_what_was_not_sent_is_forgotten(
    wave: Wave, django_capture_on_commit_callbacks: Any
) -> None:
    now = timezone.now()
    attach(wave, now=now - timedelta(hours=25))
    attach(wave, now=now - timedelta(hours=23))
    with django_capture_on_commit_callbacks(execute=True):
        forget_files(now=now)
    assert [file.stored for file in AnswerFile.objects.all()] == stored()
    assert len(stored()) == 1
    line = AuditLine.objects.latest("id")
    assert line.verb == "questions.files.forgotten"
    forget_files(now=now)
    assert AuditLine.objects.latest("id").pk == line.pk


def test_what_a_kill_left_in_the_store_is_swept_up(wave: Wave) -> None:
    attach(wave)
    spoken_of = stored()
    fresh = files.keep_apart(io.BytesIO(b"on its way"), folder="questions").digest
    left = files.keep_apart(io.BytesIO(b"left"), folder="questions").digest
    two_hours_ago = (datetime.now(UTC) - timedelta(hours=2)).timestamp()
    for name in (left, *spoken_of):
        path = default_storage.path(files.name_of("questions", name))
        os.utime(path, (two_hours_ago, two_hours_ago))
    forget_files(now=timezone.now())
    assert stored() == sorted([*spoken_of, fresh])


def test_the_file_of_somebody_by_name_goes_with_them(cast: Cast) -> None:
    wave = owned(cast, definition=ASKED, naming="named")
    mine = make_answer_file(wave=wave, response=make_response(wave=wave, name="Ivo Penrose"))
    make_answer_file(wave=wave, response=make_response(wave=wave, name="Lena Storr"))
    held = next(one for one in declared() if one.holding.model == "answerfile")
    assert list(rows(held, Subject(1, None, "Ivo Penrose", ()))) == [mine]
