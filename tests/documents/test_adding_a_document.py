"""A document is added with its file, its facts and its audience, or not at all."""

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from tests.cast import Cast
from tests.documents.making import OLE, PDF, TEXT, add, content_of, entry, office, upload
from trellis.documents import actions, queries
from trellis.documents.actions.files import take_in
from trellis.documents.models import Audience, Document, Tag, Version
from trellis.documents.queries import Search
from trellis.kernel.models import AuditLine

ADD = reverse("documents:add")


def test_it_is_in_the_record_with_its_file(cast: Cast, now: datetime) -> None:
    row = add(cast, now, actions.Reader("public"), tags=("Minutes", "minutes", "Café"))
    shown = queries.record(cast.viewer("anonymous"), row.pk)
    assert (shown.title, shown.kind, shown.owner) == (
        "Minutes of May",
        "papers or minutes of a meeting",
        "Ambley hub a",
    )
    assert shown.tags == ("Minutes", "Café")
    assert content_of(queries.file_of(cast.viewer("anonymous"), row.pk, 1)) == TEXT
    line = AuditLine.objects.get()
    assert (line.verb, line.of) == ("documents.document.added", f"document:{row.pk}")


def test_the_page_adds_it_for_those_who_were_chosen(cast: Cast) -> None:
    client = cast.client("hub_worker")
    answer = client.post(
        ADD,
        entry(
            owner=cast.world.bodies["hub_a"].pk,
            readers="area",
            about="What was said",
            tags="minutes, May",
            dated_on="2026-05-12",
        ),
    )
    row = Document.objects.get()
    assert answer.headers["Location"] == reverse("documents:record", args=[row.pk])
    assert (row.about, str(row.dated_on), row.area) == (
        "What was said",
        "2026-05-12",
        cast.world.area,
    )
    assert list(row.audiences.values_list("kind", flat=True)) == ["area"]
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Everybody with a role in Ambley" in page
    assert "Dated" in page
    assert "12 May 2026" in page


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (upload(b"", "empty.pdf"), "The file is empty."),
        (upload(b"<html>", "page.pdf"), "This is a web page or drawing in code"),
        (upload(office(**{"word/vbaProject.bin": b""}), "form.docm"), "The file holds macros"),
        (upload(OLE, "old.doc"), "older or password-protected office file"),
        (upload(b"\x00\x01", "thing.dat"), "It cannot be told what kind of file this is."),
    ],
    ids=["empty", "page", "macros", "old", "unknown"],
)
def test_a_file_that_is_not_taken_in_is_refused_with_the_remedy(
    cast: Cast, file: object, says: str
) -> None:
    client = cast.client("hub_worker")
    page = client.post(ADD, entry(owner=cast.world.bodies["hub_a"].pk, file=file))
    assert says in page.content.decode()
    assert (page.status_code, Document.objects.count(), Version.objects.count()) == (200, 0, 0)


def test_what_is_left_out_is_asked_for_by_name(cast: Cast) -> None:
    page = cast.client("hub_worker").post(ADD, {}).content.decode()
    for words in (
        "Choose the file",
        "Enter the title of the document",
        "Choose what kind of document it is",
        "Choose who may see it",
    ):
        assert words in page
    assert Document.objects.count() == 0


def test_tags_are_ten_and_short(cast: Cast) -> None:
    client, hub = cast.client("hub_worker"), cast.world.bodies["hub_a"].pk
    many = client.post(ADD, entry(owner=hub, tags=",".join(str(n) for n in range(11))))
    assert "Enter ten tags at most." in many.content.decode()
    long = client.post(ADD, entry(owner=hub, tags="a" * 41))
    assert "forty letters at most" in long.content.decode()


def test_a_double_click_adds_it_once(cast: Cast) -> None:
    client, hub = cast.client("hub_worker"), cast.world.bodies["hub_a"].pk
    for _time in range(2):
        assert client.post(ADD, entry(owner=hub, once="one-key")).status_code == 302
    assert Document.objects.count() == 1


def test_nobody_adds_for_a_body_whose_documents_others_keep(cast: Cast, now: datetime) -> None:
    with pytest.raises(PermissionDenied):
        add(cast, now, owner_id=cast.world.bodies["hub_b"].pk)
    assert (Document.objects.count(), Audience.objects.count(), Tag.objects.count()) == (0, 0, 0)
    refused = cast.client("hub_worker").post(ADD, entry(owner=cast.world.bodies["hub_b"].pk))
    assert (refused.status_code, Document.objects.count()) == (200, 0)


def test_an_owner_lies_in_the_documents_area(cast: Cast, now: datetime) -> None:
    with pytest.raises(actions.OtherAreaError):
        actions.add_document(
            area_id=cast.other_world.area.pk,
            owner_id=cast.world.bodies["hub_a"].pk,
            details=actions.Details("Plan", "plan"),
            file=take_in(upload(PDF, "plan.pdf")),
            readers=[],
            by=cast.viewer("hub_worker"),
            now=now,
        )


def test_who_keeps_no_documents_is_told_so(cast: Cast) -> None:
    assert cast.client("councillor").get(ADD).status_code == 403
    assert cast.client("anonymous").post(ADD).status_code == 403


def test_the_same_content_is_kept_once(cast: Cast, now: datetime) -> None:
    first, second = add(cast, now), add(cast, now, title="The same again")
    digests = set(Version.objects.values_list("digest", flat=True))
    assert len(digests) == 1
    assert len(queries.find_all(cast.viewer("hub_worker"), Search(first.area_id))) == 2
    assert content_of(queries.file_of(cast.viewer("hub_worker"), second.pk, 1)) == TEXT
