"""Who reads a challenge to shares, where it is found, and who never decides it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from tests.cast import PARTS, Cast
from tests.conftest import NOW
from tests.performance.disputing import Dispute, dispute
from tests.performance.scrutinising import colleague, questions
from trellis.record import actions as record

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def found(cast: Cast) -> Dispute:
    return dispute(cast)


def test_no_party_decides_whoever_else_they_act_for(found: Dispute) -> None:
    row = found.raised()
    found.replied(row)
    colleague(found.cast, "council_officer", found.doing.body("hub_a"), "link_worker")
    with pytest.raises(PermissionDenied):
        found.decided(row, "council_officer")
    colleague(found.cast, "hub_worker", found.doing.body("funder"), "funder_officer")
    with pytest.raises(PermissionDenied):
        found.decided(row, "hub_worker")


def test_nobody_else_seals_what_was_decided(found: Dispute) -> None:
    for key in (
        "hub_worker",
        "council_officer",
        "funder",
        "infrastructure_manager",
        "administrator",
    ):
        with pytest.raises(PermissionDenied):
            record.decide_shares(
                by=found.cast.viewer(key), now=NOW, activity=found.row,
                parts=found.parts(4_000), reason="So",
            )  # fmt: skip


def test_it_is_read_by_parties_by_whoever_decides_and_by_whoever_may_see_the_activity(
    found: Dispute,
) -> None:
    row = found.raised()
    for outcome in ("open", "closed"):
        answers = {
            key: found.cast.client(key).get(found.url("share_challenge", row.pk)).status_code
            for key in PARTS
            if key != "anonymous"
        }
        assert {key for key, status in answers.items() if status == 200} == {
            "group_trustee", "hub_worker", "other_hub_worker", "infrastructure_officer",
            "infrastructure_manager", "council_officer", "funder",
        }, outcome  # fmt: skip
        assert {status for status in answers.values() if status != 200} == {404}
        listed = found.cast.client("councillor").get(found.url("share_challenges"))
        assert "challenged" not in listed.content.decode()
        if outcome == "open":
            found.decided(row)


def test_of_another_area_it_is_not_there(found: Dispute) -> None:
    row = found.raised()
    elsewhere = found.cast.other_world.area.slug
    client = found.cast.client("council_officer")
    url = reverse("performance:share_challenge", args=[elsewhere, row.pk])
    assert client.get(url).status_code == 404
    assert client.get(found.url("share_challenge", 10**30)).status_code == 404
    asked = reverse("performance:raise_share_challenge", args=[elsewhere, found.asked.pk])
    assert found.cast.client("other_hub_worker").get(asked).status_code == 404


def test_the_pages_of_the_room_and_of_the_record_lead_there(found: Dispute) -> None:
    activity = reverse("record:activity", args=[found.doing.county.slug, found.row.pk])
    client = found.cast.client("other_hub_worker")
    raise_url = found.url("raise_share_challenge", found.asked.pk)
    framework = reverse("performance:challenges", args=[found.framework.slug])
    link = "Challenges to shares"
    pages = (activity, found.url("share_challenges"))
    for url in pages:
        assert raise_url in client.get(url).content.decode(), url
        assert raise_url not in found.cast.client("hub_worker").get(url).content.decode(), url
    row = found.raised()
    for url in pages:
        page = client.get(url).content.decode()
        assert (found.url("share_challenge", row.pk) in page, raise_url in page) == (True, False)
    for key, sees in (("other_hub_worker", True), ("councillor", False), ("funder", True)):
        page = found.cast.client(key).get(framework).content.decode()
        assert (link in page) == sees, key


def test_three_are_listed_by_as_many_questions_as_one(found: Dispute) -> None:
    client, url = found.cast.client("council_officer"), found.url("share_challenges")
    found.raised()
    client.get(url)
    one = questions(client, url)
    for n in (1, 2):
        row = found.doing.record("hub_a", "hub_b", on=date(2026, 7, 20 + n))
        found.about(row).refused().raised()
    assert questions(client, url) == one
