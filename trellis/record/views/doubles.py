"""What may stand here twice: said to be two things, or made one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from trellis.kernel.http import Request, about_record
from trellis.places import queries as places
from trellis.record import actions, queries
from trellis.record.forms.joining import JoinForm
from trellis.record.views.doing import FORM, choices_of, sent
from trellis.record.views.reading import crumbs


def _crumbs(area: places.Area, *last: tuple[str, str]) -> list[dict[str, str]]:
    mine = reverse("record:mine", args=[area.slug])
    return crumbs(area, (_("Record what you did"), mine), *last)


@require_safe
@login_required
def doubles(request: Request, area: str) -> HttpResponse:
    """Of what the viewer's own bodies did: what others recorded too."""
    found = choices_of(request, area)
    context = {
        "area": found.area,
        "doubles": queries.possible_doubles(request.viewer, found.area.id, today=request.today),
        "crumbs": _crumbs(found.area, (_("Recorded twice?"), "")),
    }
    return render(request, "record/doubles.html", context)


@require_http_methods(FORM)
@login_required
def settle(request: Request, area: str, activity_id: int, other_id: int) -> HttpResponse:
    """One thing or two: the one recorded first is named first."""
    where = places.area(area)
    about_record(request, where.slug, where.standing)
    found = queries.double(request.viewer, where.id, activity_id, other_id)
    form = JoinForm(sent(request))
    joined: list[bool] = []

    def deed() -> None:
        is_done = actions.judge_double(
            by=request.viewer,
            now=request.now,
            one_id=activity_id,
            other_id=other_id,
            is_one_thing=form.cleaned_data["verdict"] == "one",
            address=reverse("record:activity", args=[where.slug, found.one.line_id]),
            words=form.cleaned_data["words"],
            once=form.cleaned_data["once"],
        )
        joined.append(is_done)

    if form.is_valid() and form.carry_out(deed):
        if any(joined):
            messages.success(request, _("It stands once now, with a share for each."))
            return redirect("record:activity", area, found.one.line_id)
        messages.success(request, _("Your answer is kept."))
        return redirect("record:doubles", area)
    url = reverse("record:doubles", args=[area])
    context = {
        "area": where,
        "double": found,
        "form": form,
        "crumbs": _crumbs(where, (_("Recorded twice?"), url), (found.one.kind, "")),
        "cancel_url": url,
    }
    return render(request, "record/settle.html", context)
