"""Small files of the kinds that offices write, made here: a PDF set by typst, a Word and an
OpenDocument text of the fewest parts that their programs open, and plain text."""

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

import typst

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_ODT = "application/vnd.oasis.opendocument.text"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"


def pdf(title: str, paragraphs: tuple[str, ...]) -> bytes:
    """Undated, so that the same words make the same file."""
    body = "\n\n".join(_as_text(line) for line in paragraphs)
    source = f"#set document(date: none)\n#heading({_quoted(title)})\n\n{body}"
    made = typst.compile(source.encode())
    assert isinstance(made, bytes), "a PDF is one file"
    return made


def docx(title: str, paragraphs: tuple[str, ...]) -> bytes:
    lines = "".join(
        f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in (title, *paragraphs)
    )
    return _packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{_OFFICE}" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{lines}</w:body>'
            "</w:document>",
        }
    )


def odt(title: str, paragraphs: tuple[str, ...]) -> bytes:
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in paragraphs)
    return _packed(
        {
            "mimetype": _ODT,
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0" '
            'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" '
            f'manifest:media-type="{_ODT}"/><manifest:file-entry '
            'manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
            "</manifest:manifest>",
            "content.xml": f'<office:document-content xmlns:office="{_OASIS}:office:1.0" '
            f'xmlns:text="{_OASIS}:text:1.0" office:version="1.3"><office:body><office:text>'
            f'<text:h text:outline-level="1">{escape(title)}</text:h>{lines}'
            "</office:text></office:body></office:document-content>",
        }
    )


def text(title: str, paragraphs: tuple[str, ...]) -> bytes:
    return "\n\n".join((title, *paragraphs, "")).encode()


def _packed(parts: Mapping[str, str]) -> bytes:
    """The first part unpacked, as OpenDocument wants it; undated."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for number, (name, content) in enumerate(parts.items()):
            how = zipfile.ZIP_DEFLATED if number else zipfile.ZIP_STORED
            made.writestr(zipfile.ZipInfo(name), content, compress_type=how)
    return out.getvalue()


def _as_text(line: str) -> str:
    """As a string of typst's: nothing in it is markup."""
    return f"#{_quoted(line)}"


def _quoted(line: str) -> str:
    return '"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"'
