"""Adding a document, saying something else of it, adding a version."""

import contextlib
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trellis.documents import actions, queries
from trellis.documents.actions.files import take_in
from trellis.documents.forms.entry import KEEPERS, AddForm, DetailsForm, VersionForm
from trellis.documents.rules.details import changed_fields
from trellis.documents.views.library import chosen_area, may_add
from trellis.kernel.acts import AlreadyDoneError
from trellis.kernel.http import Request, about_record
from trellis.places import queries as places


@require_http_methods(["GET", "POST"])
def add(request: Request) -> HttpResponse:
    area = chosen_area(request)
    if not may_add(request, area):
        raise PermissionDenied
    owners = queries.owners_to_add_for(request.viewer, area.id)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = AddForm(*sent, owners=owners, area=area.name)
    if form.is_valid():
        return _add(request, area, form)
    owner = owners[0][1] if len(owners) == 1 else ""
    return render(request, "documents/add.html", {"area": area, "owner": owner, "form": form})


def _add(request: Request, area: places.Area, form: AddForm) -> HttpResponse:
    given = form.cleaned_data
    try:
        row = actions.add_document(
            area_id=area.id,
            owner_id=given["owner"],
            details=form.details(),
            file=take_in(given["file"]),
            readers=_readers(given["readers"], given["owner"]),
            once=given["once"],
            by=request.viewer,
            now=request.now,
        )
    except AlreadyDoneError:
        return redirect(f"{reverse('documents:list')}?area={area.slug}")
    messages.success(request, _("“%(title)s” is in the library.") % {"title": row.title})
    return redirect("documents:record", row.pk)


def _readers(chosen: str, owner_id: int) -> list[actions.Reader]:
    if chosen == KEEPERS:
        return []
    return [actions.Reader(chosen, owner_id if chosen == "organisation" else None)]


@require_http_methods(["GET", "POST"])
def edit(request: Request, document_id: int) -> HttpResponse:
    row = queries.document(request.viewer, document_id, "edit")
    about_record(request, row.area.slug, row.area.standing)
    details = queries.details_of(row)
    sent = request.POST if request.method == "POST" else None
    form = DetailsForm(sent, shown=details, initial={"seen": row.edition})
    context: dict[str, Any] = {"document": row}
    if form.is_valid():
        try:
            return _edit(request, document_id, form)
        except actions.EditedMeanwhileError as meanwhile:
            form, context["theirs"] = _lay_beside(request, form, meanwhile)
    return render(request, "documents/edit.html", {**context, "form": form})


def _edit(request: Request, document_id: int, form: DetailsForm) -> HttpResponse:
    with contextlib.suppress(AlreadyDoneError):
        actions.edit_document(
            document_id=document_id,
            details=form.details(),
            seen=form.cleaned_data["seen"] or 0,
            once=form.cleaned_data["once"],
            by=request.viewer,
            now=request.now,
        )
    return redirect("documents:record", document_id)


def _lay_beside(
    request: Request, form: DetailsForm, meanwhile: actions.EditedMeanwhileError
) -> tuple[DetailsForm, list[tuple[str, str]]]:
    """What was typed, in a form that now replaces what somebody else has written meanwhile; and
    what that is, by the label of its field."""
    theirs = meanwhile.now_in_record
    sent = request.POST.copy()
    sent["seen"] = str(meanwhile.edition)
    sent["once"] = ""
    differing = [name for name in changed_fields(form.details(), theirs) if name in form.fields]
    shown = DetailsForm(initial={}, shown=theirs)
    return DetailsForm(sent, shown=theirs), [
        (str(form.fields[name].label), str(shown.initial[name] or "–")) for name in differing
    ]


@require_http_methods(["GET", "POST"])
def add_version(request: Request, document_id: int) -> HttpResponse:
    row = queries.document(request.viewer, document_id, "edit")
    about_record(request, row.area.slug, row.area.standing)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = VersionForm(*sent)
    if form.is_valid():
        return _add_version(request, document_id, form)
    return render(request, "documents/add_version.html", {"document": row, "form": form})


def _add_version(request: Request, document_id: int, form: VersionForm) -> HttpResponse:
    try:
        version = actions.add_version(
            document_id=document_id,
            file=take_in(form.cleaned_data["file"]),
            changes=form.cleaned_data["changes"],
            once=form.cleaned_data["once"],
            by=request.viewer,
            now=request.now,
        )
    except AlreadyDoneError:
        return redirect("documents:record", document_id)
    messages.success(request, _("Version %(number)s is added.") % {"number": version.number})
    return redirect("documents:record", document_id)
