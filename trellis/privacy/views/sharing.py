"""Agreements between bodies on sharing data: read by anybody, made by the two."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from trellis.kernel.forms import OnceForm
from trellis.kernel.http import Request, about_record
from trellis.organisations import queries as organisations
from trellis.privacy import actions, queries, words
from trellis.privacy.forms import AgreementForm, EndForm, ReviewForm
from trellis.privacy.forms.sharing import DOES
from trellis.privacy.queries import AgreementFacts, Body
from trellis.privacy.views.requests import Deed, sent


@require_safe
def agreements(request: Request) -> HttpResponse:
    """What is agreed, for everybody; drafts for those whose they are."""
    context = {
        "agreements": queries.agreements(request.viewer),
        "may_draft": bool(queries.agrees_for(request.viewer)),
    }
    return render(request, "privacy/agreements.html", context)


@require_safe
def agreement(request: Request, agreement_id: int) -> HttpResponse:
    found = queries.agreement(request.viewer, agreement_id, today=request.today)
    about_record(request, found.area_slug, found.standing)
    context = {"case": found, "one": found.shape, **_in_words(found)}
    return render(request, "privacy/agreement.html", context)


def _in_words(found: AgreementFacts) -> dict[str, Any]:
    kinds = [(words.ROOM.get(room, room), fields) for room, fields in found.shape.kinds.items()]
    return {"kinds": kinds, "basis": words.BASIS[found.shape.basis]}


@require_http_methods(["GET", "POST"])
@login_required
def draft(request: Request) -> HttpResponse:
    """A new one; or one like another, which it replaces where that holds."""
    bodies = queries.agrees_for(request.viewer)
    if not bodies:
        raise PermissionDenied
    initial, replaces = _like(request, bodies)
    shareable = {str(words.ROOM.get(room, room)): fields
                 for room, fields in queries.shareable().items()}  # fmt: skip
    area_id = bodies[0].area_id
    form = AgreementForm(
        sent(request),
        initial=initial,
        bodies=bodies,
        shareable=shareable,
        find=lambda typed: organisations.names_like(request.viewer, area_id, typed),
    )
    made: list[int] = []

    def deed() -> None:
        row = actions.draft_agreement(
            replaces_id=replaces, by=request.viewer, now=request.now, **form.facts()
        )
        made.append(row.pk)

    if form.is_valid() and form.carry_out(deed):
        return redirect("privacy:agreement", *made) if made else redirect("privacy:agreements")
    return render(request, "privacy/agreement_draft.html", {"form": form, "replaces": replaces})


def _like(request: Request, bodies: list[Body]) -> tuple[dict[str, Any], int | None]:
    """What the form begins with, and the agreement that the new one replaces."""
    asked = request.GET.get("like", "")
    if not asked:
        return {}, None
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 10):
        raise Http404
    row = queries.like(request.viewer, int(asked))
    own, other = _sides(row, {one.id for one in bodies})
    initial = {
        "own": own.organisation_id,
        "other": other.organisation.name,
        "direction": next(key for key, does in DOES.items() if does == (own.does, other.does)),
        "purpose": row.purpose,
        "basis": row.basis,
        "fields_of": [one.code for one in row.fields.all()],
        "until_on": row.until_on,
    }
    return initial, row.pk if row.stage == "agreed" else None


def _sides(row: Any, own: set[int]) -> tuple[Any, Any]:
    """The viewer's party first."""
    first, second = row.parties.all()
    return (first, second) if first.organisation_id in own else (second, first)


@require_http_methods(["GET", "POST"])
@login_required
def propose(request: Request, agreement_id: int) -> HttpResponse:
    words_of = {
        "title": _("Propose it"),
        "says": _("You agree to it for your organisation, and the other one is asked. Once both "
                  "have agreed anybody can read it."),
        "label": _("Propose it"),
    }  # fmt: skip
    return _step(request, agreement_id, OnceForm(sent(request)), actions.propose_agreement,
                 words_of)  # fmt: skip


@require_http_methods(["GET", "POST"])
@login_required
def agree(request: Request, agreement_id: int) -> HttpResponse:
    words_of = {
        "title": _("Agree"),
        "says": _("You agree to it for your organisation, as it stands on its page. From then on "
                  "it does not change, and anybody can read it."),
        "label": _("Agree"),
    }  # fmt: skip
    found = queries.agreement(request.viewer, agreement_id, today=request.today)
    if found.waits_for and not found.is_asked:  # who has agreed already
        raise PermissionDenied
    return _step(request, agreement_id, OnceForm(sent(request)), actions.agree, words_of)


@require_http_methods(["GET", "POST"])
@login_required
def refuse(request: Request, agreement_id: int) -> HttpResponse:
    words_of = {
        "title": _("Refuse it or take it back"),
        "says": _("Nothing is agreed by it. Another one can be begun from it at any time."),
        "label": _("Refuse it or take it back"),
        "is_danger": True,
    }
    return _step(request, agreement_id, OnceForm(sent(request)), actions.refuse_agreement,
                 words_of)  # fmt: skip


@require_http_methods(["GET", "POST"])
@login_required
def review(request: Request, agreement_id: int) -> HttpResponse:
    words_of = {
        "title": _("It is right as it stands"),
        "says": _("Is the purpose still the same, is every kind of data still needed for it, and "
                  "are both still the right bodies? If not, write a new one that replaces it."),
        "label": _("It is right"),
    }  # fmt: skip
    return _step(request, agreement_id, ReviewForm(sent(request)), actions.review_agreement,
                 words_of)  # fmt: skip


@require_http_methods(["GET", "POST"])
@login_required
def end(request: Request, agreement_id: int) -> HttpResponse:
    words_of = {
        "title": _("End it"),
        "says": _("From today nothing is shared by it. It stays to be read, as ended."),
        "label": _("End it"),
        "is_danger": True,
    }
    return _step(request, agreement_id, EndForm(sent(request)), actions.end_agreement, words_of)


def _step(
    request: Request, agreement_id: int, form: OnceForm, deed: Deed, words_of: Mapping[str, Any]
) -> HttpResponse:
    """One question, one move; for the parties alone."""
    found = queries.agreement(request.viewer, agreement_id, today=request.today)
    if not found.is_party:
        raise PermissionDenied
    about_record(request, found.area_slug, found.standing)
    if form.is_valid() and form.carry_out(
        lambda: deed(
            agreement_id=agreement_id, by=request.viewer, now=request.now, **form.cleaned_data
        )
    ):
        return redirect("privacy:agreement", agreement_id)
    context = {"case": found, "one": found.shape, "form": form, **_in_words(found), **words_of}
    return render(request, "privacy/agreement_step.html", context)
