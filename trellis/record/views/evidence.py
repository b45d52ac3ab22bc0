"""Attaching a document to what was done."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trellis.documents.actions import take_in
from trellis.kernel.http import Request, about_record
from trellis.record import actions, queries
from trellis.record.forms.evidence import EvidenceForm
from trellis.record.views.doing import FORM, crumbs_to


@require_http_methods(FORM)
@login_required
def attach(request: Request, area: str, activity_id: int) -> HttpResponse:
    """Bring a document that stands behind one activity."""
    found = queries.activity(request.viewer, area, activity_id)
    about_record(request, found.area.slug, found.area.standing)
    queries.activity_row(request.viewer, area, activity_id, "propose")
    if found.line is None or not found.mine:
        raise PermissionDenied
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = EvidenceForm(*sent, mine=found.mine, group=found.line.organisation)
    here = reverse("record:activity", args=[area, activity_id])
    if form.is_valid() and form.carry_out(lambda: _attach(request, found, form, here)):
        messages.success(request, _("The document stands behind it."))
        return redirect(here)
    context = {
        "page": found,
        "line": found.line,
        "form": form,
        "crumbs": crumbs_to(found, _("Attach evidence")),
        "cancel_url": here,
    }
    return render(request, "record/attach.html", context)


def _attach(request: Request, found: queries.ActivityFacts, form: EvidenceForm, here: str) -> None:
    given = form.cleaned_data
    actions.attach_evidence(
        by=request.viewer,
        now=request.now,
        activity=found.row,
        provider_id=given["provider"],
        title=given["title"],
        about=given["about"],
        file=take_in(given["file"]),
        readers=given["readers"],
        address=here,
        once=given["once"],
    )
