"""What runs in the background."""

from datetime import datetime

from trellis.documents.actions.reading import read_version
from trellis.kernel.jobs import job
from trellis.kernel.viewer import system


@job("documents.read_text")
def read_text(*, document_id: int, version_id: int, now: datetime) -> None:  # noqa: ARG001
    read_version(version_id=version_id, by=system("documents reading"), now=now)
