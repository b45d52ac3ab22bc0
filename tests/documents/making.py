"""Files as people bring them, made small and by hand."""

import io
import zipfile
from typing import Any, Final

import typst
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import Cast
from trellis.documents import actions
from trellis.documents.actions.files import take_in
from trellis.documents.models import Document
from trellis.documents.queries import StoredFile

PDF: Final = b"%PDF-1.7\n1 0 obj << >> endobj\n%%EOF\n"
PNG: Final = b"\x89PNG\r\n\x1a\n" + bytes(40)
JPEG: Final = b"\xff\xd8\xff\xe0" + bytes(40)
TEXT: Final = "The café’s minutes: twelve came.\n".encode()
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def archive(parts: dict[str, bytes | str], *, packed: bool = True) -> bytes:
    out = io.BytesIO()
    how = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(out, "w", how) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def office(part: str = "word/document.xml", /, **parts: bytes | str) -> bytes:
    listed = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    return archive({"[Content_Types].xml": listed, part: "<w/>", **parts})


def open_document(kind: str = "text", /, **parts: bytes | str) -> bytes:
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    return archive({"mimetype": mimetype, "content.xml": "<office/>", **parts}, packed=False)


def upload(content: bytes = TEXT, name: str = "minutes.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def entry(**given: Any) -> dict[str, Any]:
    """The fields of the page that adds a document, as a browser sends them."""
    usual = {"title": "Minutes of May", "kind": "papers", "readers": "keepers", "file": upload()}
    return {**usual, **given}


def add(cast: Cast, now: Any, *readers: actions.Reader, **given: Any) -> Document:
    """A document of hub A, added by its worker."""
    content = given.pop("content", TEXT)
    title = given.pop("title", "Minutes of May")
    return actions.add_document(
        area_id=cast.world.area.pk,
        owner_id=given.pop("owner_id", cast.world.bodies["hub_a"].pk),
        details=actions.Details(title=title, kind="papers", **given),
        file=take_in(upload(content)),
        readers=readers,
        by=cast.viewer("hub_worker"),
        now=now,
    )


def content_of(found: StoredFile) -> bytes:
    with found.open() as opened:
        return opened.read()


def pdf(text: str) -> bytes:
    """A real one, set by typst."""
    return bytes(typst.compile(text.encode()))


def docx(*paragraphs: str) -> bytes:
    """Each word is a run of its own, as office programs like to have it."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    lines = "".join(
        "<w:p>" + "".join(f"<w:r><w:t>{word} </w:t></w:r>" for word in line.split()) + "</w:p>"
        for line in paragraphs
    )
    return office(**{"word/document.xml": f'<w:document xmlns:w="{space}">{lines}</w:document>'})


def odt(*paragraphs: str, doctype: str = "") -> bytes:
    spaces = 'xmlns:office="urn:o" xmlns:text="urn:t"'
    lines = "".join(f"<text:p>{line}</text:p>" for line in paragraphs)
    content = f"{doctype}<office:document {spaces}>{lines}</office:document>"
    return open_document(**{"content.xml": content})
