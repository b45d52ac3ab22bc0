"""Organisations as tables to take away."""

from collections.abc import Iterable
from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _

from trellis.kernel.exports import csv_response
from trellis.organisations.queries import Listed


def organisations_csv(rows: Iterable[Listed], *, area_slug: str, today: date) -> HttpResponse:
    """What the list shows, in its order, public facts only."""
    header = [
        _("Organisation"),
        _("Kind"),
        _("Places"),
        _("What it does"),
        _("Last edited on"),
        _("Closed on"),
    ]
    lines = (
        [
            row.name,
            row.kind,
            "; ".join(row.places),
            row.about,
            row.edited_on.isoformat(),
            row.closed_on.isoformat() if row.closed_on else "",
        ]
        for row in rows
    )
    return csv_response(f"organisations-{area_slug}-{today.isoformat()}", header, lines)
