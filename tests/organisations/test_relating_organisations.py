"""Parents, branches and hubs."""

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from tests.cast import Cast
from trellis.kernel.models import AuditLine
from trellis.kernel.viewer import system
from trellis.organisations import actions
from trellis.organisations.models import Relation
from trellis.organisations.queries import public_record


def relate(cast: Cast, now: datetime, key: str, kind: str, which: str, other: str) -> Relation:
    bodies = cast.world.bodies
    return actions.relate_organisations(
        organisation_id=bodies[which].pk,
        kind=kind,
        other_id=bodies[other].pk,
        by=cast.viewer(key),
        now=now,
    )


def test_a_hub_says_whose_hub_it_is_and_both_pages_show_it(cast: Cast, now: datetime) -> None:
    relate(cast, now, "hub_worker", "hub", "hub_a", "infrastructure")
    viewer, bodies = cast.viewer("anonymous"), cast.world.bodies
    [own] = public_record(viewer, bodies["hub_a"].pk).related
    [theirs] = public_record(viewer, bodies["infrastructure"].pk).related
    assert (own.words, own.name) == ("hub of", "Ambley infrastructure")
    assert (theirs.words, theirs.name, theirs.relation_id) == (
        "has as hub",
        "Ambley hub a",
        0,
    )


def test_to_say_it_twice_is_to_say_it_once(cast: Cast, now: datetime) -> None:
    first = relate(cast, now, "hub_worker", "hub", "hub_a", "infrastructure")
    assert relate(cast, now, "hub_worker", "hub", "hub_a", "infrastructure") == first
    assert AuditLine.objects.count() == 1


def test_nobody_calls_themselves_the_parent_of_a_body_they_do_not_keep(
    cast: Cast, now: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        relate(cast, now, "group_trustee", "parent", "group_a", "group_b")
    relate(cast, now, "infrastructure_officer", "parent", "group_a", "group_b")


def test_nobody_speaks_for_another(cast: Cast, now: datetime) -> None:
    with pytest.raises(PermissionDenied):
        relate(cast, now, "group_trustee", "branch", "group_b", "group_a")


def test_the_worlds_stay_apart(cast: Cast, now: datetime) -> None:
    with pytest.raises(actions.MixedWorldsError):
        actions.relate_organisations(
            organisation_id=cast.world.bodies["group_a"].pk,
            kind="branch",
            other_id=cast.other_world.bodies["group_a"].pk,
            by=system("test"),
            now=now,
        )


def test_the_page_finds_the_other_first(cast: Cast) -> None:
    cast.other_world  # noqa: B018  (has bodies of the same names)
    bodies = cast.world.bodies
    address = f"{reverse('organisations:relate', args=[bodies['hub_a'].pk])}?q=infra"
    client = cast.client("hub_worker")
    page = client.get(address)
    assert list(page.context["others"].values()) == ["Ambley infrastructure"]
    answer = client.post(address, {"kind": "hub", "other": bodies["infrastructure"].pk})
    assert answer.status_code == 302
    refused = client.post(address, {"kind": "parent", "other": bodies["infrastructure"].pk})
    assert "Ask whoever keeps the other entry" in refused.content.decode()
    [relation] = Relation.objects.all()
    remove = reverse("organisations:unrelate", args=[bodies["hub_a"].pk, relation.pk])
    assert client.get(remove).status_code == 200
    assert client.post(remove).status_code == 302
    assert not Relation.objects.exists()


def test_a_relation_is_removed_only_from_its_own_page(cast: Cast, now: datetime) -> None:
    relation = relate(cast, now, "hub_worker", "hub", "hub_a", "infrastructure")
    elsewhere = reverse(
        "organisations:unrelate", args=[cast.world.bodies["group_a"].pk, relation.pk]
    )
    assert cast.client("group_trustee").post(elsewhere).status_code == 404
    assert Relation.objects.count() == 1
