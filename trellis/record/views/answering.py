"""What was done for an organisation, and its word on it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trellis.kernel.http import Request, about_record
from trellis.record import actions
from trellis.record.forms.answering import OTHERWISE, SO, AnswerForm, ConfirmForm
from trellis.record.queries import answering as queries
from trellis.record.queries.answering import Answer, Wanted
from trellis.record.words import ANSWERS


@require_safe
def done_for(request: Request, area: str, organisation_id: int) -> HttpResponse:
    """The newest first; whoever keeps the organisation's entry says whether it was so."""
    wanted = Wanted(request.GET.get("quarter", ""), request.GET.get("answer", ""))
    found = queries.done_for(request.viewer, area, organisation_id, wanted, request.GET.get("page"))
    about_record(request, found.area.slug, found.area.standing)
    shown = " ".join(str(one) for one in found.to_confirm)
    context = {
        "found": found,
        "wanted": wanted,
        "quarters": [("", _("All quarters")), *found.quarters],
        "answers": [("", _("Answered or not")), *((one.value, ANSWERS[one]) for one in Answer)],
        "once": AnswerForm(initial={"answer": SO}, auto_id=False),
        "confirm": ConfirmForm(initial={"shown": shown}, auto_id=False),
        "here": reverse("record:done_for", args=[area, organisation_id]),
        "so": SO,
    }
    return render(request, "record/done/for.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def answer(request: Request, area: str, organisation_id: int, activity_id: int) -> HttpResponse:
    """Of one thing: it was so, or how it was."""
    name, where, one = queries.to_answer(request.viewer, area, organisation_id, activity_id)
    about_record(request, where.slug, where.standing)
    given = request.POST if request.method == "POST" else None
    form = AnswerForm(given, initial={"answer": _begun_with(request)})
    here = reverse("record:done_for", args=[area, organisation_id])

    def deed() -> None:
        actions.answer_activity(
            by=request.viewer, now=request.now, activity_id=one.id, **form.facts()
        )

    if form.is_valid() and form.carry_out(deed):
        said = form.facts()["confirms"]
        messages.success(
            request,
            _("You said that it was so.")
            if said
            else _("You said how it was. Those who recorded it read it on their Today page."),
        )
        return redirect(_back(request, here))
    title = _("Was it so?")
    context = {
        "one": one,
        "form": form,
        "title": title,
        "cancel_url": here,
        "crumbs": [
            {"label": _("Done for %(body)s") % {"body": name}, "url": here},
            {"label": one.name, "url": ""},
        ],
    }
    return render(request, "record/done/answer.html", context)


def _begun_with(request: Request) -> str:
    return OTHERWISE if OTHERWISE in request.GET else ""


def _back(request: Request, here: str) -> str:
    """To the same page of the list, where the answer was given there."""
    shown = {
        name: request.GET[name] for name in ("quarter", "answer", "page") if name in request.GET
    }
    return f"{here}?{urlencode(shown)}" if shown else here


@require_POST
@login_required
def confirm_shown(request: Request, area: str, organisation_id: int) -> HttpResponse:
    """Of all on the page that are not answered yet: it was so."""
    where = queries.area_to_answer_in(request.viewer, area, organisation_id)
    about_record(request, where.slug, where.standing)
    form = ConfirmForm(request.POST)
    said: list[int] = []

    def deed() -> None:
        said.append(
            actions.confirm_activities(
                by=request.viewer,
                now=request.now,
                organisation_id=organisation_id,
                activity_ids=form.cleaned_data["shown"],
                once=form.cleaned_data["once"],
            )
        )

    if form.is_valid() and form.carry_out(deed):
        if said:
            words = ngettext("You confirmed %(n)d.", "You confirmed all %(n)d.", said[0])
            messages.success(request, words % {"n": said[0]})
    else:
        messages.info(request, _("Nothing was left to confirm."))
    here = reverse("record:done_for", args=[area, organisation_id])
    return redirect(_back(request, here))
