"""A report to take away, in four forms."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from trellis.kernel.http import Request
from trellis.performance import exports, queries
from trellis.performance.views.asked import Asked, asked, contents, page


@require_safe
def download(request: Request, slug: str, form: str) -> HttpResponse:
    """The report of the period, place and day in the query, as a file in the form asked for."""
    if form not in exports.FORMS:
        raise Http404
    name, media_type, data = exports.make(_gathered(request, asked(request, slug)), form)
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def downloads(request: Request, slug: str) -> HttpResponse:
    """The forms there are, for the whole area and for each place in it."""
    found = asked(request, slug)
    report = queries.place_report(
        request.viewer, found.facts, found.span, today=request.today, known_at=found.known_at
    )
    area_url = reverse("performance:area", args=[slug]) + found.suffix
    crumbs = [(found.facts.short_title, area_url), (_("Take it with you"), "")]
    return render(
        request,
        "performance/downloads.html",
        page(
            found,
            crumbs,
            report=report,
            contents=contents(found, "downloads"),
        ),
    )


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
