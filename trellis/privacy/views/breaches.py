"""Breaches: recorded, assessed, told, closed."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from trellis.kernel.forms import OnceForm
from trellis.kernel.http import Request, about_record
from trellis.privacy import actions, queries
from trellis.privacy.forms import AssessForm, BreachForm, CommissionerForm, PeopleForm
from trellis.privacy.lifecycle import Risk
from trellis.privacy.views.requests import choices, sent


@require_http_methods(["GET", "POST"])
@login_required
def record(request: Request) -> HttpResponse:
    form = BreachForm(sent(request), areas=choices(queries.areas_answered(request.viewer)))
    if form.is_valid() and form.carry_out(
        lambda: actions.record_breach(
            area_id=int(form.cleaned_data["area"]),
            title=form.cleaned_data["title"],
            what=form.cleaned_data["what"],
            aware_at=form.aware_at(),
            once=form.cleaned_data["once"],
            by=request.viewer,
            now=request.now,
        )
    ):
        return redirect("privacy:requests")
    return render(request, "privacy/breach_record.html", {"form": form})


@require_safe
@login_required
def breach(request: Request, breach_id: int) -> HttpResponse:
    found = queries.breach(request.viewer, breach_id, now=request.now)
    about_record(request, found.area_slug, found.standing)
    return render(request, "privacy/breach.html", {"case": found})


@require_http_methods(["GET", "POST"])
@login_required
def assess(request: Request, breach_id: int) -> HttpResponse:
    found = queries.breach(request.viewer, breach_id, now=request.now)
    now_is = {"risk": found.risk, "people": found.people, "measures": found.measures}
    form = AssessForm(sent(request), initial=now_is)
    title = _("How serious it is")
    says = _("May be said again as more is known.")
    return _step(
        request,
        breach_id,
        form,
        lambda: actions.assess_breach(
            breach_id=breach_id,
            risk=Risk(form.cleaned_data["risk"]),
            people=form.cleaned_data["people"],
            measures=form.cleaned_data["measures"],
            once=form.cleaned_data["once"],
            by=request.viewer,
            now=request.now,
        ),
        (title, says),
    )


@require_http_methods(["GET", "POST"])
@login_required
def commissioner(request: Request, breach_id: int) -> HttpResponse:
    form = CommissionerForm(sent(request))
    title = _("Telling the Commissioner")
    says = _(
        "Within 72 hours of knowing, unless harm to anybody is unlikely: ico.org.uk, or "
        "0303 123 1113. Then note here when, or why not."
    )
    return _step(
        request,
        breach_id,
        form,
        lambda: actions.note_commissioner(
            breach_id=breach_id,
            told_at=form.told_at(),
            reference=form.cleaned_data["reference"],
            told_why=form.cleaned_data["told_why"],
            once=form.cleaned_data["once"],
            by=request.viewer,
            now=request.now,
        ),
        (title, says),
    )


@require_http_methods(["GET", "POST"])
@login_required
def people(request: Request, breach_id: int) -> HttpResponse:
    form = PeopleForm(sent(request), today=request.today)
    title = _("Telling the people")
    says = _(
        "Of a breach that is likely to do them serious harm they are told without undue delay: "
        "what happened, what may follow, what you do, what they can do, and whom to ask."
    )
    return _step(
        request,
        breach_id,
        form,
        lambda: actions.note_people(
            breach_id=breach_id, by=request.viewer, now=request.now, **form.cleaned_data
        ),
        (title, says),
    )


@require_http_methods(["GET", "POST"])
@login_required
def close(request: Request, breach_id: int) -> HttpResponse:
    form = OnceForm(sent(request))
    title = _("Close it")
    says = _("It stays on record for six years: what happened, and what was done about it.")
    return _step(
        request,
        breach_id,
        form,
        lambda: actions.close_breach(
            breach_id=breach_id,
            once=form.cleaned_data["once"],
            by=request.viewer,
            now=request.now,
        ),
        (title, says),
    )


def _step(
    request: Request,
    breach_id: int,
    form: OnceForm,
    deed: Callable[[], object],
    words_of: tuple[str, str],
) -> HttpResponse:
    found = queries.breach(request.viewer, breach_id, now=request.now)
    about_record(request, found.area_slug, found.standing)
    if form.is_valid() and form.carry_out(deed):
        return redirect("privacy:breach", breach_id)
    title, says = words_of
    context = {"case": found, "form": form, "title": title, "says": says}
    return render(request, "privacy/breach_step.html", context)
