"""Taking an invitation up."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import Cast
from tests.conftest import StrictClient
from tests.factories import make_account
from tests.people.mailroom import letters_to, link_in, run_jobs
from tests.people.signing_in import is_signed_in, sign_in, viewer_of
from trellis.kernel.viewer import system
from trellis.organisations.models import Membership
from trellis.organisations.queries import viewer_for
from trellis.people import actions
from trellis.people.models import Account, Invitation

pytestmark = pytest.mark.django_db
GUEST = "ivo@example.org"
NEW = {"name": "Ivo Penrose", "password": "nine herons on the weir"}


def mailed_link(cast: Cast, role: str = "hub_worker", at: str = "hub_a") -> str:
    actions.invite_person(
        organisation_id=cast.world.bodies[at].pk,
        email=GUEST,
        name="Ivo Penrose",
        role=role,
        by=cast.viewer("infrastructure_manager"),
        now=timezone.now(),
    )
    run_jobs()
    return link_in(letters_to(GUEST)[-1])


def test_it_opens_an_account_and_begins_the_membership(client: Client, cast: Cast) -> None:
    link = mailed_link(cast)
    page = client.get(link).content.decode()
    assert "Ambley hub a" in page
    assert 'value="Ivo Penrose"' in page
    response = client.post(link, NEW)
    assert response["Location"] == "/people/second-factor/"
    assert is_signed_in(client)
    account = Account.objects.get(email=GUEST)
    membership = Membership.objects.get(person=account.person)
    assert (membership.organisation, membership.role, membership.ends_on) == (
        cast.world.bodies["hub_a"],
        "hub_worker",
        None,
    )
    assert membership.starts_on == timezone.localdate()


def test_a_role_without_personal_data_leads_to_today(client: Client, cast: Cast) -> None:
    link = mailed_link(cast, "group_trustee", "group_a")
    assert client.post(link, NEW)["Location"] == "/today/"


def test_the_role_counts_only_with_a_second_factor(client: Client, cast: Cast) -> None:
    client.post(mailed_link(cast), NEW)
    viewer = viewer_of(client.get("/people/"))
    assert viewer.needs_second_factor is True
    assert (viewer.at, viewer.over, viewer.everywhere) == ({}, {}, frozenset())


def test_looking_at_the_link_changes_nothing(client: Client, cast: Cast) -> None:
    link = mailed_link(cast)
    for _ in range(3):
        assert client.get(link).status_code == 200
    assert not Account.objects.filter(email=GUEST).exists()
    assert not Membership.objects.filter(role="hub_worker").exists()


def test_somebody_invited_may_do_nothing_yet(cast: Cast) -> None:
    """Even when the address has an account from elsewhere."""
    account = make_account(email=GUEST)
    mailed_link(cast)
    viewer = viewer_for(account.pk, today=timezone.localdate(), second_factor_passed=True)
    assert (viewer.at, viewer.over, viewer.everywhere) == ({}, {}, frozenset())


def test_it_works_once(client: Client, cast: Cast) -> None:
    link = mailed_link(cast)
    client.post(link, NEW)
    second = StrictClient()
    assert second.get(link).status_code == 410
    assert second.post(link, NEW).status_code == 410
    assert Account.objects.filter(email=GUEST).count() == 1


def test_it_runs_out_after_fourteen_days(client: Client, cast: Cast) -> None:
    link = mailed_link(cast)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(link).status_code == 410
    assert client.post(link, NEW).status_code == 410


def test_a_double_click_opens_one_account(cast: Cast) -> None:
    link = mailed_link(cast)
    first, second = StrictClient(), StrictClient()
    assert first.post(link, {**NEW, "once": "k"}).status_code == 302
    assert second.post(link, {**NEW, "once": "k"}).status_code == 410
    assert Account.objects.filter(email=GUEST).count() == 1


@pytest.mark.parametrize(
    ("slip", "says"),
    [
        ({"name": ""}, "Enter your name as others should read it."),
        ({"password": ""}, "Enter a password of at least ten characters."),
        ({"password": "1234567890"}, "among those most often guessed"),
        ({"password": "ivo@example.org"}, "not like your e-mail address"),
    ],
)
def test_a_slip_is_named_with_the_remedy(
    client: Client, cast: Cast, slip: dict[str, str], says: str
) -> None:
    page = client.post(mailed_link(cast), {**NEW, **slip})
    assert says in page.content.decode()
    assert not Account.objects.filter(email=GUEST).exists()


def test_an_address_with_an_account_signs_in_to_take_it_on(client: Client, cast: Cast) -> None:
    account = make_account(email=GUEST)
    link = mailed_link(cast)
    page = client.get(link).content.decode()
    assert f"/people/sign-in/?next={link}" in page
    assert "Choose a password" not in page
    # The link alone must not change anything about an account that is there.
    client.post(link, NEW)
    assert not Membership.objects.filter(person=account.person).exists()
    assert sign_in(client, GUEST, next=link)["Location"] == link
    client.post(link)
    assert Membership.objects.get(person=account.person).role == "hub_worker"
    assert Account.objects.filter(email=GUEST).count() == 1


def test_another_account_cannot_take_it_on(client: Client, cast: Cast) -> None:
    owner, other = make_account(email=GUEST), make_account()
    link = mailed_link(cast)
    sign_in(client, other.email)
    page = client.post(link).content.decode()
    assert "This invitation is for another address" in page
    assert not Membership.objects.filter(person__in=[owner.person, other.person]).exists()
    with pytest.raises(actions.ForAnotherAccountError):
        actions.accept_as_holder(
            secret=link.rstrip("/").rsplit("/", 1)[1],
            by=viewer_for(other.pk, today=date(2026, 1, 1), second_factor_passed=True),
            now=timezone.now(),
        )


def test_somebody_signed_in_is_not_given_a_second_account_unawares(
    client: Client, cast: Cast
) -> None:
    sign_in(client, make_account().email)
    page = client.post(mailed_link(cast), NEW).content.decode()
    assert "This invitation is for another address" in page
    assert not Account.objects.filter(email=GUEST).exists()


def test_the_answer_takes_nothing_from_the_form_but_name_and_password(
    client: Client, cast: Cast
) -> None:
    link = mailed_link(cast, "group_trustee", "group_a")
    client.post(
        link,
        {
            **NEW,
            "role": "platform_administrator",
            "email": "evil@example.org",
            "organisation_id": str(cast.world.bodies["infrastructure"].pk),
            "is_active": "",
            "person": "1",
        },
    )
    account = Account.objects.get(email=GUEST)
    membership = Membership.objects.get(person=account.person)
    assert (membership.role, membership.organisation) == (
        "group_trustee",
        cast.world.bodies["group_a"],
    )


def test_where_the_organisation_has_closed_it_opens_nothing(client: Client, cast: Cast) -> None:
    link = mailed_link(cast)
    hub = cast.world.bodies["hub_a"]
    hub.closed_on = date(2026, 1, 1)
    hub.save()
    assert client.get(link).status_code == 410
    assert client.post(link, NEW).status_code == 410
    assert not Account.objects.filter(email=GUEST).exists()
    assert not Membership.objects.filter(organisation=hub).exists()


def test_the_owner_of_a_closed_account_is_told_whom_to_ask(client: Client, cast: Cast) -> None:
    account = make_account(email=GUEST)
    actions.close_account(
        account_id=account.pk, why="Left", by=system("close-account"), now=timezone.now()
    )
    link = mailed_link(cast)
    for page in (client.get(link), client.post(link, NEW)):
        assert page.status_code == 410
        assert "The account of this address is closed" in page.content.decode()
    account.refresh_from_db()
    assert account.is_active is False
    assert not Membership.objects.filter(person=account.person).exists()
