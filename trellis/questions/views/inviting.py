"""Inviting people to a wave by letter: looked at first, then sent; and reminding them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from trellis.kernel.forms import OnceForm
from trellis.kernel.http import Request, about_record
from trellis.organisations import queries as organisations
from trellis.questions import actions, queries
from trellis.questions.forms.inviting import InviteForm
from trellis.questions.queries import WaveRecord
from trellis.questions.views.keeping import sent


@require_safe
def invitations(request: Request, wave_id: int) -> HttpResponse:
    """What was sent, in numbers: who has answered is shown to nobody."""
    found, mailed = _kept(request, wave_id), queries.inviting(request.viewer, wave_id)
    context = {
        "found": found,
        "mailed": mailed,
        "is_answerable": _is_answerable(request, found),
        "may_remind": _may_remind(request, found, mailed),
    }
    return render(request, "questions/invitations.html", context)


def _kept(request: Request, wave_id: int) -> WaveRecord:
    found = queries.wave(request.viewer, wave_id, "keep")
    about_record(request, found.area_slug, found.standing)
    return found


def _is_answerable(request: Request, found: WaveRecord) -> bool:
    facts = found.facts
    return not facts.is_counted and facts.opens_on <= request.today <= facts.closes_on


def _may_remind(request: Request, found: WaveRecord, mailed: queries.Inviting) -> bool:
    at = mailed.remind_at
    return _is_answerable(request, found) and at is not None and at <= request.now


@require_http_methods(["GET", "POST"])
def invite(request: Request, wave_id: int) -> HttpResponse:
    """Whom and why; then the letter as it will read and how many get it; then it is sent."""
    found = _kept(request, wave_id)
    if not _is_answerable(request, found):
        return redirect("questions:invitations", wave_id)
    places = [
        (str(pk), name) for pk, name in organisations.place_choices(found.area_id, request.today)
    ]
    form = InviteForm(sent(request), kinds=organisations.kinds(), places=places)
    context: dict[str, Any] = {"found": found, "form": form}
    if form.is_valid():
        addresses = _addresses(request, wave_id, form.cleaned_data)
        if "send" in request.POST and form.carry_out(
            lambda: _invite(request, wave_id, form, addresses)
        ):
            return redirect("questions:invitations", wave_id)
        if "back" not in request.POST:
            context |= _looked_at(request, wave_id, form.cleaned_data, addresses)
    return render(request, "questions/invite.html", context)


def _addresses(request: Request, wave_id: int, given: dict[str, Any]) -> tuple[str, ...]:
    if given["whom"] == "list":
        return tuple(given["found"])
    found = queries.addresses_in(
        request.viewer,
        wave_id,
        whose=given["whom"],
        kinds=tuple(given["kinds"]),
        place=given["place"] or 0,
        today=request.today,
    )
    return tuple(found)


def _looked_at(
    request: Request, wave_id: int, given: dict[str, Any], addresses: tuple[str, ...]
) -> dict[str, Any]:
    reached, silent = queries.how_many(request.viewer, wave_id, addresses)
    letter = queries.letter(
        request.viewer, wave_id, kind="invitation", basis=given["basis"], why=given["why"]
    )
    return {"letter": letter, "reached": reached, "silent": silent}


def _invite(request: Request, wave_id: int, form: InviteForm, addresses: tuple[str, ...]) -> None:
    mailing = actions.invite_by_letter(
        wave_id=wave_id,
        addresses=addresses,
        basis=form.cleaned_data["basis"],
        why=form.cleaned_data["why"],
        once=form.cleaned_data["once"],
        by=request.viewer,
        now=request.now,
    )
    _say(request, mailing.letters)


@require_http_methods(["GET", "POST"])
def remind(request: Request, wave_id: int) -> HttpResponse:
    """The reminder as it will read, and how many get it; then it is sent."""
    found, mailed = _kept(request, wave_id), queries.inviting(request.viewer, wave_id)
    if not mailed.mailings:
        return redirect("questions:invitations", wave_id)
    form = OnceForm(sent(request))
    if form.is_valid() and form.carry_out(lambda: _remind(request, wave_id, form)):
        return redirect("questions:invitations", wave_id)
    first = mailed.mailings[0]
    letter = queries.letter(
        request.viewer, wave_id, kind="reminder", basis=first.basis, why=first.why
    )
    context = {
        "found": found,
        "mailed": mailed,
        "form": form,
        "letter": letter,
        "may_remind": _may_remind(request, found, mailed),
    }
    return render(request, "questions/remind.html", context)


def _remind(request: Request, wave_id: int, form: OnceForm) -> None:
    mailing = actions.remind_by_letter(
        wave_id=wave_id, once=form.cleaned_data["once"], by=request.viewer, now=request.now
    )
    _say(request, mailing.letters)


def _say(request: Request, letters: int) -> None:
    """Between six in the evening and eight, and at weekends, they wait."""
    said = ngettext(
        "One letter is on its way. In quiet hours it waits until the morning.",
        "%(count)d letters are on their way. In quiet hours they wait until the morning.",
        letters,
    )
    messages.success(request, said % {"count": letters})
