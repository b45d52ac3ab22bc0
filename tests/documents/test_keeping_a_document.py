"""What is said of a document, its versions and its audience change; nothing of it is lost."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from tests.cast import Cast
from tests.documents.making import add, upload
from tests.factories import make_area, make_audience, make_document
from trellis.documents import actions, queries
from trellis.documents.actions import Details, Reader
from trellis.documents.models import Document, Version
from trellis.kernel.models import AuditLine
from trellis.kernel.viewer import system
from trellis.places.models import Place


def page(name: str, row: Document) -> str:
    return reverse(f"documents:{name}", args=[row.pk])


def test_its_facts_are_edited(cast: Cast, now: datetime) -> None:
    row = add(cast, now, tags=("May",))
    client = cast.client("hub_worker")
    shown = client.get(page("edit", row)).content.decode()
    assert 'value="Minutes of May"' in shown
    assert 'value="May"' in shown
    sent = {"title": "Minutes of June", "kind": "papers", "tags": "June", "seen": 1}
    assert client.post(page("edit", row), sent).status_code == 302
    changed = queries.record(cast.viewer("hub_worker"), row.pk)
    assert (changed.title, changed.tags) == ("Minutes of June", ("June",))
    line = AuditLine.objects.latest("id")
    assert (line.verb, line.fields) == ("documents.document.edited", ["tags", "title"])


def test_its_date_is_in_the_form_as_a_browser_can_show_it(cast: Cast, now: datetime) -> None:
    row = add(cast, now, dated_on=date(2026, 5, 10))
    client = cast.client("hub_worker")
    assert '<input type="date" name="dated_on" value="2026-05-10"' in (
        client.get(page("edit", row)).content.decode()
    )
    sent = {"title": "Deed", "kind": "papers", "dated_on": "1 May 1880", "seen": 1}
    assert client.post(page("edit", row), sent).status_code == 302
    row.refresh_from_db()
    assert row.dated_on == date(1880, 5, 1)


def test_of_two_who_edit_at_once_neither_loses_a_word(cast: Cast, now: datetime) -> None:
    row = add(cast, now)
    actions.edit_document(
        document_id=row.pk,
        details=Details("Minutes of spring", "papers"),
        seen=1,
        by=cast.viewer("hub_worker"),
        now=now,
    )
    client = cast.client("hub_worker")
    sent = {"title": "Minutes of summer", "kind": "papers", "seen": 1}
    shown = client.post(page("edit", row), sent).content.decode()
    assert "Somebody changed this while you were writing" in shown
    assert "Minutes of spring" in shown
    assert 'value="Minutes of summer"' in shown
    assert client.post(page("edit", row), {**sent, "seen": 2}).status_code == 302
    assert Document.objects.get().title == "Minutes of summer"


def test_to_save_what_stands_already_changes_nothing(cast: Cast, now: datetime) -> None:
    row = add(cast, now)
    actions.edit_document(
        document_id=row.pk,
        details=queries.details_of(row),
        seen=1,
        by=cast.viewer("hub_worker"),
        now=now,
    )
    assert (Document.objects.get().edition, AuditLine.objects.count()) == (1, 1)


def test_a_version_takes_the_place_of_the_one_before(cast: Cast, now: datetime) -> None:
    row = add(cast, now)
    client = cast.client("hub_worker")
    answer = client.post(
        page("add_version", row), {"file": upload(b"Corrected."), "changes": "Two names put right"}
    )
    assert answer.status_code == 302
    assert list(Version.objects.order_by("number").values_list("number", "is_newest")) == [
        (1, False),
        (2, True),
    ]
    shown = client.get(page("record", row)).content.decode()
    assert "Two names put right" in shown
    assert "Version 1" in shown
    refused = client.post(page("add_version", row), {"file": upload(b"<svg>"), "changes": "x"})
    assert "Save it as PDF." in refused.content.decode()


def test_the_audience_is_ticked(cast: Cast, now: datetime) -> None:
    row, hub = add(cast, now, Reader("public")), cast.world.bodies["hub_a"].pk
    client = cast.client("hub_worker")
    ticked = {"readers": [f"organisation-{hub}---", f"role-{hub}-hub_worker--"]}
    assert client.post(page("audience", row), ticked).status_code == 302
    words = [one.words for one in queries.record(cast.viewer("hub_worker"), row.pk).audience]
    assert words == [
        "Everybody with a role at Ambley hub a",
        "At Ambley hub a: Hub or resource centre worker",
    ]
    assert client.post(page("audience", row), {}).status_code == 302
    assert row.audiences.count() == 0


def test_another_body_is_looked_for_and_ticked(cast: Cast, now: datetime) -> None:
    row, council = add(cast, now), cast.world.bodies["council"].pk
    client = cast.client("hub_worker")
    code = f"organisation-{council}---"
    assert client.post(page("audience", row), {"readers": [code]}).status_code == 200
    found = page("audience", row) + "?q=council"
    assert "Everybody with a role at Ambley council" in client.get(found).content.decode()
    assert client.post(found, {"readers": [code]}).status_code == 302
    assert queries.record(cast.viewer("councillor"), row.pk).title == "Minutes of May"


def test_it_is_withdrawn_with_a_reason_and_shown_again(cast: Cast, now: datetime) -> None:
    row = add(cast, now, Reader("public"))
    client = cast.client("hub_worker")
    assert "Say in a few words why." in client.post(page("withdraw", row), {}).content.decode()
    client.post(page("withdraw", row), {"why": "An address stood in it"})
    assert cast.client("anonymous").get(page("record", row)).status_code == 404
    assert "An address stood in it" in client.get(page("record", row)).content.decode()
    assert client.get(page("edit", row)).status_code == 403
    assert client.post(page("restore", row)).status_code == 302
    assert cast.client("anonymous").get(page("record", row)).status_code == 200
    assert [line.verb for line in AuditLine.objects.order_by("id")] == [
        "documents.document.added",
        "documents.document.withdrawn",
        "documents.document.restored",
    ]


def test_who_does_not_keep_it_changes_nothing_of_it(cast: Cast, now: datetime) -> None:
    public, private = add(cast, now, Reader("public")), add(cast, now)
    for key in ("group_trustee", "other_hub_worker", "council_officer", "administrator"):
        client = cast.client(key)
        for name in ("edit", "audience", "withdraw", "restore", "add_version"):
            answers = client.get(page(name, public)), client.get(page(name, private))
            assert [answer.status_code for answer in answers] == [403, 404], (key, name)


def test_documented_history_is_read_only(cast: Cast, now: datetime) -> None:
    area = make_area(standing=Place.Standing.DOCUMENTED)
    row = make_document(area=area, owner=None)
    make_audience(document=row)
    for key in ("hub_worker", "infrastructure_manager", "administrator"):
        with pytest.raises(PermissionDenied):
            actions.withdraw_document(document_id=row.pk, why="No", by=cast.viewer(key), now=now)
    with pytest.raises(PermissionDenied):
        actions.load_documents(
            area_id=area.pk, many=[Details("Plan", "plan")],
            by=cast.viewer("administrator"), now=now,
        )  # fmt: skip
    loaded = actions.load_documents(
        area_id=area.pk,
        many=[Details("Plan", "plan", dated="October 2005", held_at="Not known")],
        by=system("test"),
        now=now,
    )
    shown = queries.record(cast.viewer("anonymous"), loaded[0].pk)
    assert (shown.dated, shown.held_at, shown.versions) == ("October 2005", "Not known", ())


def test_what_is_not_there_is_not_there(cast: Cast) -> None:
    with pytest.raises(Http404):
        queries.record(cast.viewer("administrator"), 999)
