"""Everything that changes documents. Files are taken in first, with `files.take_in`: nobody who
writes waits for a disk."""

from trellis.documents.actions.audience import Reader, Swap, change_audience, follow_record
from trellis.documents.actions.files import TakenIn
from trellis.documents.actions.files import take_in as take_in
from trellis.documents.actions.links import (
    forget_links,
    give_link,
    revoke_link,
    take_by_link,
)
from trellis.documents.actions.reading import keep_text
from trellis.documents.actions.records import (
    Behind,
    EditedMeanwhileError,
    OtherAreaError,
    add_document,
    add_version,
    edit_document,
    load_documents,
    move_behind,
    restore_document,
    withdraw_document,
)
from trellis.documents.actions.refused import note_infected
from trellis.documents.rules.details import Details

__all__ = [
    "Behind",
    "Details",
    "EditedMeanwhileError",
    "OtherAreaError",
    "Reader",
    "Swap",
    "TakenIn",
    "add_document",
    "add_version",
    "change_audience",
    "edit_document",
    "follow_record",
    "forget_links",
    "give_link",
    "keep_text",
    "load_documents",
    "move_behind",
    "note_infected",
    "restore_document",
    "revoke_link",
    "take_by_link",
    "withdraw_document",
]
