"""A leak hunt: every private text in the house bears a mark of its own, and whoever has no business
with it opens every page, file, feed and search there is. No mark but their own may be met, in what
is answered or in the log. Letters are hunted through in `test_markers_in_letters`."""

import logging

import pytest
from django.test import Client
from django.urls import reverse

from tests.architecture.matrix import Asking, addresses
from tests.architecture.scene import Scene
from tests.security.conftest import ELSEWHERE
from tests.security.marking import Marks, found_in, logged, text_of

pytestmark = pytest.mark.shared

# Who sees other people's data by no role; and of those with a role in the other world, whom the
# quick run takes: the two that may do most there.
OUTSIDERS = ("anonymous", "resident", "councillor", "funder", "lapsed")
MAY_MOST = ("infrastructure_manager", "hub_worker")


def _read(client: Client, url: str) -> str:
    answer = client.get(url)
    content = answer.getvalue() if answer.streaming else answer.content
    return text_of(content) + str(dict(answer.headers))


@pytest.mark.django_db
@pytest.mark.parametrize("elsewhere", [MAY_MOST, pytest.param(ELSEWHERE, marks=pytest.mark.prove)])
def test_nobody_meets_what_is_not_theirs(
    scene: Scene, caplog: pytest.LogCaptureFixture, elsewhere: tuple[str, ...]
) -> None:
    cast, asking = scene.cast, Asking(scene)
    who = [*((key, False) for key in OUTSIDERS), *((key, True) for key in elsewhere)]
    clients = {one: asking.client(*one) for one in who}
    pages = [(address.name, asking.url(address)) for address in addresses()]
    marks = Marks()
    met: set[str] = set()
    caplog.set_level(logging.INFO)
    for (key, is_of_there), client in clients.items():
        is_known = key != "anonymous"
        own = marks.own(cast.account(key, elsewhere=is_of_there)) if is_known else set()
        own |= marks.of_activities(cast.viewer(key, elsewhere=is_of_there))
        for name, url in pages:
            found = found_in(_read(client, url)) - own
            met |= {
                f"{key}{' elsewhere' if is_of_there else ''} at {name}: {marks.of[mark][0]}"
                for mark in found
            }
    assert sorted(met) == []
    assert found_in(logged(caplog.records)) == set()
    # The hunt is not blind: whoever keeps them does meet them, and the log would be read.
    keeper, everything = asking.client("infrastructure_manager"), set[str]()
    for _name, url in pages:
        everything |= found_in(_read(keeper, url))
        if len(everything) > 20:
            break
    assert len(everything) > 20
    logging.getLogger("trellis.hunt").info("%s", min(everything))
    assert found_in(logged(caplog.records)) == {min(everything)}


@pytest.mark.django_db
def test_a_search_does_not_tell_what_it_may_not_show(scene: Scene) -> None:
    """By what is private, nothing is found: not even that it is there."""
    marks = Marks()
    pages = {
        "documents.searchtext.body": ("documents:list", "documents:record"),
        "documents.document.author": ("documents:list", "documents:record"),
        "organisations.organisation.email": ("organisations:list", "organisations:record"),
        "organisations.organisation.telephone": ("organisations:list", "organisations:record"),
    }
    tried = 0
    for mark, (label, pk) in marks.of.items():
        if label not in pages:
            continue
        listed, record = pages[label]
        page = Client().get(reverse(listed), {"q": mark}).content.decode()
        assert reverse(record, args=[pk]) not in page, label
        tried += 1
    assert tried > 10
