"""What happened in the documents room."""

from dataclasses import dataclass

from trellis.kernel.events import Event


@dataclass(frozen=True)
class DocumentAdded(Event):
    verb = "documents.document.added"
    document_id: int
    version_id: int


@dataclass(frozen=True)
class DocumentsLoaded(Event):
    """Many at once, from an example; one act, however many."""

    verb = "documents.documents.loaded"
    area_id: int
    count: int


@dataclass(frozen=True)
class DocumentEdited(Event):
    verb = "documents.document.edited"
    document_id: int


@dataclass(frozen=True)
class VersionAdded(Event):
    verb = "documents.version.added"
    document_id: int
    version_id: int


@dataclass(frozen=True)
class AudienceChanged(Event):
    verb = "documents.audience.changed"
    document_id: int


@dataclass(frozen=True)
class DocumentsFollowed(Event):
    """Those whom the record they stand behind has to do with are others now."""

    verb = "documents.documents.followed"
    of: str
    document_ids: tuple[int, ...]


@dataclass(frozen=True)
class DocumentsPutBehind(Event):
    """They stand behind another record of a room above than before."""

    verb = "documents.documents.put_behind"
    of: str
    document_ids: tuple[int, ...]


@dataclass(frozen=True)
class DocumentWithdrawn(Event):
    verb = "documents.document.withdrawn"
    document_id: int


@dataclass(frozen=True)
class DocumentRestored(Event):
    verb = "documents.document.restored"
    document_id: int


@dataclass(frozen=True)
class InfectedFileRefused(Event):
    """By a field of whichever room: nothing of the file is kept."""

    verb = "documents.file.refused"
    digest: str


@dataclass(frozen=True)
class TextRead(Event):
    """The text of its newest file is known to the search."""

    verb = "documents.text.read"
    document_id: int


@dataclass(frozen=True)
class LinkGiven(Event):
    """Somebody without an account can take its file away."""

    verb = "documents.link.given"
    link_id: int
    document_id: int


@dataclass(frozen=True)
class LinkRevoked(Event):
    verb = "documents.link.revoked"
    link_id: int
    document_id: int


@dataclass(frozen=True)
class LinkUsed(Event):
    """A file was taken away; by whom is not known."""

    verb = "documents.link.used"
    link_id: int
    document_id: int


@dataclass(frozen=True)
class LinksForgotten(Event):
    """Those that were over long ago."""

    verb = "documents.links.forgotten"
    count: int
