"""The library: filters, order, the list to take away; as many questions for one as for many."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import Cast
from tests.factories import make_audience, make_document, make_tag, make_version
from trellis.documents import queries
from trellis.documents.models import Document
from trellis.documents.queries import Search, Sort
from trellis.kernel.viewer import STRANGER

LIST = reverse("documents:list")


def public(cast: Cast, title: str, owner: str = "hub_a", **given: object) -> Document:
    row = make_document(owner=cast.world.bodies[owner], title=title, **given)
    make_audience(document=row)
    make_version(document=row)
    return row


def titles(cast: Cast, **asked: object) -> list[str]:
    search = Search(cast.world.area.pk, **asked)  # type: ignore[arg-type]
    return [one.title for one in queries.find(STRANGER, search).page.object_list]


def test_it_is_narrowed_by_kind_file_tag_and_owner(cast: Cast) -> None:
    plan = public(cast, "Plan for the Café", kind="plan")
    report = public(cast, "Report", owner="council", kind="report")
    report.versions.update(file_type="pdf")
    make_tag(document=plan, word="Ten years")
    council = cast.world.bodies["council"].pk
    assert titles(cast, kinds=("plan",)) == ["Plan for the Café"]
    assert titles(cast, kinds=("plan", "report"), sort=Sort.TITLE) == [
        "Plan for the Café",
        "Report",
    ]
    assert titles(cast, types=("pdf",)) == ["Report"]
    assert titles(cast, tag="ten years") == ["Plan for the Café"]
    assert titles(cast, owner_id=council) == ["Report"]
    assert titles(cast, owner_id=council, kinds=("plan",)) == []
    assert titles(cast, words="CAFE") == ["Plan for the Café"]


def test_it_is_put_in_order(cast: Cast, now: datetime) -> None:
    public(cast, "beta", dated_on=date(2020, 1, 1))
    public(cast, "Alpha", dated_on=date(2019, 1, 1), changed_at=now + timedelta(days=1))
    assert titles(cast) == ["Alpha", "beta"]
    assert titles(cast, sort=Sort.TITLE) == ["Alpha", "beta"]
    assert titles(cast, sort=Sort.DATED) == ["beta", "Alpha"]


def test_the_filters_offer_only_what_the_viewer_may_see(cast: Cast) -> None:
    seen, hidden = public(cast, "Seen"), make_document(owner=cast.world.bodies["council"])
    make_tag(document=seen, word="Open")
    make_tag(document=hidden, word="Secret")
    area = cast.world.area.pk
    assert queries.tags_of(STRANGER, area) == [("open", "Open")]
    assert [name for _pk, name in queries.owners_of(STRANGER, area)] == ["Ambley hub a"]
    page = cast.client("anonymous").get(LIST).content.decode()
    assert "Secret" not in page
    assert "Ambley council" not in page


def test_the_list_can_be_taken_away(cast: Cast) -> None:
    public(cast, "=HYPERLINK(1)", kind="plan")
    make_document(owner=cast.world.bodies["hub_a"], title="For keepers")
    answer = cast.client("anonymous").get(reverse("documents:download"))
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[1:] == [
        '\'=HYPERLINK(1),Plan or strategy,Ambley hub a,,"plain text, 27 bytes",,,2026-10-19'
    ]


@pytest.mark.parametrize("key", ["anonymous", "hub_worker"])
def test_as_many_questions_for_three_as_for_one(cast: Cast, key: str) -> None:
    client = cast.client(key)
    make_tag(document=public(cast, "One"))
    client.get(LIST)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(LIST)
    for title in ("Two", "Three"):
        make_tag(document=public(cast, title, owner="council"))
    with CaptureQueriesContext(connection) as three:
        client.get(LIST)
    assert len(three) == len(one)


def test_an_empty_library_says_what_to_do(cast: Cast) -> None:
    assert "Add the first" in cast.client("hub_worker").get(LIST).content.decode()
    nothing = cast.client("anonymous").get(LIST + "?q=zebra").content.decode()
    assert "No document matches" in nothing


def test_what_makes_no_sense_in_the_address_is_ignored(cast: Cast) -> None:
    public(cast, "One")
    asked = "?kind=zebra&type=exe&owner=x&tag=%00&sort=;drop&page=99999999&q="
    assert "One" in cast.client("anonymous").get(LIST + asked).content.decode()
