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
class DocumentWithdrawn(Event):
    verb = "documents.document.withdrawn"
    document_id: int


@dataclass(frozen=True)
class DocumentRestored(Event):
    verb = "documents.document.restored"
    document_id: int


@dataclass(frozen=True)
class TextRead(Event):
    """The text of its newest file is known to the search."""

    verb = "documents.text.read"
    document_id: int
