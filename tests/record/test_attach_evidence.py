"""Whoever took part puts a document behind what was done; it is read by those it is meant for."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.cast import PARTS
from tests.conftest import NOW
from tests.documents.making import upload
from tests.record.doing import SYSTEM, Doing, attach
from trellis.documents import actions as documents
from trellis.documents.actions import Reader
from trellis.documents.models import Attachment, Audience, Document
from trellis.documents.queries import behind
from trellis.kernel.models import AuditLine
from trellis.record import actions
from trellis.record.actions import Readers
from trellis.record.models import Activity
from trellis.record.rules.shares import Party, Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def readers(doing: Doing, row: Activity) -> set[str]:
    """Of all the cast, who sees what stands behind it."""
    records = [f"record.activity:{row.line_id}"]
    return {key for key in PARTS if behind(doing.cast.viewer(key), records)}


def test_those_who_took_part_and_those_who_pay_see_it(doing: Doing) -> None:
    row = doing.record("hub_a", "hub_b")
    attach(doing, row)
    seeing = readers(doing, row)
    assert {"hub_worker", "other_hub_worker", "council_officer", "funder"} <= seeing
    assert {"anonymous", "resident", "group_trustee", "other_group_trustee"} & seeing == set()


def test_the_group_sees_it_where_that_was_said_and_everybody_where_that_was(doing: Doing) -> None:
    row = doing.record("hub_a", "hub_b")
    attach(doing, row, readers=Readers.GROUP)
    seeing = readers(doing, row)
    assert "group_trustee" in seeing
    assert {"anonymous", "other_group_trustee"} & seeing == set()
    open_to_all = doing.record("hub_a")
    attach(doing, open_to_all, readers=Readers.PUBLIC)
    assert readers(doing, open_to_all) == set(PARTS)


def test_it_is_of_the_party_that_brings_it_and_said_in_the_audit(doing: Doing) -> None:
    row = doing.record("hub_a", "hub_b")
    pk = attach(doing, row, "other_hub_worker", provider_id=doing.body("hub_b").pk)
    document = Document.objects.get(pk=pk)
    assert (document.owner_id, document.kind) == (doing.body("hub_b").pk, "evidence")
    held = Attachment.objects.get(document=document)
    assert (held.of, held.label) == (
        f"record.activity:{row.pk}",
        f"{row.service_type.name}, 14 July 2026",
    )
    line = AuditLine.objects.filter(verb="record.activity.evidence_attached").get()
    assert list(line.fields) == ["evidence"]


def test_nobody_attaches_for_another_or_to_what_they_had_no_part_in(doing: Doing) -> None:
    row = doing.record("hub_a")
    with pytest.raises(PermissionDenied):
        attach(doing, row, "other_hub_worker", provider_id=doing.body("hub_b").pk)
    with pytest.raises(PermissionDenied):
        attach(doing, row, "hub_worker", provider_id=doing.body("hub_b").pk)
    assert Document.objects.count() == 0


def test_it_stands_behind_what_is_corrected_and_not_behind_what_is_gone(doing: Doing) -> None:
    row = doing.record("hub_a")
    attach(doing, row)
    later = actions.correct_activity(
        by=SYSTEM, now=NOW, activity=row, reason="So", done=doing.done("hub_a", quantity=2)
    )
    assert "hub_worker" in readers(doing, later)
    with pytest.raises(ValidationError, match="corrected or withdrawn"):
        attach(doing, row)
    actions.withdraw_activity(by=SYSTEM, now=NOW, activity=later, reason="No")
    with pytest.raises(PermissionDenied):
        attach(doing, Activity.objects.get(is_withdrawn=True))


def correct(doing: Doing, row: Activity, *who: str, **given: object) -> Activity:
    return actions.correct_activity(
        by=SYSTEM, now=NOW, activity=row, reason="So", done=doing.done(*who, **given)
    )


def test_who_is_named_later_sees_it_and_who_was_named_by_mistake_no_longer(doing: Doing) -> None:
    row = doing.record("hub_a", "infrastructure")
    attach(doing, row, readers=Readers.GROUP)
    assert {"infrastructure_officer", "group_trustee"} <= readers(doing, row)
    other = doing.body("group_b").pk
    row = correct(doing, row, "hub_a", "hub_b", organisation_id=other)
    seeing = readers(doing, row)
    assert {"hub_worker", "other_hub_worker", "other_group_trustee", "funder"} <= seeing
    assert "group_trustee" not in seeing
    assert not Audience.objects.filter(organisation=doing.body("infrastructure")).exists()


def test_what_was_for_those_who_took_part_shows_no_group_that_is_named_later(doing: Doing) -> None:
    row = doing.record("hub_a", "group_a")
    attach(doing, row)
    assert "group_trustee" in readers(doing, row)  # it took part
    row = correct(doing, row, "hub_a", organisation_id=doing.body("group_b").pk)
    assert {"group_trustee", "other_group_trustee"} & readers(doing, row) == set()


def test_what_was_narrowed_by_hand_stays_narrow_and_what_is_withdrawn_follows(doing: Doing) -> None:
    row = doing.record("hub_a", "infrastructure")
    narrowed, withdrawn = attach(doing, row), attach(doing, row)
    partner = Reader("organisation", organisation_id=doing.body("infrastructure").pk)
    documents.change_audience(document_id=narrowed, readers=[partner], by=SYSTEM, now=NOW)
    documents.withdraw_document(document_id=withdrawn, why="So", by=SYSTEM, now=NOW)
    correct(doing, row, "hub_a", "hub_b")
    assert not Audience.objects.filter(document=narrowed).exists()
    named = Audience.objects.filter(document=withdrawn, kind="organisation")
    assert [one.organisation_id for one in named] == [doing.body("hub_b").pk]


def test_a_correction_of_how_much_leaves_alone_who_sees_it(doing: Doing) -> None:
    row = doing.record("hub_a", "hub_b")
    pk = attach(doing, row)
    documents.change_audience(document_id=pk, readers=[Reader("public")], by=SYSTEM, now=NOW)
    correct(doing, row, "hub_a", "hub_b", quantity=3)
    assert [one.kind for one in Audience.objects.filter(document=pk)] == ["public"]
    assert not AuditLine.objects.filter(verb="documents.documents.followed").exists()


def test_whoever_sent_them_there_sees_it_before_and_after_a_correction(doing: Doing) -> None:
    sent = [
        Party(doing.body("hub_a").pk, Role.LEAD),
        Party(doing.body("infrastructure").pk, Role.REFERRER),
    ]
    row = doing.record(parties=sent)
    attach(doing, row)
    assert "infrastructure_officer" in readers(doing, row)
    later = correct(doing, row, parties=sent, quantity=2)
    assert "infrastructure_officer" in readers(doing, later)
    assert not AuditLine.objects.filter(verb="documents.documents.followed").exists()


def test_made_one_what_stood_behind_either_stands_behind_the_one(doing: Doing) -> None:
    one, other = doing.record("hub_a"), doing.record("infrastructure")
    mine = attach(doing, one)
    theirs = attach(
        doing, other, "infrastructure_officer", provider_id=doing.body("infrastructure").pk
    )
    actions.judge_double(
        by=SYSTEM, now=NOW, one_id=one.pk, other_id=other.pk, is_one_thing=True, address="/one/"
    )
    last = Activity.objects.get(first=one)
    for key in ("hub_worker", "infrastructure_officer"):
        found = behind(doing.cast.viewer(key), [f"record.activity:{last.line_id}"])
        assert {listed.id for listed in found} == {mine, theirs}
    held = Attachment.objects.get(document=theirs)  # no door is left to what was withdrawn
    assert (held.of, held.address) == (f"record.activity:{one.pk}", "/one/")


def test_the_page_takes_a_file_and_names_what_is_wrong_with_another(doing: Doing) -> None:
    row = doing.record("hub_a", "hub_b")
    client = doing.cast.client("hub_worker")
    url = f"/record/{doing.county.slug}/activities/{row.pk}/evidence/"
    told = {"title": "Sheet", "readers": "parties", "provider": doing.body("hub_a").pk, "once": "a"}
    wrong = client.post(url, {**told, "file": upload(b"MZ\x90\x00", "sheet.pdf")})
    assert wrong.status_code == 200
    assert Document.objects.count() == 0
    assert 'value="Sheet"' in wrong.content.decode()
    sent = client.post(url, {**told, "file": upload()})
    assert (sent.status_code, sent["Location"]) == (
        302,
        f"/record/{doing.county.slug}/activities/{row.pk}/",
    )
    page = client.get(sent["Location"]).content.decode()
    assert "Sheet" in page
    assert doing.cast.client("group_trustee").get(url).status_code in {403, 404}
    assert doing.cast.client("anonymous").get(url).status_code == 302
