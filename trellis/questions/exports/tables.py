"""Counts as tables to take away: the very numbers of the pages. What is kept back there is kept
back here, and says so in a column of its own, so that every count stays a number."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from trellis.questions.queries import Across, Results, ToldApart
from trellis.questions.words import per_cent

Row = list[object]


def results_table(found: Results) -> tuple[list[str], list[Row]]:
    """One line for each answer offered; n and who was asked stand in each."""
    header = [
        _("Question"),
        _("Answer"),
        _("Count"),
        _("Share"),
        _("n"),
        _("Answered the survey"),
        _("Were asked"),
        _("Response rate"),
        _("State"),
    ]
    about = [found.returned.responses, found.returned.asked, per_cent(found.returned.rate)]
    rows: list[Row] = []
    for one in found.counted:
        rows += [
            [one.text, line.text, line.count, per_cent(line.share.per_cent), one.n, *about, _SHOWN]
            for line in one.lines
        ]
        if numbers := one.figures:
            rows += [
                [one.text, words, value, None, numbers.n, *about, _SHOWN]
                for words, value in (
                    (_("Sum"), numbers.total),
                    (_("Mean"), numbers.mean),
                    (_("Median"), numbers.median),
                )
            ]
        elif not one.lines:
            did = _("attached a file") if one.is_file else _("wrote something")
            rows.append([one.text, did, one.n, None, one.n, *about, _SHOWN])
    for asked in found.equality:
        rows += [
            [asked.text, words, count, None, asked.n, *about, _state(count)]
            for words, count in asked.lines
        ]
    return header, rows


_SHOWN, _KEPT_BACK = "shown", "suppressed"


def _state(count: int | None) -> str:
    return _KEPT_BACK if count is None else _SHOWN


def across_table(told: ToldApart) -> tuple[list[str], list[Row]]:
    """One line for each cell; with the margins, whose row or column is “all”."""
    header = [told.by, told.text, _("Count"), _("State")]
    return header, [row for table in told.tables for row in _cells(table)]


def _cells(across: Across) -> Iterator[Row]:
    if across.table is None:
        return
    none, every = _("no answer"), _("all")
    columns = [column or none for column in across.columns]
    for words, counts, total in across.lines:
        for column, count in zip(columns, counts, strict=True):
            yield [words or none, column, count, _state(count)]
        yield [words or none, every, total, _SHOWN]
    for column, total in zip(columns, across.table.column_totals, strict=True):
        yield [every, column, total, _SHOWN]
    yield [every, every, across.table.total, _SHOWN]
