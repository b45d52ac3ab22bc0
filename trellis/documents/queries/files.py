"""The files of documents."""

from dataclasses import dataclass
from typing import BinaryIO

from django.http import Http404

from trellis.documents.models import Document, Version
from trellis.documents.policy import DOCUMENT
from trellis.documents.queries.records import document
from trellis.kernel import files
from trellis.kernel.brought.types import FORMS, FileType, safe_name
from trellis.kernel.viewer import Viewer

FOLDER = "documents"


@dataclass(frozen=True)
class StoredFile:
    """What somebody may take away; `scan` says whether it can be had now."""

    name: str
    media_type: str
    size: int
    digest: str
    scan: str

    @property
    def is_held_back(self) -> bool:
        return self.scan in {Version.Scan.WAITING, Version.Scan.INFECTED}

    def open(self) -> BinaryIO:
        """Raises FileNotFoundError where the store has lost it."""
        return files.opened(FOLDER, self.digest)


def file_of(viewer: Viewer, document_id: int, number: int) -> StoredFile:
    """The file of that version; an earlier one only for its keepers. Raises Http404."""
    row = document(viewer, document_id)
    version = row.versions.filter(number=number).first()
    if version is None:
        raise Http404
    if not version.is_newest and not DOCUMENT.allows(viewer, "see_earlier", row):
        raise Http404
    return stored(row, version)


def stored(row: Document, version: Version) -> StoredFile:
    """For whoever has been found to be allowed it."""
    code = FileType(version.file_type)
    return StoredFile(
        name=safe_name(row.title, code),
        media_type=FORMS[code].media_type,
        size=version.size,
        digest=version.digest,
        scan=version.scan,
    )
