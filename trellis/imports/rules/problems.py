"""What can be wrong with a file or a cell, as codes; `imports.words` puts them into sentences."""

from enum import StrEnum
from typing import Final

MOST_BYTES: Final = 20_000_000
MOST_UNPACKED: Final = 200_000_000
MOST_RATIO: Final = 100
MOST_PARTS: Final = 2_000
MOST_ROWS: Final = 500_000
MOST_COLUMNS: Final = 200
MOST_LETTERS: Final = 10_000  # of one cell


class Wrong(StrEnum):
    """Why a file cannot be taken as it is."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_WIDE = "too_wide"
    TOO_TANGLED = "too_tangled"
    LONG_CELL = "long_cell"
    NOT_A_TABLE = "not_a_table"
    NOT_TEXT = "not_text"
    OLD_OR_LOCKED = "old_or_locked"
    BROKEN = "broken"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    TOO_MANY_PARTS = "too_many_parts"
    STRANGE_PARTS = "strange_parts"
    ENTITIES = "entities"
    NO_SHEET = "no_sheet"
    NO_ROWS = "no_rows"
    GONE = "gone"
    FAULT = "fault"
    NOT_ALLOWED = "not_allowed"


class Cell(StrEnum):
    """Why a cell or a row cannot be taken as it is; a shape adds codes of its own."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    NOT_A_NUMBER = "not_a_number"
    DOUBTFUL_NUMBER = "doubtful_number"
    NOT_A_DATE = "not_a_date"
    AMERICAN_DATE = "american_date"
    NO_SUCH_DAY = "no_such_day"
    NO_DAY = "no_day"
    NOT_A_CHOICE = "not_a_choice"
    NOT_YES_OR_NO = "not_yes_or_no"
    SHEET_FAULT = "sheet_fault"
    CONTROL_SIGNS = "control_signs"
    TWICE = "twice"


class FileRefusedError(Exception):
    """Nothing of the file can be used. `value` says what it was about, where that helps."""

    def __init__(self, wrong: Wrong, value: str = "") -> None:
        super().__init__(wrong)
        self.wrong, self.value = wrong, value
