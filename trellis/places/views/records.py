"""Looking places up."""

from dataclasses import dataclass, field
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from trellis.kernel.capabilities import Capability
from trellis.kernel.http import Request, about_record
from trellis.places import queries, words
from trellis.places.forms.looking import PostcodeForm
from trellis.places.queries import Area, Figure, Node
from trellis.places.views.drawing import Drawn, draw

FINE_KINDS = frozenset({"ward", "parish", "neighbourhood"})


@dataclass
class Branch:
    """A place of a tree as it is listed."""

    node: Node
    branches: list["Branch"] = field(default_factory=list)


@require_safe
def areas(request: Request) -> HttpResponse:
    """Every area with its tree, down to the districts, and where a postcode is."""
    form = PostcodeForm(request.GET if "postcode" in request.GET else None)
    found = None
    if form.is_bound and form.is_valid():
        found = queries.locate(request.viewer, form.cleaned_data["postcode"])
    shown = queries.areas(request.viewer)
    context = {
        "trees": [(area, _coarse(area.id, request)) for area in shown],
        "may_import": ids_to_import(request),
        "may_begin": Capability.PLATFORM_MANAGE in request.viewer.everywhere,
        "form": form,
        "found": found,
        "slugs": {area.id: area.slug for area in shown},
    }
    return render(request, "places/areas.html", context)


@require_safe
def place(request: Request, area: str, code: str) -> HttpResponse:
    """One place: what is known of it, what lies in it, what it was before."""
    root = queries.area(area)
    here = queries.place(request.viewer, area, code)
    about_record(request, root.slug, root.standing)
    figures = queries.figures(here.id)
    on = here.shown_on(request.today)
    inside = queries.children(here.id, on=on)
    context = {
        "area": root,
        "place": here,
        "crumbs": crumbs_to(root, here),
        "figures": [(one, words.amount(one.value)) for one in _by_measure(figures)],
        "people": _people([one for one in figures if one.on_date <= request.today]),
        "inside": inside,
        "versions": queries.versions(here.id),
        "map": _map(root, here, on, has_children=bool(inside)),
        "may_keep": queries.may_keep(request.viewer, here.id),
        "may_import": root.id in ids_to_import(request),
        "may_close": _may_close(request, root, here),
        "form": PostcodeForm(),
    }
    return render(request, "places/place.html", context)


def _coarse(area_id: int, request: Request) -> list[Branch]:
    """What lies in an area. Wards would fill the page; they stand on the page of their district."""
    root, *below = queries.tree(area_id, on=request.today)
    branches = {root.id: Branch(root)}
    for node in below:
        above = branches.get(node.parent_id or 0)
        if above and node.kind not in FINE_KINDS:
            branches[node.id] = branch = Branch(node)
            above.branches.append(branch)
    return branches[root.id].branches


def ids_to_import(request: Request) -> set[int]:
    if not request.viewer.holds(Capability.PLACES_IMPORT):
        return set()
    return {area.id for area in queries.areas_that(request.viewer, "edit")}


def _may_close(request: Request, root: Area, here: Node) -> bool:
    """A record in use becomes history; an example never does."""
    is_in_use = here.parent_id is None and root.standing == "live"
    return is_in_use and Capability.PLATFORM_MANAGE in request.viewer.everywhere


def crumbs_to(root: Area, here: Node, url: str = "") -> list[dict[str, str]]:
    """The way down to a place; with a link to it where the page is another."""
    above = [
        {"label": one.name, "url": reverse("places:place", args=[root.slug, one.code])}
        for one in queries.ancestors(here.id)
    ]
    first = {"label": _("Places"), "url": reverse("places:areas")}
    return [first, *above, {"label": here.name, "url": url}]


def _by_measure(figures: list[Figure]) -> list[Figure]:
    """People first, each measure's newest before its older ones."""
    order = list(words.MEASURES)
    return sorted(figures, key=lambda one: order.index(one.measure))


def _people(figures: list[Figure]) -> str:
    newest = queries.newest_by_measure(figures).get("population")
    return words.amount(newest.value) if newest else ""


def _map(root: Area, here: Node, on: date, *, has_children: bool) -> Drawn | None:
    """What lies in the place; for one in which nothing lies, the place among its neighbours."""
    people = queries.populations(root.id, on)
    if has_children:
        found = queries.map_of_children(here.id, on=on)
        return draw(found, people, title=_("What lies in %(name)s") % {"name": here.name})
    found = queries.map_of_neighbours(here.id, on=on)
    return draw(found, people, title=_("Where %(name)s lies") % {"name": here.name})
