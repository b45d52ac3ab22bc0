"""A report to take away, in four forms."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from trellis.kernel.http import Request
from trellis.kernel.limits import DOWNLOADS
from trellis.kernel.throttles import rationed
from trellis.performance import exports, queries
from trellis.performance.views.asked import Asked, contents, looked_back, page


@require_safe
@rationed("download", *DOWNLOADS)
def download(request: Request, slug: str, form: str) -> HttpResponse:
    """The report of the period, place and day in the query, as a file in the form asked for. What
    is wrong with a day is said on the page where it can be put right."""
    if form not in exports.FORMS:
        raise Http404
    found = looked_back(request, slug)
    if found.day_refused:
        said = reverse("performance:downloads", args=[slug])
        return redirect(f"{said}?{request.GET.urlencode()}")
    name, media_type, data = exports.make(_gathered(request, found), form)
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def downloads(request: Request, slug: str) -> HttpResponse:
    """The forms there are, for the whole area and for each place in it."""
    found = looked_back(request, slug)
    report = queries.place_report(
        request.viewer, found.facts, found.span, today=request.today, known_at=found.known_at
    )
    area_url = reverse("performance:area", args=[slug]) + found.suffix
    crumbs = [(found.facts.short_title, area_url), (_("Take it with you"), "")]
    inside = [
        {"name": place.name, "code": place.code, "offers": _offers(found, place.code)}
        for place in report.inside
    ]
    return render(
        request,
        "performance/downloads.html",
        page(
            found,
            crumbs,
            whole=_offers(found),
            inside=inside,
            contents=contents(found, "downloads"),
        ),
    )


def _offers(found: Asked, code: str = "") -> list[dict[str, str]]:
    """What each form is called and good for, and where it is got: of a place by its code."""
    told = [
        ("pdf", _("PDF"), _("PDF to read and print"), _("A few pages, tagged for screen readers.")),
        ("xlsx", _("XLSX"), _("Spreadsheet (XLSX)"), _("A table a sheet, with notes; for Excel.")),
        ("ods", _("ODS"), _("Spreadsheet (ODS)"), _("The same sheets; for LibreOffice.")),
        (
            "csv",
            _("CSV"),
            _("Tidy CSV with its description"),
            _("A zip for statistics programs: a row for each figure, every column explained."),
        ),
    ]
    place = "&" + urlencode({"place": code}) if code else ""
    return [
        {
            "short": short,
            "label": label,
            "about": about,
            "url": reverse("performance:download", args=[found.facts.slug, form])
            + found.suffix
            + place,
        }
        for form, short, label, about in told
    ]


def _gathered(request: Request, found: Asked) -> exports.Pack:
    return exports.gather(
        request.viewer,
        found.facts,
        found.span,
        now=request.now,
        today=request.today,
        code=request.GET.get("place", ""),
        known_at=found.known_at,
    )
