"""Bringing a list of postcodes."""

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from tests.conftest import NOW
from tests.places.making import LOADER, County, importer_of, make_county, postcode_file
from trellis.kernel.jobs import run_next
from trellis.kernel.models import AuditLine
from trellis.kernel.viewer import STRANGER
from trellis.places import queries
from trellis.places.actions.postcodes import import_postcodes
from trellis.places.models import Postcode
from trellis.places.rules.codes import Kind
from trellis.places.rules.tables import Line, PostcodeRow, PostcodeTable

ROWS = (
    "LE1 1AA,52.63512,-1.13211,E07900001,E05900001",
    "le11ab,52.63,-1.13,E07900002,",
    "LE1 1AD,99.999999,0.000000,E07900001,E05900001",
)


@pytest.fixture
def county(db: None) -> County:
    return make_county()


def lines(content: bytes, known: dict[str, Kind] | None = None) -> list[Line]:
    return list(PostcodeTable(BytesIO(content), known or {}))


def bring(county: County, content: bytes, by: Any = LOADER, **more: Any) -> int:
    table = PostcodeTable(BytesIO(content), queries.known_codes(county.area.pk))
    done = import_postcodes(
        area_id=county.area.pk, lines=table, source="NSPL", by=by, now=NOW, **more
    )
    return done.postcodes


def test_every_usable_row_is_kept_in_the_one_form(county: County) -> None:
    assert bring(county, postcode_file(ROWS)) == 2
    rows = Postcode.objects.order_by("code").values_list(
        "code", "latitude", "longitude", "ward_code", "district_code", "source"
    )
    assert list(rows) == [
        ("LE1 1AA", Decimal("52.63512"), Decimal("-1.13211"), "E05900001", "E07900001", "NSPL"),
        ("LE1 1AB", Decimal("52.63"), Decimal("-1.13"), "", "E07900002", "NSPL"),
    ]


def test_the_same_list_again_changes_nothing_and_a_newer_one_corrects(county: County) -> None:
    bring(county, postcode_file(ROWS))
    bring(county, postcode_file(ROWS))
    assert Postcode.objects.count() == 2
    bring(county, postcode_file(["LE1 1AA,52.7,-1.2,E07900003,E05900009"]))
    row = Postcode.objects.get(code="LE1 1AA")
    assert (row.latitude, row.district_code) == (Decimal("52.7"), "E07900003")


def test_of_a_postcode_given_twice_the_last_row_counts(county: County) -> None:
    twice = ["LE1 1AA,52.6,-1.1,E07900001,", "LE11AA,52.7,-1.2,E07900002,"]
    bring(county, postcode_file(twice))
    assert Postcode.objects.get().district_code == "E07900002"


def test_it_tells_how_far_it_has_come_and_signs_once(county: County) -> None:
    many = [f"LE{n % 100} {n // 1000}A{'ABDE'[n % 4]},52.6,-1.1,E07900001," for n in range(1_234)]
    told: list[int] = []
    before = AuditLine.objects.count()
    bring(county, postcode_file(many), told=told.append)
    assert told == [500, 1_000, 1_234]
    assert AuditLine.objects.count() == before + 1
    assert AuditLine.objects.latest("id").verb == "places.postcodes.imported"


def test_what_was_written_before_a_break_stays_and_the_next_run_completes_it(
    county: County,
) -> None:
    many = [f"LE{n} {n % 10}AA,52.6,-1.1,E07900001," for n in range(1, 100)]
    content = postcode_file([row.replace("AA,", f"{pair},") for pair in PAIRS for row in many])

    def breaks(all_lines: PostcodeTable) -> Iterator[Line]:
        for number, line in enumerate(all_lines):
            if number == 700:
                raise ConnectionError
            yield line

    table = PostcodeTable(BytesIO(content), {})
    with pytest.raises(ConnectionError):
        import_postcodes(area_id=county.area.pk, lines=breaks(table), source="", by=LOADER, now=NOW)
    assert Postcode.objects.count() == 500
    bring(county, content)
    assert Postcode.objects.count() == 99 * len(PAIRS)


PAIRS = ("AA", "AB", "AD", "AE", "AF", "AG", "AH", "AJ")


def test_whoever_brings_nothing_for_the_area_brings_no_postcodes(county: County) -> None:
    theirs = importer_of(make_county(slug="saltmarsh"))
    for by in (STRANGER, theirs):
        with pytest.raises(PermissionDenied):
            bring(county, postcode_file(ROWS), by=by)
    assert Postcode.objects.count() == 0
    assert bring(county, postcode_file(ROWS), by=importer_of(county)) == 2


def test_columns_are_found_whatever_they_are_called() -> None:
    for head, row in (
        ("pcds,lat,long,laua,ward", "LE1 1AA,52.6,-1.1,E07900001,E05900001"),
        ("Postcode;Latitude;Longitude;WD25CD;LAD25CD", "LE1 1AA;52.6;-1.1;E05900001;E07900001"),
        ("lng\tpostcode\tlat\tx\tosward\toslaua", "-1.1\tLE1 1AA\t52.6\t7\tE05900001\tE07900001"),
        ('"POSTCODE","LAT","LON","a","b"', '"LE1 1AA","52.6","-1.1","E07900001","E05900001"'),
    ):
        [found] = lines(postcode_file([row], head=head))
        expected = PostcodeRow(
            "LE1 1AA", Decimal("52.6"), Decimal("-1.1"), "E05900001", "E07900001"
        )
        assert found == expected


def test_of_two_editions_of_wards_the_one_the_tree_knows_is_taken_then_the_newest() -> None:
    head = "pcds,lat,long,ward2014,ward25"
    content = postcode_file(["LE1 1AA,52.6,-1.1,E05100001,E05200001"], head=head)
    [newest] = lines(content)
    [known] = lines(content, {"E05100001": Kind.WARD})
    assert isinstance(newest, PostcodeRow)
    assert isinstance(known, PostcodeRow)
    assert (newest.ward_code, known.ward_code) == ("E05200001", "E05100001")


def test_codes_that_only_this_area_knows() -> None:
    known = {"NORTH": Kind.DISTRICT, "SOUTH": Kind.DISTRICT}
    content = postcode_file(
        ["LE1 1AA,52.6,-1.1,NORTH", "LE1 1AB,52.6,-1.1,SOUTH"], head="postcode,lat,lng,patch"
    )
    found = [line.district_code for line in lines(content, known) if isinstance(line, PostcodeRow)]
    assert found == ["NORTH", "SOUTH"]


def test_a_list_from_an_older_spreadsheet_program() -> None:
    head = "postcode,lat,lng,café"
    content = "\r\n".join([head, "LE1 1AA,52.6,-1.1,Zoë £"]).encode("cp1252")
    [found] = lines(content)
    assert isinstance(found, PostcodeRow)


def test_a_mark_at_the_beginning_is_not_part_of_the_first_heading() -> None:
    [found] = lines(b"\xef\xbb\xbf" + postcode_file(["LE1 1AA,52.6,-1.1,,"]))
    assert isinstance(found, PostcodeRow)


def test_the_command_does_it_in_one_go(county: County, tmp_path: Path) -> None:
    file = tmp_path / "postcodes.csv"
    file.write_bytes(postcode_file([*ROWS, "nowhere,52.6,-1.1,,"]))
    told, complained = StringIO(), StringIO()
    call_command("import_postcodes", file, stdout=told, stderr=complained)
    assert "Imported: 2" in told.getvalue()
    assert "Line 5, pcds: “nowhere” is not a postcode." in complained.getvalue()
    assert run_next(now=NOW) is None


def test_the_command_needs_an_area(db: None, tmp_path: Path) -> None:
    file = tmp_path / "postcodes.csv"
    file.write_bytes(postcode_file(ROWS))
    with pytest.raises(CommandError, match="Begin an area before"):
        call_command("import_postcodes", file)
