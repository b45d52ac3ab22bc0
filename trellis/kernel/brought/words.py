"""Kinds of files in words, and why one is not taken in, with the remedy."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.kernel.brought.refusals import FileRefusedError, Wrong
from trellis.kernel.brought.types import MOST_BYTES, FileType, type_of

Text = str | Promise

TYPES: Final[Mapping[str, Text]] = {
    FileType.PDF: gettext_lazy("PDF"),
    FileType.DOCX: gettext_lazy("Word document"),
    FileType.XLSX: gettext_lazy("Excel workbook"),
    FileType.PPTX: gettext_lazy("PowerPoint presentation"),
    FileType.ODT: gettext_lazy("OpenDocument text"),
    FileType.ODS: gettext_lazy("OpenDocument spreadsheet"),
    FileType.ODP: gettext_lazy("OpenDocument presentation"),
    FileType.PNG: gettext_lazy("picture (PNG)"),
    FileType.JPEG: gettext_lazy("photograph (JPEG)"),
    FileType.TEXT: gettext_lazy("plain text"),
    FileType.CSV: gettext_lazy("table (CSV)"),
}

_REFUSALS: Final[Mapping[Wrong, Text]] = {
    Wrong.EMPTY: gettext_lazy("The file is empty. Choose the file that holds the document."),
    Wrong.TOO_LARGE: gettext_lazy(
        "The file is larger than %(most)s MB. Make its pictures smaller, or divide it into parts."
    ),
    Wrong.WEB_PAGE: gettext_lazy(
        "This is a web page or drawing in code, which could run when opened. Save it as PDF."
    ),
    Wrong.PROGRAM: gettext_lazy("This is a program. Choose a document."),
    Wrong.MACROS: gettext_lazy(
        "The file holds macros, which run when it is opened. Save it without macros: as DOCX, "
        "XLSX, PPTX, OpenDocument or PDF."
    ),
    Wrong.OLD_OFFICE: gettext_lazy(
        "This is an older or password-protected office file. Save it as DOCX, XLSX, PPTX, "
        "OpenDocument or PDF without a password."
    ),
    Wrong.LOCKED: gettext_lazy("The file is locked by a password. Save it without one."),
    Wrong.ARCHIVE: gettext_lazy(
        "This is an archive of files. Unpack it and add the documents one by one."
    ),
    Wrong.TOO_MUCH_INSIDE: gettext_lazy(
        "More is packed into this file than an office program packs. Save it as PDF."
    ),
    Wrong.DAMAGED: gettext_lazy(
        "The file is damaged. Open it in its own program, save it anew and choose that one."
    ),
    Wrong.UNKNOWN: gettext_lazy(
        "It cannot be told what kind of file this is. Choose a PDF, Word, Excel, PowerPoint or "
        "OpenDocument file, a PNG or JPEG picture, or plain text."
    ),
}


def refusal(wrong: Wrong, *, most: int = MOST_BYTES) -> str:
    """`most` is how many bytes are taken in."""
    return str(_REFUSALS[wrong]) % {"most": most // 1_000_000}


def refusal_of(upload: Any, *, most: int = MOST_BYTES) -> str:
    """Why an upload is not taken in, with the remedy; empty where it is."""
    try:
        type_of(upload.file, size=upload.size, file_name=upload.name, most=most)
    except FileRefusedError as fault:
        return refusal(fault.wrong, most=most)
    return ""


def type_words(code: str) -> str:
    return str(TYPES.get(code, code))


def size_words(size: int) -> str:
    """`340 kB`, `1.2 MB`: as file managers say it."""
    if size < 1_000:
        return _("%(count)s bytes") % {"count": size}
    if size < 1_000_000:
        return _("%(count)s kB") % {"count": round(size / 1_000)}
    return _("%(count)s MB") % {"count": f"{size / 1_000_000:.1f}"}
