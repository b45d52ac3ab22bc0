"""Reading a document's text, so that it is found by what stands in it."""

import logging
import subprocess
import sys
import tempfile
from datetime import datetime

from trellis.documents.actions.files import FOLDER
from trellis.documents.actions.storing import write_text
from trellis.documents.events import TextRead
from trellis.documents.models import Document, Version
from trellis.documents.rules.reading import PATIENCE, READABLE
from trellis.kernel import files
from trellis.kernel.acts import act, sign
from trellis.kernel.brought.types import FileType
from trellis.kernel.viewer import Viewer

logger = logging.getLogger("trellis.documents")


def read_version(*, version_id: int, by: Viewer, now: datetime) -> None:
    """Read the file in a process of its own, outside any transaction, and keep what was read. A
    file that cannot be read has no text; it is found by its title and tags."""
    version = Version.objects.filter(pk=version_id, is_newest=True).first()
    if version is None or FileType(version.file_type) not in READABLE:
        return
    keep_text(version_id=version_id, text=_read(version), by=by, now=now)


@act
def keep_text(*, version_id: int, text: str, by: Viewer, now: datetime) -> None:
    """What stands in a version, for the search: of the newest only."""
    held = Version.objects.select_for_update().filter(pk=version_id, is_newest=True).first()
    if held is None:
        return
    row = Document.objects.get(pk=held.document_id)
    write_text(row, body=text)
    sign(TextRead(row.pk), by=by, now=now, of=f"document:{row.pk}", fields=["text"])


def _read(version: Version) -> str:
    command = [sys.executable, "-I", "-m", "trellis.documents.rules.reading", version.file_type]
    with files.opened(FOLDER, version.digest) as content, tempfile.TemporaryFile() as copy:
        while block := content.read(1 << 20):
            copy.write(block)
        copy.seek(0)
        try:
            done = subprocess.run(  # noqa: S603  (our own module, a type of our own list)
                command, stdin=copy, capture_output=True, timeout=PATIENCE, env={}, check=False
            )
        except subprocess.TimeoutExpired:
            logger.warning("a file took too long to read", extra={"version": version.pk})
            return ""
    if done.returncode:
        logger.warning("a file could not be read", extra={"version": version.pk})
        return ""
    return done.stdout.decode("utf-8", "replace")
