"""A return to fill in without a connection: a spreadsheet whose columns the imports know."""

import io
from typing import Any

import xlsxwriter
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _

from trellis.kernel.exports import cell
from trellis.performance.queries import ReturnLine, ReturnReport
from trellis.performance.rules.codes import STATES_OF, IndicatorKind
from trellis.performance.words import STATES, amount, span_words

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDTHS = (10, 44, 18, 26, 24, 14, 12, 12, 16, 14, 50, 26, 34)
_TO_FILL = (6, 7, 8, 9, 10, 11, 12)


def return_sheet(report: ReturnReport) -> bytes:
    """One row for each figure that is not given yet; what is to be filled in stands to the right.
    A row left empty is said to be so when the table comes back: it is never taken for a nought."""
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(out, options)
    page = book.add_worksheet(_("Figures"))
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    free = book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#FFF9E0"})
    for across, words in enumerate(_headings()):
        page.set_column(across, across, _WIDTHS[across])
        page.write_string(0, across, words, head)
    lines = [one for one in report.lines if not one.owing.is_recorded]
    for down, one in enumerate(lines, start=1):
        _write_row(page, down, one, report, (body, free))
    book.close()
    return out.getvalue()


def _headings() -> list[str]:
    return [
        _("Indicator"), _("What is counted"), _("Place"), _("Provider"), _("Period"),
        _("Last time"), _("Figure"), _("How many"), _("Out of how many"), _("Reached on"),
        _("In words"), _("What is known"), _("Why the earlier figure is replaced"),
    ]  # fmt: skip


def _write_row(
    page: Any, down: int, one: ReturnLine, report: ReturnReport, looks: tuple[Any, Any]
) -> None:
    line, (body, free) = one.line, looks
    before = ""
    if line.before and line.before.value is not None:
        indicator = line.indicator
        before = amount(line.before.value, indicator.kind, indicator.unit, indicator.decimals)
    told = (
        str(one.owing.number), line.indicator.title, line.place_name, report.provider_name,
        span_words(one.owing.span), before,
    )  # fmt: skip
    for across, words in enumerate(told):
        page.write_string(down, across, str(cell(words)), body)
    asked = _ASKED[line.indicator.kind]
    for across in _TO_FILL:
        page.write_blank(down, across, None, free if across in asked else body)
    states = [capfirst(str(STATES[state])) for state in STATES_OF[line.indicator.kind]]
    page.data_validation(down, 11, down, 11, {"validate": "list", "source": states})


# Which columns fit each kind; what is known, and words, fit all.
_ASKED = {
    IndicatorKind.NUMBER: (6, 10, 11),
    IndicatorKind.MONEY: (6, 10, 11),
    IndicatorKind.PERCENTAGE: (6, 7, 8, 10, 11),
    IndicatorKind.MILESTONE: (9, 10, 11),
    IndicatorKind.NARRATIVE: (10, 11),
}


def sheet_name(report: ReturnReport) -> str:
    return f"{slugify(f'{report.provider_name} {report.round.span.code}')}.xlsx"
