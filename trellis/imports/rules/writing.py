"""Numbers and days as people write them."""

import re
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from trellis.imports.rules.problems import Cell
from trellis.kernel.imports import WrongCellError

# How people say that they do not know; the cell is then as good as empty.
NOTHING: Final = frozenset(
    {"", "-", "–", "—", "n/a", "na", "n.a.", "none", "nil", "null", "not known", "unknown", "?",
     "tbc", "not applicable", "#n/a", "."}
)  # fmt: skip
_ABOUT: Final = re.compile(r"^(approx(imately)?\.?|about|circa|c\.?|ca\.?|~|around)\s*(?=[\d£(+-])")
_GROUPED: Final = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?|\d{1,3}( \d{3})+(\.\d+)?")
_PLAIN: Final = re.compile(r"\d+(\.\d*)?|\.\d+")
_SHORT: Final = {"k": 1_000, "m": 1_000_000, "thousand": 1_000, "million": 1_000_000}
_SUFFIX: Final = re.compile(r"\s*(k|m|thousand|million)$")
_LONGEST: Final = 40
_MONTHS: Final = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip
_YEAR_FIRST: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})([t ]\d\d:\d\d.*)?")
_WEEKDAY: Final = r"(?:[a-z]{3,9}\.?,? )?"
_DAY_FIRST: Final = re.compile(
    _WEEKDAY + r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})( \d\d:\d\d.*)?"
)
_NAMED: Final = re.compile(
    _WEEKDAY + r"(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -](\d{4}|\d{2})"
)
_NO_YEAR: Final = re.compile(_WEEKDAY + r"(\d{1,2})[-/. ](\d{1,2})")
_NAMED_NO_YEAR: Final = re.compile(_WEEKDAY + r"(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?")
_MONTH_FIRST: Final = re.compile(r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_NO_DAY: Final = re.compile(r"[a-z]{3,9}[ -]\d{2,4}|\d{1,2}/\d{4}|\d{4}")
_SERIAL: Final = re.compile(r"[1-9]\d{4}(\.0+)?")


def is_nothing(text: str) -> bool:
    return text.strip().casefold() in NOTHING


def read_number(text: str) -> Decimal:
    """`1,234.5`, `£1.2m`, `(300)`, `about 40`, `12%`. Raises WrongCellError."""
    plain = text.strip().casefold().replace("\u00a0", " ").replace("−", "-").rstrip("*†")
    if len(plain) > _LONGEST:
        raise WrongCellError(Cell.NOT_A_NUMBER)
    plain = re.sub(r"^(£|gbp)\s*|\s*(%|gbp)$", "", _ABOUT.sub("", plain)).strip()
    negative = plain.startswith("-") or (plain.startswith("(") and plain.endswith(")"))
    plain = re.sub(r"^[+-]?\s*£?\s*", "", plain.strip("()")).strip()
    suffix = _SUFFIX.search(plain)
    times = _SHORT[suffix[1]] if suffix else 1
    value = Decimal(_digits(plain[: suffix.start()] if suffix else plain)) * times
    return -value if negative else value


def _digits(text: str) -> str:
    if _GROUPED.fullmatch(text):
        return text.replace(",", "").replace(" ", "")
    if _PLAIN.fullmatch(text):
        return text
    if re.fullmatch(r"[\d.,' ]*\d[\d.,' ]*", text):
        raise WrongCellError(Cell.DOUBTFUL_NUMBER)
    raise WrongCellError(Cell.NOT_A_NUMBER)


def read_day(text: str, near: date | None = None) -> date:
    """The day, British order: 03/04/2026 is 3 April. Where it says no year, the one nearest to
    `near`, if there is such. Raises WrongCellError."""
    plain = " ".join(text.strip().casefold().split())[:_LONGEST]
    if found := _YEAR_FIRST.fullmatch(plain):
        return _day(found[1], found[2], found[3])
    if found := _DAY_FIRST.fullmatch(plain):
        if int(found[2]) > 12 and int(found[1]) <= 12:
            raise WrongCellError(Cell.AMERICAN_DATE)
        return _day(found[3], found[2], found[1])
    if found := _NAMED.fullmatch(plain):
        return _day(found[3], _month(found[2]), found[1])
    if found := _MONTH_FIRST.fullmatch(plain):
        return _day(found[3], _month(found[1]), found[2])
    if near is not None and (found := _NO_YEAR.fullmatch(plain) or _NAMED_NO_YEAR.fullmatch(plain)):
        return _nearest(found[1], found[2], near)
    if _SERIAL.fullmatch(plain):  # a day that lost its format: the count of a spreadsheet
        return date(1899, 12, 30) + timedelta(days=int(plain[:5]))
    raise WrongCellError(Cell.NO_DAY if _NO_DAY.fullmatch(plain) else Cell.NOT_A_DATE)


def is_ambiguous_day(text: str) -> bool:
    """Whether somebody in America would read another day."""
    found = _DAY_FIRST.fullmatch(text.strip().casefold())
    return bool(found) and int(found[1]) <= 12 and int(found[2]) <= 12 and found[1] != found[2]  # type: ignore[index]


def _day(year: str, month: str, day: str) -> date:
    full = int(year) + (0 if len(year) == 4 else 2000 if int(year) < 70 else 1900)
    try:
        return date(full, int(month), int(day))
    except ValueError as fault:
        raise WrongCellError(Cell.NO_SUCH_DAY) from fault


def _nearest(day: str, month: str, near: date) -> date:
    """29 February is there in some of the years only."""
    found, number = [], month if month.isdecimal() else _month(month)
    for year in (near.year - 1, near.year, near.year + 1):
        with suppress(WrongCellError):
            found.append(_day(str(year), number, day))
    if not found:
        raise WrongCellError(Cell.NO_SUCH_DAY)
    return min(found, key=lambda one: abs(one - near))


def _month(word: str) -> str:
    if word[:3] not in _MONTHS:
        raise WrongCellError(Cell.NOT_A_DATE)
    return str(_MONTHS.index(word[:3]) + 1)
