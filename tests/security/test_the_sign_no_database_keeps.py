"""NUL in an address or a form: PostgreSQL keeps none and answers with a fault of its own."""

import pytest

from tests.cast import Cast
from tests.conftest import StrictClient
from tests.factories import make_upload


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/places/area/%00/", "/places/area/a%00b/", "/%00?a=%00"])
def test_in_an_address(client: StrictClient, address: str) -> None:
    answer = client.get(address)

    assert (answer.status_code, answer["Cache-Control"]) == (404, "private, no-store")


def test_in_a_question(cast: Cast) -> None:
    page = f"/organisations/{cast.world.bodies['group_a'].pk}/relations/"
    answer = cast.client("infrastructure_manager").get(f"{page}?q=hub%00")

    assert answer.status_code == 200
    assert answer.wsgi_request.GET["q"] == "hub\ufffd"


def test_in_the_key_of_a_form(cast: Cast) -> None:
    upload = make_upload(area=cast.world.area)
    address = f"/places/imports/{cast.world.area.slug}/{upload.pk}/discard/"

    assert cast.client("infrastructure_manager").post(address, {"once": "a\0"}).status_code == 302
