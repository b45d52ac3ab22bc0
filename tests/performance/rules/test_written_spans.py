"""Periods as people write them."""

import pytest

from trellis.performance.rules.written_spans import span_written


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026-Q2", "2026-Q2"),
        ("Q2 2026/27", "2026-Q2"),
        ("2026/27 q4", "2026-Q4"),
        ("Quarter 1, 2026/2027", "2026-Q1"),
        ("July to September 2026", "2026-Q2"),
        ("July to September 2026 (Q2 2026/27)", "2026-Q2"),
        ("Jul - Sep 2026", "2026-Q2"),
        ("January–March 2027", "2026-Q4"),
        ("April 2026 to March 2027", "2026-FY"),
        ("2026/27", "2026-FY"),
        ("2026-FY", "2026-FY"),
        ("July 2026", "2026-07"),
        ("Sept 2026", "2026-09"),
        ("Jul-26", "2026-07"),
        ("2026-07", "2026-07"),
        ("2026-07-01", "2026-07"),
        ("01/07/2026", "2026-07"),
    ],
)
def test_is_read(text: str, code: str) -> None:
    assert span_written(text).code == code


@pytest.mark.parametrize(
    "text",
    ["", "Q2 2026", "2026", "2026/28", "2026-13", "July to August 2026", "Julember 2026",
     "September to July 2026", "2026-07-02", "Q5 2026/27", "summer", "0000-Q1", "9999-Q4",
     "0000/01", "9999/00"],
)  # fmt: skip
def test_is_not_guessed(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        span_written(text)
