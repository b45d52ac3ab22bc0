"""Somebody asks what is kept about them, and gets it: nobody else does."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone

from tests.cast import Cast
from tests.factories import make_invitation, make_organisation
from tests.privacy.asking import ask, page, post, work
from trellis.kernel import files
from trellis.kernel.models import AuditLine
from trellis.privacy import jobs
from trellis.privacy.models import Request
from trellis.privacy.queries import FOLDER

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _store(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def sent(cast: Cast) -> Request:
    """A copy that was asked for, made and sent."""
    row = ask(cast, "volunteer", "access")
    manager = cast.client("infrastructure_manager")
    post(manager, row, "make-file")
    work()
    post(manager, row, "send", answer="Here you are.")
    work()
    row.refresh_from_db()
    return row


def fetched(cast: Cast, row: Request) -> zipfile.ZipFile:
    answer = cast.client("volunteer").get(f"/privacy/requests/{row.pk}/file/")
    assert answer.status_code == 200, answer.headers
    assert answer["Cache-Control"] == "private, no-store"
    return zipfile.ZipFile(io.BytesIO(answer.getvalue()))


def test_whoever_answers_sees_it_on_today_with_its_day(cast: Cast) -> None:
    row = ask(cast, "volunteer", "access")

    today = cast.client("infrastructure_manager").get("/today/").content.decode()
    assert "Copy of personal data: Vikram Sethi" in today
    due = page(cast.client("infrastructure_manager"), row)
    assert "1 month from" in due
    worker = cast.client("hub_worker").get("/today/").content.decode()
    assert "Copy of personal data" not in worker


def test_it_is_made_sent_and_fetched(cast: Cast) -> None:
    row = sent(cast)

    assert (row.stage, row.file_until) == (
        "answered",
        timezone.localdate() + timedelta(days=14),
    )
    assert "Download your data" in page(cast.client("volunteer"), row)
    archive = fetched(cast, row)
    assert archive.namelist() == ["your-data.html", "your-data.json"]
    facts = json.loads(archive.read("your-data.json"))
    told = {part["title"]: part["rows"] for part in facts["parts"]}
    assert told["Name"][0]["Name"] == "Vikram Sethi"
    assert told["Roles held"][0]["Organisation"] == "Ambley group a"
    assert cast.account("volunteer").email in archive.read("your-data.html").decode()
    assert AuditLine.objects.filter(verb="privacy.file.fetched").count() == 1
    subjects = [letter.subject for letter in mail.outbox]
    assert subjects == ["We have your request", "Your file is ready"]


def test_it_holds_what_is_theirs_and_nobody_elses(cast: Cast) -> None:
    volunteer = cast.account("volunteer")
    cast.account("hub_worker")
    make_organisation(name="Their own group", email=volunteer.email)
    make_invitation(email="somebody@else.example", name="Sam Body", invited_by=volunteer)
    row = sent(cast)

    told = fetched(cast, row).read("your-data.json").decode()
    assert "Their own group" in told
    for other in ("Hana Kowalska", "somebody@else.example", "Sam Body", "argon2"):
        assert other not in told


def test_an_address_nobody_confirmed_tells_nothing(cast: Cast) -> None:
    """Else whoever types somebody else's address would be told what is kept under it."""
    EmailAddress.objects.create(user=cast.account("volunteer"), email="grace@other.example")
    make_organisation(name="Grace’s group", email="grace@other.example")
    row = sent(cast)

    assert "Grace’s group" not in fetched(cast, row).read("your-data.json").decode()


@pytest.mark.parametrize(
    "who", ["resident", "hub_worker", "infrastructure_manager", "administrator", "anonymous"]
)
def test_nobody_else_fetches_it(cast: Cast, who: str) -> None:
    row = sent(cast)

    answer = cast.client(who).get(f"/privacy/requests/{row.pk}/file/")
    assert answer.status_code in {302, 403, 404}
    assert answer.get("Content-Disposition") is None


def test_it_is_not_fetched_before_it_is_sent_nor_after_its_days(cast: Cast) -> None:
    row = ask(cast, "volunteer", "access")
    post(cast.client("infrastructure_manager"), row, "make-file")
    work()
    volunteer = cast.client("volunteer")
    assert volunteer.get(f"/privacy/requests/{row.pk}/file/").status_code == 404

    post(cast.client("infrastructure_manager"), row, "send")
    Request.objects.update(file_until=timezone.localdate() - timedelta(days=1))
    assert volunteer.get(f"/privacy/requests/{row.pk}/file/").status_code == 404


def test_whoever_has_not_just_signed_in_confirms_that_it_is_them(cast: Cast) -> None:
    row = sent(cast)
    client = cast.client("volunteer")
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3_600
    session.save()

    answer = client.get(f"/privacy/requests/{row.pk}/file/")
    assert answer.status_code == 302
    assert "/people/" in answer["Location"]


def test_the_file_is_deleted_after_its_days(cast: Cast) -> None:
    row = sent(cast)
    assert files.is_there(FOLDER, row.digest)

    work(timezone.now() + timedelta(days=3))
    assert files.is_there(FOLDER, row.digest)
    jobs.forget_files(now=timezone.now() + timedelta(days=15))
    assert list(files.all_in(FOLDER)) == []


def test_a_file_that_no_request_speaks_of_is_deleted(cast: Cast) -> None:
    files.keep(io.BytesIO(b"left by a killed worker"), folder=FOLDER)
    jobs.forget_files(now=timezone.now())

    assert list(files.all_in(FOLDER)) == []


def test_the_clock_stands_still_while_they_show_who_they_are(cast: Cast) -> None:
    row = ask(cast, "volunteer", "access")
    manager = cast.client("infrastructure_manager")
    before = page(manager, row)
    post(manager, row, "ask-identity")
    assert "The clock stands still" in page(manager, row)
    pause = row.pauses.get()
    pause.from_on -= timedelta(days=5)
    pause.save()
    Request.objects.filter(pk=row.pk).update(received_on=row.received_on - timedelta(days=5))
    post(manager, row, "identity")

    assert "Answer by" in before
    after = page(manager, row)
    assert "The clock stood still from" in after
    row.refresh_from_db()
    assert row.stage == "received"


def test_more_time_is_told_with_its_reason(cast: Cast) -> None:
    row = ask(cast, "volunteer", "access")
    post(cast.client("infrastructure_manager"), row, "extend", answer="Four hundred letters.")
    work()

    assert "3 months from" in page(cast.client("volunteer"), row)
    assert "Four hundred letters." in mail.outbox[-1].body


def test_it_is_asked_once_at_a_time(cast: Cast) -> None:
    ask(cast, "volunteer", "access")
    given = {"area": str(cast.world.area.pk), "said": ""}
    answer = cast.client("volunteer").post("/privacy/own/ask/access/", given)

    assert "You have asked for this already" in answer.content.decode()
    assert Request.objects.count() == 1


def test_it_can_be_taken_back_and_asked_anew(cast: Cast) -> None:
    row = ask(cast, "volunteer", "access")
    post(cast.client("volunteer"), row, "withdraw")
    row.refresh_from_db()

    assert (row.stage, row.closed_on) == ("withdrawn", timezone.localdate())
    given = {"area": str(cast.world.area.pk), "said": ""}
    cast.client("volunteer").post("/privacy/own/ask/access/", given)
    assert Request.objects.count() == 2


def test_a_refusal_gives_its_reason_and_where_to_complain(cast: Cast) -> None:
    row = ask(cast, "volunteer", "correction", "My surname is Sethi-Moss.")
    manager = cast.client("infrastructure_manager")
    empty = post(manager, row, "refuse").content.decode()
    assert "Why is it refused: this is empty" in empty
    post(manager, row, "refuse", answer="The register shows Sethi.")
    work()

    shown = page(cast.client("volunteer"), row)
    assert "The register shows Sethi." in shown
    assert "Information Commissioner" in shown
    assert "The register shows Sethi." in mail.outbox[-1].body


def test_a_correction_is_asked_in_words_and_answered_in_words(cast: Cast) -> None:
    given = {"area": str(cast.world.area.pk), "said": ""}
    empty = cast.client("volunteer").post("/privacy/own/ask/correction/", given)
    assert "Say what is wrong, and what would be right" in empty.content.decode()

    row = ask(cast, "volunteer", "correction", "My role ended in May.")
    post(cast.client("infrastructure_manager"), row, "answer", answer="It ends in May now.")
    row.refresh_from_db()
    assert (row.stage, row.answer) == ("answered", "It ends in May now.")


def test_whoever_answers_elsewhere_finds_nothing(cast: Cast) -> None:
    row = ask(cast, "volunteer", "access")
    elsewhere = cast.client("infrastructure_manager", elsewhere=True)

    for step in ("", "make-file/", "refuse/", "extend/", "ask-identity/"):
        assert elsewhere.get(f"/privacy/requests/{row.pk}/{step}").status_code == 404
    assert "Vikram" not in elsewhere.get("/privacy/requests/").content.decode()


def test_it_is_not_answered_by_whoever_asked(cast: Cast) -> None:
    row = ask(cast, "volunteer", "erasure")
    for step in ("make-file", "send", "erase", "refuse", "extend"):
        answer = cast.client("volunteer").post(f"/privacy/requests/{row.pk}/{step}/")
        assert answer.status_code == 403
    row.refresh_from_db()
    assert row.stage == "received"
