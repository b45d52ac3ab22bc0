"""Somebody is erased: previewed field by field, done as a whole or not at all, and afterwards their
name and their addresses stand nowhere."""

import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from tests.cast import Cast
from tests.factories import (
    make_answer,
    make_batch,
    make_bulletin,
    make_document,
    make_feed,
    make_intake,
    make_invitation,
    make_letter,
    make_link,
    make_notice,
    make_organisation,
    make_preference,
    make_response,
    make_sign_in_link,
    make_staged_row,
    make_subscription,
    make_value,
    make_version,
)
from tests.privacy.asking import ask, page, post, words, work
from trellis.documents.models import Document, Version
from trellis.imports.models import StagedRow
from trellis.kernel import audit, files
from trellis.kernel.jobs import enqueue
from trellis.kernel.models import AuditLine, Job
from trellis.organisations.models import Membership, Organisation
from trellis.people.models import Account, Invitation
from trellis.performance.models import Value
from trellis.privacy import jobs
from trellis.privacy.models import Request
from trellis.privacy.queries import FOLDER

pytestmark = pytest.mark.django_db
NAME, OLD = "Vikram Sethi", "old@vikram.example"


class KilledError(BaseException):
    """Nobody catches it, as nobody catches a kill."""


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def known(cast: Cast) -> Account:
    """A volunteer of whom every room holds something."""
    account = cast.account("volunteer")
    person, email = account.person, account.email
    EmailAddress.objects.create(user=account, email=OLD, verified=True)
    EmailAddress.objects.get_or_create(
        user=account, email=email, defaults={"verified": True, "primary": True}
    )
    Authenticator.objects.create(user=account, type="totp", data={})
    make_sign_in_link(account=account)
    make_invitation(email=email, name=NAME, account=account, accepted_at=timezone.now())
    make_invitation(email="other@elsewhere.example", invited_by=account)
    make_organisation(name="Lunch Club", email=email.upper())
    intake = make_intake(
        brought_by=account,
        acts_for=account,
        facts={"samples": [[NAME], [email]]},
        profile={"email": {"least": email}},
    )
    make_staged_row(intake=intake, cells=["Lunch Club", email, f"Ask {NAME}!"])
    make_batch(intake=intake, done=[{"undo": {"email": OLD}}])
    document = make_document(author=NAME)
    make_version(document=document, added_by=person, file_name=f"{NAME} - CV.pdf")
    make_value(recorded_by=account)
    _told_and_asked(account)
    with transaction.atomic():
        enqueue("people.mail_notice", now=timezone.now() + timedelta(days=9), to=OLD, notice="x")
    return account


def _told_and_asked(account: Account) -> None:
    """What messages and surveys have of them: by account, by an address of theirs, by name."""
    area = make_bulletin(begun_by=account.person, sent_by=account.person).area
    make_notice(account=account)
    make_preference(account=account)
    make_feed(account=account, name=f"Telephone of {NAME}")
    own = make_subscription(place=area, account=account, address=account.email)
    make_letter(account=account, address=account.email, text=f"Hello {NAME}", subscription=own)
    make_subscription(place=area, address=OLD.upper(), given_words=f"{NAME}: yes")
    make_subscription(place=area, topic="news", added_by=account.person)
    make_letter(address=OLD, text=f"Hello {NAME}")
    make_answer(response=make_response(name=NAME), words=f"Ring me, {NAME}, {account.email}")
    make_answer(words=f"Ask {account.email}")
    make_link(answers={"q1": f"I am {NAME}"})


def traces(wanted: tuple[str, ...], store: Path) -> list[str]:
    """Every column of every table, and every file, in which one of the words stands."""
    found = []
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names()):
            columns = connection.introspection.get_table_description(cursor, table)
            for column in (one.name for one in columns):
                name = connection.ops.quote_name(column)
                cursor.execute(f"SELECT CAST({name} AS text) FROM {table}")  # noqa: S608
                told = " ".join(str(row[0]) for row in cursor.fetchall()).casefold()
                found += [f"{table}.{column}: {one}" for one in wanted if one in told]
    for path in (one for one in store.rglob("*") if one.is_file()):
        content = path.read_bytes().decode("utf-8", "ignore").casefold()
        found += [f"{path.name}: {one}" for one in wanted if one in content]
    return found


def signs_of(account: Account) -> tuple[str, ...]:
    return (NAME.casefold(), account.email.casefold(), OLD)


def begun(cast: Cast, **given: str) -> Request:
    """Asked, looked at and started; the worker has not begun. Their own file lies in the store."""
    known(cast)
    copy = ask(cast, "volunteer", "access")
    post(cast.client("infrastructure_manager"), copy, "make-file")
    work()
    post(cast.client("infrastructure_manager"), copy, "send")
    row = ask(cast, "volunteer", "erasure", f"I am {NAME}, and I move away.")
    post(cast.client("infrastructure_manager"), row, "erase", **given)
    row.refresh_from_db()
    assert row.stage == "working"
    return row


def test_it_is_shown_field_by_field_before_anything_is_done(cast: Cast) -> None:
    known(cast)
    row = ask(cast, "volunteer", "erasure")
    answer = cast.client("infrastructure_manager").get(f"/privacy/requests/{row.pk}/erase/")

    shown = words(answer.content.decode())
    assert "Email, Password, Last login: <strong>emptied</strong>" in shown
    assert "Limitation Act 1980" in shown
    assert "Figures are never changed" in shown
    assert "Found by the name alone" in shown
    assert "Documents by this author" in shown
    assert Account.objects.get(person=row.person).is_active


def test_afterwards_name_and_addresses_stand_nowhere(cast: Cast, store: Path) -> None:
    signs = signs_of(cast.account("volunteer"))
    row = begun(cast, takes_name="on")
    assert len(traces(signs, store)) > 15
    work()

    row.refresh_from_db()
    assert (row.stage, row.person.name) == ("answered", "Erased person")
    assert traces(signs, store) == []
    assert list(files.all_in(FOLDER)) == []


def test_the_audit_is_whole(cast: Cast) -> None:
    begun(cast)
    audit.seal(now=timezone.now())
    lines = AuditLine.objects.count()
    work()
    audit.seal(now=timezone.now())

    assert audit.verify() == []
    assert AuditLine.objects.count() > lines
    out = io.StringIO()
    call_command("verify_audit", stdout=out)


def test_what_stays_points_to_nobody(cast: Cast) -> None:
    account = known(cast)
    row = ask(cast, "volunteer", "erasure")
    post(cast.client("infrastructure_manager"), row, "erase")
    work()

    account.refresh_from_db()
    assert (account.is_active, account.email) == (False, f"erased-{account.pk}@erased.invalid")
    assert account.password == "!erased"
    membership = Membership.objects.get(person=row.person)
    assert membership.ends_on == timezone.localdate()
    assert Value.objects.get(recorded_by=account).recorded_by.person.name == "Erased person"  # type: ignore[union-attr]
    assert not Invitation.objects.filter(account=account).exists()
    assert Version.objects.filter(added_by=row.person).count() == 0


def test_what_was_found_by_the_name_alone_is_left_unless_somebody_looked(cast: Cast) -> None:
    begun(cast)
    work()

    assert Document.objects.get().author == NAME
    assert StagedRow.objects.get().cells == ["Lunch Club", "", f"Ask {NAME}!"]
    assert Organisation.objects.get(name="Lunch Club").email == ""


def test_they_are_nobody_from_then_on(cast: Cast) -> None:
    volunteer = cast.client("volunteer")
    row = begun(cast)
    work()

    assert volunteer.get("/privacy/own/").status_code == 302
    shown = page(cast.client("infrastructure_manager"), row)
    assert "Asked by Erased person" in shown
    assert NAME not in shown


def test_done_again_nothing_is_done(cast: Cast) -> None:
    row = begun(cast)
    work()
    lines = AuditLine.objects.count()
    jobs.carry_out_erasure(now=timezone.now(), request_id=row.pk)

    assert AuditLine.objects.count() == lines


@contextmanager
def counting(kill_at: int = 0) -> Iterator[list[int]]:
    """How many statements were sent; the one to be killed at is not, and the work ends there."""
    sent = [0]

    def count(execute: Callable[..., Any], *given: Any) -> Any:
        sent[0] += 1
        if sent[0] == kill_at:
            raise KilledError
        return execute(*given)

    with connection.execute_wrapper(count):
        yield sent


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def record() -> dict[str, str]:
    """Every row of every table, but the queue."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names()):
            if not table.startswith(("kernel_job", "django_", "sqlite", "search")):
                cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
                found[table] = json.dumps(sorted(map(str, cursor.fetchall())))
    return found


@pytest.mark.parametrize("step", [7, pytest.param(1, marks=pytest.mark.prove)])
def test_killed_anywhere_nothing_is_done_and_the_next_one_does_it_all(
    cast: Cast, store: Path, step: int
) -> None:
    """At every statement that is sent: after the kill the record is as it was, to the last row;
    after the next run it is erased as a whole."""
    signs = signs_of(cast.account("volunteer"))
    row = begun(cast, takes_name="on")
    now = timezone.now()
    before = record()
    with undone(), counting() as sent:
        jobs.carry_out_erasure(now=now, request_id=row.pk)
        statements = sent[0]
    assert statements > 80

    # The last one is the commit itself, of which the database knows: it is done or it is not.
    strange = []
    for statement in range(1, statements, step):
        with undone():
            with counting(statement), pytest.raises(KilledError):
                jobs.carry_out_erasure(now=now, request_id=row.pk)
            if record() != before:
                strange.append((statement, "something is done"))
            jobs.carry_out_erasure(now=now, request_id=row.pk)
            if left := _left(signs, store):
                strange.append((statement, left[0]))
    assert strange == []


def _left(signs: tuple[str, ...], store: Path) -> list[str]:
    """Files go after the act, by a job of their own."""
    return [one for one in traces(signs, store) if not one.startswith("your-data")]


def test_files_left_by_a_kill_go_with_the_next_tidying(cast: Cast) -> None:
    row = begun(cast)
    jobs.carry_out_erasure(now=timezone.now(), request_id=row.pk)
    assert list(files.all_in(FOLDER))

    jobs.forget_files(now=timezone.now())
    assert list(files.all_in(FOLDER)) == []


def test_a_worker_killed_for_good_is_followed_by_another(cast: Cast) -> None:
    """Its job is claimed anew once its lease has run out."""
    row = begun(cast)
    now = timezone.now()
    with counting(60), pytest.raises(KilledError):
        work(now)
    work(now + timedelta(minutes=20))

    row.refresh_from_db()
    assert row.stage == "answered"


def test_what_failed_for_good_is_tried_again_the_next_day(cast: Cast) -> None:
    row = begun(cast)
    Job.objects.filter(name="privacy.carry_out_erasure").update(stage="failed")
    work()
    row.refresh_from_db()
    assert row.stage == "working"

    jobs.carry_on(now=timezone.now() + timedelta(days=1))
    row.refresh_from_db()
    assert row.stage == "answered"
