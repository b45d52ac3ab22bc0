"""Complaints: made, recorded for others, acknowledged, answered."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from trellis.kernel.forms import OnceForm
from trellis.kernel.http import Request, about_record
from trellis.privacy import actions, queries
from trellis.privacy.forms import ComplainForm, OutcomeForm, RecordComplaintForm
from trellis.privacy.lifecycle import Outcome
from trellis.privacy.views.requests import choices, sent


@require_http_methods(["GET", "POST"])
@login_required
def complain(request: Request) -> HttpResponse:
    form = ComplainForm(sent(request), areas=choices(queries.areas_to_ask(request.viewer)))
    if form.is_valid() and form.carry_out(
        lambda: actions.complain(
            area_id=int(form.cleaned_data["area"]),
            said=form.cleaned_data["said"],
            once=form.cleaned_data["once"],
            by=request.viewer,
            now=request.now,
        )
    ):
        messages.success(request, _("We have your complaint. This page shows how far it is."))
        return redirect("privacy:own")
    return render(request, "privacy/complain.html", {"form": form})


@require_http_methods(["GET", "POST"])
@login_required
def record(request: Request) -> HttpResponse:
    areas = choices(queries.areas_answered(request.viewer))
    form = RecordComplaintForm(sent(request), areas=areas, today=request.today)
    if form.is_valid() and form.carry_out(
        lambda: actions.record_complaint(
            area_id=int(form.cleaned_data["area"]),
            name=form.cleaned_data["name"],
            contact=form.cleaned_data["contact"],
            said=form.cleaned_data["said"],
            received_on=form.cleaned_data["received_on"],
            once=form.cleaned_data["once"],
            by=request.viewer,
            now=request.now,
        )
    ):
        return redirect("privacy:requests")
    return render(request, "privacy/complaint_record.html", {"form": form})


@require_safe
@login_required
def complaint(request: Request, complaint_id: int) -> HttpResponse:
    found = queries.complaint(request.viewer, complaint_id, today=request.today)
    about_record(request, found.area_slug, found.standing)
    return render(request, "privacy/complaint.html", {"case": found})


@require_http_methods(["GET", "POST"])
@login_required
def acknowledge(request: Request, complaint_id: int) -> HttpResponse:
    found = queries.complaint(request.viewer, complaint_id, today=request.today, rule="answer")
    about_record(request, found.area_slug, found.standing)
    form = OnceForm(sent(request))
    if form.is_valid() and form.carry_out(
        lambda: actions.acknowledge_complaint(
            complaint_id=complaint_id,
            once=form.cleaned_data["once"],
            by=request.viewer,
            now=request.now,
        )
    ):
        return redirect("privacy:complaint", complaint_id)
    return render(request, "privacy/complaint_acknowledge.html", {"case": found, "form": form})


@require_http_methods(["GET", "POST"])
@login_required
def close(request: Request, complaint_id: int) -> HttpResponse:
    found = queries.complaint(request.viewer, complaint_id, today=request.today, rule="answer")
    about_record(request, found.area_slug, found.standing)
    form = OutcomeForm(sent(request))
    if form.is_valid() and form.carry_out(
        lambda: actions.close_complaint(
            complaint_id=complaint_id,
            outcome=Outcome(form.cleaned_data["outcome"]),
            answer=form.cleaned_data["answer"],
            once=form.cleaned_data["once"],
            by=request.viewer,
            now=request.now,
        )
    ):
        return redirect("privacy:complaint", complaint_id)
    return render(request, "privacy/complaint_close.html", {"case": found, "form": form})
