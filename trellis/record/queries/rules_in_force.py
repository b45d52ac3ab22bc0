"""Which rule shares out what happened on a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from trellis.record.models import ShareRule


@dataclass(frozen=True)
class Rules:
    """The rules of some kinds, in the order in which they came to hold."""

    by_kind: dict[int, list[ShareRule]]

    def on(self, service_type_id: int, day: date) -> ShareRule | None:
        """The one agreed last of those that hold from that day or before; None: none was agreed,
        and all of it is the lead’s."""
        held = [one for one in self.by_kind.get(service_type_id, []) if one.valid_from <= day]
        return held[-1] if held else None


def rules_of(service_type_ids: Collection[int]) -> Rules:
    """One query."""
    found: dict[int, list[ShareRule]] = {}
    for row in ShareRule.objects.filter(service_type__in=service_type_ids):
        found.setdefault(row.service_type_id, []).append(row)
    return Rules(found)
