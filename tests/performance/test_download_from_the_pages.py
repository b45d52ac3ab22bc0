"""Somebody follows a download link: which file comes, of what, and for whom."""

import io
import zipfile
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import NOW
from tests.factories import make_place, make_value
from tests.performance.report_to_download import Report, make_report
from trellis.performance.models import Framework

PERIOD = "?period=2026-Q2"
KINDS = {
    "pdf": ("application/pdf", "pdf", b"%PDF-1.7"),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
        b"PK\x03\x04",
    ),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", "ods", b"PK\x03\x04"),
    "csv": ("application/zip", "zip", b"PK\x03\x04"),
}


@pytest.fixture
def report(db: None) -> Report:
    return make_report()


@pytest.mark.parametrize("form", KINDS)
def test_the_file_comes_with_its_kind_and_a_plain_name(
    report: Report, client: Client, form: str
) -> None:
    answer = client.get(f"/performance/fosseshire/downloads/{form}{PERIOD}")
    kind, ending, begins = KINDS[form]
    assert (answer.status_code, answer["Content-Type"]) == (200, kind)
    named = f'attachment; filename="fosseshire-2026-q2.{ending}"'
    assert answer["Content-Disposition"] == named
    assert answer.content.startswith(begins)


def test_a_place_and_an_earlier_day_are_in_the_name(report: Report, client: Client) -> None:
    address = f"/performance/fosseshire/downloads/csv{PERIOD}&place=F11&on=2026-10-01"
    answer = client.get(address)
    name = "fosseshire-ambley-wold-2026-q2-as-known-2026-10-01.zip"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'


def test_a_correction_is_not_in_the_file_as_it_was_known_before(
    report: Report, client: Client
) -> None:
    value = report.framework.indicators.get(number=11).values.get()
    make_value(
        indicator=value.indicator,
        value=Decimal(2999),
        reason="Counted twice",
        recorded_at=NOW + timedelta(days=2),
    )
    address = f"/performance/fosseshire/downloads/csv{PERIOD}"
    assert _value(client, address) == "2999"
    assert _value(client, f"{address}&on={NOW.date().isoformat()}") == "3085"


def _value(client: Client, address: str) -> str:
    archive = zipfile.ZipFile(io.BytesIO(client.get(address).content))
    rows = archive.read("figures.csv").decode().splitlines()
    heads = rows[0].split(",")
    (row,) = [row.split(",") for row in rows if row.startswith("11,1,F1,") and ",value," in row]
    return row[heads.index("value")]


@pytest.mark.parametrize(
    "address",
    [
        "/performance/fosseshire/downloads/docx",
        "/performance/fosseshire/downloads/pdf?place=NOWHERE",
        "/performance/fosseshire/downloads/pdf?period=soon",
        "/performance/nowhere/downloads/pdf",
        "/performance/nowhere/downloads/",
    ],
)
def test_what_is_not_there_is_not_found(report: Report, client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("form", KINDS)
def test_a_draft_is_not_there_for_a_stranger(report: Report, client: Client, form: str) -> None:
    Framework.objects.update(stage=Framework.Stage.DRAFT)
    assert client.get(f"/performance/fosseshire/downloads/{form}").status_code == 404


def test_the_page_offers_four_forms_of_the_area_and_of_each_place(
    report: Report, client: Client
) -> None:
    page = client.get(f"/performance/fosseshire/downloads/{PERIOD}").content.decode()
    for form in KINDS:
        address = f"/performance/fosseshire/downloads/{form}{PERIOD}"
        assert page.count(f'href="{address}"') == 1
        assert page.count(f'href="{address}&amp;place=F11"') == 1


def test_more_places_ask_no_more_of_the_page(report: Report, client: Client) -> None:
    address = f"/performance/fosseshire/downloads/{PERIOD}"
    with CaptureQueriesContext(connection) as with_one:
        client.get(address)
    for name in ("Birchley", "Coombe"):
        make_place(parent=report.area, name=name)
    with CaptureQueriesContext(connection) as with_three:
        client.get(address)
    assert len(with_three) == len(with_one)
