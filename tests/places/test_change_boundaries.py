"""One place taking over from another."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.conftest import NOW
from tests.places.making import (
    LOADER,
    County,
    district_file,
    importer_of,
    make_county,
    ward_file,
)
from trellis.kernel.viewer import STRANGER
from trellis.places import actions, queries
from trellis.places.models import Place
from trellis.places.rules.boundaries import read_boundaries
from trellis.places.rules.shaping import shaped
from trellis.places.rules.succession import Takeover, takeovers

DAY = date(2025, 5, 1)
BEFORE = date(2013, 5, 1)


def strip(west: float, width: float) -> dict[str, object]:
    east = west + width
    ring = [[west, 52.8], [east, 52.8], [east, 52.7], [west, 52.7], [west, 52.8]]
    return {"type": "Polygon", "coordinates": [ring]}


def test_shares_are_of_the_ground_and_add_up() -> None:
    before = {"old": strip(0, 0.3)}
    after = {"left": strip(0, 0.1), "right": strip(0.1, 0.2)}
    assert takeovers(before, after) == [
        Takeover("old", "right", 6667),
        Takeover("old", "left", 3333),
    ]


def test_what_is_only_a_trace_of_drawing_is_no_takeover() -> None:
    assert takeovers(
        {"old": strip(0, 0.3)}, {"new": strip(0, 0.3), "beside": strip(-0.1, 0.101)}
    ) == [Takeover("old", "new", 10_000)]


def test_ground_that_nobody_took_stays_nobodys() -> None:
    assert takeovers({"old": strip(0, 0.4)}, {"new": strip(0, 0.1)}) == [
        Takeover("old", "new", 2_500)
    ]


def test_a_place_far_off_takes_nothing() -> None:
    assert takeovers({"old": strip(0, 0.1)}, {"new": strip(2, 0.1)}) == []


def bring(county: County, edition: int, columns: int, day: date) -> None:
    found = read_boundaries(ward_file(edition, columns), queries.known_codes(county.area.pk))
    actions.import_outlines(
        area_id=county.area.pk,
        geometries=shaped(found, with_strange=True),
        strangers=found.strangers,
        add_kind="ward",
        valid_from=day,
        source="tests",
        by=importer_of(county),
        now=NOW,
    )


@pytest.fixture
def county(db: None) -> County:
    return make_county()


def test_two_editions_of_wards_tell_what_became_of_each(county: County) -> None:
    bring(county, 1, 2, BEFORE)
    bring(county, 2, 3, DAY)
    found = queries.overlaps(county.area.pk, before=BEFORE, on=DAY)
    recorded = actions.record_takeovers(
        area_id=county.area.pk, takeovers=found, on=DAY, by=LOADER, now=NOW
    )
    assert recorded == 4 * 4  # each old half became one whole third and half of the middle one
    old = queries.place(STRANGER, "fosseshire", "E05110000")
    after = queries.versions(old.id).after
    assert [(one.other.code, round(one.share or 0)) for one in after] == [
        ("E05210000", 67),
        ("E05210001", 33),
    ]
    assert sum(one.share or 0 for one in after) == 100
    new = queries.place(STRANGER, "fosseshire", "E05210001")
    assert [one.other.code for one in queries.versions(new.id).before] == ["E05110000", "E05110001"]
    assert (old.closed_on, new.opened_on) == (DAY, DAY)


def test_a_ward_is_never_replaced_by_a_district_drawn_for_the_same_day(county: County) -> None:
    bring(county, 1, 2, BEFORE)
    districts = read_boundaries(district_file(), queries.known_codes(county.area.pk))
    actions.import_outlines(
        area_id=county.area.pk,
        geometries=shaped(districts, with_strange=False),
        valid_from=DAY,
        source="tests",
        by=LOADER,
        now=NOW,
    )
    assert queries.overlaps(county.area.pk, before=BEFORE, on=DAY) == []
    bring(county, 2, 3, DAY)
    found = queries.overlaps(county.area.pk, before=BEFORE, on=DAY)
    kinds = {queries.chains([int(one.successor)])[int(one.successor)][-1].kind for one in found}
    assert (len(found), kinds) == (16, {"ward"})


def test_the_wards_of_a_day_are_those_of_its_edition(county: County) -> None:
    bring(county, 1, 2, BEFORE)
    bring(county, 2, 3, DAY)
    found = queries.overlaps(county.area.pk, before=BEFORE, on=DAY)
    for _again in range(2):
        actions.record_takeovers(
            area_id=county.area.pk, takeovers=found, on=DAY, by=LOADER, now=NOW
        )
    amberdale = county.district(1).pk
    counts = [len(queries.children(amberdale, on=day)) for day in (date(2020, 1, 1), DAY)]
    assert counts == [2, 3]


def test_places_of_two_areas_never_succeed_each_other(county: County) -> None:
    theirs = make_county(slug="saltmarsh")

    def record(one: Place, other: Place) -> None:
        actions.record_succession(
            predecessor_id=one.pk, successor_id=other.pk, on=DAY, by=LOADER, now=NOW
        )

    for other in (theirs.district(1), county.district(1)):
        with pytest.raises(ValidationError, match="two different places of the same area"):
            record(county.district(1), other)
    mixed = [Takeover(str(county.district(1).pk), str(theirs.district(1).pk), 10_000)]
    with pytest.raises(ValidationError, match="places of one area"):
        actions.record_takeovers(
            area_id=county.area.pk, takeovers=mixed, on=DAY, by=LOADER, now=NOW
        )
    with pytest.raises(PermissionDenied):
        actions.record_succession(
            predecessor_id=county.district(1).pk,
            successor_id=county.district(2).pk,
            on=DAY,
            by=importer_of(theirs),
            now=NOW,
        )


def test_a_share_that_is_not_known_is_kept_as_not_known(county: County) -> None:
    actions.record_succession(
        predecessor_id=county.district(1).pk,
        successor_id=county.district(2).pk,
        on=DAY,
        by=LOADER,
        now=NOW,
    )
    [passed] = queries.versions(county.district(2).pk).before
    assert (passed.other.name, passed.on, passed.share) == ("Amberdale", DAY, None)
