"""Who pays whom: pages that anybody may read."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from trellis.funding import queries
from trellis.funding.words import quarter_words, quarters_words
from trellis.kernel.http import Request, about_record
from trellis.places import queries as places

Crumbs = list[dict[str, str]]


def crumbs(area: str, name: str, *more: tuple[str, str]) -> Crumbs:
    """From the agreements of the area down; the last has no address."""
    first = (_("Funding in %(area)s") % {"area": name}, reverse("funding:area", args=[area]))
    return [{"label": label, "url": url} for label, url in (first, *more)]


@require_safe
def areas(request: Request) -> HttpResponse:
    """Straight to the only area where there is only one."""
    found = queries.areas(request.viewer, request.today)
    if len(found) == 1:
        return redirect("funding:area", found[0].area.slug)
    return render(request, "funding/areas.html", {"areas": found})


@require_safe
def area(request: Request, area: str) -> HttpResponse:
    """The chains of an area, and who pays in."""
    where = places.area(area)
    about_record(request, where.slug, where.standing)
    found = queries.chains(request.viewer, where.id, request.today)
    context = {
        "area": where,
        "chains": [one for one in found if not one.is_over],
        "over": [one for one in found if one.is_over],
        "paid_in": queries.paid_in(where.id, request.today),
        "may_begin": queries.may_begin(request.viewer, where),
    }
    return render(request, "funding/area.html", context)


@require_safe
def agreement(request: Request, area: str, paid_id: int) -> HttpResponse:
    """One agreement, with what stands above and under it."""
    found = queries.agreement_page(request.viewer, area, paid_id, request.today)
    one = found.agreement
    about_record(request, one.area_slug, one.area_standing)
    context = {
        "page": found,
        "one": one,
        "crumbs": crumbs(one.area_slug, one.area_name, (one.title, "")),
    }
    return render(request, "funding/agreement.html", context)


@require_safe
def done(request: Request, area: str, paid_id: int) -> HttpResponse:
    """What its provider did in its time (`?period=` one quarter), inside and outside of it."""
    code = request.GET.get("period", "")
    found = queries.done_page(request.viewer, area, paid_id, code, request.today)
    one = found.agreement
    about_record(request, one.area_slug, one.area_standing)
    here = reverse("funding:agreement", args=[one.area_slug, one.id])
    title = _("What was done in its time")
    context = {
        "page": found,
        "one": one,
        "period_words": period_words(found),
        "crumbs": crumbs(one.area_slug, one.area_name, (one.title, here), (title, "")),
    }
    return render(request, "funding/done.html", context)


def period_words(found: queries.DonePage) -> str:
    if found.span is None:
        return ""
    return quarter_words(found.chosen) if found.chosen else quarters_words(found.span)
