"""What anybody reads of an organisation, and what is added for those who keep it."""

from dataclasses import asdict

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.cast import Cast
from tests.factories import (
    make_community_served,
    make_coverage,
    make_identifier,
    make_interest,
    make_organisation,
    make_other_name,
    make_place,
)
from trellis.kernel.viewer import STRANGER
from trellis.organisations.models import Organisation
from trellis.organisations.queries import KeptRecord, PublicRecord, kept_record, public_record

PAYLOAD = """<script>alert(1)</script>"><img src=x onerror=alert(1)>{{ 7*7 }}' & Co"""
# What the shapes hold is written out here a second time, so that nobody publishes a field by
# adding it to a row.
PUBLISHED = {
    "id",
    "area_id",
    "area",
    "area_slug",
    "standing",
    "name",
    "kind",
    "about",
    "website",
    "email",
    "telephone",
    "postcode",
    "income_band",
    "source",
    "other_names",
    "numbers",
    "coverage",
    "related",
    "interests",
    "communities",
    "edited_on",
    "checked_on",
    "closed_on",
}


def reachable(cast: Cast, *, is_public: bool) -> Organisation:
    row = cast.world.bodies["group_a"]
    Organisation.objects.filter(pk=row.pk).update(
        email="treasurer@example.org",
        telephone="0116 496 0123",
        postcode="LE1 1AA",
        contact_is_public=is_public,
    )
    return row


def page_of(row: Organisation) -> str:
    return reverse("organisations:record", args=[row.pk])


def test_the_public_shape_is_written_out() -> None:
    assert set(PublicRecord.__dataclass_fields__) == PUBLISHED
    assert "email" in KeptRecord.__dataclass_fields__


def test_contact_details_are_published_only_where_the_organisation_says_so(cast: Cast) -> None:
    row = reachable(cast, is_public=False)
    shown = public_record(STRANGER, row.pk)
    assert (shown.email, shown.telephone, shown.postcode) == ("", "", "LE1")
    reachable(cast, is_public=True)
    shown = public_record(STRANGER, row.pk)
    assert (shown.email, shown.telephone, shown.postcode) == (
        "treasurer@example.org",
        "0116 496 0123",
        "LE1 1AA",
    )


@pytest.mark.parametrize(
    ("key", "sees"),
    [
        ("anonymous", False),
        ("resident", False),
        ("other_group_trustee", False),
        ("hub_worker", False),
        ("council_officer", False),
        ("lapsed", False),
        ("group_trustee", True),
        ("infrastructure_officer", True),
        ("administrator", True),
    ],
)
def test_those_who_keep_the_entry_see_its_contact_details(
    cast: Cast,
    key: str,
    sees: bool,  # noqa: FBT001
) -> None:
    row = reachable(cast, is_public=False)
    page = cast.client(key).get(page_of(row)).content.decode()
    for private in ("treasurer@example.org", "0116 496 0123", "LE1 1AA"):
        assert (private in page) is sees


def test_the_editor_is_named_to_those_who_keep_it_only(cast: Cast) -> None:
    row = cast.world.bodies["group_a"]
    editor = cast.account("group_trustee").person
    Organisation.objects.filter(pk=row.pk).update(edited_by=editor)
    assert editor.name in cast.client("infrastructure_officer").get(page_of(row)).content.decode()
    assert editor.name not in cast.client("anonymous").get(page_of(row)).content.decode()
    assert kept_record(cast.viewer("other_group_trustee"), row.pk) is None


def test_names_are_shown_as_text_whatever_is_in_them(cast: Cast) -> None:
    row = make_organisation(area=cast.world.area, name=PAYLOAD, about=PAYLOAD, source=PAYLOAD)
    make_other_name(organisation=row, name=PAYLOAD)
    make_coverage(organisation=row, place=cast.world.districts["a"])
    listed = reverse("organisations:list")
    client = cast.client("infrastructure_manager")
    for address in (
        page_of(row),
        f"{listed}?q=alert",
        f"{listed}?q={PAYLOAD}",
        reverse("organisations:edit", args=[row.pk]),
        reverse("organisations:close", args=[row.pk]),
        reverse("organisations:people", args=[row.pk]),
        reverse("organisations:invite", args=[row.pk]),
        reverse("organisations:second_factor", args=[row.pk]),
        f"{reverse('organisations:relate', args=[row.pk])}?q={PAYLOAD}",
    ):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "49'" not in page
        assert "&amp;lt;" not in page
        assert "&amp;amp;" not in page


def test_what_there_is_not_is_not_found(cast: Cast) -> None:
    assert cast.client("anonymous").get("/organisations/999999/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_as_often_for_three_as_for_one(
    cast: Cast, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    row = make_organisation(area=cast.world.area)
    for code in ("food", "youth", "faith")[:number]:
        make_interest(organisation=row, code=code)
        make_other_name(organisation=row)
        make_identifier(organisation=row)
        make_coverage(organisation=row, place=make_place(parent=cast.world.area))
    for code in ("women", "young", "older")[:number]:
        make_community_served(organisation=row, code=code)
    with django_assert_num_queries(8):
        shown = public_record(STRANGER, row.pk)
    assert len(shown.coverage) == len(shown.interests) == len(shown.communities) == number
    assert set(asdict(shown)) == PUBLISHED
