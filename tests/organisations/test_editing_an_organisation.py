"""Whoever keeps an entry edits it in one form; two at once lose nothing."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from tests.cast import Cast
from tests.factories import make_area, make_identifier, make_organisation
from tests.organisations.writing import entry
from trellis.kernel.models import AuditLine
from trellis.kernel.viewer import system
from trellis.organisations import actions
from trellis.organisations.models import Organisation
from trellis.organisations.queries import details_of


def edit_page(row: Organisation) -> str:
    return reverse("organisations:edit", args=[row.pk])


def form_of(page: object) -> dict[str, str]:
    """The hidden fields that the page's form brings along."""
    facts = page.context["form"].facts  # type: ignore[attr-defined]
    return {field: facts.get_initial_for_field(facts.fields[field], field) or "" for field in
            ("once", "base", "seen")}  # fmt: skip


def covers(row: Organisation) -> list[tuple[int, str]]:
    return [(covered.place_id, covered.covers_as) for covered in row.coverage.all()]


def test_a_trustee_edits_their_own_groups_entry(cast: Cast, now: datetime) -> None:
    row = cast.world.bodies["group_a"]
    before = details_of(row)
    after = replace(before, name="Ambley Walkers", interests=("sport",))
    actions.edit_organisation(
        organisation_id=row.pk,
        details=after,
        seen=1,
        by=cast.viewer("group_trustee"),
        now=now + timedelta(days=1),
    )
    row.refresh_from_db()
    assert details_of(row) == after
    assert (row.version, row.edited_at) == (2, now + timedelta(days=1))
    assert sorted(row.words.values_list("word", flat=True)) == ["ambley", "walkers"]
    [line] = AuditLine.objects.all()
    assert (line.verb, line.fields) == (
        "organisations.organisation.edited",
        ["interests", "name"],
    )


@pytest.mark.parametrize(
    "key",
    [
        "anonymous",
        "resident",
        "volunteer",
        "other_group_trustee",
        "hub_worker",
        "council_officer",
        "councillor",
        "funder",
        "link_worker",
        "lapsed",
    ],
)
def test_others_do_not(cast: Cast, now: datetime, key: str) -> None:
    row = cast.world.bodies["group_a"]
    with pytest.raises(PermissionDenied):
        actions.edit_organisation(
            organisation_id=row.pk,
            details=replace(details_of(row), name="Taken over"),
            seen=1,
            by=cast.viewer(key),
            now=now,
        )
    client = cast.client(key)
    # Whoever is signed out is asked to sign in first.
    assert client.get(edit_page(row)).status_code == (302 if key == "anonymous" else 403)
    assert client.post(edit_page(row), entry(name="Taken over")).status_code == 403
    row.refresh_from_db()
    assert row.name == "Ambley group a"


def test_an_officer_reaches_no_other_area(cast: Cast) -> None:
    row = cast.other_world.bodies["group_a"]
    assert cast.client("infrastructure_officer").get(edit_page(row)).status_code == 403


def test_documented_facts_stay_as_they_are(cast: Cast, now: datetime) -> None:
    row = make_organisation(area=make_area(name="Past", standing="documented"))
    for key in ("administrator", "infrastructure_manager"):
        with pytest.raises(PermissionDenied):
            actions.edit_organisation(
                organisation_id=row.pk,
                details=replace(details_of(row), name="Rewritten"),
                seen=1,
                by=cast.viewer(key),
                now=now,
            )
    actions.edit_organisation(
        organisation_id=row.pk,
        details=replace(details_of(row), about="As the paper says."),
        seen=1,
        by=system("loading"),
        now=now,
    )


def test_an_editor_gives_their_body_no_reach(cast: Cast, now: datetime) -> None:
    """A hub's worker cannot make the hub the council of the whole area."""
    row = cast.world.bodies["hub_a"]
    for coverage in (
        ((cast.world.area.pk, "authority"),),
        ((cast.world.districts["a"].pk, "hub"), (cast.world.districts["b"].pk, "hub")),
        ((cast.world.districts["a"].pk, "serves"),),
    ):
        with pytest.raises(actions.BeyondReachError):
            actions.edit_organisation(
                organisation_id=row.pk,
                details=replace(details_of(row), coverage=coverage),
                seen=1,
                by=cast.viewer("hub_worker"),
                now=now,
            )


def test_saving_unchanged_says_that_it_is_right(cast: Cast, now: datetime) -> None:
    row = cast.world.bodies["group_a"]
    later = now + timedelta(days=400)
    actions.edit_organisation(
        organisation_id=row.pk,
        details=details_of(row),
        seen=1,
        by=cast.viewer("group_trustee"),
        now=later,
    )
    row.refresh_from_db()
    assert (row.version, row.checked_at, row.edited_at) == (1, later, now)
    assert AuditLine.objects.get().verb == "organisations.organisation.confirmed"


def test_the_page_keeps_what_is_there(cast: Cast) -> None:
    row = cast.world.bodies["group_a"]
    make_identifier(organisation=row, scheme="GB-CHC", value="1090095")
    client = cast.client("group_trustee")
    page = client.get(edit_page(row))
    assert b'value="1090095"' in page.content
    sent = entry(
        name=row.name,
        about="New words",
        numbers=[("GB-CHC", "1090095")],
        covers=covers(row),
        **form_of(page),
    )
    answer = client.post(edit_page(row), sent)
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.about, row.version) == ("New words", 2)
    assert client.post(edit_page(row), sent).status_code == 302
    row.refresh_from_db()
    assert row.version == 2


def test_of_two_editors_the_second_sees_both_versions(cast: Cast) -> None:
    row = cast.world.bodies["group_a"]
    trustee, officer = cast.client("group_trustee"), cast.client("infrastructure_officer")
    seen_by_trustee, seen_by_officer = trustee.get(edit_page(row)), officer.get(edit_page(row))
    first = entry(
        name="Ambley Walkers",
        about="We walk.",
        interests=["sport"],
        covers=covers(row),
        **form_of(seen_by_trustee),
    )
    assert trustee.post(edit_page(row), first).status_code == 302
    second = entry(
        name="Ambley Ramblers",
        telephone="0116 496 0123",
        interests=["health"],
        covers=covers(row),
        **form_of(seen_by_officer),
    )
    page = officer.post(edit_page(row), second)
    assert page.status_code == 200
    text = page.content.decode()
    assert "Somebody else saved this entry while you were editing it" in text
    clash = page.context["clash"]
    assert [(one.field, one.in_record, one.entered) for one in clash.both] == [
        ("Name", "Ambley Walkers", "Ambley Ramblers")
    ]
    assert [(one.in_record, one.entered) for one in clash.taken] == [
        ("We walk.", ""),
        ("Sport and leisure", "Health"),
    ]
    row.refresh_from_db()
    assert (row.name, row.version) == ("Ambley Walkers", 2)
    again = entry(
        name="Ambley Ramblers",
        about="We walk.",
        telephone="0116 496 0123",
        interests=["health", "sport"],
        covers=covers(row),
        **form_of(page),
    )
    assert officer.post(edit_page(row), again).status_code == 302
    row.refresh_from_db()
    assert (row.name, row.about, row.telephone, row.version) == (
        "Ambley Ramblers",
        "We walk.",
        "0116 496 0123",
        3,
    )


def test_a_forged_base_is_taken_for_none(cast: Cast) -> None:
    row = cast.world.bodies["group_a"]
    Organisation.objects.filter(pk=row.pk).update(version=5, about="Theirs")
    answer = cast.client("group_trustee").post(
        edit_page(row), entry(name=row.name, covers=covers(row), seen=1, base="forged")
    )
    assert [one.field for one in answer.context["clash"].both] == ["What it does"]


def test_fields_that_the_form_has_not_are_not_written(cast: Cast) -> None:
    row = cast.world.bodies["group_a"]
    client = cast.client("group_trustee")
    page = client.get(edit_page(row))
    client.post(
        edit_page(row),
        entry(
            name=row.name,
            covers=covers(row),
            area=cast.other_world.area.pk,
            area_id=cast.other_world.area.pk,
            closed_on="2020-01-01",
            version=99,
            id=12345,
            edited_by=1,
            registered_at="2000-01-01",
            **form_of(page),
        ),
    )
    after = Organisation.objects.get(pk=row.pk)
    assert (after.area_id, after.closed_on, after.version, after.registered_at) == (
        row.area_id,
        None,
        1,
        row.registered_at,
    )
