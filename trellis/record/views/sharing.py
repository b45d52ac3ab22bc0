"""Shares that differ from the rule: asked for by one party, agreed by the others."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trellis.kernel.http import Request, about_record
from trellis.record import actions, queries
from trellis.record.forms.sharing import ShareAnswerForm, SharesForm
from trellis.record.views.doing import FORM, crumbs_to, sent


@require_http_methods(FORM)
@login_required
def propose(request: Request, area: str, activity_id: int) -> HttpResponse:
    """Other shares than the rule gives."""
    found = queries.activity(request.viewer, area, activity_id)
    about_record(request, found.area.slug, found.area.standing)
    queries.activity_row(request.viewer, area, activity_id, "propose")
    if found.line is None or not found.mine or len(found.line.parts) < 2:
        raise PermissionDenied
    line = found.line
    form = SharesForm(sent(request), parts=line.parts)
    if form.is_valid() and form.carry_out(
        lambda: actions.propose_shares(
            by=request.viewer,
            now=request.now,
            activity=found.row,
            provider_id=found.mine[0][0],
            parts=form.shared(),
            reason=form.cleaned_data["reason"],
            once=form.cleaned_data["once"],
        )
    ):
        messages.success(request, _("The others are asked. Until they agree it counts as before."))
        return redirect("record:activity", area, activity_id)
    context = {
        "page": found,
        "line": line,
        "form": form,
        "crumbs": crumbs_to(found, _("Share it otherwise")),
        "cancel_url": reverse("record:activity", args=[area, activity_id]),
    }
    return render(request, "record/propose.html", context)


@require_http_methods(FORM)
@login_required
def answer(request: Request, area: str, activity_id: int, split_id: int) -> HttpResponse:
    """What one's own body says of the shares that another asks for."""
    found = queries.activity(request.viewer, area, activity_id)
    about_record(request, found.area.slug, found.area.standing)
    row = queries.split_row(request.viewer, area, activity_id, split_id)
    asked = found.proposal
    if asked is None or asked.id != row.pk or not asked.may_answer_for:
        raise PermissionDenied
    form = ShareAnswerForm(sent(request))
    if form.is_valid() and form.carry_out(
        lambda: actions.answer_shares(
            by=request.viewer,
            now=request.now,
            split=row,
            provider_id=asked.may_answer_for[0],
            agrees=form.cleaned_data["agrees"] == "yes",
            words=form.cleaned_data["words"],
            once=form.cleaned_data["once"],
        )
    ):
        messages.success(request, _("Your answer is kept."))
        return redirect("record:activity", area, activity_id)
    context = {
        "page": found,
        "line": found.line,
        "asked": asked,
        "form": form,
        "crumbs": crumbs_to(found, _("Do you agree?")),
        "cancel_url": reverse("record:activity", args=[area, activity_id]),
    }
    return render(request, "record/answer.html", context)
