"""Finding organisations."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from trellis.kernel.capabilities import Capability
from trellis.kernel.http import Request, about_record
from trellis.kernel.limits import DOWNLOADS
from trellis.kernel.throttles import rationed
from trellis.organisations import exports, queries
from trellis.organisations.forms.lists import FilterForm, page_from, search_from
from trellis.organisations.queries.choices import area_of, kinds, place_choices
from trellis.organisations.rules.vocabularies import COMMUNITIES, INTERESTS
from trellis.places import queries as places


@dataclass(frozen=True)
class Choice:
    """One box to tick."""

    value: str
    words: str
    chosen: bool


@require_GET
def organisations(request: Request) -> HttpResponse:
    area = chosen_area(request)
    search, place_list = _asked(request, area)
    found = queries.find(request.viewer, search, page=page_from(request.GET))
    return render(
        request,
        "organisations/list.html",
        {
            "area": area,
            "other_areas": [other for other in places.areas(request.viewer) if other.id != area.id],
            "search": search,
            "found": found,
            "groups": _groups(search),
            "form": _form(search, place_list),
            "is_narrowed": _is_narrowed(search),
            "is_filtered": search != queries.Search(area.id, words=search.words),
            "clear_url": f"{reverse('organisations:list')}?area={area.slug}",
            "download_url": f"{reverse('organisations:download')}?{_as_asked(request, area)}",
            "may_register": _may_register(request, area),
        },
    )


@require_GET
@rationed("download", *DOWNLOADS)
def download(request: Request) -> HttpResponse:
    area = chosen_area(request)
    search, _place_list = _asked(request, area)
    rows = queries.find_all(request.viewer, search)
    return exports.organisations_csv(rows, area_slug=area.slug, today=request.today)


def chosen_area(request: Request) -> places.Area:
    """The area that was asked for, else the viewer's own, else the first."""
    areas = places.areas(request.viewer)
    if slug := request.GET.get("area"):
        areas = [area for area in areas if area.slug == slug]
    elif own := area_of(request.viewer):
        areas = [area for area in areas if area.id == own]
    if not areas:
        raise Http404
    about_record(request, areas[0].slug, areas[0].standing)
    return areas[0]


def _asked(request: Request, area: places.Area) -> tuple[queries.Search, list[tuple[int, str]]]:
    place_list = place_choices(area.id, request.today)
    known = [pk for pk, _words in place_list]
    return search_from(request.GET, area_id=area.id, places=known), place_list


def _form(search: queries.Search, place_list: list[tuple[int, str]]) -> FilterForm:
    shown = {
        "q": search.words,
        "place": search.places[0] if search.places else "",
        "sort": search.sort,
        "closed": search.closed_too,
    }
    return FilterForm(initial=shown, places=place_list)


def _groups(search: queries.Search) -> list[dict[str, Any]]:
    """The groups of boxes: alternatives within each, all groups together."""
    groups = [
        ("kind", _("Kind"), kinds(), search.kinds),
        ("interest", _("What it is about"), list(INTERESTS.items()), search.interests),
        ("community", _("Whom it serves"), list(COMMUNITIES.items()), search.communities),
    ]
    return [
        {
            "name": name,
            "legend": legend,
            "is_open": bool(chosen),
            "choices": [Choice(code, _(words), code in chosen) for code, words in choices],
        }
        for name, legend, choices, chosen in groups
    ]


def _is_narrowed(search: queries.Search) -> bool:
    return bool(
        search.words or search.kinds or search.places or search.interests or search.communities
    )


def _as_asked(request: Request, area: places.Area) -> str:
    asked = request.GET.copy()
    asked.pop("page", None)
    asked["area"] = area.slug
    return asked.urlencode()


def _may_register(request: Request, area: places.Area) -> bool:
    return area.standing != "documented" and request.viewer.holds(Capability.ORGANISATION_REGISTER)
