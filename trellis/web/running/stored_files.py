"""Whether every file that the record speaks of is in the store, and what else lies there; all of
them, for the backup, and back again."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from secrets import token_hex
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from trellis.documents.models import Version
from trellis.documents.queries.files import FOLDER
from trellis.kernel import files
from trellis.kernel.objects import ObjectStorage, StoreSilentError
from trellis.questions.models import AnswerFile
from trellis.questions.queries import files as questions

_DIGEST = re.compile(r"[0-9a-f]{64}")
NAMED = 5  # so many documents are named; the rest is counted


@dataclass(frozen=True)
class StoredFiles:
    """`missing` are ids of documents with a file that is gone; `orphaned` counts the files that
    no version speaks of: what was taken in for an act that then did not happen. `answers_missing`
    counts the files that were attached to answers and are gone; of those that nobody speaks of the
    worker lets go."""

    kept: int
    missing: tuple[int, ...]
    orphaned: int
    answers_missing: int


def look() -> StoredFiles:
    there = set(files.all_in(FOLDER))
    rows = list(Version.objects.order_by("document_id").values_list("document_id", "digest"))
    spoken_of = {digest for _document, digest in rows}
    missing = dict.fromkeys(document for document, digest in rows if digest not in there)
    attached = set(AnswerFile.objects.values_list("stored", flat=True))
    lie = set(files.all_in(questions.FOLDER))
    return StoredFiles(
        kept=len(spoken_of & there) + len(attached & lie),
        missing=tuple(missing),
        orphaned=len(there - spoken_of),
        answers_missing=len(attached - lie),
    )


def on_disk() -> bool:
    """Raises ImproperlyConfigured, as all that follow."""
    return not isinstance(default_storage, ObjectStorage)


def where() -> str:
    """In words."""
    if isinstance(default_storage, ObjectStorage):
        return str(default_storage.address)
    return f"on disk, in {settings.MEDIA_ROOT}"


def try_out() -> None:
    """Keep a few bytes, read them back and let them go. Raises OSError where that fails."""
    name, content = f"probe/{token_hex(16)}", token_hex(16).encode()
    default_storage.save(name, ContentFile(content))
    with default_storage.open(name, "rb") as opened:
        if opened.read() != content:
            raise StoreSilentError("it gives back something else than it was given")
    default_storage.delete(name)


def everything() -> Iterator[tuple[str, "File[Any]"]]:
    """Each file under its name, opened. One that is let go meanwhile is passed over: since files
    never change, a moment's difference is harmless."""
    for name in sorted(_names()):
        with suppress(FileNotFoundError), default_storage.open(name, "rb") as opened:
            yield name, opened


def _names() -> Iterator[str]:
    if isinstance(default_storage, ObjectStorage):
        return default_storage.names_under()
    root = Path(settings.MEDIA_ROOT)
    found = (path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    return (path.relative_to(root).as_posix() for path in found)


def is_another(name: str, digest: str) -> bool:
    """Whether a file that is named by its content has another; those attached to surveys have
    names drawn by lot."""
    path = PurePosixPath(name)
    named_by_content = path.parts[0] != questions.FOLDER and _DIGEST.fullmatch(path.name)
    return bool(named_by_content) and path.name != digest


def put_back(name: str, content: "File[Any]", digest: str) -> None:
    """Into object storage. What is there under the name is the same, or damaged: it is written
    over, unless the damaged one is this."""
    if not (is_another(name, digest) and default_storage.exists(name)):
        default_storage.save(name, content)
