"""What cells are kept by: the kinds of an area, and beside them its outcomes and issues."""

from dataclasses import dataclass
from typing import Final, TypeAlias

from trellis.record.models import Cell, TagCell

AnyCell: TypeAlias = "Cell | TagCell"


@dataclass(frozen=True)
class Subjects:
    """Where cells of these subjects are kept, and which contributions belong to one of them:
    for a statement written out, and as a lookup of the ORM."""

    model: type[Cell] | type[TagCell]
    table: str
    field: str
    contributed: str
    looked_up: str

    @property
    def column(self) -> str:
        return f"{self.field}_id"


KINDS: Final = Subjects(
    model=Cell,
    table="record_cell",
    field="service_type",
    contributed="record_contribution part WHERE part.service_type_id = %s",
    looked_up="service_type",
)
TAGS: Final = Subjects(
    model=TagCell,
    table="record_tagcell",
    field="tag",
    contributed=(
        "record_tagged JOIN record_split ON record_split.activity_id = record_tagged.activity_id "
        "JOIN record_contribution part ON part.split_id = record_split.id "
        "WHERE record_tagged.tag_id = %s"
    ),
    looked_up="split__activity__tagged__tag",
)
