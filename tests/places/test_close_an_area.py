"""Making an area's record documented history."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.conftest import NOW
from tests.places.making import LOADER, importer_of, make_county
from trellis.kernel.models import AuditLine
from trellis.places import actions, queries

pytestmark = pytest.mark.django_db


def test_from_then_on_nobody_edits_it() -> None:
    county = make_county()
    importer, place = importer_of(county), county.district(1)
    actions.rename_place(place_id=place.pk, name="Before", by=importer, now=NOW)
    actions.close_area(area_id=county.area.pk, why="All is in.", by=LOADER, now=NOW)
    with pytest.raises(PermissionDenied):
        actions.rename_place(place_id=place.pk, name="After", by=importer, now=NOW)
    assert queries.area("fosseshire").standing == "documented"
    line = AuditLine.objects.latest("id")
    assert (line.verb, line.why) == ("places.area.closed", "All is in.")


def test_closing_it_again_changes_nothing() -> None:
    county = make_county(standing="documented")
    lines = AuditLine.objects.count()
    actions.close_area(area_id=county.area.pk, why="", by=LOADER, now=NOW)
    assert AuditLine.objects.count() == lines


def test_an_example_never_becomes_history() -> None:
    county = make_county(standing="invented")
    with pytest.raises(ValidationError, match="invented example"):
        actions.close_area(area_id=county.area.pk, why="", by=LOADER, now=NOW)


def test_bringing_files_is_not_enough_to_close_an_area() -> None:
    county = make_county()
    with pytest.raises(PermissionDenied):
        actions.close_area(area_id=county.area.pk, why="", by=importer_of(county), now=NOW)
