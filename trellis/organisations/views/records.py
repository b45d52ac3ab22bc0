"""One organisation: its page, its closing, its relations."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from trellis.kernel.acts import AlreadyDoneError
from trellis.kernel.http import Request, about_record
from trellis.organisations import actions, queries
from trellis.organisations.forms.lists import WordsForm
from trellis.organisations.forms.people import CloseForm, RelateForm, WhyForm
from trellis.organisations.queries import PublicRecord


@require_GET
def record(request: Request, organisation_id: int) -> HttpResponse:
    shown = queries.public_record(request.viewer, organisation_id)
    about_record(request, shown.area_slug, shown.standing)
    kept = queries.kept_record(request.viewer, organisation_id)
    return render(request, "organisations/record.html", {"record": shown, "kept": kept})


@require_http_methods(["GET", "POST"])
def close(request: Request, organisation_id: int) -> HttpResponse:
    row = queries.organisation(request.viewer, organisation_id, "edit")
    about_record(request, row.area.slug, row.area.standing)
    form = CloseForm(request.POST or None, today=request.today)
    if request.method == "POST" and form.is_valid():
        _close(request, organisation_id, form)
        messages.success(request, _("%(name)s is shown as closed.") % {"name": row.name})
        return redirect("organisations:record", organisation_id)
    return render(request, "organisations/close.html", {"organisation": row, "form": form})


def _close(request: Request, organisation_id: int, form: CloseForm) -> None:
    try:
        actions.close_organisation(
            organisation_id=organisation_id,
            closed_on=form.cleaned_data["closed_on"],
            why=form.cleaned_data["why"],
            once=form.cleaned_data["once"],
            by=request.viewer,
            now=request.now,
        )
    except AlreadyDoneError:
        return


@require_http_methods(["GET", "POST"])
def reopen(request: Request, organisation_id: int) -> HttpResponse:
    row = queries.organisation(request.viewer, organisation_id, "edit")
    about_record(request, row.area.slug, row.area.standing)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _reopen(request, organisation_id, form)
        messages.success(request, _("%(name)s is shown as active.") % {"name": row.name})
        return redirect("organisations:record", organisation_id)
    return render(request, "organisations/reopen.html", {"organisation": row, "form": form})


def _reopen(request: Request, organisation_id: int, form: WhyForm) -> None:
    try:
        actions.reopen_organisation(
            organisation_id=organisation_id,
            why=form.cleaned_data["why"],
            once=form.cleaned_data["once"],
            by=request.viewer,
            now=request.now,
        )
    except AlreadyDoneError:
        return


@require_http_methods(["GET", "POST"])
def relate(request: Request, organisation_id: int) -> HttpResponse:
    """First find the other organisation, then say how the two stand."""
    row = queries.organisation(request.viewer, organisation_id, "edit")
    about_record(request, row.area.slug, row.area.standing)
    words = request.GET.get("q", "")[:120]
    others = queries.names_like(request.viewer, row.area_id, words) if words.strip() else {}
    others.pop(row.pk, None)
    form = RelateForm(request.POST or None, others=list(others.items()))
    if request.method == "POST" and form.is_valid():
        if _relate(request, organisation_id, form):
            return redirect("organisations:record", organisation_id)
        form.add_error("kind", _("Ask whoever keeps the other entry to say so there."))
    return render(
        request,
        "organisations/relate.html",
        {
            "organisation": row,
            "form": form,
            "find": WordsForm(initial={"q": words}),
            "words": words,
            "others": others,
        },
    )


def _relate(request: Request, organisation_id: int, form: RelateForm) -> bool:
    """Whether the viewer may say so; to send it twice is to say it once."""
    try:
        actions.relate_organisations(
            organisation_id=organisation_id,
            kind=form.cleaned_data["kind"],
            other_id=form.cleaned_data["other"],
            once=form.cleaned_data["once"],
            by=request.viewer,
            now=request.now,
        )
    except AlreadyDoneError:
        return True
    except PermissionDenied:
        return False
    return True


@require_http_methods(["GET", "POST"])
def unrelate(request: Request, organisation_id: int, relation_id: int) -> HttpResponse:
    row = queries.organisation(request.viewer, organisation_id, "edit")
    about_record(request, row.area.slug, row.area.standing)
    related = _own_relation(queries.public_record(request.viewer, row.pk), relation_id)
    if request.method == "POST":
        actions.unrelate_organisations(
            relation_id=relation_id,
            organisation_id=organisation_id,
            by=request.viewer,
            now=request.now,
        )
        return redirect("organisations:record", organisation_id)
    context = {"organisation": row, "related": related}
    return render(request, "organisations/unrelate.html", context)


def _own_relation(shown: PublicRecord, relation_id: int) -> object:
    for related in shown.related:
        if related.relation_id == relation_id:
            return related
    raise Http404
