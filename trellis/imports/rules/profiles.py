"""What a column holds, counted while it is read once through and never kept whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from trellis.imports.rules.writing import is_ambiguous_day
from trellis.kernel.imports import ImportField, Kind

MOST_DISTINCT: Final = 10_000


@dataclass
class Profile:
    """Of one field: how many rows fill it, how many values it has (counted up to `MOST_DISTINCT`),
    the least and the greatest, and how many days an American would read otherwise."""

    filled: int = 0
    wrong: int = 0
    ambiguous: int = 0
    least: Any = None
    greatest: Any = None
    _seen: set[Any] = field(default_factory=set)

    def add(self, value: Any, text: str, kind: Kind) -> None:
        self.filled += 1
        if len(self._seen) <= MOST_DISTINCT:
            self._seen.add(value)
        if isinstance(value, date | Decimal):
            self.least = value if self.least is None else min(self.least, value)
            self.greatest = value if self.greatest is None else max(self.greatest, value)
        if kind == Kind.DATE:
            self.ambiguous += is_ambiguous_day(text)

    def as_plain(self) -> dict[str, Any]:
        return {
            "filled": self.filled,
            "wrong": self.wrong,
            "ambiguous": self.ambiguous,
            "distinct": len(self._seen),
            "least": "" if self.least is None else str(self.least),
            "greatest": "" if self.greatest is None else str(self.greatest),
        }


class Profiles:
    """Of all the fields that have a column."""

    def __init__(self, fields: Sequence[ImportField]) -> None:
        self._fields = fields
        self._of = {one.name: Profile() for one in fields}

    def add(self, values: Mapping[str, Any], texts: Mapping[str, str], wrong: set[str]) -> None:
        for one in self._fields:
            if one.name in wrong:
                self._of[one.name].wrong += 1
            elif values.get(one.name) is not None:
                self._of[one.name].add(values[one.name], texts.get(one.name, ""), one.kind)

    def as_plain(self) -> dict[str, dict[str, Any]]:
        return {name: profile.as_plain() for name, profile in self._of.items()}
