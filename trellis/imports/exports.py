"""Lines to take away and put right."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from trellis.imports import words
from trellis.imports.queries import IntakeFacts, RowFacts


def problem_table(
    found: IntakeFacts, rows: Sequence[RowFacts]
) -> tuple[list[str], list[list[object]]]:
    """The headings of the file with two more before them, and the lines as they stand in it."""
    headings = [
        heading or _("Column %(number)d") % {"number": number}
        for number, heading in enumerate(found.facts.get("headings", []), start=1)
    ]
    header = [_("Line"), _("What is wrong"), *headings]
    return header, [[row.line, _wrong(found, row), *row.cells] for row in rows]


def _wrong(found: IntakeFacts, row: RowFacts) -> str:
    if not row.problems:
        return _("Left out")
    said = [words.problem(one, found.shape) for one in row.problems]
    return " ".join(f"{one.what} {one.remedy}" for one in said)
