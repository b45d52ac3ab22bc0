"""One policy: who finds a document can open its record and its file, and nobody else can."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.http import Http404
from django.urls import reverse

from tests.cast import PARTS, Cast
from tests.conftest import TODAY
from tests.documents.making import TEXT, add, content_of, upload
from trellis.documents import actions, queries
from trellis.documents.actions import Reader
from trellis.documents.actions.files import take_in
from trellis.documents.models import Document
from trellis.documents.queries import Search
from trellis.kernel.viewer import Viewer, system
from trellis.organisations import actions as organisation_actions
from trellis.organisations.queries import viewer_for

KEEPERS_OF_HUB_A = {"hub_worker"}
WITH_A_ROLE = {key for key, part in PARTS.items() if part.name} - {"invited", "lapsed"}
TRUSTEES = {"resident", "volunteer", "group_trustee"}

Readers = Callable[[Cast], list[Reader]]


def nobody(_cast: Cast) -> list[Reader]:
    return []


def everybody(_cast: Cast) -> list[Reader]:
    return [Reader("public")]


def the_area(_cast: Cast) -> list[Reader]:
    return [Reader("area")]


def group_a(cast: Cast) -> list[Reader]:
    return [Reader("organisation", cast.world.bodies["group_a"].pk)]


def its_trustees(cast: Cast) -> list[Reader]:
    return [Reader("role", cast.world.bodies["group_a"].pk, "group_trustee")]


def who_appraises(cast: Cast) -> list[Reader]:
    place = cast.world.districts["a"].pk
    return [Reader("reach", place_id=place, capability="evidence_appraise")]


def in_list(viewer: Viewer, row: Document) -> bool:
    found = queries.find_all(viewer, Search(row.area_id))
    return [one.id for one in found] == [row.pk]


def has_record(viewer: Viewer, row: Document) -> bool:
    return _is_there(lambda: queries.record(viewer, row.pk))


def has_file(viewer: Viewer, row: Document) -> bool:
    return _is_there(lambda: queries.file_of(viewer, row.pk, 1))


def _is_there(ask: Callable[[], object]) -> bool:
    try:
        ask()
    except Http404:
        return False
    return True


WAYS = (in_list, has_record, has_file)


@pytest.mark.parametrize(
    ("readers", "who"),
    [
        (nobody, KEEPERS_OF_HUB_A),
        (everybody, set(PARTS)),
        (the_area, WITH_A_ROLE),
        (group_a, KEEPERS_OF_HUB_A | TRUSTEES),
        (its_trustees, KEEPERS_OF_HUB_A | {"group_trustee"}),
        (who_appraises,
         KEEPERS_OF_HUB_A | {"council_officer", "funder", "infrastructure_manager"}),
    ],
)  # fmt: skip
def test_the_list_the_record_and_the_file_agree(
    cast: Cast, now: datetime, readers: Readers, who: set[str]
) -> None:
    row = add(cast, now, *readers(cast))
    for way in WAYS:
        assert {key for key in PARTS if way(cast.viewer(key), row)} == who, way.__name__


def test_the_same_roles_in_another_area_see_only_what_is_public(cast: Cast, now: datetime) -> None:
    readers = [*the_area(cast), *group_a(cast), *who_appraises(cast)]
    private, public = add(cast, now, *readers), add(cast, now, *everybody(cast))
    for key in WITH_A_ROLE:
        viewer = cast.viewer(key, elsewhere=True)
        found = queries.find_all(viewer, Search(cast.world.area.pk))
        assert [one.id for one in found] == [public.pk], key
        assert not has_file(viewer, private), key


def test_access_ends_at_once_with_the_role(cast: Cast, now: datetime) -> None:
    row = add(cast, now, *its_trustees(cast), *the_area(cast))
    client = cast.client("group_trustee")
    address = reverse("documents:file", args=[row.pk, 1])
    assert client.get(address).getvalue() == TEXT
    organisation_actions.end_membership(
        membership_id=cast.membership("group_trustee").pk, today=TODAY, by=system("test"), now=now
    )
    assert client.get(address).status_code == 404
    assert client.get(reverse("documents:record", args=[row.pk])).status_code == 404


def test_a_keeper_whose_role_ends_keeps_nothing(cast: Cast, now: datetime) -> None:
    row = add(cast, now)
    organisation_actions.end_membership(
        membership_id=cast.membership("hub_worker").pk, today=TODAY, by=system("test"), now=now
    )
    assert not any(way(cast.viewer("hub_worker"), row) for way in WAYS)


def test_a_role_that_needs_a_second_factor_opens_nothing_without_it(
    cast: Cast, now: datetime
) -> None:
    row = add(cast, now, *the_area(cast))
    account = cast.account("council_officer")
    halfway = viewer_for(account.pk, today=TODAY, second_factor_passed=False)
    assert not any(way(halfway, row) for way in WAYS)
    assert has_record(cast.viewer("council_officer"), row)


def test_a_withdrawn_document_is_there_for_its_keepers_only(cast: Cast, now: datetime) -> None:
    row = add(cast, now, *everybody(cast))
    actions.withdraw_document(
        document_id=row.pk, why="An address stood in it", by=cast.viewer("hub_worker"), now=now
    )
    assert {key for key in PARTS if has_record(cast.viewer(key), row)} == KEEPERS_OF_HUB_A
    assert {key for key in PARTS if has_file(cast.viewer(key), row)} == KEEPERS_OF_HUB_A
    assert queries.find_all(cast.viewer("anonymous"), Search(row.area_id, withdrawn=True)) == []
    actions.restore_document(document_id=row.pk, by=cast.viewer("hub_worker"), now=now)
    assert {key for key in PARTS if has_file(cast.viewer(key), row)} == set(PARTS)


def test_others_get_the_newest_version_only(cast: Cast, now: datetime) -> None:
    row = add(cast, now, *everybody(cast))
    actions.add_version(
        document_id=row.pk,
        file=take_in(upload(b"Twelve came.")),
        changes="A name is left out",
        by=cast.viewer("hub_worker"),
        now=now,
    )
    keeper, stranger = cast.viewer("hub_worker"), cast.viewer("anonymous")
    assert has_file(keeper, row)
    assert not has_file(stranger, row)
    assert content_of(queries.file_of(stranger, row.pk, 2)) == b"Twelve came."
    assert [one.number for one in queries.record(stranger, row.pk).versions] == [2]
    assert [one.number for one in queries.record(keeper, row.pk).versions] == [2, 1]


def test_only_its_keepers_are_told_who_else_sees_it_and_who_brought_it(
    cast: Cast, now: datetime
) -> None:
    row = add(cast, now, *everybody(cast), *its_trustees(cast))
    stranger = queries.record(cast.viewer("anonymous"), row.pk)
    keeper = queries.record(cast.viewer("hub_worker"), row.pk)
    assert (stranger.audience, stranger.versions[0].by) == ((), "")
    assert [one.words for one in keeper.audience] == [
        "Everybody, also without signing in",
        "At Ambley group a: Trustee or officer of a group",
    ]
    assert keeper.versions[0].by == "Hana Kowalska"
