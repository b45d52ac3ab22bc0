"""What can be wrong with a file, as codes; `places.words` puts them into sentences."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final

KEPT: Final = 100  # problems shown; the counts still say how many there are


class Wrong(StrEnum):
    """Why a file, or a part of it, cannot be taken as it is."""

    TOO_LARGE = "too_large"
    EMPTY = "empty"
    GONE = "gone"
    CANNOT_BE_SHAPED = "cannot_be_shaped"
    NOT_TEXT = "not_text"
    NOT_JSON = "not_json"
    TOO_DEEP = "too_deep"
    TOO_MANY = "too_many"
    NOT_FEATURES = "not_features"
    NO_CODES = "no_codes"
    OTHER_GRID = "other_grid"
    NOT_AN_AREA = "not_an_area"
    NO_SHAPE = "no_shape"
    BAD_POINT = "bad_point"
    SWAPPED = "swapped"
    SHORT_RING = "short_ring"
    NO_CODE = "no_code"
    UNKNOWN_CODE = "unknown_code"
    NO_COLUMN = "no_column"
    NOT_A_POSTCODE = "not_a_postcode"
    NOT_A_NUMBER = "not_a_number"
    OUTSIDE = "outside"
    BAD_CODE = "bad_code"
    SHORT_ROW = "short_row"


class FileRefusedError(Exception):
    """Nothing of the file can be used. `value` says what it was about, where that helps."""

    def __init__(self, wrong: Wrong, value: str = "") -> None:
        super().__init__(wrong)
        self.wrong, self.value = wrong, value


@dataclass(frozen=True)
class Problem:
    """`line` counts from 1: the line of a table, or the number of a feature. `column` is the
    name of the column or property; `value` what stood there, cut short."""

    wrong: str
    line: int
    column: str = ""
    value: str = ""

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "value": self.value[:60], "column": self.column[:60]}
