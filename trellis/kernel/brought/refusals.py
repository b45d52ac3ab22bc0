"""Why a file is not taken in; `words` says it with the remedy."""

from enum import StrEnum, auto


class Wrong(StrEnum):
    EMPTY = auto()
    TOO_LARGE = auto()
    WEB_PAGE = auto()
    PROGRAM = auto()
    MACROS = auto()
    OLD_OFFICE = auto()
    LOCKED = auto()
    ARCHIVE = auto()
    TOO_MUCH_INSIDE = auto()
    DAMAGED = auto()
    UNKNOWN = auto()


class FileRefusedError(Exception):
    def __init__(self, wrong: Wrong) -> None:
        super().__init__(wrong)
        self.wrong = wrong
