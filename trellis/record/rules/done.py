"""One thing that was done, as its form or its row says it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from trellis.record.rules.shares import Party, Role


class AgeBand(StrEnum):
    """How old somebody is, as broadly as any figure asks."""

    UNKNOWN = ""
    UNDER_16 = "under_16"
    TO_24 = "to_24"
    TO_64 = "to_64"
    OVER_64 = "over_64"


@dataclass(frozen=True)
class Done:
    """What was done, as its form or its row has it.

    `parties` are who took part, exactly one of them leading. `person` is what the service knows
    the person by: it is hashed at once, and stored nowhere. `place_id` is the area itself for
    what was done county-wide. `quantity` counts in the unit of its kind; `minutes` and `pence` are
    of the whole of it.
    """

    service_type_id: int
    on: date
    place_id: int
    parties: Sequence[Party]
    organisation_id: int | None = None
    person: str = ""
    token_id: int | None = None  # of somebody it was for already
    age_band: str = ""
    title: str = ""
    quantity: int = 1
    minutes: int | None = None
    pence: int | None = None
    tag_ids: Collection[int] = field(default=())
    source: str = ""
    natural_key: str = ""

    @property
    def lead_id(self) -> int:
        return next(one.provider_id for one in self.parties if one.role is Role.LEAD)

    @property
    def bodies(self) -> set[int]:
        """Whoever is named in it, whom it was for among them."""
        named = {one.provider_id for one in self.parties}
        return named | {self.organisation_id} if self.organisation_id else named


@dataclass(frozen=True)
class Outcome:
    """An outcome of an area, that activities can serve; `code` is its own within the area."""

    area_id: int
    code: str
    name: str
