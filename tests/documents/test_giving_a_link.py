"""A keeper lets somebody without an account have one document until a day, and can take it back."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import Cast
from tests.conftest import NOW, TODAY, StrictClient
from tests.documents.making import PDF, TEXT, add, upload
from tests.factories import make_document_link, make_document_link_day
from tests.performance.conftest import clock
from trellis.documents import actions, queries
from trellis.documents.actions.files import take_in
from trellis.documents.jobs import forget_links
from trellis.documents.models import Document, DocumentLink, DocumentLinkDay, Version
from trellis.kernel import files
from trellis.kernel.models import AuditLine, Counted
from trellis.kernel.viewer import STRANGER, system
from trellis.organisations.models import Membership

__all__ = ["clock"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

SECRET: Final = "the-secret-of-the-auditor-which-is-long"
ADDRESS: Final = f"/documents/with/{SECRET}/"
DEAD: Final = "This link opens nothing"


@pytest.fixture
def row(cast: Cast) -> Document:
    return add(cast, NOW)


@pytest.fixture
def link(cast: Cast, row: Document) -> DocumentLink:
    return linked(cast, row)


def linked(cast: Cast, row: Document, **given: Any) -> DocumentLink:
    usual = {"document": row, "secret": SECRET, "given_by": cast.account("hub_worker")}
    return make_document_link(**{**usual, **given})


def page(row: Document, name: str = "links", *more: int) -> str:
    return reverse(f"documents:{name}", args=[row.pk, *more])


def entry(**given: Any) -> Mapping[str, Any]:
    return {
        "label": "The auditor",
        "until": "2 November 2026",
        "number": "newest",
        "most": "",
        **given,
    }


def give(cast: Cast, row: Document, **given: Any) -> tuple[DocumentLink, str]:
    usual: dict[str, Any] = {
        "label": "The auditor",
        "until": TODAY + timedelta(days=14),
        "most": None,
        "number": None,
        "by": cast.viewer("hub_worker"),
        "now": NOW,
    }
    return actions.give_link(document_id=row.pk, **{**usual, **given})


def taken() -> Any:
    return StrictClient().post(ADDRESS)


def content(answer: Any) -> bytes:
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def dead(address: str = ADDRESS) -> bytes:
    """What a link that opens nothing answers, to a look and to a press, each the same."""
    Counted.objects.all().delete()  # the others were a while ago
    looked, pressed = StrictClient().get(address), StrictClient().post(address)
    assert (looked.status_code, pressed.status_code) == (404, 404)
    assert DEAD in looked.content.decode()
    assert looked.content.replace(address.encode(), b"") == (
        pressed.content.replace(address.encode(), b"")
    )
    return bytes(looked.content.replace(address.encode(), b""))


def test_it_is_made_on_the_page_shown_once_and_kept_as_a_hash(cast: Cast, row: Document) -> None:
    client = cast.client("hub_worker")
    assert 'name="until" value="2026-11-02"' in client.get(page(row)).content.decode()
    made = client.post(page(row), entry()).content.decode()
    found = re.search(r"<code>http://localhost:8000(/documents/with/(\S+)/)</code>", made)
    assert found is not None
    assert "It opens until 2 November 2026" in made
    link = DocumentLink.objects.get()
    assert found[2] not in str(vars(link))
    again = client.get(page(row)).content.decode()
    assert found[2] not in again
    assert "The auditor" in again
    line = AuditLine.objects.latest("id")
    assert (line.verb, line.of) == ("documents.link.given", f"documentlink:{link.pk}")
    assert content(StrictClient().post(found[1])) == TEXT


def test_the_form_sent_twice_makes_one(cast: Cast, row: Document) -> None:
    client = cast.client("hub_worker")
    assert client.post(page(row), entry(once="key")).status_code == 200
    assert client.post(page(row), entry(once="key")).status_code == 302
    assert DocumentLink.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"label": ""}, "Say in a few words whom the link is for"),
        ({"until": "18 October 2026"}, "enter a day from 19 October 2026 to 17 January 2027"),
        ({"until": "18 January 2027"}, "enter a day from 19 October 2026 to 17 January 2027"),
        ({"until": ""}, "Last day on which it opens: this is empty"),
        ({"most": "0"}, "enter 1 or more"),
        ({"most": "1,001"}, "enter 1000 or less"),
        ({"number": "7"}, "What does it open: choose one of those offered"),
    ],
)
def test_what_does_not_fit_is_said_by_its_field(
    cast: Cast, row: Document, given: dict[str, str], said: str
) -> None:
    answer = cast.client("hub_worker").post(page(row), entry(**given)).content.decode()
    assert said in answer
    assert not DocumentLink.objects.exists()


def test_whoever_has_it_reads_who_gave_it_until_when_and_presses_a_button(
    cast: Cast, row: Document, link: DocumentLink
) -> None:
    answer = StrictClient().get(ADDRESS)
    shown = answer.content.decode()
    owner = cast.world.bodies["hub_a"].name
    assert f"{owner} lets you have this document" in shown
    assert "until 2 November 2026" in shown
    assert "The auditor" not in shown
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Referrer-Policy"] == "same-origin"
    assert not DocumentLinkDay.objects.exists()  # a mail program has followed it

    answer = taken()
    assert content(answer) == TEXT
    assert answer["Content-Disposition"] == 'attachment; filename="Minutes of May.txt"'
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_it_opens_that_document_and_nothing_else(
    cast: Cast, row: Document, link: DocumentLink
) -> None:
    client = StrictClient()
    assert client.get(ADDRESS).status_code == 200
    assert client.get(page(row, "record")).status_code == 404
    assert client.get(page(row, "file", 1)).status_code == 404


def test_each_use_is_counted_to_its_day_and_to_nobody(
    cast: Cast, row: Document, link: DocumentLink
) -> None:
    for _time in range(2):
        content(taken())
    content(cast.client("council_officer").post(ADDRESS))
    [day] = DocumentLinkDay.objects.all()
    assert (day.on, day.times) == (TODAY, 3)
    lines = AuditLine.objects.filter(verb="documents.link.used")
    assert set(lines.values_list("actor_id", "actor_label")) == {(None, "visitor")}
    shown = cast.client("hub_worker").get(page(row)).content.decode()
    assert "Used 3 times, last on 19 October 2026" in shown


def test_it_opens_the_newest_version_or_always_the_same(cast: Cast, row: Document) -> None:
    _link, newest = give(cast, row)
    _link, first = give(cast, row, number=1)
    by = cast.viewer("hub_worker")
    actions.add_version(
        document_id=row.pk, file=take_in(upload(PDF)), changes="Anew", by=by, now=NOW
    )
    opened = [content(StrictClient().post(f"/documents/with/{one}/")) for one in (newest, first)]
    assert opened == [PDF, TEXT]
    assert "It is version 1, and stays so" in (
        StrictClient().get(f"/documents/with/{first}/").content.decode()
    )


def test_its_last_day_counts_and_the_day_after_does_not(cast: Cast, row: Document) -> None:
    today = linked(cast, row, until=TODAY)
    assert content(taken()) == TEXT
    DocumentLink.objects.filter(pk=today.pk).update(until=TODAY - timedelta(days=1))
    dead()


def test_why_a_link_opens_nothing_shows_to_nobody(cast: Cast, row: Document) -> None:
    """Expired, revoked, used up, withdrawn, held back, lost, its giver gone, or never there."""
    link = linked(cast, row)
    fields = DocumentLink.objects.filter(pk=link.pk)
    answers = {dead("/documents/with/no-such-secret-but-as-long-as-one/")}
    fields.update(until=TODAY - timedelta(days=1))
    answers.add(dead())
    fields.update(until=TODAY, revoked_at=NOW)
    answers.add(dead())
    fields.update(revoked_at=None, most=1)
    day = make_document_link_day(link=link)
    answers.add(dead())
    day.delete()
    Document.objects.filter(pk=row.pk).update(withdrawn_at=NOW, withdrawn_why="A name")
    answers.add(dead())
    Document.objects.filter(pk=row.pk).update(withdrawn_at=None)
    Version.objects.update(scan=Version.Scan.INFECTED)
    answers.add(dead())
    Version.objects.update(scan=Version.Scan.CLEAN)
    memberships = Membership.objects.filter(person=cast.account("hub_worker").person)
    memberships.update(ends_on=TODAY)
    answers.add(dead())
    assert len(answers) == 1
    memberships.update(ends_on=None)
    assert content(taken()) == TEXT


def test_a_file_that_the_store_has_lost_is_not_counted(
    cast: Cast, row: Document, link: DocumentLink
) -> None:
    version = row.versions.get()
    files.let_go("documents", version.digest)
    assert taken().status_code == 404
    assert not DocumentLinkDay.objects.exists()


def test_no_more_downloads_than_were_given(cast: Cast, row: Document) -> None:
    linked(cast, row, most=2)
    assert "2 more times" in StrictClient().get(ADDRESS).content.decode()
    content(taken())
    assert "1 more time." in StrictClient().get(ADDRESS).content.decode()
    content(taken())
    dead()
    assert DocumentLinkDay.objects.get().times == 2
    assert "All its downloads are had" in cast.client("hub_worker").get(page(row)).content.decode()


def test_revoked_it_opens_nothing_at_once(cast: Cast, row: Document, link: DocumentLink) -> None:
    client = cast.client("hub_worker")
    address = page(row, "revoke_link", link.pk)
    assert client.get(address).status_code == 405
    assert client.post(address).status_code == 302
    dead()
    assert "Revoked" in client.get(page(row)).content.decode()
    assert client.post(address).status_code == 302  # and once more
    assert AuditLine.objects.filter(verb="documents.link.revoked").count() == 1


def test_a_link_of_another_document_is_not_revoked_under_this_one(
    cast: Cast, row: Document, link: DocumentLink
) -> None:
    other = add(cast, NOW, title="Another")
    client = cast.client("hub_worker")
    assert client.post(page(other, "revoke_link", link.pk)).status_code == 404
    link.refresh_from_db()
    assert link.revoked_at is None


def test_only_keepers_give_see_and_revoke(cast: Cast, row: Document, link: DocumentLink) -> None:
    for who in ("other_hub_worker", "council_officer", "infrastructure_manager", "administrator"):
        by = cast.viewer(who)
        with pytest.raises((Http404, PermissionDenied)):
            give(cast, row, by=by)
        with pytest.raises(Http404):
            actions.revoke_link(document_id=row.pk, link_id=link.pk, by=by, now=NOW)
        assert cast.client(who).get(page(row)).status_code == 404
    with pytest.raises(PermissionDenied):
        give(cast, row, by=system("nobody in particular"))
    assert DocumentLink.objects.count() == 1


def test_a_reader_of_a_public_document_sees_no_links(cast: Cast, link: DocumentLink) -> None:
    row = link.document
    by = cast.viewer("hub_worker")
    readers = [actions.Reader("public")]
    actions.change_audience(document_id=row.pk, readers=readers, by=by, now=NOW)
    assert cast.client("council_officer").get(page(row)).status_code == 403
    record = cast.client("council_officer").get(page(row, "record")).content.decode()
    assert page(row) not in record
    assert page(row) in cast.client("hub_worker").get(page(row, "record")).content.decode()


def test_of_a_withdrawn_document_links_are_seen_and_revoked_but_not_given(
    cast: Cast, row: Document, link: DocumentLink
) -> None:
    by = cast.viewer("hub_worker")
    actions.withdraw_document(document_id=row.pk, why="A name", by=by, now=NOW)
    client = cast.client("hub_worker")
    assert "Opens nothing while the document is withdrawn" in client.get(page(row)).content.decode()
    assert client.post(page(row), entry()).status_code == 403
    assert client.post(page(row, "revoke_link", link.pk)).status_code == 302


def test_the_action_refuses_what_the_form_does(cast: Cast, row: Document) -> None:
    wrong: list[dict[str, Any]] = [
        {"until": TODAY - timedelta(days=1)},
        {"until": TODAY + timedelta(days=91)},
        {"most": 0},
        {"most": 1_001},
        {"number": 2},
    ]
    for given in wrong:
        with pytest.raises(ValidationError):
            give(cast, row, **given)
    for _number in range(50):
        give(cast, row)
    with pytest.raises(ValidationError, match="Fifty links"):
        give(cast, row)
    assert DocumentLink.objects.count() == 50


def test_three_links_cost_as_many_questions_as_one(cast: Cast, row: Document) -> None:
    client, counts = cast.client("hub_worker"), []
    for number in (1, 2, 3):
        linked(cast, row, secret=f"{SECRET}{number}")
        client.get(page(row))
        with CaptureQueriesContext(connection) as asked:
            client.get(page(row))
        counts.append(len(asked))
    assert len(set(counts)) == 1


def test_whoever_tries_many_has_to_wait(cast: Cast, link: DocumentLink) -> None:
    client = Client()
    codes = [client.get(f"/documents/with/wrong-{number}/").status_code for number in range(11)]
    assert codes == [404] * 10 + [429]
    assert client.get(ADDRESS)["Cache-Control"] == "private, no-store"


def test_another_site_cannot_press_the_button(link: DocumentLink) -> None:
    assert Client(enforce_csrf_checks=True).post(ADDRESS).status_code == 403
    assert not DocumentLinkDay.objects.exists()


def test_what_is_over_for_ninety_days_is_forgotten(cast: Cast, row: Document) -> None:
    long_ago = NOW - timedelta(days=91)
    kept = linked(cast, row, until=TODAY - timedelta(days=90))
    linked(cast, row, secret="2", until=TODAY - timedelta(days=91))
    revoked = linked(cast, row, secret="3", revoked_at=long_ago)
    make_document_link_day(link=revoked)
    forget_links(now=NOW)
    assert [link.pk for link in DocumentLink.objects.all()] == [kept.pk]
    assert not DocumentLinkDay.objects.exists()
    line = AuditLine.objects.latest("id")
    assert line.verb == "documents.links.forgotten"
    forget_links(now=NOW)
    assert AuditLine.objects.latest("id").pk == line.pk


def test_a_link_opens_for_the_new_keeper_of_the_document_only_what_they_give(
    cast: Cast, row: Document, link: DocumentLink
) -> None:
    """Handed over, its former keepers' links open nothing."""
    Document.objects.filter(pk=row.pk).update(owner=cast.world.bodies["hub_b"])
    dead()
    with pytest.raises(queries.LinkDeadError):
        actions.take_by_link(secret=SECRET, by=STRANGER, now=NOW)
    shown = queries.links_of(cast.viewer("other_hub_worker"), row.pk, today=TODAY)
    assert [one.ended for one in shown.links] == ["giver_left"]
