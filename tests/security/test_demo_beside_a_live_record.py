"""The one-click sign-in of the invented cast, whose administrator is one of the whole platform,
is closed as soon as there is a record of real use."""

import pytest
from django.urls import reverse
from pytest_django import Settings

from tests.conftest import TODAY, StrictClient
from tests.factories import PASSWORD, make_account, make_area, make_membership, make_organisation
from tests.people.second_factors import code
from tests.people.signing_in import sign_in
from trellis.organisations.models import Organisation
from trellis.organisations.queries import viewer_for
from trellis.people.queries import second_factor_passed
from trellis.people.roles import ROLES
from trellis.web.examples.cast import CAST

pytestmark = pytest.mark.django_db
APP = "/people/second-factor/app/"
KEY, EMAIL = CAST[0].key, CAST[0].email


@pytest.mark.parametrize(
    ("demo", "standings", "status"),
    [
        (True, ("invented", "documented"), 302),
        (True, ("invented", "live"), 404),
        (False, ("invented",), 404),
    ],
)
def test_one_click(
    client: StrictClient,
    settings: Settings,
    demo: bool,  # noqa: FBT001
    standings: tuple[str, ...],
    status: int,
) -> None:
    settings.TRELLIS_DEMO = demo
    make_account(email=EMAIL)
    for standing in standings:
        make_area(name=standing, standing=standing)

    assert client.get(f"/demo/{KEY}/").status_code == status
    assert ("_auth_user_id" in client.session) is (status == 302)
    assert (f"/demo/{KEY}/" in client.get("/").content.decode()) is (status == 302)


def test_what_the_demo_left_behind_opens_no_live_record(settings: Settings) -> None:
    """Whoever was the example's administrator for a minute may have given that account a password
    and a second factor of their own. It is an account like any other from then on."""
    member = next(one for one in CAST if one.role == "platform_administrator")
    example = make_organisation(area=make_area(standing="invented"))
    account = make_account(email=member.email)
    account.set_unusable_password()
    account.save()
    make_membership(person=account.person, organisation=example, role=member.role)
    settings.TRELLIS_DEMO = True
    demo = StrictClient()
    demo.get(f"/demo/{member.key}/")
    assert people_page(demo, example) == 200
    demo.post("/people/password/set/", {"password1": PASSWORD, "password2": PASSWORD})

    settings.TRELLIS_DEMO = False
    live = make_organisation(area=make_area(standing="live"))
    later = StrictClient()
    sign_in(later, member.email)
    later.get(APP)
    later.post(APP, {"code": code(later.session["mfa.totp.secret"])})

    assert second_factor_passed(later.session, account.pk)
    assert people_page(later, live) == 404
    viewer = viewer_for(account.pk, today=TODAY, second_factor_passed=True)
    assert viewer.everywhere == frozenset()


def test_an_administrator_of_the_live_record_is_one_whatever_stands_beside_it() -> None:
    make_organisation(area=make_area(standing="invented"))
    live = make_organisation(area=make_area(standing="live"))
    account = make_account()
    make_membership(person=account.person, organisation=live, role="platform_administrator")

    viewer = viewer_for(account.pk, today=TODAY, second_factor_passed=True)

    assert viewer.everywhere == ROLES["platform_administrator"].everywhere


def people_page(client: StrictClient, organisation: Organisation) -> int:
    return client.get(reverse("organisations:people", args=[organisation.pk])).status_code
