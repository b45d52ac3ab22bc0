"""Reading the text out of a file, in a process of its own that can take nothing else down.

`python -I -m trellis.documents.rules.reading pdf < file`: the text goes to standard output. It
gives itself little memory and little time before it looks at a single byte; what a hostile file
makes of it ends there. Whoever starts it waits no longer than `PATIENCE`.
"""

import io
import resource
import sys
import zipfile
from collections.abc import Iterator
from typing import BinaryIO, Final

from trellis.kernel.brought.types import FileType

MOST_SIGNS: Final = 300_000
MEMORY: Final = 512_000_000
SECONDS: Final = 20
PATIENCE: Final = 40
READABLE: Final = frozenset(FileType) - {FileType.PNG, FileType.JPEG}

_OFFICE: Final = {
    FileType.DOCX: ("word/document.xml",),
    FileType.XLSX: ("xl/sharedStrings.xml",),
    FileType.PPTX: ("ppt/slides/slide",),
}


def read(content: BinaryIO, file_type: FileType) -> str:
    """The text, at most `MOST_SIGNS` of it."""
    if file_type in {FileType.TEXT, FileType.CSV}:
        pieces: Iterator[str] = iter([_decoded(content.read(4 * MOST_SIGNS))])
    elif file_type is FileType.PDF:
        pieces = _of_pdf(content)
    elif file_type in _OFFICE:
        pieces = _of_office(content, _OFFICE[file_type])
    else:
        pieces = _of_open_document(content)
    return tidy(_until_full(pieces))


def tidy(text: str) -> str:
    """One space between words; no sign that a database refuses."""
    kept = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(kept.split())[:MOST_SIGNS]


def _until_full(pieces: Iterator[str]) -> str:
    found, length = [], 0
    for piece in pieces:
        found.append(piece)
        length += len(piece) + 1
        if length > MOST_SIGNS:
            break
    return " ".join(found)


def _decoded(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _of_pdf(content: BinaryIO) -> Iterator[str]:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content.read()), strict=False)
    if reader.is_encrypted:
        reader.decrypt("")
    for page in reader.pages:
        yield page.extract_text()


def _of_office(content: BinaryIO, starts: tuple[str, ...]) -> Iterator[str]:
    """Runs of text are put together until their paragraph ends."""
    with zipfile.ZipFile(content) as inside:
        names = [n for n in inside.namelist() if n.startswith(starts) and n.endswith(".xml")]
        for name in sorted(names, key=lambda one: (len(one), one)):
            runs: list[str] = []
            for tag, text in _ends(inside, name, whole=("t",)):
                if tag == "t":
                    runs.append(text)
                elif tag in {"p", "si"}:
                    yield "".join(runs)
                    runs = []
            yield "".join(runs)


def _of_open_document(content: BinaryIO) -> Iterator[str]:
    with zipfile.ZipFile(content) as inside:
        for tag, text in _ends(inside, "content.xml", whole=("p", "h")):
            if tag in {"p", "h"}:
                yield text


def _ends(
    inside: zipfile.ZipFile, name: str, *, whole: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    """Every element as it ends, by its bare name; of those in `whole` with all text within."""
    from defusedxml.ElementTree import iterparse

    with inside.open(name) as part:
        for _event, element in iterparse(part, events=("end",), forbid_dtd=True):
            tag = element.tag.rsplit("}", 1)[-1]
            yield tag, "".join(element.itertext()) if tag in whole else ""
            if tag in {"p", "h", "si", "table-row"}:
                element.clear()


def _limit_oneself() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    _limit_oneself()
    text = read(io.BytesIO(sys.stdin.buffer.read()), FileType(sys.argv[1]))
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
