"""The personal fields of this room. What stands in a document's file, nobody can declare: its
audience and its keepers answer for that."""

from trellis.kernel.privacy import Basis, PersonalField

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
    "audience.id",
    "audience.document",
    "audience.kind",
    "audience.organisation",
    "audience.role",
    "audience.place",
    "audience.capability",
)
