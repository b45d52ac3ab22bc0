"""Taking a file in: looked at, then kept under the digest of its content."""

from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from trellis.kernel import files, scanning
from trellis.kernel.brought.types import FileType, type_of

FOLDER: Final = "documents"


@dataclass(frozen=True)
class TakenIn:
    """A file that was looked at and is kept; `is_looked_over` for viruses, where a scanner is
    set."""

    digest: str
    size: int
    file_type: FileType
    file_name: str
    is_looked_over: bool = False


def take_in(upload: Any) -> TakenIn:
    """Of an upload with its name, size and file. Raises FileRefusedError, and InfectedError and
    ScannerSilentError where its field has not asked already. Called before the act that speaks of
    the file, so that no transaction is open while a disk writes."""
    content: BinaryIO = upload.file
    file_type = type_of(content, size=upload.size, file_name=upload.name)
    is_looked_over = scanning.look_over(upload)
    kept = files.keep(content, folder=FOLDER)
    return TakenIn(kept.digest, kept.size, file_type, _bare(upload.name), is_looked_over)


def _bare(name: str) -> str:
    """The name without a path before it or controls in it."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(sign for sign in last if sign.isprintable())[:200]
