"""Numbers and days as people write them: `£1,200`, `75 %`, `1.5k`, `1 April 2026`, `01/04/26`."""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Final

_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_TIMES: Final = {"": 1, "k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000}
# Commas and spaces only where they part thousands: `1,5` is no number anybody agrees on.
_NUMBER: Final = re.compile(
    r"(?P<minus>[-−–]?)\s*(?P<figures>\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+|(?=\.))"
    r"(?P<rest>\.\d+)?\s*(?P<times>k|thousand|m|million)?"
)
_NUMERIC_DAY: Final = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4}|\d{2})")
_ISO_DAY: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WORDED_DAY: Final = re.compile(
    r"(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -]([a-z]{3,9})\.?,?[ -](\d{4}|\d{2})"
)
_EARLIEST_YEAR: Final = 1000


class NotReadableError(ValueError):
    """What was typed is no number or no day."""


class NoSuchDayError(NotReadableError):
    """A day that no calendar has, such as 31/02/2026."""


def number(typed: str, *, signs: tuple[str, ...] = ()) -> Decimal:
    """The number; `signs` are what may stand before or after it: a currency, a unit, `%`.

    Raises NotReadableError.
    """
    text = _squeezed(typed)
    for sign in sorted((one.casefold() for one in signs if one), key=len, reverse=True):
        text = re.sub(rf"^([-−–]?)\s*{re.escape(sign)}", r"\1", text).removesuffix(sign).strip()
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise NotReadableError(typed)
    figures = re.sub(r"[, ]", "", found["figures"]) + (found["rest"] or "")
    value = Decimal(figures) * _TIMES[found["times"] or ""]
    return -value if found["minus"] else value


def day(typed: str) -> date:
    """The day, day before month as in Britain; of two figures a year up to 68 is of this century.

    Raises NoSuchDayError for a day that no calendar has, NotReadableError for anything else.
    """
    text = _squeezed(typed)
    if iso := _ISO_DAY.fullmatch(text):
        return _day(typed, int(iso[1]), int(iso[2]), int(iso[3]))
    if numeric := _NUMERIC_DAY.fullmatch(text):
        return _day(typed, _year(numeric[3]), int(numeric[2]), int(numeric[1]))
    worded = _WORDED_DAY.fullmatch(text)
    if worded is None:
        raise NotReadableError(typed)
    months = [place for place, name in enumerate(_MONTHS, 1) if name.startswith(worded[2])]
    if len(months) != 1:
        raise NotReadableError(typed)
    return _day(typed, _year(worded[3]), months[0], int(worded[1]))


def _squeezed(typed: str) -> str:
    """Wide figures and odd spaces made plain, one space at a time, small letters."""
    return " ".join(unicodedata.normalize("NFKC", typed).casefold().split())


def _year(figures: str) -> int:
    year = int(figures)
    return year if len(figures) == 4 else year + (2000 if year <= 68 else 1900)


def _day(typed: str, year: int, month: int, of_month: int) -> date:
    if year < _EARLIEST_YEAR:
        raise NotReadableError(typed)
    try:
        return date(year, month, of_month)
    except ValueError as fault:
        raise NoSuchDayError(typed) from fault
