"""Data was lost, or seen by those who should not: 72 hours from when somebody knew."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Cast
from tests.conftest import StrictClient
from tests.factories import make_breach
from tests.privacy.asking import words
from trellis.privacy.models import Breach
from trellis.privacy.rules import due_at, hours_left

pytestmark = pytest.mark.django_db


def known(hours: int) -> datetime:
    return timezone.now().replace(second=0, microsecond=0) - timedelta(hours=hours)


def recorded(cast: Cast, hours: int = 5) -> Breach:
    at = timezone.localtime(known(hours))
    given = {
        "area": str(cast.world.area.pk),
        "title": "A list left on a bus",
        "what": "Names and telephone numbers of drivers.",
        "aware_on": f"{at:%d/%m/%Y}",
        "aware_hour": f"{at:%H:%M}",
    }
    cast.client("infrastructure_manager").post("/privacy/breaches/record/", given)
    return Breach.objects.get()


def step(client: StrictClient, row: Breach, name: str, **given: str) -> str:
    answer = client.post(f"/privacy/breaches/{row.pk}/{name}/", given, follow=True)
    return words(answer.content.decode())


def told(at: datetime, **more: str) -> dict[str, Any]:
    local = timezone.localtime(at)
    return {"told_on": f"{local:%d/%m/%Y}", "told_hour": f"{local:%H.%M}", **more}


def test_the_clock_runs_from_when_somebody_knew(cast: Cast) -> None:
    row = recorded(cast)
    assert row.aware_at == known(5)
    page = cast.client("infrastructure_manager").get(f"/privacy/breaches/{row.pk}/")

    assert "66 hours left" in page.content.decode()
    assert "Article 33(1)" in page.content.decode()
    today = cast.client("infrastructure_manager").get("/today/").content.decode()
    assert "Breach: A list left on a bus" in today


def test_it_is_assessed_told_and_closed(cast: Cast) -> None:
    row, manager = recorded(cast), cast.client("infrastructure_manager")
    step(manager, row, "assess", risk="high", people="40", measures="Lists are locked now.")
    assert "Say when the Commissioner was told, or why not." in step(manager, row, "close")
    step(manager, row, "commissioner", **told(known(1), reference="IC-1"))
    assert "say when the people were told" in step(manager, row, "close")
    step(manager, row, "people", people_told_on=f"{timezone.localdate()}")
    step(manager, row, "close")

    row.refresh_from_db()
    assert (row.stage, row.people, row.reference) == ("closed", 40, "IC-1")
    assert row.told_at == known(1)
    assert "Breach:" not in manager.get("/today/").content.decode()


def test_where_harm_is_unlikely_the_reason_is_enough(cast: Cast) -> None:
    row, manager = recorded(cast), cast.client("infrastructure_manager")
    step(manager, row, "assess", risk="unlikely", people="", measures="It was locked.")
    assert "Say why the Commissioner is not told." in step(manager, row, "commissioner")
    step(manager, row, "commissioner", told_why="The stick was encrypted.")
    step(manager, row, "close")

    row.refresh_from_db()
    assert (row.stage, row.people, row.told_at) == ("closed", None, None)


def test_told_late_needs_a_reason(cast: Cast) -> None:
    row, manager = recorded(cast, hours=80), cast.client("infrastructure_manager")
    assert "deadline--late" in manager.get(f"/privacy/breaches/{row.pk}/").content.decode()
    late = told(known(1))
    assert "That was after the 72 hours: say why so late." in step(
        manager, row, "commissioner", **late
    )

    step(manager, row, "commissioner", **late, told_why="It was found on a Friday evening.")
    row.refresh_from_db()
    assert row.told_at == known(1)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"aware_hour": "25:00"}, "“25:00” is no time. Enter it like 14:30."),
        ({"aware_on": "1/1/2099"}, "Enter a moment that has been"),
        ({"title": ""}, "What happened, in a line: this is empty."),
    ],
)
def test_what_cannot_be_is_refused_by_name(cast: Cast, given: dict[str, str], said: str) -> None:
    sent = {
        "area": str(cast.world.area.pk),
        "title": "Lost",
        "what": "A list",
        "aware_on": "1/10/2026",
        "aware_hour": "9:30",
        **given,
    }
    answer = cast.client("infrastructure_manager").post("/privacy/breaches/record/", sent)

    assert said in words(answer.content.decode())
    assert not Breach.objects.exists()


@pytest.mark.parametrize("who", ["volunteer", "hub_worker", "council_officer"])
def test_nobody_else_sees_it(cast: Cast, who: str) -> None:
    row = make_breach(area=cast.world.area)

    assert cast.client(who).get(f"/privacy/breaches/{row.pk}/").status_code == 404
    elsewhere = cast.client("infrastructure_manager", elsewhere=True)
    assert elsewhere.get(f"/privacy/breaches/{row.pk}/").status_code == 404


@given(st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1)), st.integers(0, 200))  # noqa: DTZ001
def test_hours_are_whole_and_run_out_after_72(start: datetime, hours: int) -> None:
    at = start.replace(tzinfo=UTC)
    assert hours_left(at, at + timedelta(hours=hours)) == 72 - hours
    assert due_at(at) - at == timedelta(days=3)
