"""The record of processing: to read, and as a table to take away."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from trellis.kernel.exports import csv_response
from trellis.kernel.http import Request
from trellis.kernel.limits import DOWNLOADS
from trellis.kernel.privacy import Category, Ends, Whose
from trellis.kernel.throttles import rationed
from trellis.privacy import queries, words
from trellis.privacy.queries import RegisterLine


@require_safe
@login_required
def register(request: Request) -> HttpResponse:
    request.standing = "live"  # it is about every record there is
    found = queries.register(request.viewer)
    rooms = [(words.ROOM.get(room, room), [_told(line) for line in lines])
             for room, lines in found]  # fmt: skip
    return render(request, "privacy/register.html", {"rooms": rooms})


@require_safe
@login_required
@rationed("download", *DOWNLOADS)
def download(request: Request) -> HttpResponse:
    """Every field, one line each."""
    lines = [line for _room, lines in queries.register(request.viewer) for line in lines]
    header = [
        _("Field"),
        _("What"),
        _("Purpose"),
        _("Lawful basis"),
        _("Category"),
        _("Condition"),
        _("Kept"),
        _("What ends it"),
        _("On erasure"),
        _("Found by"),
        _("Who decides"),
    ]
    rows = [
        [
            f"{line.room}.{line.code}",
            told["words"],
            line.purpose,
            told["basis"],
            told["category"],
            line.condition,
            line.kept,
            "; ".join(told["ends"]),
            "; ".join(told["endings"]),
            "; ".join(told["found_by"]),
            told["whose"],
        ]
        for line, told in ((line, _told(line)) for line in lines)
    ]
    return csv_response("record-of-processing", header, rows)


def _told(line: RegisterLine) -> dict[str, Any]:
    """A line of the register in words."""
    return {
        "words": line.words,
        "purpose": line.purpose,
        "basis": str(words.BASIS[line.basis]),
        "category": str(words.CATEGORY[line.category]),
        "is_ordinary": line.category is Category.ORDINARY,
        "condition": line.condition,
        "kept": line.kept,
        "ends": [_ends(ends, since) for ends, since in line.ends],
        "endings": [f"{words.ENDING[end]}. {why}" if why else str(words.ENDING[end])
                    for end, why in line.endings],
        "found_by": [str(words.FOUND_BY[by]) for by in line.found_by],
        "whose": _whose(line.whose),
    }  # fmt: skip


def _whose(whose: Whose) -> str:
    """The first of them that there is."""
    if whose.body and whose.area:
        return _("%(body)s; where there is none, %(area)s") % words.WHOSE
    return str(words.WHOSE["body" if whose.body else "area" if whose.area else "platform"])


def _ends(ends: Ends, since: str) -> str:
    if ends.job:
        return _("A job takes it (%(job)s)") % {"job": ends.job}
    if ends.since:
        said = _("The retention run, %(years)d years after: %(since)s")
        return said % {"years": ends.years, "since": since.lower()}
    return ends.why
