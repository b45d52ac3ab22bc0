"""Who may see a document; withdrawing it and showing it again."""

import contextlib

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trellis.documents import actions, queries
from trellis.documents.forms.audience import AudienceForm
from trellis.documents.forms.entry import WithdrawForm
from trellis.documents.forms.lists import LONGEST_QUESTION
from trellis.kernel.acts import AlreadyDoneError
from trellis.kernel.forms import OnceForm
from trellis.kernel.http import Request, about_record
from trellis.organisations import queries as organisations


@require_http_methods(["GET", "POST"])
def audience(request: Request, document_id: int) -> HttpResponse:
    """Tick who may see it; another body is looked for first."""
    row = queries.document(request.viewer, document_id, "edit")
    about_record(request, row.area.slug, row.area.standing)
    record = queries.record(request.viewer, document_id)
    words = request.GET.get("q", "")[:LONGEST_QUESTION].replace("\0", "")
    bodies = organisations.names_like(request.viewer, row.area_id, words) if words.strip() else {}
    roles = organisations.roles_at(row.owner_id, request.today) if row.owner_id else ()
    form = AudienceForm(_sent(request), record=record, roles=roles, found=bodies)
    if form.is_valid():
        return _change_audience(request, document_id, form)
    context = {"record": record, "form": form, "words": words, "bodies": bodies}
    return render(request, "documents/audience.html", context)


def _change_audience(request: Request, document_id: int, form: AudienceForm) -> HttpResponse:
    with contextlib.suppress(AlreadyDoneError):
        actions.change_audience(
            document_id=document_id,
            readers=[actions.Reader(*row) for row in form.rows()],
            once=form.cleaned_data["once"],
            by=request.viewer,
            now=request.now,
        )
    return redirect("documents:record", document_id)


@require_http_methods(["GET", "POST"])
def withdraw(request: Request, document_id: int) -> HttpResponse:
    row = queries.document(request.viewer, document_id, "edit")
    about_record(request, row.area.slug, row.area.standing)
    form = WithdrawForm(_sent(request))
    if form.is_valid():
        with contextlib.suppress(AlreadyDoneError):
            actions.withdraw_document(
                document_id=document_id,
                why=form.cleaned_data["why"],
                once=form.cleaned_data["once"],
                by=request.viewer,
                now=request.now,
            )
        messages.success(request, _("“%(title)s” is withdrawn.") % {"title": row.title})
        return redirect("documents:record", document_id)
    return render(request, "documents/withdraw.html", {"document": row, "form": form})


@require_http_methods(["GET", "POST"])
def restore(request: Request, document_id: int) -> HttpResponse:
    row = queries.document(request.viewer, document_id, "restore")
    about_record(request, row.area.slug, row.area.standing)
    form = OnceForm(_sent(request))
    if form.is_valid():
        with contextlib.suppress(AlreadyDoneError):
            actions.restore_document(
                document_id=document_id,
                once=form.cleaned_data["once"],
                by=request.viewer,
                now=request.now,
            )
        return redirect("documents:record", document_id)
    return render(request, "documents/restore.html", {"document": row, "form": form})


def _sent(request: Request) -> QueryDict | None:
    """What was sent; nothing at all is a form sent empty, not a form yet to be shown."""
    return request.POST if request.method == "POST" else None
