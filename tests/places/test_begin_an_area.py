"""Beginning the tree of an area."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.conftest import NOW
from tests.places.making import LOADER
from trellis.kernel.models import AuditLine
from trellis.kernel.viewer import STRANGER
from trellis.places import actions, queries

pytestmark = pytest.mark.django_db


def begin(slug: str, standing: str = "live", **more: str) -> int:
    area = actions.begin_area(
        slug=slug, name=slug.title(), standing=standing, by=LOADER, now=NOW, **more
    )
    return area.pk


def test_the_area_is_there_with_its_standing() -> None:
    begin("fosseshire", "invented")
    found = queries.area("fosseshire")
    assert (found.name, found.standing, found.code) == ("Fosseshire", "invented", "FOSSESHIRE")


def test_live_areas_come_first_then_examples_then_history() -> None:
    for slug, standing in (("old", "documented"), ("made-up", "invented"), ("ours", "live")):
        begin(slug, standing)
    assert [area.slug for area in queries.areas(STRANGER)] == ["ours", "made-up", "old"]


def test_an_address_is_given_once() -> None:
    begin("fosseshire")
    with pytest.raises(ValidationError, match="choose another address"):
        begin("fosseshire")


def test_the_address_where_files_are_brought_is_no_area() -> None:
    with pytest.raises(ValidationError, match="choose another address"):
        begin("imports")


def test_the_audit_has_one_line_of_it() -> None:
    area_id = begin("fosseshire")
    lines = AuditLine.objects.values_list("verb", "of", "actor_label")
    assert list(lines) == [("places.area.begun", f"place:{area_id}", "tests")]


def test_a_stranger_begins_nothing() -> None:
    with pytest.raises(PermissionDenied):
        actions.begin_area(slug="a", name="A", standing="live", by=STRANGER, now=NOW)
    assert queries.areas(STRANGER) == []
