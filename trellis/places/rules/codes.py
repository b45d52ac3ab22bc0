"""What the official codes of the United Kingdom's geography say about a place.

Source: the ONS code history and register of geographic codes: a letter for the country, two
digits for the kind of area, six for the area.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

_FORM = re.compile(r"[EWSN][0-9]{8}")


class Kind(StrEnum):
    """The codes of `Place.Kind`, finest first, as far as files speak of them."""

    NEIGHBOURHOOD = "neighbourhood"
    PARISH = "parish"
    WARD = "ward"
    DISTRICT = "district"
    UNITARY = "unitary"
    COUNTY = "county"
    SUBREGION = "subregion"
    OTHER = "other"

    @property
    def fineness(self) -> int:
        """0 for the finest."""
        return list(Kind).index(self)


_KINDS: Final[Mapping[str, Kind]] = {
    **dict.fromkeys(("E00", "E01", "E02", "W00", "W01", "W02"), Kind.NEIGHBOURHOOD),
    **dict.fromkeys(("S00", "S01", "S02", "N00", "N20", "N21"), Kind.NEIGHBOURHOOD),
    **dict.fromkeys(("E04", "W04"), Kind.PARISH),
    **dict.fromkeys(("E05", "W05", "S13", "N08", "N10"), Kind.WARD),
    **dict.fromkeys(("E07", "E08", "E09", "N09"), Kind.DISTRICT),
    **dict.fromkeys(("E06", "W06", "S12"), Kind.UNITARY),
    **dict.fromkeys(("E10", "E11"), Kind.COUNTY),
    **dict.fromkeys(("E12", "E47"), Kind.SUBREGION),
}


def is_official(code: str) -> bool:
    """Whether it has the form of an official code."""
    return bool(_FORM.fullmatch(code))


def kind_of(code: str) -> Kind | None:
    """The kind of area that an official code stands for; None where it is another or none."""
    return _KINDS.get(code[:3]) if is_official(code) else None
