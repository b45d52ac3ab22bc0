"""Keeping the tree: beginning an area, adding and renaming places, figures, what became of them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trellis.kernel.capabilities import Capability
from trellis.kernel.forms import Edited
from trellis.kernel.http import Request, about_record
from trellis.places import actions, queries
from trellis.places.forms.keeping import (
    AreaForm,
    FigureForm,
    HistoryForm,
    NameForm,
    PlaceForm,
    SuccessorForm,
)
from trellis.places.queries import Area, Node
from trellis.places.views.records import crumbs_to, ids_to_import


def _sent(request: Request) -> QueryDict | None:
    """What was sent; nothing at all is a form sent empty, not a form yet to be shown."""
    return request.POST if request.method == "POST" else None


def _kept(request: Request, area: str, code: str) -> tuple[Area, Node]:
    root = queries.area(area)
    about_record(request, root.slug, root.standing)
    return root, queries.place_to_keep(request.viewer, area, code)


def _page(root: Area, here: Node, title: str, **more: Any) -> dict[str, Any]:
    url = reverse("places:place", args=[root.slug, here.code])
    crumbs = [*crumbs_to(root, here, url), {"label": title, "url": ""}]
    return {"area": root, "place": here, "crumbs": crumbs, "cancel_url": url, **more}


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: Request) -> HttpResponse:
    """Begin an area: the root of a record of its own."""
    if Capability.PLATFORM_MANAGE not in request.viewer.everywhere:
        raise PermissionDenied
    request.standing = "live"  # it is of no record yet, so no label fits
    form = AreaForm(_sent(request))
    if form.is_valid() and form.carry_out(
        lambda: actions.begin_area(by=request.viewer, now=request.now, **form.cleaned_data)
    ):
        words = _("%(name)s has begun. Add the places in it, or bring their boundaries.")
        messages.success(request, words % {"name": form.cleaned_data["name"]})
        return redirect("places:place", form.cleaned_data["slug"], form.cleaned_data["code"])
    return render(request, "places/begin.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request, area: str, code: str) -> HttpResponse:
    """One more place in a place."""
    root, here = _kept(request, area, code)
    initial = {"kind": request.GET.get("kind", "")}  # of the one just added: its like often follow
    form = PlaceForm(_sent(request), parent=here, initial=initial)
    if form.is_valid() and form.carry_out(
        lambda: actions.add_place(
            parent_id=here.id, by=request.viewer, now=request.now, **form.cleaned_data
        )
    ):
        words = _("%(name)s is added. Add another, or open one of those there are.")
        messages.success(request, words % {"name": form.cleaned_data["name"]})
        url = reverse("places:add", args=[area, code])
        return redirect(f"{url}?kind={form.cleaned_data['kind']}")
    on = here.shown_on(request.today)
    inside = queries.children(here.id, on=on)
    may_import = root.id in ids_to_import(request)
    context = _page(root, here, _("Add a place"), form=form, inside=inside, may_import=may_import)
    return render(request, "places/add.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: Request, area: str, code: str) -> HttpResponse:
    """Another name for the same place."""
    root, here = _kept(request, area, code)
    form = NameForm(_sent(request), initial={"name": here.name, "seen": here.name})
    edited = form.edit(
        lambda: actions.rename_place(
            place_id=here.id, by=request.viewer, now=request.now, **form.cleaned_data
        ),
        in_record={"name": here.name},
        mark=here.name,
    )
    if edited.is_done:
        messages.success(request, _("It is called that now, everywhere."))
        return redirect("places:place", area, code)
    context = _page(root, here, _("Correct its name"), form=form, edited=edited)
    return render(request, "places/rename.html", context, status=edited.status)


@require_http_methods(["GET", "HEAD", "POST"])
def record_figure(request: Request, area: str, code: str) -> HttpResponse:
    """A dated number about a place."""
    root, here = _kept(request, area, code)
    form = FigureForm(_sent(request))
    if form.is_valid() and form.carry_out(
        lambda: actions.record_figure(
            place_id=here.id, by=request.viewer, now=request.now, **form.cleaned_data
        )
    ):
        messages.success(request, _("The figure stands with its source. Earlier ones stay."))
        return redirect("places:place", area, code)
    context = _page(root, here, _("Record a figure"), form=form)
    return render(request, "places/figure.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def succeed(request: Request, area: str, code: str) -> HttpResponse:
    """Which place took over from this one when boundaries changed."""
    root, here = _kept(request, area, code)
    if here.parent_id is None:
        raise Http404  # an area is the record itself: nothing follows it in its own tree
    form = SuccessorForm(
        _sent(request), others=queries.of_its_kind(root.id, here), initial={"on": here.closed_on}
    )
    edited = _succeeded(request, here, form)
    if edited.is_done:
        messages.success(request, _("It is recorded on both places."))
        return redirect("places:place", area, code)
    versions = queries.versions(here.id)
    context = _page(root, here, _("What became of it"), form=form, edited=edited, versions=versions)
    return render(request, "places/succeed.html", context, status=edited.status)


def _succeeded(request: Request, here: Node, form: SuccessorForm) -> Edited:
    """Which two places meet, and so what is recorded of them, is known only once it is sent."""
    if not form.is_valid():
        return Edited(is_done=False)
    facts = form.facts()
    mark, share = queries.share_of(here.id, facts["successor_id"], facts["on"])
    return form.edit(
        lambda: actions.record_succession(
            predecessor_id=here.id, by=request.viewer, now=request.now, **facts
        ),
        in_record={"share": share},
        mark=mark,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: Request, area: str, code: str) -> HttpResponse:
    """Say what it means to make a record history, and do it."""
    root, here = _kept(request, area, code)
    if Capability.PLATFORM_MANAGE not in request.viewer.everywhere:
        raise PermissionDenied
    if here.parent_id is not None:
        raise Http404
    form = HistoryForm(_sent(request))
    if form.is_valid() and form.carry_out(
        lambda: actions.close_area(
            area_id=root.id, by=request.viewer, now=request.now, **form.cleaned_data
        )
    ):
        messages.success(request, _("The record is history. Everybody can read it."))
        return redirect("places:place", area, code)
    context = _page(root, here, _("Make it history"), form=form)
    return render(request, "places/close.html", context)
