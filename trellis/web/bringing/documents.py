"""Documents that are on record without a file: who wrote them, when, and where they are listed."""

from datetime import date

from trellis.documents import actions as documents
from trellis.documents.actions import Details
from trellis.web.bringing.files import Loaded, Row, rows

HELD_AT = "Listed in a document that the record is made from; no file of it is kept here"


def load_documents(loaded: Loaded) -> None:
    """Public, each with the paragraph that lists it; where there are none, nothing happens."""
    found = [_details(row) for row in rows(loaded.folder, "documents")]
    if found:
        area_id = loaded.places[loaded.about["area_code"]]
        documents.load_documents(area_id=area_id, many=found, by=loaded.by, now=loaded.now)


def _details(row: Row) -> Details:
    return Details(
        title=row["title"],
        kind=row["kind"],
        author=row["author"],
        dated=row["dated"],
        dated_on=date.fromisoformat(row["dated_on"]) if row["dated_on"] else None,
        tags=tuple(word.strip() for word in row["tags"].split(",") if word.strip()),
        held_at=HELD_AT,
        caution=row["caution"],
        source=row["source"],
    )
