"""The documents the review was made from are on record: listed, dated, open to all, and nobody
changes anything of them."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from tests.conftest import NOW, StrictClient
from tests.web.worlds import undone
from trellis.documents import queries
from trellis.documents.models import Document
from trellis.documents.queries import Search, Sort
from trellis.kernel.viewer import STRANGER
from trellis.web.examples import leicestershire

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _world(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), undone():
        leicestershire.load(now=NOW)
        yield


def listed() -> list[Document]:
    return list(Document.objects.filter(area__slug=leicestershire.SLUG).order_by("id"))


def test_all_twenty_four_are_there_for_everybody_each_with_its_entry() -> None:
    rows = listed()
    found = queries.find_all(STRANGER, Search(rows[0].area_id, sort=Sort.TITLE))
    assert len(found) == 24
    assert [row.source.split(";")[0] for row in rows] == [
        f"003 App 9 entry {number}" for number in range(1, 25)
    ]
    assert [row.versions.count() for row in rows] == [0] * 24
    assert {one.held_at for one in found} == {
        "Listed in a document that the record is made from; no file of it is kept here"
    }


def test_where_the_list_contradicts_itself_it_is_said() -> None:
    cautions = {number: row.caution for number, row in enumerate(listed(), start=1) if row.caution}
    assert set(cautions) == {4, 6, 11, 15}
    assert cautions[11].startswith("The list gives five quarters to the one year 2009/10.")
    assert cautions[15].startswith("Its last quarter is printed as October to December 2010")


def test_it_is_found_by_its_words_and_read() -> None:
    area = listed()[0].area_id
    found = queries.find_all(STRANGER, Search(area, words="resource centres"))
    assert len(found) == 2
    page = StrictClient().get(reverse("documents:record", args=[listed()[10].pk]))
    text = page.content.decode()
    assert "Held elsewhere" in text
    assert "five quarters" in text
    assert "003 App 9 entry 11" in text


def test_nobody_is_offered_to_add_one() -> None:
    page = StrictClient().get(reverse("documents:list") + f"?area={leicestershire.SLUG}")
    assert "Add a document" not in page.content.decode()
