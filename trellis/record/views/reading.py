"""What was done, counted: pages that anybody may read."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from trellis.kernel.http import Request, about_record
from trellis.kernel.periods import Span, financial_year, quarter, span_from_code
from trellis.places import queries as places
from trellis.record import queries
from trellis.record.words import span_words

Crumbs = list[dict[str, str]]


def crumbs(area: places.Area, *more: tuple[str, str]) -> Crumbs:
    """From what was done in the area down; the last has no address."""
    first = (_("What was done in %(area)s") % {"area": area.name}, _url("area", area.slug))
    return [{"label": label, "url": url} for label, url in (first, *more)]


@require_safe
def areas(request: Request) -> HttpResponse:
    """Straight to the only area where there is only one that is lived in."""
    found = [one for one in places.areas(request.viewer) if one.standing != "documented"]
    if len(found) == 1:
        return redirect("record:area", found[0].slug)
    return render(request, "record/areas.html", {"areas": found})


@require_safe
def area(request: Request, area: str) -> HttpResponse:
    """The whole area, or one place of it (`?place=`), in a quarter or a year."""
    where = area_of(request, area)
    span = span_of(request, where)
    report = queries.report(where.id, span, code=place_of(request))
    context = in_time(request, where, span) | {
        "report": report,
        "crumbs": crumbs(where, (report.place.name, "")) if place_of(request) else [],
    }
    return render(request, "record/area.html", context)


@require_safe
def kind(request: Request, area: str, kind_id: int) -> HttpResponse:
    """One kind of thing: who did it, where, and whom it reached; in all the area or in a place."""
    where = area_of(request, area)
    span = span_of(request, where)
    row = queries.kind(where.id, kind_id)
    context = in_time(request, where, span) | {
        "report": queries.report(where.id, span, code=place_of(request), kind=row),
        "kind": row,
        "crumbs": crumbs(where, (row.name, "")),
    }
    return render(request, "record/kind.html", context)


def area_of(request: Request, slug: str) -> places.Area:
    where = places.area(slug)
    about_record(request, where.slug, where.standing)
    return where


def place_of(request: Request) -> str:
    """The code of the place asked for; empty for the whole area."""
    return request.GET.get("place", "")


def span_of(request: Request, where: places.Area) -> Span:
    """The quarter or year asked for; the newest quarter of which anything is recorded."""
    if code := request.GET.get("period", ""):
        try:
            return span_from_code(code)
        except (ValueError, OverflowError):
            raise Http404 from None
    held = queries.spans(where.id)
    return held[0] if held else quarter(request.today)


def in_time(request: Request, where: places.Area, span: Span) -> dict[str, Any]:
    """What every page of figures says of its time, and of the others there are."""
    held = queries.spans(where.id)
    there = {"place": place_of(request)} if place_of(request) else {}
    years = {financial_year(one.start) for one in held}
    shown = sorted({*held, *years, span}, key=lambda one: (one.end, one.start), reverse=True)
    return {
        "area": where,
        "span": span,
        "period_words": span_words(span),
        "periods": [
            {
                "label": span_words(one),
                "url": f"?{urlencode({'period': one.code} | there)}",
                "current": one == span,
            }
            for one in shown
        ],
        "suffix": f"?period={span.code}",
        "records": request.viewer.is_signed_in
        and bool(queries.recorders(request.viewer, where.id)),
    }


def _url(name: str, *args: object) -> str:
    return reverse(f"record:{name}", args=args)
