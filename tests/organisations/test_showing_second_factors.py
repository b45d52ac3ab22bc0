"""The page an assessor asks for: everybody who acts here, and whether a second factor guards
their account."""

from allauth.mfa.models import Authenticator
from django.urls import reverse

from tests.cast import Cast
from tests.conftest import TODAY
from tests.factories import make_account, make_membership, make_person
from trellis.organisations.models import Organisation
from trellis.organisations.queries import second_factor_page


def member(hub: Organisation, name: str, *, guarded: bool) -> None:
    account = make_account(person=make_person(name=name), email=f"{name.lower()}@example.org")
    make_membership(person=account.person, organisation=hub, role="hub_worker")
    if guarded:
        Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})


def test_everybody_with_yes_or_no(cast: Cast) -> None:
    hub = cast.world.bodies["hub_b"]
    member(hub, "Ann", guarded=True)
    member(hub, "Bea", guarded=False)
    make_membership(person=make_person(name="Cyd"), organisation=hub, role="volunteer")
    held = second_factor_page(cast.viewer("infrastructure_manager"), hub.pk, TODAY)
    assert [(one.name, one.has_second_factor) for one in held.people] == [
        ("Ann", True),
        ("Bea", False),
        ("Cyd", None),
    ]
    assert (held.guarded, held.signing_in, held.all_guarded) == (1, 2, False)
    page = cast.client("infrastructure_manager").get(
        reverse("organisations:second_factor", args=[hub.pk])
    )
    assert "1 of the 2 people who can sign in here have" in page.content.decode()


def test_all_of_them(cast: Cast) -> None:
    hub = cast.world.bodies["hub_b"]
    for name in ("Ann", "Bea"):
        member(hub, name, guarded=True)
    page = cast.client("infrastructure_manager").get(
        reverse("organisations:second_factor", args=[hub.pk])
    )
    assert "All 2 people who can sign in here have a second factor." in page.content.decode()


def test_two_roles_are_one_person(cast: Cast) -> None:
    hub = cast.world.bodies["hub_b"]
    member(hub, "Ann", guarded=True)
    person = make_account(person=make_person(name="Dee"), email="dee@example.org").person
    for role in ("volunteer", "hub_worker"):
        make_membership(person=person, organisation=hub, role=role)
    held = second_factor_page(cast.viewer("infrastructure_manager"), hub.pk, TODAY)
    assert [(one.name, sorted(one.roles)) for one in held.people] == [
        ("Ann", ["Hub or resource centre worker"]),
        ("Dee", ["Hub or resource centre worker", "Volunteer"]),
    ]


def test_nobody_at_all(cast: Cast) -> None:
    hub = cast.world.bodies["hub_b"]
    held = second_factor_page(cast.viewer("infrastructure_manager"), hub.pk, TODAY)
    assert held.all_guarded is False
