"""Putting an agreement down, changing it, ending it, and saying who else pays into it and what it
pays for."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trellis.funding import actions, queries
from trellis.funding.forms.contributors import (
    FEWEST_ROWS,
    ContributorsForm,
    answers_of_contributors,
)
from trellis.funding.forms.scopes import ScopeForm, answers_of_scope
from trellis.funding.forms.terms import BeginForm, ChangeForm, EndForm, answers_of
from trellis.funding.queries import AgreementFacts, Beginning
from trellis.funding.views.reading import crumbs
from trellis.kernel.choosing import Find
from trellis.kernel.http import Request, about_record
from trellis.organisations import queries as organisations


def sent(request: Request) -> QueryDict | None:
    """What was sent; nothing at all is a form sent empty, not a form yet to be shown."""
    return request.POST if request.method == "POST" else None


def _finder(request: Request, area_id: int) -> Find:
    return lambda typed: organisations.names_like(request.viewer, area_id, typed)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def begin(request: Request, area: str) -> HttpResponse:
    """A new one: a main agreement, one that is paid on out of another (`?under=`), or one that
    follows another (`?after=`)."""
    found = queries.beginning(request.viewer, area, request.today)
    about_record(request, found.area.slug, found.area.standing)
    form = BeginForm(
        sent(request),
        initial=_to_begin_with(request, found),
        payers=found.payers,
        above=found.above,
        find=_finder(request, found.area.id),
    )
    made: list[int] = []

    def deed() -> None:
        row = actions.make_agreement(
            by=request.viewer, now=request.now, area_id=found.area.id, **form.facts()
        )
        made.append(row.pk)

    if form.is_valid() and form.carry_out(deed):
        if not made:  # the same form was sent before
            return redirect("funding:area", area)
        messages.success(request, _("The agreement is put down. Anybody can read it now."))
        return redirect("funding:agreement", area, made[0])
    title = _("Put down an agreement")
    context = {
        "area": found.area,
        "form": form,
        "crumbs": crumbs(area, found.area.name, (title, "")),
        "cancel_url": reverse("funding:area", args=[area]),
    }
    return render(request, "funding/begin.html", context)


def _to_begin_with(request: Request, found: Beginning) -> dict[str, Any]:
    above = {str(one.id): one for one in found.above}
    if one := above.get(request.GET.get("under", "")):
        return {"under": one.id, "payer": one.provider.id, "is_reported": True}
    after = request.GET.get("after", "")
    if not (after.isascii() and after.isdecimal() and len(after) < 10):
        return {"is_reported": True}
    before = queries.agreement_to_keep(request.viewer, found.area.slug, int(after), request.today)
    return _following(before, found.above)


def _following(before: AgreementFacts, above: Iterable[AgreementFacts]) -> dict[str, Any]:
    """The same once more, from the day after its last."""
    shown = answers_of(before)
    for name in ("reference", "ends_on", "source", "is_last"):
        del shown[name]
    return shown | {
        "payer": before.payer.id,
        "provider": before.provider.name,
        "under": _above_next(before, above),
        "starts_on": before.until,
    }


def _above_next(before: AgreementFacts, above: Iterable[AgreementFacts]) -> int | None:
    """Out of what it is paid on from then on: the same agreement, or what follows that."""
    if before.under_id is None:
        return None
    then = (one for one in above if one.provider == before.payer and _holds(one, before.until))
    return next((one.id for one in then), None)


def _holds(one: AgreementFacts, on: date) -> bool:
    return one.runs.start <= on < one.until


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change(request: Request, area: str, paid_id: int) -> HttpResponse:
    one = _kept(request, area, paid_id)
    now = answers_of(one)
    form = ChangeForm(sent(request), initial={**now, "seen": one.mark})
    words_of = {
        "template": "funding/change.html",
        "title": _("Change it"),
        "done": _("It is saved."),
        "in_record": now,
        "mark": one.mark,
    }
    return _edit(request, one, form, actions.change_agreement, words_of)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def end(request: Request, area: str, paid_id: int) -> HttpResponse:
    """Before its time; the page names what ends with it."""
    one = _kept(request, area, paid_id)
    form = EndForm(sent(request), initial={"seen": one.mark})
    words_of = {
        "template": "funding/end.html",
        "title": _("End it early"),
        "done": _("The day on which it ends is put down."),
        "in_record": {"ends_on": one.last_day},
        "mark": one.mark,
        "below": queries.paid_out_of(request.viewer, one, request.today),
    }
    return _edit(request, one, form, actions.end_agreement, words_of)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def contributors(request: Request, area: str, paid_id: int) -> HttpResponse:
    one = _kept(request, area, paid_id)
    now = answers_of_contributors(one)
    form = ContributorsForm(
        sent(request),
        initial={**now, "seen": one.contributors_mark},
        find=_known_or_found(one, _finder(request, one.area_id)),
        rows=max(FEWEST_ROWS, len(one.contributors) + 2),
    )
    words_of = {
        "template": "funding/contributors.html",
        "title": _("Who else pays into it"),
        "done": _("Who else pays into it is saved."),
        "in_record": now,
        "mark": one.contributors_mark,
    }
    return _edit(request, one, form, actions.set_contributors, words_of)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def scope(request: Request, area: str, paid_id: int) -> HttpResponse:
    """Of each kind that is recorded in the area whether it pays for it."""
    one = _kept(request, area, paid_id)
    said = queries.scope_of(request.viewer, one, request.today)
    now = answers_of_scope(said)
    form = ScopeForm(sent(request), initial={**now, "seen": said.mark}, said=said)
    words_of = {
        "template": "funding/scope.html",
        "title": _("What it pays for"),
        "done": _("What it pays for is saved. Anybody can read it now."),
        "in_record": now,
        "mark": said.mark,
    }
    return _edit(request, one, form, actions.set_scope, words_of)


def _kept(request: Request, area: str, paid_id: int) -> AgreementFacts:
    one = queries.agreement_to_keep(request.viewer, area, paid_id, request.today)
    about_record(request, one.area_slug, one.area_standing)
    return one


def _known_or_found(one: AgreementFacts, find: Find) -> Find:
    """Whoever pays into it already is known by name, open or closed."""
    known = {each.name: each.id for each in one.contributors}
    return lambda typed: {known[typed]: typed} if typed in known else find(typed)


def _edit(
    request: Request,
    one: AgreementFacts,
    form: ChangeForm | EndForm | ContributorsForm | ScopeForm,
    deed: Callable[..., object],
    words_of: Mapping[str, Any],
) -> HttpResponse:
    """One form over one agreement; 409 with both where somebody else saved meanwhile."""
    edited = form.edit(
        lambda: deed(by=request.viewer, now=request.now, agreement_id=one.id, **form.facts()),
        in_record=words_of["in_record"],
        mark=words_of["mark"],
    )
    here = reverse("funding:agreement", args=[one.area_slug, one.id])
    if edited.is_done:
        messages.success(request, words_of["done"])
        return redirect(here)
    context = {
        "one": one,
        "form": form,
        "edited": edited,
        "crumbs": crumbs(one.area_slug, one.area_name, (one.title, here), (words_of["title"], "")),
        "cancel_url": here,
        **words_of,
    }
    return render(request, words_of["template"], context, status=edited.status)
