"""The text of a file is read in a process of its own: whatever is in it, the worker lives."""

import io
import zipfile
from datetime import datetime

import pytest

from tests.cast import Cast
from tests.documents.making import PDF, PNG, TEXT, add, docx, odt, office, open_document, pdf
from trellis.documents.models import SearchText
from trellis.documents.rules.reading import MOST_SIGNS, READABLE, read
from trellis.kernel.brought.types import FileType, type_of
from trellis.kernel.jobs import run_next
from trellis.kernel.models import Job


def text_of(content: bytes) -> str:
    file = io.BytesIO(content)
    found = type_of(file, size=len(content))
    file.seek(0)
    return read(file, found)


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]>'
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (TEXT, "The café’s minutes: twelve came."),
        ("Zwölf\nkamen.".encode("utf-16"), "Zwölf kamen."),
        ("£12".encode("cp1252"), "£12"),
        (docx("Twelve came.", "Next: June"), "Twelve came. Next: June"),
        (odt("Twelve <text:span>came</text:span>.", "Next: June"), "Twelve came. Next: June"),
        (
            office(
                "ppt/presentation.xml",
                **{
                    "ppt/slides/slide10.xml": "<a><t>Last</t><p/></a>",
                    "ppt/slides/slide2.xml": "<a><t>First</t><p/></a>",
                },
            ),
            "First Last",
        ),
        (
            office("xl/workbook.xml", **{"xl/sharedStrings.xml": "<s><si><t>Hub</t></si></s>"}),
            "Hub",
        ),
        (open_document("spreadsheet", **{"content.xml": "<o><p>Cell</p></o>"}), "Cell"),
        (b"a\x1bb", "a b"),
    ],
)
def test_the_text_is_what_somebody_would_read(content: bytes, text: str) -> None:
    assert text_of(content) == text


def test_a_pdf_is_read() -> None:
    assert text_of(pdf("Twelve came to the meeting.")) == "Twelve came to the meeting."


def test_a_long_text_is_cut() -> None:
    assert len(text_of(b"word " * 200_000)) <= MOST_SIGNS


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (docx("Twelve came."), "Twelve came."),
        (PDF, ""),
        (odt("&d;", doctype=BOMB), ""),
        (odt("&a;", doctype=OUTSIDE), ""),
        (office(**{"word/document.xml": "<w:p><not closed"}), ""),
    ],
    ids=["sound", "empty", "bomb", "outside", "broken"],
)
def test_the_job_keeps_what_can_be_read(
    cast: Cast, now: datetime, content: bytes, text: str
) -> None:
    row = add(cast, now, content=content)
    done = run_next(now=now)
    assert (done and done.fault, Job.objects.get().stage) == ("", "done")
    assert SearchText.objects.get(document=row).body == text


def test_a_file_that_eats_memory_is_given_up(cast: Cast, now: datetime) -> None:
    """Two hundred megabytes in one paragraph, which no limit on what is packed refuses."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("word/noise.bin", _noise(), zipfile.ZIP_STORED)
        with made.open("word/document.xml", "w") as part:
            part.write(b"<w>")
            for _time in range(180):
                part.write(b"<r><t>x</t></r>" * 66_000)
            part.write(b"</w>")
    row = add(cast, now, content=out.getvalue())
    done = run_next(now=now)
    assert (done and done.fault) == ""
    assert SearchText.objects.get(document=row).body == ""


def _noise() -> bytes:
    """Enough that does not pack, for the ratio to look harmless."""
    return bytes(range(256)) * 8_000


def test_a_picture_has_no_text_and_no_process_is_started(cast: Cast, now: datetime) -> None:
    row = add(cast, now, content=PNG)
    assert run_next(now=now) is not None
    assert SearchText.objects.get(document=row).body == ""
    assert {FileType.PNG, FileType.JPEG} & READABLE == set()
