"""A file with a virus in it gets into no room; and while nobody can say whether one has, none
does."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from tests.cast import Cast
from tests.conftest import NOW
from tests.documents.making import TEXT, add, entry, upload
from tests.performance.test_attach_evidence import page, value_of
from tests.scanner import EICAR, Scanner, scanning
from trellis.documents.actions.files import take_in
from trellis.documents.models import Document, Version
from trellis.kernel.models import AuditLine
from trellis.kernel.scanning import InfectedError, ScannerSilentError
from trellis.web.running.doctor import Finding, examine

pytestmark = pytest.mark.django_db
VIRUS, LATER = "There is a virus in this file", "Try again in a few minutes"


@pytest.fixture
def scanner(settings: Settings) -> Iterator[Scanner]:
    with scanning() as found:
        settings.TRELLIS_SCANNER = found.url
        yield found


@pytest.fixture(autouse=True)
def store(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def stored() -> list[str]:
    """Every file in the store, in whichever folder."""
    root = Path(default_storage.path(""))
    return sorted(path.name for path in root.rglob("*") if path.is_file())


def ways_in(cast: Cast) -> list[tuple[str, str, dict[str, str]]]:
    """Who brings a file to which address, and what else the form needs to be read."""
    row = add(cast, NOW)
    area = cast.world.area.slug
    evidence = page("attach", value_of(cast))
    return [
        ("hub_worker", evidence, {"title": "Sheets"}),
        ("hub_worker", "/documents/new/", entry()),
        ("hub_worker", f"/documents/{row.pk}/versions/new/", {"changes": "Anew"}),
        ("infrastructure_manager", "/imports/bring/", {}),
        ("infrastructure_manager", f"/places/imports/{area}/", {"kind": "outlines", "source": "x"}),
    ]


def bring(cast: Cast, who: str, address: str, sent: dict[str, Any], content: bytes) -> str:
    file = SimpleUploadedFile("minutes.txt", content)
    answer = cast.client(who).post(address, {**sent, "file": file})
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def test_in_no_room_is_it_kept(cast: Cast, scanner: Scanner) -> None:
    ways = ways_in(cast)
    before = stored()
    for who, address, sent in ways:
        assert VIRUS in bring(cast, who, address, sent, b"Dear all " + EICAR)
    assert stored() == before
    assert Version.objects.count() == 1
    lines = AuditLine.objects.filter(verb="documents.file.refused")
    digest = sha256(b"Dear all " + EICAR).hexdigest()
    assert set(lines.values_list("of", "why")) == {(f"file:{digest}", "Eicar-Test-Signature")}
    assert [line.actor_id for line in lines.order_by("id")] == [
        cast.account(who).pk for who, _address, _sent in ways
    ]


def test_while_the_scanner_is_silent_nothing_is_kept(cast: Cast, scanner: Scanner) -> None:
    ways = ways_in(cast)
    before = stored()
    scanner.answer = b"INSTREAM: Can't allocate memory ERROR\0"
    for who, address, sent in ways:
        assert LATER in bring(cast, who, address, sent, TEXT)
    assert stored() == before
    assert not AuditLine.objects.filter(verb="documents.file.refused").exists()


def test_a_scanner_that_is_gone(cast: Cast, settings: Settings, tmp_path: Path) -> None:
    settings.TRELLIS_SCANNER = f"clamd://{tmp_path / 'nobody'}"
    assert LATER in bring(cast, "hub_worker", "/documents/new/", entry(), TEXT)
    assert not Document.objects.exists()


def test_what_is_refused_anyway_is_not_even_asked(cast: Cast, scanner: Scanner) -> None:
    page = bring(cast, "hub_worker", "/documents/new/", entry(), b"MZ" + EICAR)
    assert "This is a program" in page
    assert scanner.had == []


def test_a_clean_file_is_asked_once_and_says_so(cast: Cast, scanner: Scanner) -> None:
    client = cast.client("hub_worker")
    sent = entry(file=upload(), owner=cast.world.bodies["hub_a"].pk)
    assert client.post("/documents/new/", sent).status_code == 302
    row = Document.objects.get()
    assert scanner.had == [TEXT]
    assert row.versions.get().scan == Version.Scan.CLEAN
    shown = client.get(f"/documents/{row.pk}/").content.decode()
    assert "Looked over for viruses: none found" in shown


def test_without_a_scanner_it_says_that(cast: Cast) -> None:
    assert add(cast, NOW).versions.get().scan == Version.Scan.UNSCANNED


def test_past_the_pages_too(scanner: Scanner) -> None:
    """Whoever takes a file in without a field asks all the same."""
    before = stored()
    with pytest.raises(InfectedError):
        take_in(upload(EICAR))
    scanner.answer = b"?\0"
    with pytest.raises(ScannerSilentError):
        take_in(upload())
    assert stored() == before


def said(settings: Settings) -> Finding:
    return next(one for one in examine(now=NOW) if one.about == "scanner")


def test_the_doctor_says_whether_one_is_set_and_answers(
    settings: Settings, scanner: Scanner, tmp_path: Path
) -> None:
    at = scanner.url.removeprefix("clamd://")
    assert said(settings) == Finding(
        "scanner", f"ClamAV 1.4.3/27823/Mon Oct 19 08:00:00 2026 answers at {at}"
    )
    settings.TRELLIS_SCANNER = f"clamd://{tmp_path / 'nobody'}"
    gone = said(settings)
    assert "does not answer: no file is taken in" in gone.says
    assert gone.remedy
    settings.TRELLIS_SCANNER = ""
    assert said(settings) == Finding(
        "scanner", "none is set: files that people bring are not looked over for viruses"
    )


def test_a_setting_that_is_none_keeps_the_house_shut(settings: Settings) -> None:
    for written, found in (("clamd:///run/clamd.ctl", []), ("localhost:3310", ["trellis.E003"])):
        settings.TRELLIS_SCANNER = written
        assert [one.id for one in run_checks() if one.id == "trellis.E003"] == found
