"""Whatever somebody puts into an address, the house answers; a fault of ours is no answer."""

from collections.abc import Iterable
from itertools import islice

import pytest
from django.test import Client

from tests.architecture.scene import Scene
from tests.beside import our_share
from tests.cast import Cast
from tests.security.asking import NASTY, Slot, address_with, slots

AS = ("anonymous", "infrastructure_manager")
# It says 503 where nobody has sealed the audit for some minutes, as nobody does in a long test.
TELLING = {"web:readyz"}
# In the quick run each slot meets so many of the values, each slot others than the one before.
EACH = 1


def broken(cast: Cast, key: str, taken: Iterable[tuple[int, Slot]], *, each: int) -> list[str]:
    """Of the numbered slots those, with their values, that got a 5xx."""
    scene, client = Scene(cast), Client(raise_request_exception=False)
    client.cookies = cast.client(key).cookies
    found = []
    for number, slot in taken:
        for value in _values(number, each):
            answer = client.get(address_with(slot, value, scene))
            answer.getvalue()  # a file would stay open
            if answer.status_code >= 500 and slot.page not in TELLING:
                found.append(f"{slot} = {value[:40]!r}")
    return found


def _values(number: int, each: int) -> list[str]:
    """`each` values of all, further along the list with every slot."""
    start = number * each % len(NASTY)
    return list(islice((*NASTY, *NASTY), start, start + each))


@pytest.mark.parametrize("key", AS)
def test_a_sample_of_values_in_every_slot(cast: Cast, key: str) -> None:
    assert broken(cast, key, our_share(enumerate(slots())), each=EACH) == []


@pytest.mark.prove
@pytest.mark.parametrize("key", AS)
def test_every_value_in_every_slot(cast: Cast, key: str) -> None:
    assert broken(cast, key, enumerate(slots()), each=len(NASTY)) == []


def test_the_slots_are_those_of_the_pages() -> None:
    """So that a page that reads its query in another way does not slip through unnoticed."""
    found = {str(slot) for slot in slots() if slot.page in {"organisations:list", "places:place"}}

    assert found == {
        "organisations:list area",
        "organisations:list closed",
        "organisations:list community",
        "organisations:list interest",
        "organisations:list kind",
        "organisations:list page",
        "organisations:list place",
        "organisations:list q",
        "organisations:list sort",
        "organisations:list unknown",
        "places:place area",
        "places:place code",
        "places:place kind",
        "places:place postcode",
        "places:place unknown",
    }


def test_a_slot_holds_what_is_put_there(cast: Cast) -> None:
    scene = Scene(cast)
    slot = next(slot for slot in slots() if str(slot) == "places:place code")
    query = Slot("places:areas", "/places/", "postcode", in_path=False)

    assert address_with(slot, "a/b", scene) == f"/places/{cast.world.area.slug}/a%2Fb/"
    assert address_with(query, "a b", scene) == "/places/?postcode=a+b"
