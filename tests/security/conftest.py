"""The whole house with everybody in it, for those who hunt through it."""

from datetime import timedelta

import pytest

from tests.architecture.matrix import addresses
from tests.architecture.scene import Scene
from tests.cast import PARTS, Cast
from tests.conftest import NOW
from tests.factories import (
    make_document,
    make_link,
    make_mailing,
    make_search_text,
    make_version,
    make_wave,
)
from trellis.questions.models import Wave

# Those with a role in the other world.
ELSEWHERE = tuple(key for key in PARTS if PARTS[key].role and key != "administrator")


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """With everything in it that any page is about, and everybody who opens one."""
    scene = Scene(cast)
    for address in addresses():
        scene.facts_for(address.name, address.of)
    public = make_document(owner=cast.world.bodies["hub_b"])
    make_search_text(document=make_version(document=public).document)
    asked = Wave.objects.get(pk=scene.open_wave_id).version
    invited = make_wave(version=asked, access="links", links_made=1)
    mailing = make_mailing(wave=invited, sent_at=NOW - timedelta(days=5))
    for number in range(1, 6):
        email = f"i{number}@example.org"
        make_link(wave=invited, mailing=mailing, number=number, address=email, seed=f"s{number}")
    for key in PARTS:
        if key != "anonymous":
            cast.account(key)
    for key in ELSEWHERE:
        cast.account(key, elsewhere=True)
    return scene
