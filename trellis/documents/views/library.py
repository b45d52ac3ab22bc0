"""The library and the record of one document."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from trellis.documents import exports, queries
from trellis.documents.forms.lists import FilterForm, page_from, search_from
from trellis.documents.queries import Search
from trellis.kernel.brought.words import TYPES
from trellis.kernel.http import Request, about_record
from trellis.kernel.limits import DOWNLOADS
from trellis.kernel.throttles import rationed
from trellis.places import queries as places

Choices = list[tuple[Any, str]]


@dataclass(frozen=True)
class Choice:
    """One box to tick."""

    value: str
    words: str
    chosen: bool


@require_GET
def documents(request: Request) -> HttpResponse:
    area = chosen_area(request)
    search, form = _asked(request, area)
    return render(
        request,
        "documents/list.html",
        {
            "area": area,
            "other_areas": [other for other in places.areas(request.viewer) if other.id != area.id],
            "search": search,
            "found": queries.find(request.viewer, search, page=page_from(request.GET)),
            "groups": _groups(search),
            "form": form,
            "is_narrowed": search != Search(area.id, sort=search.sort),
            "is_filtered": search != Search(area.id, words=search.words),
            "clear_url": f"{reverse('documents:list')}?area={area.slug}",
            "download_url": f"{reverse('documents:download')}?{_as_asked(request, area)}",
            "may_add": may_add(request, area),
        },
    )


@require_GET
@rationed("download", *DOWNLOADS)
def download(request: Request) -> HttpResponse:
    area = chosen_area(request)
    search, _form = _asked(request, area)
    rows = queries.find_all(request.viewer, search)
    return exports.documents_csv(rows, area_slug=area.slug, today=request.today)


@require_GET
def record(request: Request, document_id: int) -> HttpResponse:
    shown = queries.record(request.viewer, document_id)
    about_record(request, shown.area_slug, shown.standing)
    return render(request, "documents/record.html", {"record": shown})


def chosen_area(request: Request) -> places.Area:
    """The area that was asked for, else one where the viewer has a role, else the first."""
    areas = places.areas(request.viewer)
    if slug := request.GET.get("area"):
        areas = [area for area in areas if area.slug == slug]
    elif request.viewer.areas:
        areas = [area for area in areas if area.id in request.viewer.areas]
    if not areas:
        raise Http404
    about_record(request, areas[0].slug, areas[0].standing)
    return areas[0]


def may_add(request: Request, area: places.Area) -> bool:
    is_open = area.standing != "documented"
    return is_open and bool(queries.owners_to_add_for(request.viewer, area.id))


def _asked(request: Request, area: places.Area) -> tuple[Search, FilterForm]:
    tags = queries.tags_of(request.viewer, area.id)
    owners = queries.owners_of(request.viewer, area.id)
    search = search_from(
        request.GET,
        area_id=area.id,
        owners=[pk for pk, _name in owners],
        tags=[folded for folded, _word in tags],
    )
    shown = {"q": search.words, "owner": search.owner_id, "tag": search.tag, "sort": search.sort}
    return search, FilterForm(initial=shown, owners=owners, tags=tags)


def _groups(search: Search) -> list[dict[str, Any]]:
    """The groups of boxes: alternatives within each, all groups together."""
    types = [(str(code), str(words)) for code, words in TYPES.items()]
    groups: list[tuple[str, str, Choices, tuple[str, ...]]] = [
        ("kind", _("What it is"), queries.kinds(), search.kinds),
        ("type", _("Kind of file"), types, search.types),
    ]
    return [
        {
            "name": name,
            "legend": legend,
            "is_open": bool(chosen),
            "choices": [Choice(code, words, code in chosen) for code, words in choices],
        }
        for name, legend, choices, chosen in groups
    ]


def _as_asked(request: Request, area: places.Area) -> str:
    asked = request.GET.copy()
    asked.pop("page", None)
    asked["area"] = area.slug
    return asked.urlencode()
