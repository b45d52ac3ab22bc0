"""Somebody is not content with how their data was treated."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from tests.cast import Cast
from tests.factories import make_complaint
from tests.privacy.asking import words, work
from trellis.privacy.models import Complaint

pytestmark = pytest.mark.django_db


def complained(cast: Cast) -> Complaint:
    given = {"area": str(cast.world.area.pk), "said": "My telephone number was read out."}
    answer = cast.client("resident").post("/privacy/own/complain/", given, follow=True)
    assert "We have your complaint" in answer.content.decode()
    return Complaint.objects.get()


def test_it_is_acknowledged_and_answered(cast: Cast) -> None:
    row = complained(cast)
    manager = cast.client("infrastructure_manager")
    due = timezone.localdate() + timedelta(days=30)
    today = words(manager.get("/today/").content.decode())
    assert "Complaint: Rosa Fielding" in today
    assert f"{due:%a} {due.day} {due:%b}" in today
    manager.post(f"/privacy/complaints/{row.pk}/acknowledge/")
    answer = {"outcome": "upheld", "answer": "It should not have been. We have told them."}
    manager.post(f"/privacy/complaints/{row.pk}/close/", answer)
    work()

    row.refresh_from_db()
    assert (row.stage, row.outcome, row.closed_on) == ("closed", "upheld", timezone.localdate())
    subjects = [letter.subject for letter in mail.outbox]
    assert subjects == ["We have your complaint", "What came of your complaint"]
    shown = words(cast.client("resident").get(f"/privacy/complaints/{row.pk}/").content.decode())
    assert "We have told them." in shown
    assert "Complaint: Rosa Fielding" not in manager.get("/today/").content.decode()


def test_it_is_not_closed_before_it_is_acknowledged(cast: Cast) -> None:
    row = complained(cast)
    answer = {"outcome": "upheld", "answer": "Yes."}
    shown = cast.client("infrastructure_manager").post(
        f"/privacy/complaints/{row.pk}/close/", answer
    )

    assert "This is received, so it cannot be: Say what came of it." in shown.content.decode()
    row.refresh_from_db()
    assert row.closed_on is None


def test_after_thirty_days_it_is_late(cast: Cast) -> None:
    on = timezone.localdate() - timedelta(days=31)
    row = make_complaint(area=cast.world.area, received_on=on)
    page = cast.client("infrastructure_manager").get(f"/privacy/complaints/{row.pk}/")

    assert "section 164A" in page.content.decode()
    assert "deadline--late" in page.content.decode()


def test_one_that_came_by_letter_is_recorded(cast: Cast) -> None:
    given = {
        "area": str(cast.world.area.pk),
        "name": "Edith Marlow",
        "contact": "4 Mill Lane",
        "said": "You keep writing to me.",
        "received_on": "1/10/2026",
    }
    manager = cast.client("infrastructure_manager")
    manager.post("/privacy/complaints/record/", given)
    row = Complaint.objects.get()
    assert (row.name, row.person_id, f"{row.received_on}") == ("Edith Marlow", None, "2026-10-01")

    ahead = {**given, "received_on": f"{timezone.localdate() + timedelta(days=1)}"}
    refused = manager.post("/privacy/complaints/record/", ahead)
    assert "Received on: enter a day from" in refused.content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("volunteer", 404), ("hub_worker", 404), ("resident", 200)]
)
def test_only_whoever_complains_and_whoever_answers_see_it(
    cast: Cast, who: str, status: int
) -> None:
    row = complained(cast)

    assert cast.client(who).get(f"/privacy/complaints/{row.pk}/").status_code == status
    elsewhere = cast.client("infrastructure_manager", elsewhere=True)
    assert elsewhere.get(f"/privacy/complaints/{row.pk}/").status_code == 404
    if status == 200:
        refused = cast.client(who).post(f"/privacy/complaints/{row.pk}/acknowledge/")
        assert refused.status_code == 403
