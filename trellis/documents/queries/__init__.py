"""Everything that other rooms and our own pages read of documents."""

from trellis.documents.queries.audience import AudienceFacts, audience_of
from trellis.documents.queries.choices import kinds, owners_of, owners_to_add_for, tags_of
from trellis.documents.queries.files import StoredFile, file_of
from trellis.documents.queries.links import Given, LinkDeadError, LinkFacts, Links, given, links_of
from trellis.documents.queries.lists import Found, Listed, Search, Sort, behind, find, find_all
from trellis.documents.queries.records import (
    DocumentRecord,
    VersionFacts,
    details_of,
    document,
    record,
)

__all__ = [
    "AudienceFacts",
    "DocumentRecord",
    "Found",
    "Given",
    "LinkDeadError",
    "LinkFacts",
    "Links",
    "Listed",
    "Search",
    "Sort",
    "StoredFile",
    "VersionFacts",
    "audience_of",
    "behind",
    "details_of",
    "document",
    "file_of",
    "find",
    "find_all",
    "given",
    "kinds",
    "links_of",
    "owners_of",
    "owners_to_add_for",
    "record",
    "tags_of",
]
