"""Whoever looks at another person's details is shown to that person; nobody waits for it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import Cast
from tests.privacy.asking import ask, words
from trellis.kernel.models import Look
from trellis.privacy import jobs

pytestmark = pytest.mark.django_db
OWN = "/privacy/own/looks/"


def look(cast: Cast, who: str = "infrastructure_manager") -> int:
    """At the people of hub A; how many statements that took."""
    cast.account("hub_worker")
    client = cast.client(who)
    page = f"/organisations/{cast.world.bodies['hub_a'].pk}/people/"
    with CaptureQueriesContext(connection) as sent:
        assert client.get(page).status_code == 200
    return len(sent)


def test_whoever_was_looked_at_sees_it(cast: Cast) -> None:
    look(cast)
    shown = words(cast.client("hub_worker").get(OWN).content.decode())

    assert "Maeve Tully" in shown
    assert "The list of people of an organisation" in shown
    assert "Maeve Tully" not in cast.client("volunteer").get(OWN).content.decode()


def test_it_is_written_once_a_day_and_in_one_go(cast: Cast) -> None:
    first = look(cast)
    again = look(cast)

    assert Look.objects.count() == 1
    assert again < first


def test_ones_own_details_count_for_nothing(cast: Cast) -> None:
    look(cast, "hub_worker")

    assert not Look.objects.exists()


def test_looking_at_a_request_counts_too(cast: Cast) -> None:
    row = ask(cast, "volunteer", "access")
    cast.client("infrastructure_manager").get(f"/privacy/requests/{row.pk}/")

    assert "What you asked about your data" in cast.client("volunteer").get(OWN).content.decode()


def test_whoever_is_refused_has_not_looked(cast: Cast) -> None:
    row = ask(cast, "volunteer", "access")
    cast.client("hub_worker").get(f"/privacy/requests/{row.pk}/")

    assert not Look.objects.exists()


def test_nobody_changes_or_deletes_it(cast: Cast) -> None:
    look(cast)
    for forbidden in (lambda: Look.objects.update(label="x"), lambda: Look.objects.all().delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            forbidden()
    assert Look.objects.count() == 1


def test_it_goes_after_two_years(cast: Cast) -> None:
    today = timezone.localdate()
    for days in (2 * 366 + 2, 2 * 365 - 2):
        Look.objects.create(
            person_id=1, by_person_id=2, label="x", what="y", on=today - timedelta(days=days)
        )
    jobs.run_retention(now=timezone.now())

    assert [(today - one.on).days for one in Look.objects.all()] == [2 * 365 - 2]
