"""Who may bring tables, and who sees what others brought."""

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.factories import make_area, make_intake
from tests.imports.bringing import bring, checked, post, table, work
from trellis.imports import queries
from trellis.imports.models import Intake
from trellis.organisations.models import Coverage, Membership, Organisation

ROW = ["Wreake Wanderers", "Ambley A", "", "", "", ""]


def what(cast: Cast) -> str:
    return f"organisations area:{cast.world.area.pk}"


@pytest.mark.parametrize(
    "key", ["group_trustee", "council_officer", "funder", "resident", "lapsed"]
)
def test_who_registers_no_organisations_brings_none(cast: Cast, key: str) -> None:
    client = cast.client(key)

    assert client.get(reverse("imports:bring")).status_code == 403
    assert bring(client, table(ROW), what=what(cast)).status_code == 403
    assert Intake.objects.count() == 0


def test_a_hub_brings_what_it_did_and_no_organisations(cast: Cast) -> None:
    client = cast.client("hub_worker")

    text = client.get(reverse("imports:bring")).content.decode()
    assert "What Ambley hub a did" in text
    assert "Organisations: " not in text
    answer = bring(client, table(ROW), what=what(cast))
    assert "choose one of those offered" in answer.content.decode()
    assert Intake.objects.count() == 0


def test_a_stranger_is_sent_to_sign_in(cast: Cast) -> None:
    answer = cast.client("anonymous").get(reverse("imports:list"))

    assert answer["Location"].startswith(reverse("account_login"))


def test_nobody_brings_to_another_record(cast: Cast) -> None:
    """The record is not on offer, and naming it by hand does not help."""
    client = cast.client("infrastructure_officer")
    other = f"organisations area:{cast.other_world.area.pk}"

    answer = bring(client, table(ROW), what=other)

    assert answer.status_code == 200
    assert "choose one of those offered" in answer.content.decode()
    assert Intake.objects.count() == 0


def test_documented_history_takes_nothing_in(cast: Cast) -> None:
    make_area(standing="documented", name="History")

    text = cast.client("administrator").get(reverse("imports:bring")).content.decode()

    assert "Organisations: History" not in text


def test_a_colleague_with_the_same_power_goes_on_with_it(cast: Cast) -> None:
    intake = checked(cast.client("infrastructure_officer"), table(ROW), what=what(cast))

    manager = cast.client("infrastructure_manager")
    post(manager, "start", intake)
    work()

    assert [one.id for one in queries.intakes(cast.viewer("infrastructure_manager"))] == [intake.pk]
    assert Organisation.objects.filter(name="Wreake Wanderers").count() == 1


@pytest.mark.parametrize("name", ["intake", "columns", "rows", "undo", "download"])
def test_the_same_role_elsewhere_finds_nothing(cast: Cast, name: str) -> None:
    intake = make_intake(area=cast.world.area)
    client = cast.client("infrastructure_officer", elsewhere=True)

    assert client.get(reverse(f"imports:{name}", args=[intake.pk])).status_code == 404
    assert queries.intakes(cast.viewer("infrastructure_officer", elsewhere=True)) == []


def test_who_registers_in_one_district_only_brings_groups_there_only(cast: Cast) -> None:
    """Coverage of the district alone: the rest is beyond reach, line by line, and colleagues of
    the whole county see the table while those of another district do not."""
    world = cast.world
    Coverage.objects.filter(organisation=world.bodies["infrastructure"]).update(
        place=world.districts["a"]
    )
    client = cast.client("infrastructure_officer")

    other = ["Oadby Orchestra", "Ambley B", "", "", "", ""]
    intake = checked(client, table(ROW, other), what=what(cast))

    assert intake.counts == {"new": 1, "problem": 1, "rows": 2}
    assert "You do not register organisations there." in client.get(
        reverse("imports:intake", args=[intake.pk])
    ).content.decode()  # fmt: skip


def test_a_role_that_ends_while_it_runs_takes_everything_back(cast: Cast) -> None:
    client = cast.client("infrastructure_officer")
    intake = checked(client, table(ROW), what=what(cast))
    post(client, "start", intake)
    Membership.objects.filter(person=cast.account("infrastructure_officer").person).delete()

    work()

    intake.refresh_from_db()
    assert (intake.stage, intake.fault) == ("failed", "not_allowed")
    assert Organisation.objects.filter(name="Wreake Wanderers").count() == 0


def test_what_waits_stands_on_today_of_whoever_brought_it(cast: Cast) -> None:
    checked(
        cast.client("infrastructure_officer"), table(["", "", "", "", "", ""], ROW), what=what(cast)
    )

    due = queries.due_for(
        cast.viewer("infrastructure_officer"), cast.account("resident").created_at.date()
    )

    assert [(one.title, one.why) for one in due] == [
        ("Import: groups.csv", "It is checked and waits for you to import it.")
    ]
    assert (
        queries.due_for(
            cast.viewer("infrastructure_manager"), cast.account("resident").created_at.date()
        )
        == []
    )
