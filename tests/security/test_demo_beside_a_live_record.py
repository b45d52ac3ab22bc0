"""The one-click sign-in of the invented cast, whose administrator is one of the whole platform,
is closed as soon as there is a record of real use."""

import pytest
from pytest_django import Settings

from tests.conftest import StrictClient
from tests.factories import make_account, make_area
from trellis.web.examples.cast import CAST

KEY, EMAIL = CAST[0].key, CAST[0].email


@pytest.mark.django_db
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
