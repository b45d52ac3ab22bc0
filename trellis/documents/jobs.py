"""What runs in the background."""

from datetime import datetime, timedelta

from trellis.documents.actions.links import forget_links as forget
from trellis.documents.actions.reading import read_version
from trellis.kernel.jobs import job
from trellis.kernel.viewer import system


@job("documents.read_text")
def read_text(*, document_id: int, version_id: int, now: datetime) -> None:  # noqa: ARG001
    read_version(version_id=version_id, by=system("documents reading"), now=now)


@job("documents.forget_links", every=timedelta(days=1))
def forget_links(*, now: datetime) -> None:
    forget(by=system("links that are over"), now=now)
