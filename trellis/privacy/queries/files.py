"""The whole of one person's data as one file: readable in a browser, and by machines."""

import json
import zipfile
from datetime import date, datetime
from typing import Any, BinaryIO, Final

from django.conf import settings
from django.http import Http404
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from trellis.kernel import files, holdings
from trellis.kernel.viewer import Viewer
from trellis.privacy.lifecycle import Stage
from trellis.privacy.models import Request
from trellis.privacy.policy import REQUEST
from trellis.privacy.queries.controllers import Controllers, Standing, with_controllers
from trellis.privacy.queries.holdings import subject_of

FOLDER: Final = "privacy"
NAME: Final = "your-data.zip"


def write_file(viewer: Viewer, request_id: int, out: BinaryIO, *, now: datetime) -> None:
    """A ZIP with `your-data.html` and `your-data.json`: every room's rows about the person, with
    why each field is kept, for how long, and who decides over each row. For the system, which
    works for whoever answers."""
    row = REQUEST.get(viewer, Request.objects.select_related("area"), "work", pk=request_id)
    parts = _parts(viewer, row.person_id)
    made = timezone.localtime(now)
    facts = {
        "partnership": settings.TRELLIS_PARTNERSHIP,
        "area": row.area.name,
        "parts": parts,
    }
    page = render_to_string("privacy/file.html", {**facts, "made": made})
    plain = {**facts, "made": made.isoformat(timespec="minutes")}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("your-data.html", page)
        archive.writestr("your-data.json", json.dumps(plain, ensure_ascii=False, indent=1))


def _parts(viewer: Viewer, person_id: int) -> list[dict[str, Any]]:
    """By room, each kind of row there is; what is kept and empty is left out."""
    subject = subject_of(viewer, person_id, takes_name=False)
    controllers, found = Controllers(), []
    for held in holdings.declared():
        there = with_controllers(held, holdings.rows(held, subject), controllers)
        rows = [{**holdings.said(held, row), **_decides(standing)} for row, standing in there]
        if rows:
            found.append(
                {
                    "title": held.holding.words,
                    "rows": rows,
                    "fields": [
                        {
                            "field": held.label(name),
                            "purpose": field.purpose,
                            "basis": field.basis.value.replace("_", " "),
                            "kept": field.kept,
                        }
                        for name, field in held.fields.items()
                        if name in held.holding.fates
                    ],
                }
            )
    return found


def _decides(standing: Standing) -> dict[str, str]:
    """Who decides over a row, and who did before."""
    before = [f"{body.name} ({_('until')} {on:%Y-%m-%d})" for body, on in standing.before]
    told = {str(_("Who decides over it")): standing.now.name}
    return {**told, str(_("Who did before")): "; ".join(before)} if before else told


def file_of(viewer: Viewer, request_id: int, *, today: date) -> BinaryIO:
    """The file, for the person it is about, once it was sent and while its days last."""
    row = REQUEST.get(viewer, Request.objects.all(), "fetch", pk=request_id)
    if not can_fetch(row, today):
        raise Http404
    try:
        return files.opened(FOLDER, row.digest)
    except FileNotFoundError as fault:
        raise Http404 from fault


def can_fetch(row: Request, today: date) -> bool:
    is_sent = row.stage == Stage.ANSWERED and bool(row.digest)
    return is_sent and row.file_until is not None and today <= row.file_until
