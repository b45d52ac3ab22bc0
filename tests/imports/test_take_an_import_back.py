"""What came in is taken back, but for what somebody has changed or used since."""

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.conftest import StrictClient
from tests.factories import make_coverage, make_membership, make_organisation
from tests.imports.bringing import checked, imported, post, table, work
from trellis.imports.models import Intake
from trellis.organisations.models import Organisation


@pytest.fixture
def client(cast: Cast) -> StrictClient:
    return cast.client("infrastructure_officer")


@pytest.fixture
def what(cast: Cast) -> str:
    return f"organisations area:{cast.world.area.pk}"


def page(client: StrictClient, intake: Intake, name: str = "intake", query: str = "") -> str:
    return str(client.get(reverse(f"imports:{name}", args=[intake.pk]) + query).content.decode())


def names() -> set[str]:
    return set(Organisation.objects.values_list("name", flat=True))


def test_what_somebody_changed_since_the_check_is_not_written_over(
    cast: Cast, client: StrictClient, what: str
) -> None:
    group = make_organisation(area=cast.world.area, name="Wreake Wanderers")
    make_coverage(organisation=group, place=cast.world.districts["a"])
    content = table(["Wreake Wanderers", "Ambley A", "", "x@example.org", "", ""],
                    ["Sound Group", "Ambley A", "", "", "", ""])  # fmt: skip
    intake = checked(client, content, what=what)
    Organisation.objects.filter(pk=group.pk).update(version=2, email="own@example.org")

    post(client, "start", intake)
    work()

    intake.refresh_from_db()
    assert (intake.counts["done_new"], intake.counts["done_problem"]) == (1, 1)
    assert Organisation.objects.get(pk=group.pk).email == "own@example.org"
    assert "Somebody has edited it since the file was checked." in page(client, intake)


def test_taking_back_leaves_what_somebody_changed_or_used_and_says_so(
    cast: Cast, client: StrictClient, what: str
) -> None:
    group = make_organisation(area=cast.world.area, name="Old Group")
    make_coverage(organisation=group, place=cast.world.districts["a"])
    intake = imported(
        client,
        table(
            ["Old Group", "Ambley A", "", "x@example.org", "", ""],
            ["Edited Since", "Ambley A", "", "", "", ""],
            ["Used Since", "Ambley A", "", "", "", ""],
            ["Left Alone", "Ambley A", "", "", "", ""],
        ),
        what=what,
    )
    Organisation.objects.filter(name__in=["Old Group", "Edited Since"]).update(version=7)
    make_membership(organisation=Organisation.objects.get(name="Used Since"))

    post(client, "undo", intake)
    work()

    intake.refresh_from_db()
    assert intake.stage == "undone"
    assert {"Edited Since", "Used Since"} <= names()
    assert "Left Alone" not in names()
    assert Organisation.objects.get(pk=group.pk).email == "x@example.org"
    text = page(client, intake)
    assert "3 entries were left" in text
    assert "Somebody has edited or used it since it was imported." in text


def test_stopping_takes_back_what_is_in(client: StrictClient, what: str) -> None:
    before = names()
    intake = checked(client, table(["Wreake Wanderers", "Ambley A", "", "", "", ""]), what=what)
    post(client, "start", intake)
    post(client, "stop", intake)
    assert intake.stage == "undoing"
    work()

    intake.refresh_from_db()
    assert (intake.stage, names()) == ("cancelled", before)
