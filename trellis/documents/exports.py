"""The library as a table to take away."""

from collections.abc import Iterable
from datetime import date

from django.http import HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from trellis.documents.queries import Listed
from trellis.kernel.exports import csv_response


def documents_csv(rows: Iterable[Listed], *, area_slug: str, today: date) -> HttpResponse:
    header = [
        _("Title"),
        _("Kind"),
        _("Whose"),
        _("Date of the document"),
        _("File"),
        _("Held elsewhere"),
        _("Tags"),
        _("Last changed"),
    ]
    lines = (
        (
            row.title,
            capfirst(row.kind),
            row.owner,
            row.dated,
            row.file,
            row.held_at,
            ", ".join(row.tags),
            row.changed_on.isoformat(),
        )
        for row in rows
    )
    return csv_response(f"documents-{area_slug}-{today.isoformat()}", header, lines)
