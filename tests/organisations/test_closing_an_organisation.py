"""An organisation that has closed is shown as closed, never deleted."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from tests.cast import Cast
from tests.conftest import TODAY
from trellis.kernel.models import AuditLine
from trellis.kernel.viewer import system
from trellis.organisations import actions
from trellis.organisations.queries import Search, find
from trellis.people import actions as people_actions


def close(cast: Cast, now: datetime, key: str = "group_trustee") -> None:
    actions.close_organisation(
        organisation_id=cast.world.bodies["group_a"].pk,
        closed_on=date(2026, 9, 30),
        why="The last members have moved away",
        by=cast.viewer(key),
        now=now,
    )


def test_a_closed_one_leaves_the_list_and_stays_on_record(cast: Cast, now: datetime) -> None:
    close(cast, now)
    viewer = cast.viewer("anonymous")
    area = cast.world.area.pk
    open_ones = find(viewer, Search(area, words="group a"))
    all_of_them = find(viewer, Search(area, words="group a", closed_too=True))
    assert (open_ones.total, all_of_them.total) == (0, 1)
    page = cast.client("anonymous").get(
        reverse("organisations:record", args=[cast.world.bodies["group_a"].pk])
    )
    assert "Closed on 30 September 2026" in page.content.decode()


def test_the_reason_is_kept(cast: Cast, now: datetime) -> None:
    close(cast, now)
    line = AuditLine.objects.get()
    assert (line.verb, line.fields, line.why) == (
        "organisations.organisation.closed",
        ["closed_on"],
        "The last members have moved away",
    )


def test_nobody_begins_a_role_there_or_is_invited(cast: Cast, now: datetime) -> None:
    close(cast, now)
    group = cast.world.bodies["group_a"].pk
    with pytest.raises(actions.ClosedError):
        actions.begin_membership(
            person_id=cast.account("resident").person_id,
            organisation_id=group,
            role="group_trustee",
            starts_on=TODAY,
            by=system("test"),
            now=now,
        )
    with pytest.raises(PermissionDenied):
        people_actions.invite_person(
            organisation_id=group,
            email="late@example.org",
            name="Late Comer",
            role="group_trustee",
            by=cast.viewer("infrastructure_manager"),
            now=now,
        )
    invite = reverse("organisations:invite", args=[group])
    assert cast.client("infrastructure_manager").get(invite).status_code == 403


def test_its_people_can_still_put_the_entry_right(cast: Cast, now: datetime) -> None:
    close(cast, now)
    actions.reopen_organisation(
        organisation_id=cast.world.bodies["group_a"].pk,
        why="Closed by mistake",
        by=cast.viewer("group_trustee"),
        now=now,
    )
    assert find(cast.viewer("anonymous"), Search(cast.world.area.pk, words="group a")).total == 1


def test_others_do_not_close_it(cast: Cast, now: datetime) -> None:
    with pytest.raises(PermissionDenied):
        close(cast, now, "other_group_trustee")


def test_the_page_closes_and_asks_for_a_day_up_to_today(cast: Cast) -> None:
    address = reverse("organisations:close", args=[cast.world.bodies["group_a"].pk])
    client = cast.client("group_trustee")
    page = client.post(address, {"closed_on": "2999-01-01", "why": "Soon"})
    assert "close it once it has closed" in page.content.decode()
    answer = client.post(address, {"closed_on": "2026-09-30", "why": "Members moved away"})
    assert answer.status_code == 302
    reopen = reverse("organisations:reopen", args=[cast.world.bodies["group_a"].pk])
    assert "Say in a few words why." in client.post(reopen, {"why": ""}).content.decode()
    assert client.post(reopen, {"why": "By mistake"}).status_code == 302
