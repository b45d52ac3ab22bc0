"""The search keeps one contract on both databases: the same words find the same documents, for
whoever may see them."""

from datetime import datetime

import pytest
from django.urls import reverse

from tests.cast import PARTS, Cast
from tests.documents.making import add, upload
from trellis.documents import actions, queries
from trellis.documents.actions import Details, Reader
from trellis.documents.actions.files import take_in
from trellis.documents.models import Document
from trellis.documents.queries import Search, Sort
from trellis.kernel.viewer import STRANGER, Viewer, system


def read(row: Document, text: str, now: datetime) -> None:
    version = row.versions.get(is_newest=True)
    actions.keep_text(version_id=version.pk, text=text, by=system("test"), now=now)


def found(cast: Cast, words: str, viewer: Viewer = STRANGER, sort: Sort = Sort.MATCH) -> list[str]:
    search = Search(cast.world.area.pk, words=words, sort=sort)
    return [one.title for one in queries.find(viewer, search).page.object_list]


@pytest.fixture
def library(cast: Cast, now: datetime) -> Cast:
    public = Reader("public")
    minutes = add(cast, now, public, title="Minutes of May", tags=("Crèche", "sport"))
    plan = add(cast, now, public, title="Volunteering plan")
    report = add(cast, now, public, title="Yearly report", tags=("volunteering",))
    read(minutes, "Twelve people came. The café closes at noon; policies were planned.", now)
    read(plan, "How we find and train people who give their time in 2027.", now)
    read(report, "In the summer volunteers planted trees, volunteers dug ditches.", now)
    return cast


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("minutes", ["Minutes of May"]),
        ("MINUTE", ["Minutes of May"]),
        ("creche", ["Minutes of May"]),
        ("cafe", ["Minutes of May"]),
        ("café close", ["Minutes of May"]),
        ("policy", ["Minutes of May"]),
        ("2027", ["Volunteering plan"]),
        ("training", ["Volunteering plan"]),
        ("tree summer", ["Yearly report"]),
        ("tree noon", []),
        ("ditc", ["Yearly report"]),
        ("itches", []),
        ("zebra", []),
        ("people", ["Volunteering plan", "Minutes of May"]),
        ('"noon" OR (AND* NEAR -', []),
        ("noon'); DROP TABLE documents_document; --", []),
        ("%", []),
        ("!!!", []),
        ("", ["Yearly report", "Volunteering plan", "Minutes of May"]),
    ],
)
def test_the_same_words_find_the_same(library: Cast, words: str, titles: list[str]) -> None:
    assert sorted(found(library, words)) == sorted(titles)


def test_a_title_weighs_more_than_a_tag_and_a_tag_more_than_the_text(
    cast: Cast, now: datetime
) -> None:
    public = Reader("public")
    in_text = add(cast, now, public, title="One thing")
    add(cast, now, public, title="Another thing", tags=("allotments",))
    add(cast, now, public, title="Allotments")
    read(in_text, "Allotments and again allotments, in many words about many other things.", now)
    assert found(cast, "allotment") == ["Allotments", "Another thing", "One thing"]


def test_nobody_finds_by_words_what_they_may_not_see(cast: Cast, now: datetime) -> None:
    row = add(cast, now, title="For keepers")
    read(row, "A marker nobody else writes: xylophone.", now)
    finders = {key for key in PARTS if found(cast, "xylophone", cast.viewer(key))}
    assert finders == {"hub_worker"}
    actions.change_audience(
        document_id=row.pk, readers=[Reader("area")], by=cast.viewer("hub_worker"), now=now
    )
    assert found(cast, "xylophone", cast.viewer("resident")) == ["For keepers"]
    assert found(cast, "xylophone", cast.viewer("resident", elsewhere=True)) == []


def test_an_edited_title_and_a_new_file_are_found_instead_of_the_old(
    library: Cast, now: datetime
) -> None:
    row = Document.objects.get(title="Minutes of May")
    worker = library.viewer("hub_worker")
    details = Details("Notes of June", "papers")
    actions.edit_document(document_id=row.pk, details=details, seen=1, by=worker, now=now)
    assert (found(library, "minutes"), found(library, "sport")) == ([], [])
    assert found(library, "notes noon") == ["Notes of June"]
    actions.add_version(
        document_id=row.pk, file=take_in(upload(b"new")), changes="All", by=worker, now=now
    )
    assert found(library, "noon") == []
    read(row, "The kiosk opens at dawn", now)
    assert found(library, "dawn") == ["Notes of June"]


def test_the_text_of_a_replaced_file_comes_too_late(library: Cast, now: datetime) -> None:
    row = Document.objects.get(title="Minutes of May")
    old = row.versions.get()
    actions.add_version(
        document_id=row.pk,
        file=take_in(upload(b"new")),
        changes="All",
        by=library.viewer("hub_worker"),
        now=now,
    )
    actions.keep_text(version_id=old.pk, text="Obsolete", by=system("test"), now=now)
    assert found(library, "obsolete") == []


def test_what_goes_is_found_no_more(library: Cast) -> None:
    Document.objects.get(title="Yearly report").delete()
    assert found(library, "ditches") == []


def test_the_page_shows_what_stands_around_the_words(library: Cast) -> None:
    page = library.client("anonymous").get(reverse("documents:list") + "?q=policy+cafe")
    text = page.content.decode()
    assert "The <mark>café</mark> closes at noon; <mark>policies</mark> were planned." in text


def test_the_page_of_a_private_text_shows_nothing_of_it(cast: Cast, now: datetime) -> None:
    read(add(cast, now, title="For keepers"), "A marker: xylophone.", now)
    page = cast.client("other_hub_worker").get(reverse("documents:list") + "?q=marker")
    assert "xylophone" not in page.content.decode()
