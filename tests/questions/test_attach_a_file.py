"""Whoever answers attaches a file: held while they are on their way, theirs alone until it is sent,
and then read by those who keep the wave and by nobody else."""

import io
import json
import os
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pypdf import PdfReader
from pytest_django import Settings

from tests.cast import Cast
from tests.conftest import StrictClient
from tests.documents.making import JPEG, PDF, PNG, office
from tests.factories import make_answer, make_answer_file, make_link, make_response
from tests.questions.making import closed, go, hidden_fields, owned
from tests.scanner import EICAR, scanning
from trellis.kernel import files
from trellis.kernel.estates import empty
from trellis.kernel.holdings import Subject, declared, rows
from trellis.kernel.models import AuditLine, Counted
from trellis.kernel.viewer import STRANGER
from trellis.questions import actions
from trellis.questions.actions import files as taking
from trellis.questions.jobs import forget_files
from trellis.questions.models import Answer, AnswerFile, Link, Response, Wave
from trellis.questions.queries.secrets import hashed, hashed_handle
from trellis.questions.rules.definition import Choice, Definition, Kind, Question, Section

pytestmark = pytest.mark.django_db(transaction=False)

PLAN: Final = Question("q5", Kind.FILE, "What is your plan?")
GOOD: Final = Question(
    "q1", Kind.CHOICE, "Was it good?", is_required=True,
    choices=(Choice("c1", "Yes"), Choice("c2", "No")),
)  # fmt: skip
ASKED: Final = Definition((Section("s1", "Your answers", questions=(GOOD, PLAN)),), 6)
TWO: Final = Definition(
    (Section("s1", "First", questions=(PLAN,)), Section("s2", "Then", questions=(GOOD,))), 6
)
TEXT: Final = b"We shall mend the roof.\n"


@pytest.fixture(autouse=True)
def store(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def wave(cast: Cast) -> Wave:
    return owned(cast, definition=ASKED)


def stored() -> list[str]:
    return sorted(files.all_in("questions"))


def url_of(wave: Wave, secret: str = "") -> str:
    return f"/questions/answer/{wave.key}/" + (f"with/{secret}/" if secret else "")


def brought(content: bytes = TEXT, name: str = "plan of Ivo Penrose.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def press(wave: Wave, page: Any, button: str, *, secret: str = "", **entered: Any) -> Any:
    return go(StrictClient(), url_of(wave, secret), page, button, **entered)


def begin(wave: Wave, secret: str = "") -> Any:
    return StrictClient().get(url_of(wave, secret))


def handle_in(page: Any) -> str:
    found = json.loads(hidden_fields(page)["so_far"])
    return str(found.get("q5", ""))


def attach(wave: Wave, content: bytes = TEXT, **given: Any) -> str:
    usual = {"question": "q5", "secret": "", "on_paper": False, "by": STRANGER}
    file = actions.take_in(brought(content))
    return actions.attach_file(
        wave_id=wave.pk, file=file, **{**usual, "now": timezone.now(), **given}
    )


def send(wave: Wave, handle: str, **given: Any) -> Response:
    usual: dict[str, Any] = {"answers": {"q1": "c1", "q5": handle}, "name": "", "secret": ""}
    return actions.send_answers(
        wave_id=wave.pk, by=STRANGER, now=timezone.now(), **{**usual, **given}
    )


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


def test_where_people_give_their_name_a_picture_is_taken_in(cast: Cast) -> None:
    wave = owned(cast, definition=ASKED, naming="named")
    page = begin(wave)
    assert "A file can say who made it" not in page.content.decode()
    sent = press(wave, page, "send", name="Ivo Penrose", q1="c1", q5=brought(PNG, "a.png"))
    assert sent.status_code == 302
    assert AnswerFile.objects.get().file_type == "png"


def test_past_the_page_a_picture_is_refused_too(wave: Wave) -> None:
    with pytest.raises(ValidationError, match="A picture can say"):
        attach(wave, JPEG)
    assert stored() == []


def test_one_that_must_be_attached(cast: Cast) -> None:
    must = replace(
        ASKED, sections=(Section("s1", "A", questions=(replace(PLAN, is_required=True),)),)
    )
    wave = owned(cast, definition=must)
    page = press(wave, begin(wave), "send")
    assert "What is your plan: attach a file." in page.content.decode()
    assert press(wave, page, "send", q5=brought()).status_code == 302


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


@pytest.fixture
def counted(cast: Cast) -> Wave:
    """Six answered, five of them with a file."""
    wave = closed(cast, {"q1": "c1"}, definition=ASKED)
    for number in range(5):
        response = make_response(wave=wave, codes={"q1": "c1", "q5": "file"})
        make_answer_file(wave=wave, response=response, content=b"Plan %d" % number)
    Wave.objects.filter(pk=wave.pk).update(returned=6)
    return wave


def results(wave: Wave) -> str:
    return f"/questions/waves/{wave.pk}/results/"


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
    make_answer(response=wave.responses.all()[0], question="q5", code="file")
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
