"""Periods as people write them in their tables."""

import re
from datetime import date
from typing import Final

from trellis.kernel.periods import Span, SpanKind, financial_year, month, span_from_code

_MONTHS: Final = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip
_FULL: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_CODE: Final = re.compile(r"\d{4}-(q[1-4]|fy|\d\d)")
# A month that a spreadsheet has made a day of.
_FIRST_DAY: Final = re.compile(r"(\d{4})-(\d\d)-01([t ]00:00(:00)?)?|01/(\d\d)/(\d{4})")
_ONE: Final = re.compile(r"([a-z]+)\.?[ -]*(\d{4}|\d{2})")
_SEVERAL: Final = re.compile(r"([a-z]+)\.? ?(\d{4})? ?(?:to|-|–|until) ?([a-z]+)\.? (\d{4})")
_YEAR: Final = re.compile(r"(\d{4}) ?/ ?(\d{4}|\d{2})")
_QUARTER: Final = re.compile(r"(?:q|quarter )([1-4]),? (\d{4}/\d{2,4})|(\d{4}/\d{2,4}),? q([1-4])")
_IN_BRACKETS: Final = re.compile(r" ?\([^)]*\)$")


def span_written(text: str) -> Span:
    """`2026-Q2`, `Q2 2026/27`, `July to September 2026 (Q2 2026/27)`, `July 2026`, `2026/27`.

    ValueError for what is none, and for what may mean two: the second quarter of 2026 by itself
    is another in the financial year than in the calendar.
    """
    plain = _IN_BRACKETS.sub("", " ".join(text.casefold().replace("—", "-").split()))
    if _CODE.fullmatch(plain):
        return span_from_code(plain.upper())
    if found := _FIRST_DAY.fullmatch(plain):
        return month(date(int(found[1] or found[6]), int(found[2] or found[5]), 1))
    if found := _YEAR.fullmatch(plain):
        return _year(found[1], found[2])
    if found := _QUARTER.fullmatch(plain):
        year, _slash, after = (found[2] or found[3]).partition("/")
        return span_from_code(f"{_year(year, after).start.year}-Q{found[1] or found[4]}")
    if found := _SEVERAL.fullmatch(plain):
        last = _month(found[3], found[4])
        return _whole(Span(_month(found[1], found[2] or found[4]).start, last.end))
    if found := _ONE.fullmatch(plain):
        return _month(found[1], found[2])
    raise ValueError(text)


def _year(first: str, second: str) -> Span:
    if int(second[-2:]) != (int(first) + 1) % 100:
        raise ValueError(f"{first}/{second}")
    return financial_year(date(int(first), 4, 1))


def _month(name: str, year: str) -> Span:
    if name not in _FULL and not (name[:3] in _MONTHS and len(name) <= 4):
        raise ValueError(name)
    return month(date(int(year) + (2000 if len(year) == 2 else 0), _MONTHS.index(name[:3]) + 1, 1))


def _whole(span: Span) -> Span:
    if span.kind is SpanKind.OTHER:
        raise ValueError(str(span))
    return span
