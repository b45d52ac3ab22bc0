"""Adding places to the tree and naming them anew."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.conftest import NOW
from tests.places.making import LOADER, importer_of, make_county
from trellis.kernel.capabilities import Capability
from trellis.kernel.models import AuditLine
from trellis.kernel.viewer import STRANGER, Viewer
from trellis.places import actions, queries
from trellis.places.models import Place

pytestmark = pytest.mark.django_db


def add(parent: Place, code: str, by: Viewer = LOADER) -> Place:
    return actions.add_place(
        parent_id=parent.pk, kind="ward", code=code, name=f"Ward {code}", by=by, now=NOW
    )


def test_a_place_takes_its_area_from_above() -> None:
    county = make_county()
    ward = add(county.district(1), "W1")
    assert (ward.area_id, ward.parent_id, ward.slug) == (
        county.area.pk,
        county.district(1).pk,
        "ward-w1",
    )


def test_a_code_stands_once_in_an_area_and_again_in_another() -> None:
    ours, theirs = make_county(), make_county(slug="saltmarsh")
    add(ours.district(1), "W1")
    with pytest.raises(ValidationError, match="Ward W1 has the code W1 already"):
        add(ours.district(2), "W1")
    with pytest.raises(ValidationError, match="has the code E10900000 already"):
        add(ours.district(2), "E10900000")
    assert add(theirs.district(1), "W1").area_id == theirs.area.pk


def test_whoever_brings_boundaries_for_the_area_may_add_to_it_and_to_no_other() -> None:
    ours, theirs = make_county(), make_county(slug="saltmarsh")
    assert add(ours.district(1), "W1", by=importer_of(ours)).code == "W1"
    for by in (STRANGER, importer_of(theirs), Viewer(account_id=1)):
        with pytest.raises(PermissionDenied):
            add(ours.district(1), "W2", by=by)


def test_nobody_but_the_loader_adds_to_documented_history() -> None:
    history = make_county(standing="documented")
    administrator = Viewer(account_id=1, everywhere=frozenset(Capability))
    for by in (importer_of(history), administrator):
        for parent in (history.area, history.district(1)):
            with pytest.raises(PermissionDenied):
                add(parent, "W1", by=by)
    assert add(history.district(1), "W1").code == "W1"


def test_a_new_name_leaves_the_code_and_is_audited_without_it() -> None:
    county = make_county()
    place = county.district(1)
    actions.rename_place(place_id=place.pk, name="Amber Dale", by=importer_of(county), now=NOW)
    found = queries.place(STRANGER, "fosseshire", place.code)
    assert (found.name, found.slug) == ("Amber Dale", "amber-dale")
    line = AuditLine.objects.latest("id")
    assert (line.verb, line.fields) == ("places.place.renamed", ["name"])


def test_the_same_name_again_is_no_act() -> None:
    county = make_county()
    lines = AuditLine.objects.count()
    actions.rename_place(place_id=county.district(1).pk, name="Amberdale", by=LOADER, now=NOW)
    assert AuditLine.objects.count() == lines


def test_an_area_keeps_its_address_under_a_new_name() -> None:
    county = make_county()
    actions.rename_place(place_id=county.area.pk, name="The Fosse", by=LOADER, now=NOW)
    assert queries.area("fosseshire").name == "The Fosse"


def test_a_place_that_opens_later_is_not_there_before() -> None:
    county = make_county()
    actions.add_place(
        parent_id=county.area.pk,
        kind="district",
        code="E07900005",
        name="Elmstead",
        opened_on=date(2027, 4, 1),
        by=LOADER,
        now=NOW,
    )
    before = queries.children(county.area.pk, on=date(2027, 3, 31))
    after = queries.children(county.area.pk, on=date(2027, 4, 1))
    assert {node.name for node in after} - {node.name for node in before} == {"Elmstead"}
