"""What the room puts on a Today page."""

from datetime import timedelta

from django.urls import reverse

from tests.cast import Cast
from tests.conftest import NOW, TODAY
from tests.factories import make_membership, make_person
from trellis.kernel.viewer import STRANGER
from trellis.organisations.models import Organisation
from trellis.organisations.queries import due_for


def test_an_entry_nobody_has_looked_at_for_a_year(cast: Cast) -> None:
    group = cast.world.bodies["group_a"]
    viewer = cast.viewer("group_trustee")
    assert due_for(viewer, TODAY) == []
    Organisation.objects.filter(pk=group.pk).update(checked_at=NOW - timedelta(days=400))
    [due] = due_for(viewer, TODAY)
    assert due.title == "Look through the entry of Ambley group a"
    assert due.due == (NOW - timedelta(days=35)).date()
    assert due.url == reverse("organisations:edit", args=[group.pk])
    Organisation.objects.update(closed_on=TODAY)
    assert due_for(viewer, TODAY) == []


def test_a_role_about_to_end_is_told_to_whoever_manages_the_people(cast: Cast) -> None:
    infrastructure = cast.world.bodies["infrastructure"]
    for name, days in (("Soon", 14), ("Later", 15), ("Gone", 0)):
        make_membership(
            person=make_person(name=name),
            organisation=infrastructure,
            role="infrastructure_officer",
            ends_on=TODAY + timedelta(days=days),
        )
    titles = [due.title for due in due_for(cast.viewer("infrastructure_manager"), TODAY)]
    assert titles == ["Soon leaves Ambley infrastructure"]
    assert due_for(cast.viewer("infrastructure_officer"), TODAY) == []


def test_a_stranger_is_told_nothing(cast: Cast) -> None:
    assert due_for(STRANGER, TODAY) == []
