"""The arithmetic of links and limits, and that a secret of one kind opens no other door."""

from datetime import timedelta
from itertools import permutations

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Cast
from tests.factories import make_account
from tests.people.mailroom import letters_to, link_in, run_jobs
from trellis.kernel.limits import Limit, network_of
from trellis.kernel.viewer import STRANGER, system
from trellis.people import actions, queries
from trellis.people.rules import Purpose, fingerprint, folded


@given(st.text(), st.text(min_size=1))
def test_a_hash_is_bound_to_its_purpose_and_key(value: str, key: str) -> None:
    hashes = {fingerprint(value, purpose=purpose, key=key) for purpose in Purpose}
    assert len(hashes) == len(Purpose)
    other = fingerprint(value, purpose=Purpose.INVITATION, key=key + "x")
    assert other not in hashes


@given(st.text(), st.text())
def test_two_values_have_two_hashes(one: str, other: str) -> None:
    same = fingerprint(one, purpose=Purpose.ADDRESS, key="k") == fingerprint(
        other, purpose=Purpose.ADDRESS, key="k"
    )
    assert same is (one == other)


@pytest.mark.parametrize(
    ("ip", "network"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("fe80::1%eth0", "link"),
        ("", "unknown"),
        ("not an address", "unknown"),
    ],
)
def test_whom_a_network_counts_together(ip: str, network: str) -> None:
    assert network_of(ip) == network


@given(st.ip_addresses())
def test_every_address_has_a_network(ip: object) -> None:
    assert network_of(str(ip)) not in {"", "unknown"}


@pytest.mark.parametrize("typed", ["Grace@Example.org", " grace@example.org ", "GRACE@EXAMPLE.ORG"])
def test_an_address_is_compared_whatever_its_case(typed: str) -> None:
    assert folded(typed) == "grace@example.org"


def test_a_limit_is_reached_at_its_number() -> None:
    limit = Limit(3, timedelta(minutes=5))
    assert [limit.is_reached(count) for count in range(5)] == [False, False, False, True, True]


@pytest.mark.django_db
def test_a_secret_of_one_kind_is_refused_at_every_other_door(client: Client, cast: Cast) -> None:
    now = timezone.now()
    trustee = cast.account("group_trustee")
    link = actions.make_sign_in_link(account_id=trustee.pk, by=system("mail"), now=now)
    actions.invite_person(
        organisation_id=cast.world.bodies["hub_a"].pk,
        email="ivo@example.org",
        name="Ivo",
        role="hub_worker",
        by=cast.viewer("infrastructure_manager"),
        now=now,
    )
    account = make_account()
    client.post("/people/password/forgotten/", {"email": account.email})
    run_jobs()
    invited = link_in(letters_to("ivo@example.org")[0]).rstrip("/").rsplit("/", 1)[1]
    uid, key = link_in(letters_to(account.email)[0]).rstrip("/").rsplit("/", 2)[1:]
    doors = {
        "link": (link, "/people/sign-in/link/{}/"),
        "invitation": (invited, "/people/invitations/accept/{}/"),
        "reset": (key, "/people/password/new/" + uid + "/{}/"),
        "address": ("a:b:c", "/people/address/confirm/{}/"),
    }
    for (_, (secret, _own)), (_, (_other, door)) in permutations(doors.items(), 2):
        page = client.get(door.format(secret))
        assert "no longer works" in page.content.decode(), door


@pytest.mark.django_db
@pytest.mark.parametrize("secret", ["", "x", "x" * 5000, "../", "\x00", "é"])
def test_nonsense_opens_nothing(secret: str) -> None:
    now = timezone.now()
    assert queries.link_with(secret, now=now) is None
    assert queries.invitation_with(secret, now=now) is None
    assert actions.use_sign_in_link(secret=secret, by=STRANGER, now=now) is None
