"""Bringing a boundary file: looked through, decided on, imported, drawn."""

from datetime import date, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.http import Http404

from tests.conftest import NOW, TODAY
from tests.places.making import (
    LOADER,
    County,
    box_of_district,
    collection,
    district_file,
    feature,
    importer_of,
    make_county,
    ward_file,
)
from trellis.kernel.jobs import run_next
from trellis.kernel.models import AuditLine
from trellis.kernel.viewer import STRANGER
from trellis.places import actions, queries
from trellis.places.actions.carrying import carry_out
from trellis.places.jobs import discard_abandoned
from trellis.places.models import Outline, Place, Upload
from trellis.places.rules.boundaries import Strange, read_boundaries

DAY = date(2025, 5, 1)


@pytest.fixture
def county(db: None) -> County:
    return make_county()


def bring(county: County, content: bytes, name: str = "districts.geojson") -> Upload:
    checked = queries.check_outlines(county.area.pk, content)
    return actions.bring_file(
        area_id=county.area.pk,
        kind="outlines",
        file_name=name,
        content=BytesIO(content),
        source="ONS, OGL v3",
        plan={"columns": checked.columns, "choices": checked.choices},
        counts=checked.counts,
        problems=checked.problems,
        by=importer_of(county),
        now=NOW,
    )


def start(county: County, upload: Upload, **plan: Any) -> Upload:
    return actions.start_import(
        upload_id=upload.pk,
        source="ONS, OGL v3",
        plan={"valid_from": DAY.isoformat(), **plan},
        by=importer_of(county),
        now=NOW,
    )


def import_all(county: County, content: bytes, **plan: Any) -> Upload:
    upload = bring(county, content)
    start(county, upload, **plan)
    assert run_next(now=NOW)
    upload.refresh_from_db()
    return upload


def test_looking_through_changes_nothing(county: County) -> None:
    upload = bring(county, district_file())
    assert upload.counts == {"features": 4, "known": 4, "unknown": 0, "problems": 0}
    assert upload.plan["columns"] == {"code": "LAD25CD", "name": "LAD25NM", "above": ""}
    assert (upload.stage, Outline.objects.count()) == ("checked", 0)
    assert default_storage.exists(f"places/{upload.digest}")


def test_the_districts_are_drawn_once_the_worker_has_run(
    county: County, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        upload = import_all(county, district_file())
    assert (upload.stage, upload.counts["imported"]) == ("done", 4)
    drawn = queries.map_of(county.area.pk, ["district"], on=TODAY)
    assert {shape.place.name for shape in drawn.shapes} == {
        "Amberdale",
        "Brockley",
        "Carrow",
        "Denholt",
    }
    assert (drawn.tiles, drawn.left_out, drawn.source) == ((), (), "ONS, OGL v3")
    assert not default_storage.exists(f"places/{upload.digest}")


def test_the_same_file_again_changes_nothing(county: County) -> None:
    import_all(county, district_file())
    import_all(county, district_file())
    assert Outline.objects.count() == 4


def test_wards_are_added_each_in_the_district_the_file_names(county: County) -> None:
    upload = import_all(county, ward_file(1, 3), add_kind="ward")
    assert upload.counts["added"] == 12
    inside = queries.children(county.district(3).pk)
    assert [(node.name, node.kind, node.code) for node in inside] == [
        ("Carrow 1", "ward", "E05130000"),
        ("Carrow 2", "ward", "E05130001"),
        ("Carrow 3", "ward", "E05130002"),
    ]
    drawn = queries.map_of_children(county.district(3).pk, on=TODAY)
    assert len(drawn.shapes) == 3


def test_places_that_are_not_there_stay_out_unless_somebody_says_otherwise(
    county: County,
) -> None:
    upload = import_all(county, ward_file(1, 3))
    assert (upload.counts["added"], upload.counts["imported"]) == (0, 0)
    assert Place.objects.filter(kind="ward").count() == 0
    assert [one["wrong"] for one in upload.problems] == ["unknown_code"] * 12


def test_where_the_file_does_not_say_they_go_under_the_place_that_was_chosen(
    county: County,
) -> None:
    content = collection([feature((-1.19, 52.79, 0.01, 0.01), code="E05900001", name="Abbey")])
    import_all(county, content, add_kind="ward", add_under=county.district(2).pk)
    assert [node.name for node in queries.children(county.district(2).pk)] == ["Abbey"]


def test_a_place_of_another_area_cannot_be_chosen(county: County) -> None:
    theirs = make_county(slug="saltmarsh")
    with pytest.raises(ValidationError, match="place of the same area"):
        actions.import_outlines(
            area_id=county.area.pk,
            geometries={},
            strangers=strangers_of(county),
            add_kind="ward",
            add_under=theirs.district(1).pk,
            valid_from=DAY,
            source="",
            by=LOADER,
            now=NOW,
        )
    assert Place.objects.filter(kind="ward").count() == 0


def strangers_of(county: County) -> dict[str, Strange]:
    return read_boundaries(ward_file(1, 1), queries.known_codes(county.area.pk)).strangers


def test_the_boundaries_of_a_day_are_those_in_force_on_it(county: County) -> None:
    import_all(county, district_file())
    moved = collection([feature((-1.3, 52.8, 0.2, 0.1), code="E07900001", name="Amberdale")])
    upload = bring(county, moved)
    start(county, upload, valid_from="2026-04-01")
    assert run_next(now=NOW)
    before, after = (
        queries.map_of(county.area.pk, ["district"], on=day)
        for day in (date(2026, 3, 31), date(2026, 4, 1))
    )
    shapes = [{one.place.name: one.d for one in found.shapes} for found in (before, after)]
    assert shapes[0]["Amberdale"] != shapes[1]["Amberdale"]
    assert len(after.shapes) == 4


def test_a_place_without_an_outline_is_named_beside_the_map(county: County) -> None:
    one = collection([feature(box_of_district("E07900001"), code="E07900001")])
    import_all(county, one)
    drawn = queries.map_of(county.area.pk, ["district"], on=TODAY)
    assert ([shape.place.name for shape in drawn.shapes], len(drawn.left_out)) == (["Amberdale"], 3)


def test_without_outlines_there_are_tiles(county: County) -> None:
    drawn = queries.map_of(county.area.pk, ["district"], on=TODAY)
    assert [(tile.place.name, tile.column, tile.row) for tile in drawn.tiles] == [
        ("Amberdale", 0, 0),
        ("Brockley", 1, 0),
        ("Carrow", 0, 1),
        ("Denholt", 1, 1),
    ]


def test_later_wards_can_replace_earlier_ones(county: County) -> None:
    import_all(county, ward_file(1, 2), add_kind="ward", valid_from="2013-05-01")
    upload = import_all(county, ward_file(2, 3), add_kind="ward", replaces="2013-05-01")
    assert upload.counts["successions"] == 16
    assert len(queries.children(county.district(1).pk, on=TODAY)) == 3
    assert queries.editions(county.area.pk) == [(date(2013, 5, 1), "ward"), (DAY, "ward")]


def test_an_import_runs_once_however_often_it_is_started(county: County) -> None:
    upload = bring(county, district_file())
    start(county, upload)
    with pytest.raises(ValidationError, match="being imported"):
        start(county, upload)
    assert run_next(now=NOW)
    assert run_next(now=NOW) is None
    lines = AuditLine.objects.filter(verb="places.outlines.imported")
    assert lines.count() == 1
    carry_out(upload_id=upload.pk, by=LOADER, now=NOW)
    assert lines.count() == 1


def test_a_discarded_file_is_gone_and_is_never_imported(
    county: County, django_capture_on_commit_callbacks: Any
) -> None:
    upload = bring(county, district_file())
    with django_capture_on_commit_callbacks(execute=True):
        actions.discard_file(upload_id=upload.pk, by=importer_of(county), now=NOW)
    assert not default_storage.exists(f"places/{upload.digest}")
    with pytest.raises(ValidationError, match="discarded"):
        start(county, upload)


def test_an_import_whose_file_is_gone_stops_and_says_so(county: County) -> None:
    upload = bring(county, district_file())
    start(county, upload)
    default_storage.delete(f"places/{upload.digest}")
    assert run_next(now=NOW)
    upload.refresh_from_db()
    assert (upload.stage, upload.problems[0]["wrong"]) == ("failed", "gone")
    assert AuditLine.objects.latest("id").verb == "places.upload.failed"


def test_forgotten_files_are_discarded_after_a_week(county: County) -> None:
    upload = bring(county, district_file())
    for days, stage in ((7, "checked"), (8, "discarded")):
        discard_abandoned(now=NOW + timedelta(days=days))
        upload.refresh_from_db()
        assert upload.stage == stage


def test_a_file_that_two_brought_stays_for_the_second(
    county: County, django_capture_on_commit_callbacks: Any
) -> None:
    first, second = bring(county, district_file()), bring(county, district_file())
    with django_capture_on_commit_callbacks(execute=True):
        actions.discard_file(upload_id=first.pk, by=importer_of(county), now=NOW)
    assert default_storage.exists(f"places/{second.digest}")


def test_files_of_another_area_are_not_there(county: County) -> None:
    upload = bring(county, district_file())
    theirs = importer_of(make_county(slug="saltmarsh"))
    assert queries.uploads(theirs, county.area.pk) == []
    assert queries.uploads(STRANGER, county.area.pk) == []
    with pytest.raises(Http404):
        queries.upload(theirs, "fosseshire", upload.pk)
    with pytest.raises(Http404):
        actions.discard_file(upload_id=upload.pk, by=theirs, now=NOW)
    upload.refresh_from_db()
    assert upload.stage == "checked"


def test_the_command_does_it_in_one_go(county: County, tmp_path: Path) -> None:
    file = tmp_path / "wards.geojson"
    file.write_bytes(ward_file(1, 2))
    told = StringIO()
    call_command(
        "import_outlines",
        file,
        area="fosseshire",
        valid_from=DAY,
        add_kind="ward",
        stdout=told,
        stderr=StringIO(),
    )
    assert "Imported: 8" in told.getvalue()
    assert len(queries.children(county.district(1).pk)) == 2
    assert run_next(now=NOW) is None


def test_the_command_says_why_a_file_is_refused(county: County, tmp_path: Path) -> None:
    file = tmp_path / "wards.geojson"
    file.write_bytes(b"{}")
    with pytest.raises(CommandError, match="Export all places of the layer together"):
        call_command("import_outlines", file, area="fosseshire", valid_from=DAY)
