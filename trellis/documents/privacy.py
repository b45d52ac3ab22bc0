"""The personal fields of this room. What stands in a document's file, nobody can declare: its
audience and its keepers answer for that."""

from trellis.kernel.privacy import (
    GOES,
    SCRUBBED,
    Basis,
    By,
    Ends,
    Estate,
    Holding,
    PersonalField,
    Whose,
    blanked,
    stays,
)

_LINKS = "until ninety days after it is revoked or its last day is over"

FIELDS: tuple[PersonalField, ...] = (
    PersonalField(
        "version.added_by",
        "To ask whoever brought a file about it",
        Basis.LEGITIMATE_INTERESTS,
        "as long as the version; blank once the person is erased",
    ),
    PersonalField(
        "version.file_name",
        "To hand a file back under the name it came with; people put names into names of files",
        Basis.LEGITIMATE_INTERESTS,
        "as long as the version",
    ),
    PersonalField(
        "document.author",
        "To say who wrote or published a document",
        Basis.LEGITIMATE_INTERESTS,
        "as long as the document; removed by editing its facts",
    ),
    PersonalField(
        "searchtext.body",
        "To find a document by what stands in it, and to show its audience where",
        Basis.LEGITIMATE_INTERESTS,
        "as long as the newest version, from which it was read",
    ),
    PersonalField(
        "searchtext.body_words",
        "The same, as the search keeps it",
        Basis.LEGITIMATE_INTERESTS,
        "as long as the newest version, from which it was read",
    ),
    PersonalField(
        "documentlink.given_by",
        "To know who let somebody without an account have a document; it opens no longer than "
        "they keep the document",
        Basis.LEGITIMATE_INTERESTS,
        _LINKS,
    ),
    PersonalField(
        "documentlink.label",
        "To tell which link to revoke; people write whom it is for",
        Basis.LEGITIMATE_INTERESTS,
        _LINKS,
    ),
)

NOT_PERSONAL: tuple[str, ...] = (
    "document.id",
    "document.area",
    "document.owner",
    "document.title",
    "document.title_folded",
    "document.kind",
    "document.about",
    "document.dated_on",
    "document.dated",
    "document.held_at",
    "document.source",
    "document.caution",
    "document.edition",
    "document.added_at",
    "document.changed_at",
    "document.withdrawn_at",
    "document.withdrawn_why",
    "tag.id",
    "tag.document",
    "tag.word",
    "tag.folded",
    "version.id",
    "version.document",
    "version.number",
    "version.is_newest",
    "version.digest",
    "version.size",
    "version.file_type",
    "version.changes",
    "version.scan",
    "version.added_at",
    "searchtext.id",
    "searchtext.document",
    "searchtext.title_words",
    "searchtext.tag_words",
    "attachment.id",
    "attachment.document",
    "attachment.of",
    "attachment.label",
    "attachment.address",
    "audience.id",
    "audience.document",
    "audience.kind",
    "audience.organisation",
    "audience.role",
    "audience.place",
    "audience.capability",
    "documentlink.id",
    "documentlink.document",
    "documentlink.version",
    "documentlink.secret_hash",
    "documentlink.given_at",
    "documentlink.until",
    "documentlink.most",
    "documentlink.revoked_at",
    "documentlinkday.id",
    "documentlinkday.link",
    "documentlinkday.on",
    "documentlinkday.times",
)

_WITH_IT = Ends(why="Kept as long as the document")
_IN_THE_FILE = "It says what the file says: whoever keeps the document decides on that"

HOLDINGS: tuple[Holding, ...] = (
    Holding(
        "version",
        "Files added to documents",
        By.PERSON,
        "added_by",
        {"added_by": blanked(None)},
        _WITH_IT,
        shows=("document", "file_name", "added_at"),
    ),
    Holding(
        "version",
        "Files whose name holds this one",
        By.MENTIONS,
        "",
        {"file_name": SCRUBBED},
        _WITH_IT,
        shows=("document",),
    ),
    Holding(
        "document",
        "Documents by this author",
        By.NAME,
        "author",
        {"author": blanked()},
        _WITH_IT,
        shows=("title",),
    ),
    Holding(
        "searchtext",
        "Words of files, kept so that they are found",
        By.NOBODY,
        "",
        {"body": stays(_IN_THE_FILE), "body_words": stays(_IN_THE_FILE)},
        _WITH_IT,
    ),
    Holding(
        "documentlink",
        "Links to documents, given to people without an account",
        By.ACCOUNT,
        "given_by",
        {"given_by": GOES, "label": GOES},
        Ends(job="documents.forget_links"),
        shows=("document", "given_at", "until"),
    ),
    Holding(
        "documentlink",
        "Links to documents, made for this name or address",
        By.MENTIONS,
        "",
        {"label": SCRUBBED},
        Ends(job="documents.forget_links"),
        shows=("document", "given_at", "until"),
    ),
)

_OF_DOCUMENT = Whose(body="document__owner", area="document__area")
CONTROLLERS = {
    "document": Whose(body="owner", area="area"),
    "version": _OF_DOCUMENT,
    "searchtext": _OF_DOCUMENT,
    "documentlink": _OF_DOCUMENT,
}
ESTATES = (
    Estate(
        "document",
        "owner",
        "Documents",
        moves=True,
        duty="Nothing in the library is deleted: it may be what figures rest on",
    ),
)
