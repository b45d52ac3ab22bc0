"""What a file is, is told from its content; what can run, or cannot be told, is not taken in."""

import io
import struct
import time
import zipfile

import pytest

from tests.documents.making import (
    JPEG,
    OLE,
    PDF,
    PNG,
    TEXT,
    archive,
    office,
    open_document,
)
from trellis.kernel.brought.refusals import FileRefusedError, Wrong
from trellis.kernel.brought.types import MOST_BYTES, FileType, safe_name, type_of


def told(content: bytes, name: str = "") -> FileType:
    return type_of(io.BytesIO(content), size=len(content), file_name=name)


def refused(content: bytes, name: str = "") -> Wrong:
    with pytest.raises(FileRefusedError) as caught:
        told(content, name)
    return caught.value.wrong


@pytest.mark.parametrize(
    ("content", "is_a"),
    [
        (PDF, FileType.PDF),
        (PNG, FileType.PNG),
        (JPEG, FileType.JPEG),
        (TEXT, FileType.TEXT),
        ("Zwölf kamen.".encode("utf-16"), FileType.TEXT),
        ("£12 für Tee".encode("cp1252"), FileType.TEXT),
        (office("word/document.xml"), FileType.DOCX),
        (office("xl/workbook.xml"), FileType.XLSX),
        (office("ppt/presentation.xml"), FileType.PPTX),
        (open_document("text"), FileType.ODT),
        (open_document("spreadsheet"), FileType.ODS),
        (open_document("presentation"), FileType.ODP),
    ],
)
def test_the_content_says_what_it_is(content: bytes, is_a: FileType) -> None:
    assert told(content, "holiday.exe") is is_a


def test_a_table_in_text_is_told_by_its_name() -> None:
    assert told(b"name,count\nHub,12\n", "Counts.CSV") is FileType.CSV


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"", Wrong.EMPTY),
        (b"<!doctype html><script>alert(1)</script>", Wrong.WEB_PAGE),
        (b"\xef\xbb\xbf \n<svg onload='alert(1)'/>", Wrong.WEB_PAGE),
        ("<html>".encode("utf-16"), Wrong.WEB_PAGE),
        (b"<?xml version='1.0'?><a/>", Wrong.WEB_PAGE),
        (b"MZ\x90\x00" + bytes(80), Wrong.PROGRAM),
        (b"\x7fELF" + bytes(80), Wrong.PROGRAM),
        (b"#!/bin/sh\nrm -rf /\n", Wrong.PROGRAM),
        (OLE, Wrong.OLD_OFFICE),
        (b"{\\rtf1 hello}", Wrong.OLD_OFFICE),
        (b"Rar!\x1a\x07\x00" + bytes(20), Wrong.ARCHIVE),
        (archive({"report.pdf": PDF}), Wrong.ARCHIVE),
        (office(**{"word/vbaProject.bin": b"x"}), Wrong.MACROS),
        (open_document(**{"Basic/Standard/Module1.xml": "x"}), Wrong.MACROS),
        (archive({"[Content_Types].xml": "application/vnd.ms-word.document.macroEnabled.main+xml",
                  "word/document.xml": "x"}), Wrong.MACROS),
        (open_document("database"), Wrong.UNKNOWN),
        (office("nothing/known.xml"), Wrong.UNKNOWN),
        (b"\x00\x01\x02\x03 binary", Wrong.UNKNOWN),
        (b"PK\x03\x04 and then nothing", Wrong.DAMAGED),
        (office(**{"../../etc/passwd": "x"}), Wrong.DAMAGED),
    ],
)  # fmt: skip
def test_what_can_run_or_cannot_be_told_is_refused(content: bytes, wrong: Wrong) -> None:
    assert refused(content, "minutes.pdf") is wrong


def test_twenty_megabytes_are_taken_and_one_byte_more_is_not() -> None:
    full = TEXT + b"a" * (MOST_BYTES - len(TEXT))
    assert told(full) is FileType.TEXT
    assert refused(full + b"a") is Wrong.TOO_LARGE


def test_a_control_far_into_the_text_is_found() -> None:
    assert refused(b"a" * 3_000_000 + b"\x00") is Wrong.UNKNOWN


def test_a_bomb_is_refused_by_what_it_says_of_itself() -> None:
    bomb = office(**{"word/media/image.bin": bytes(150_000_000)})
    assert len(bomb) < 200_000
    begun = time.monotonic()
    assert refused(bomb) is Wrong.TOO_MUCH_INSIDE
    assert time.monotonic() - begun < 1


def test_too_many_parts_are_refused_before_their_list_is_read() -> None:
    many = {f"part{n}": b"" for n in range(2_001)}
    assert refused(office(**many)) is Wrong.TOO_MUCH_INSIDE


def test_a_large_archives_own_record_is_believed() -> None:
    """The short record says two parts; the one for large archives says a million."""
    plain = office()
    at = plain.rfind(b"PK\x05\x06")
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 10**6, 10**6, 46 * 10**6, 0)
    pointer = struct.pack("<4sLQL", b"PK\x06\x07", 0, at, 1)
    assert refused(plain[:at] + record + pointer + plain[at:]) is Wrong.TOO_MUCH_INSIDE


def test_a_large_archive_of_modest_content_is_taken() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in ("[Content_Types].xml", "word/document.xml"):
            with made.open(name, "w", force_zip64=True) as part:
                part.write(b"<w/>")
    assert told(out.getvalue()) is FileType.DOCX


def test_a_locked_part_is_refused() -> None:
    whole = bytearray(office())
    at = whole.find(b"PK\x01\x02")
    whole[at + 8] |= 1  # of its first part, in the list of contents
    assert refused(bytes(whole)) is Wrong.LOCKED


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Minutes of May", "Minutes of May.pdf"),
        ("../../etc/passwd", "etc passwd.pdf"),
        ('a"; filename=evil.exe\r\nX: y', "a filename evil.exe X y.pdf"),
        ("Zwölf", "Zwölf.pdf"),
        ("...", "document.pdf"),
        ("a" * 300, "a" * 100 + ".pdf"),
    ],
)
def test_a_file_is_handed_out_under_a_harmless_name(title: str, name: str) -> None:
    assert safe_name(title, FileType.PDF) == name
