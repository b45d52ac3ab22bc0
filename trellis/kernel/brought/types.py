"""What kind of file it is, told from its content alone: a name can say anything.

A short list is taken in. What can run when it is opened (pages, programs, macros) is not, and nor
is what cannot be told.
"""

import codecs
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import BinaryIO, Final

from trellis.kernel.brought.archives import look_inside
from trellis.kernel.brought.refusals import FileRefusedError, Wrong

MOST_BYTES: Final = 20_000_000
_HEAD: Final = 4_096
_BLOCK: Final = 1 << 20


class FileType(StrEnum):
    PDF = auto()
    DOCX = auto()
    XLSX = auto()
    PPTX = auto()
    ODT = auto()
    ODS = auto()
    ODP = auto()
    PNG = auto()
    JPEG = auto()
    TEXT = auto()
    CSV = auto()


@dataclass(frozen=True)
class Form:
    """How a type is called by machines: its media type and the ending of its name."""

    media_type: str
    ending: str


_OOXML: Final = "application/vnd.openxmlformats-officedocument"
_ODF: Final = "application/vnd.oasis.opendocument"

FORMS: Final[Mapping[FileType, Form]] = {
    FileType.PDF: Form("application/pdf", "pdf"),
    FileType.DOCX: Form(f"{_OOXML}.wordprocessingml.document", "docx"),
    FileType.XLSX: Form(f"{_OOXML}.spreadsheetml.sheet", "xlsx"),
    FileType.PPTX: Form(f"{_OOXML}.presentationml.presentation", "pptx"),
    FileType.ODT: Form(f"{_ODF}.text", "odt"),
    FileType.ODS: Form(f"{_ODF}.spreadsheet", "ods"),
    FileType.ODP: Form(f"{_ODF}.presentation", "odp"),
    FileType.PNG: Form("image/png", "png"),
    FileType.JPEG: Form("image/jpeg", "jpg"),
    FileType.TEXT: Form("text/plain", "txt"),
    FileType.CSV: Form("text/csv", "csv"),
}
_BY_MEDIA_TYPE: Final = {form.media_type: code for code, form in FORMS.items()}

_BEGINS: Final = (
    (b"%PDF-", FileType.PDF),
    (b"\x89PNG\r\n\x1a\n", FileType.PNG),
    (b"\xff\xd8\xff", FileType.JPEG),
)
_REFUSED: Final = (
    (b"MZ", Wrong.PROGRAM),
    (b"\x7fELF", Wrong.PROGRAM),
    (b"\xca\xfe\xba\xbe", Wrong.PROGRAM),
    (b"\xcf\xfa\xed\xfe", Wrong.PROGRAM),
    (b"\xce\xfa\xed\xfe", Wrong.PROGRAM),
    (b"#!", Wrong.PROGRAM),
    (b"\xd0\xcf\x11\xe0", Wrong.OLD_OFFICE),
    (b"{\\rtf", Wrong.OLD_OFFICE),
    (b"Rar!", Wrong.ARCHIVE),
    (b"7z\xbc\xaf", Wrong.ARCHIVE),
    (b"\x1f\x8b", Wrong.ARCHIVE),
)
_OFFICE_PARTS: Final = (
    ("word/document.xml", FileType.DOCX),
    ("xl/workbook.xml", FileType.XLSX),
    ("ppt/presentation.xml", FileType.PPTX),
)
# Signs that stand in no text: all controls but tab, line ends and the page break.
_NO_TEXT: Final = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")


def type_of(
    content: BinaryIO, *, size: int, file_name: str = "", most: int = MOST_BYTES
) -> FileType:
    """Raises FileRefusedError. Reads no more than it needs, and unpacks next to nothing."""
    if size == 0:
        raise FileRefusedError(Wrong.EMPTY)
    if size > most:
        raise FileRefusedError(Wrong.TOO_LARGE)
    content.seek(0)
    head = content.read(_HEAD)
    for start, code in _BEGINS:
        if head.startswith(start):
            return code
    for start, wrong in _REFUSED:
        if head.startswith(start):
            raise FileRefusedError(wrong)
    if head.startswith(b"PK"):
        return _of_archive(content, size)
    return _of_text(content, head, file_name)


def safe_name(title: str, code: FileType) -> str:
    """A name to hand a file out by, of signs that every system takes."""
    plain = re.sub(r"[^\w .,()&+-]+", " ", title).strip(" .")
    return f"{' '.join(plain.split())[:100] or 'document'}.{FORMS[code].ending}"


def _of_archive(content: BinaryIO, size: int) -> FileType:
    with look_inside(content, size=size) as inside:
        names = {name.casefold() for name in inside.namelist()}
        if any(_is_macro(name) for name in names):
            raise FileRefusedError(Wrong.MACROS)
        if "[content_types].xml" in names:
            return _of_office(inside, names)
        if "mimetype" in names:
            return _of_open_document(inside)
    raise FileRefusedError(Wrong.ARCHIVE)


def _is_macro(name: str) -> bool:
    return name.endswith(("vbaproject.bin", "vbadata.xml")) or name.startswith(
        ("basic/", "scripts/")
    )


def _of_office(inside: zipfile.ZipFile, names: set[str]) -> FileType:
    if b"macroenabled" in _read(inside, "[Content_Types].xml").lower():
        raise FileRefusedError(Wrong.MACROS)
    for name, code in _OFFICE_PARTS:
        if name in names:
            return code
    raise FileRefusedError(Wrong.UNKNOWN)


def _of_open_document(inside: zipfile.ZipFile) -> FileType:
    found = _BY_MEDIA_TYPE.get(_read(inside, "mimetype").decode("ascii", "replace").strip())
    if found is None:
        raise FileRefusedError(Wrong.UNKNOWN)
    return found


def _read(inside: zipfile.ZipFile, name: str) -> bytes:
    """The beginning of a part; what is longer than a list of contents ever is, is none."""
    try:
        with inside.open(name) as part:
            return part.read(200_000)
    except Exception as fault:  # whatever a damaged archive makes the reader stumble over
        raise FileRefusedError(Wrong.DAMAGED) from fault


def _of_text(content: BinaryIO, head: bytes, file_name: str) -> FileType:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        _require_utf16(content)
        start = head.decode("utf-16", "ignore")
    else:
        _require_no_controls(content)
        start = head.decode("utf-8", "replace")
    if start.lstrip("\ufeff \t\r\n\f").startswith("<"):
        raise FileRefusedError(Wrong.WEB_PAGE)
    return FileType.CSV if file_name.casefold().endswith((".csv", ".tsv")) else FileType.TEXT


def _require_no_controls(content: BinaryIO) -> None:
    content.seek(0)
    while block := content.read(_BLOCK):
        if _NO_TEXT.search(block):
            raise FileRefusedError(Wrong.UNKNOWN)


def _require_utf16(content: BinaryIO) -> None:
    content.seek(0)
    decoder = codecs.getincrementaldecoder("utf-16")()
    try:
        while block := content.read(_BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as fault:
        raise FileRefusedError(Wrong.UNKNOWN) from fault
