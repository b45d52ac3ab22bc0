"""Taking a file in: looked at, then kept under the digest of its content."""

from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from trellis.documents.rules.types import FileType, type_of
from trellis.kernel import files

FOLDER: Final = "documents"


@dataclass(frozen=True)
class TakenIn:
    """A file that was looked at and is kept."""

    digest: str
    size: int
    file_type: FileType
    file_name: str


def take_in(upload: Any) -> TakenIn:
    """Of an upload with its name, size and file. Raises FileRefusedError. Called before the act
    that speaks of the file, so that no transaction is open while a disk writes."""
    content: BinaryIO = upload.file
    file_type = type_of(content, size=upload.size, file_name=upload.name)
    kept = files.keep(content, folder=FOLDER)
    return TakenIn(kept.digest, kept.size, file_type, _bare(upload.name))


def _bare(name: str) -> str:
    """The name without a path before it or controls in it."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(sign for sign in last if sign.isprintable())[:200]
