"""The cast of the tests stands for every role, and the two who may do nothing may do nothing."""

from typing import Any

import pytest

from tests.cast import PARTS, Cast, sign_in
from tests.conftest import StrictClient
from trellis.kernel.capabilities import Capability
from trellis.kernel.viewer import Viewer
from trellis.people.queries import roles


def viewer_met_by(client: StrictClient) -> Viewer:
    request: Any = client.get("/").wsgi_request
    viewer: Viewer = request.viewer
    return viewer


def test_every_role_is_played() -> None:
    """Who administers a group and who manages a hub do what others do, at their own body."""
    played = {part.role for part in PARTS.values() if part.role}

    assert {role.code for role in roles()} - played == {"group_administrator", "hub_manager"}


@pytest.mark.parametrize("key", PARTS)
def test_the_same_role_elsewhere_has_the_same_powers_elsewhere(cast: Cast, key: str) -> None:
    here, there = cast.viewer(key), cast.viewer(key, elsewhere=True)

    assert here.label == there.label
    assert {name: len(at) for name, at in here.at.items()} == {
        name: len(at) for name, at in there.at.items()
    }
    assert set().union(*here.at.values()) & set().union(*there.at.values()) == set()
    assert set().union(*here.over.values()) & set().union(*there.over.values()) == set()


@pytest.mark.parametrize("key", ["anonymous", "resident", "volunteer", "invited", "lapsed"])
def test_some_hold_nothing(cast: Cast, key: str) -> None:
    viewer = cast.viewer(key)

    assert [name for name in Capability if viewer.holds(name)] == []


def test_without_the_second_factor_a_role_with_personal_data_gives_nothing(cast: Cast) -> None:
    client = StrictClient()
    sign_in(client, cast.account("hub_worker"), second_factor=False)
    viewer = viewer_met_by(client)

    assert (viewer.needs_second_factor, viewer.at, viewer.over) == (True, {}, {})
    assert viewer_met_by(cast.client("hub_worker")).at == cast.viewer("hub_worker").at


def test_the_invited_member_has_an_invitation(cast: Cast) -> None:
    hub = cast.world.bodies["hub_a"]

    assert (cast.invitation.organisation_id, cast.invitation.accepted_at) == (hub.pk, None)
