"""Recording: the quick form with the week beside it, one activity, and what becomes of it."""

from collections.abc import Callable, Mapping
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
    day = _day(request, "on", request.today)
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
        "week": queries.week(
            request.viewer, found.area.id, _day(request, "week", day), today=request.today
        ),
        "latest": queries.latest(request.viewer, found.area.id),
        "doubles": len(
            queries.possible_doubles(request.viewer, found.area.id, today=request.today)
        ),
        "day": day,
        "is_today": day == request.today,
        "crumbs": crumbs(found.area, (_("Record what you did"), "")),
    }
    return render(request, "record/mine.html", context)


def _day(request: Request, name: str, usual: date) -> date:
    """The day asked for, if it is one that has been; else the usual one."""
    try:
        day = date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return usual
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
    context = {
        "page": found,
        "line": found.line,
        "doors": queries.doors(request.viewer, found.area, found.id, today=request.today),
        "crumbs": crumbs(found.area, (_title(found), "")),
    }
    return render(request, "record/activity.html", context)


@require_http_methods(FORM)
@login_required
def correct(request: Request, area: str, activity_id: int) -> HttpResponse:
    found = _to_change(request, area, activity_id)
    choices = choices_of(request, area)
    if found.line is None:
        finder = _finder(request, choices.area.id)
        return _too_late(request, found, CorrectForm(request.POST, choices=choices, find=finder))
    now = queries.said(found.line, found.row)
    form = CorrectForm(
        sent(request),
        choices=choices,
        find=_known_or_found(found.line, _finder(request, choices.area.id)),
        token_id=found.row.person_id,
        initial=now | {"seen": found.row.mark},
    )
    words = {
        "template": "record/correct.html",
        "title": _("Correct it"),
        "done": _("It is corrected. What was said before stays below."),
        "in_record": now,
    }
    return _edit(request, found, form, actions.correct_activity, words)


@require_http_methods(FORM)
@login_required
def withdraw(request: Request, area: str, activity_id: int) -> HttpResponse:
    found = _to_change(request, area, activity_id)
    if found.line is None:
        return _too_late(request, found, WithdrawForm(request.POST))
    words = {
        "template": "record/withdraw.html",
        "title": _("Withdraw it"),
        "done": _("It is withdrawn, and counts nowhere."),
        "in_record": {},
    }
    form = WithdrawForm(sent(request), initial={"seen": found.row.mark})
    return _edit(request, found, form, actions.withdraw_activity, words)


def _known_or_found(line: queries.LineFacts, find: Find) -> Find:
    """Whoever is named in it already is known by name, open or closed."""
    known = {part.name: part.provider_id for part in line.parts}
    if line.organisation_id:
        known[line.organisation] = line.organisation_id
    return lambda typed: {known[typed]: typed} if typed in known else find(typed)


def _edit(
    request: Request,
    found: queries.ActivityFacts,
    form: CorrectForm | WithdrawForm,
    deed: Callable[..., object],
    words: Mapping[str, Any],
) -> HttpResponse:
    """One form over one activity; 409 with both where somebody else corrected it meanwhile."""
    edited = form.edit(
        lambda: deed(by=request.viewer, now=request.now, activity=found.row, **form.facts()),
        in_record=words["in_record"],
        mark=found.row.mark,
    )
    here = reverse("record:activity", args=[found.area.slug, found.id])
    if edited.is_done:
        messages.success(request, words["done"])
        return redirect(here)
    context = {
        "page": found,
        "line": found.line,
        "area": found.area,
        "form": form,
        "edited": edited,
        "title": words["title"],
        "crumbs": crumbs_to(found, words["title"]),
        "cancel_url": here,
    }
    return render(request, words["template"], context, status=edited.status)


def _too_late(
    request: Request, found: queries.ActivityFacts, form: CorrectForm | WithdrawForm
) -> HttpResponse:
    """Somebody withdrew it meanwhile: what was typed stays readable."""
    title = _("It was withdrawn meanwhile")
    context = {
        "page": found,
        "title": title,
        "entered": form.entered(),
        "crumbs": crumbs_to(found, title),
    }
    return render(request, "record/too_late.html", context, status=409)


def _to_change(request: Request, area: str, activity_id: int) -> queries.ActivityFacts:
    """Its line is None only where a form was sent that was opened before it was withdrawn."""
    found = queries.activity(request.viewer, area, activity_id)
    about_record(request, found.area.slug, found.area.standing)
    if found.line is None and request.method != "POST":
        raise Http404
    queries.activity_row(request.viewer, area, activity_id, "edit")
    return found


def _title(found: queries.ActivityFacts) -> str:
    return found.row.title or found.row.service_type.name


def crumbs_to(found: queries.ActivityFacts, last: str) -> list[dict[str, str]]:
    url = reverse("record:activity", args=[found.area.slug, found.id])
    return crumbs(found.area, (_title(found), url), (last, ""))
