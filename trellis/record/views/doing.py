"""Recording: the quick form with the week beside it, one activity, and what becomes of it."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from trellis.kernel.choosing import Find
from trellis.kernel.editing import EditedMeanwhileError
from trellis.kernel.http import Request, about_record
from trellis.organisations import queries as organisations
from trellis.record import actions, queries
from trellis.record.forms.doing import CorrectForm, DoneForm, WithdrawForm
from trellis.record.views.reading import crumbs

FORM = ["GET", "HEAD", "POST"]


def sent(request: Request) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _finder(request: Request, area_id: int) -> Find:
    return lambda typed: organisations.names_like(request.viewer, area_id, typed)


def choices_of(request: Request, area: str) -> queries.Choices:
    found = queries.choices(request.viewer, area)
    about_record(request, found.area.slug, found.area.standing)
    if not found.providers:
        raise PermissionDenied
    return found


@require_http_methods(FORM)
@login_required
def mine(request: Request, area: str) -> HttpResponse:
    """The quick form, what was recorded last to be done once more, and the week."""
    found = choices_of(request, area)
    day = _day(request)
    form = DoneForm(
        sent(request),
        choices=found,
        find=_finder(request, found.area.id),
        initial={"on": day, "place": _usual_place(request, found)} | _again(request, area),
    )
    if form.is_valid() and form.carry_out(
        lambda: actions.record_activity(
            by=request.viewer, now=request.now, done=form.done(), once=form.cleaned_data["once"]
        )
    ):
        messages.success(request, _("Recorded."))
        on = form.cleaned_data["on"]
        return redirect(f"{reverse('record:mine', args=[area])}?on={on.isoformat()}")
    context = {
        "area": found.area,
        "form": form,
        "choices": found,
        "week": queries.week(request.viewer, found.area.id, day, today=request.today),
        "latest": queries.latest(request.viewer, found.area.id),
        "doubles": len(
            queries.possible_doubles(request.viewer, found.area.id, today=request.today)
        ),
        "day": day,
        "crumbs": crumbs(found.area, (_("Record what you did"), "")),
    }
    return render(request, "record/mine.html", context)


def _day(request: Request) -> date:
    """The day asked for, if it is one that has been; else today."""
    try:
        day = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return request.today
    return min(max(day, date(2000, 1, 3)), request.today)


def _usual_place(request: Request, found: queries.Choices) -> int:
    """Where this person recorded last; the whole area to begin with."""
    last = queries.last_place(request.viewer, found.area.id)
    return last or found.area.id


def _again(request: Request, area: str) -> dict[str, Any]:
    """What was done before, to be done once more (`?again=`): all of it but the day."""
    asked = request.GET.get("again", "")
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 16):
        return {}
    found = queries.activity(request.viewer, area, int(asked))
    if found.line is None:
        return {}
    told = queries.said(found.line, found.row)
    del told["on"]
    return told


@require_safe
@login_required
def activity(request: Request, area: str, activity_id: int) -> HttpResponse:
    """One activity: what was done, whose it is, what was said of it before."""
    found = queries.activity(request.viewer, area, activity_id)
    about_record(request, found.area.slug, found.area.standing)
    context = {"page": found, "line": found.line, "crumbs": crumbs(found.area, (_title(found), ""))}
    return render(request, "record/activity.html", context)


@require_http_methods(FORM)
@login_required
def correct(request: Request, area: str, activity_id: int) -> HttpResponse:
    found = _to_change(request, area, activity_id)
    choices = choices_of(request, area)
    assert found.line is not None
    form = CorrectForm(
        sent(request),
        choices=choices,
        find=_finder(request, choices.area.id),
        token_id=found.row.person_id,
        initial=queries.said(found.line, found.row) | {"seen": found.row.number},
    )
    status = 200
    if form.is_valid():
        try:
            done = form.carry_out(
                lambda: actions.correct_activity(
                    by=request.viewer,
                    now=request.now,
                    activity=found.row,
                    done=form.done(),
                    reason=form.cleaned_data["reason"],
                    seen=form.cleaned_data["seen"],
                    once=form.cleaned_data["once"],
                )
            )
        except EditedMeanwhileError:
            done, status = False, 409
        if done:
            messages.success(request, _("It is corrected. What was said before stays below."))
            return redirect("record:activity", area, activity_id)
    context = {
        "page": found,
        "line": found.line,
        "area": found.area,
        "form": form,
        "newer": status == 409,
        "crumbs": crumbs_to(found, _("Correct it")),
        "cancel_url": reverse("record:activity", args=[area, activity_id]),
    }
    return render(request, "record/correct.html", context, status=status)


@require_http_methods(FORM)
@login_required
def withdraw(request: Request, area: str, activity_id: int) -> HttpResponse:
    found = _to_change(request, area, activity_id)
    form = WithdrawForm(sent(request), initial={"seen": found.row.number})
    status = 200
    if form.is_valid():
        try:
            done = form.carry_out(
                lambda: actions.withdraw_activity(
                    by=request.viewer,
                    now=request.now,
                    activity=found.row,
                    reason=form.cleaned_data["reason"],
                    seen=form.cleaned_data["seen"],
                    once=form.cleaned_data["once"],
                )
            )
        except EditedMeanwhileError:
            done, status = False, 409
        if done:
            messages.success(request, _("It is withdrawn, and counts nowhere."))
            return redirect("record:activity", area, activity_id)
    context = {
        "page": found,
        "line": found.line,
        "form": form,
        "newer": status == 409,
        "crumbs": crumbs_to(found, _("Withdraw it")),
        "cancel_url": reverse("record:activity", args=[area, activity_id]),
    }
    return render(request, "record/withdraw.html", context, status=status)


def _to_change(request: Request, area: str, activity_id: int) -> queries.ActivityFacts:
    found = queries.activity(request.viewer, area, activity_id)
    about_record(request, found.area.slug, found.area.standing)
    if found.line is None:
        raise Http404
    if not found.may_edit:
        raise PermissionDenied
    return found


def _title(found: queries.ActivityFacts) -> str:
    return found.row.title or found.row.service_type.name


def crumbs_to(found: queries.ActivityFacts, last: str) -> list[dict[str, str]]:
    url = reverse("record:activity", args=[found.area.slug, found.id])
    return crumbs(found.area, (_title(found), url), (last, ""))
