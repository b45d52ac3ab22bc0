"""A page of another site can send a form here in somebody's name. None is taken without the token
that only our own pages hold: not of our pages, and not of those that come with a library."""

import pytest
from django.test import Client

from tests.architecture.matrix import addresses
from tests.architecture.scene import Scene
from tests.cast import Cast
from tests.security.asking import address_of

pytestmark = pytest.mark.shared

# A mail program sends it for whoever reads the letter, who need not be signed in: what counts is
# the secret in its address, which no other site knows, and never whose browser it is (RFC 8058).
BY_SECRET_ALONE = ["messages:unsubscribe"]


@pytest.mark.parametrize("key", ["anonymous", "infrastructure_manager"])
def test_no_address_takes_one(cast: Cast, key: str) -> None:
    scene, cookies = Scene(cast), cast.client(key).cookies
    taken = []
    for page in addresses():
        client = Client(enforce_csrf_checks=True)
        client.cookies = cookies
        if client.post(address_of(page, scene)).status_code != 403:
            taken.append(page.name)

    assert taken == BY_SECRET_ALONE
