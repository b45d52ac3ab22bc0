"""A body leaves: what it has, what becomes of each part, and the hand-over itself."""

import tempfile
from collections.abc import Mapping
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from trellis.kernel.forms import OnceForm
from trellis.kernel.http import Request, about_record
from trellis.kernel.limits import DOWNLOADS
from trellis.kernel.throttles import rationed
from trellis.organisations import queries as organisations
from trellis.privacy import actions, queries, words
from trellis.privacy.forms import FateForm, LeaveForm
from trellis.privacy.queries import EstateFacts, HandoverFacts
from trellis.privacy.views.own import SANDBOX
from trellis.privacy.views.requests import Deed, sent


@require_safe
@login_required
def handovers(request: Request) -> HttpResponse:
    """The cases; and for whoever keeps a record, finding the body that leaves."""
    found = queries.handovers(request.viewer, request.today)
    words_sought = request.GET.get("q", "")[:120].replace("\0", "")
    context = {
        "handovers": found,
        "own": queries.agrees_for(request.viewer),
        "keeps": queries.answers(request.viewer),
        "words": words_sought,
        "bodies": queries.bodies_to_leave(request.viewer, words_sought),
    }
    return render(request, "privacy/handovers.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def leave(request: Request, organisation_id: int) -> HttpResponse:
    name, _area_id, slug, standing = queries.may_open(request.viewer, organisation_id)
    about_record(request, slug, standing)
    form = LeaveForm(sent(request))
    made: list[int] = []

    def deed() -> None:
        row = actions.open_handover(
            organisation_id=organisation_id, by=request.viewer, now=request.now, **form.facts()
        )
        made.append(row.pk)

    if form.is_valid() and form.carry_out(deed):
        return redirect("privacy:handover", *made) if made else redirect("privacy:handovers")
    return render(request, "privacy/leave.html", {"form": form, "organisation": name})


@require_safe
@login_required
def handover(request: Request, handover_id: int) -> HttpResponse:
    found = _found(request, handover_id)
    rows = [(one, words.ROOM.get(one.room, one.room)) for one in found.estates]
    return render(request, "privacy/handover.html", {"case": found, "estates": rows})


@require_http_methods(["GET", "POST"])
@login_required
def fate(request: Request, handover_id: int, estate: str) -> HttpResponse:
    found = _deciding(request, handover_id)
    facts: EstateFacts = found.estate(estate)
    area_id = queries.may_open(request.viewer, found.organisation_id)[1]
    form = FateForm(
        sent(request),
        estate=facts,
        find=lambda typed: organisations.names_like(request.viewer, area_id, typed),
    )
    if form.is_valid() and form.carry_out(
        lambda: actions.choose_fate(
            handover_id=handover_id,
            estate=estate,
            by=request.viewer,
            now=request.now,
            **form.facts(),
        )
    ):
        return redirect("privacy:handover", handover_id)
    context = {"case": found, "estate": facts, "form": form}
    return render(request, "privacy/handover_fate.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def accept(request: Request, share_id: int) -> HttpResponse:
    words_of = {
        "title": _("Take it on"),
        "says": _("Once the hand-over is done your organisation decides over these rows, and "
                  "answers for them to the people they are about."),
        "label": _("Take it on"),
    }  # fmt: skip
    return _answer(request, share_id, words_of, accepts=True)


@require_http_methods(["GET", "POST"])
@login_required
def decline(request: Request, share_id: int) -> HttpResponse:
    words_of = {
        "title": _("Do not take it on"),
        "says": _("Whoever leaves has to find somebody else, or another way."),
        "label": _("Do not take it on"),
        "is_danger": True,
    }
    return _answer(request, share_id, words_of, accepts=False)


def _answer(
    request: Request, share_id: int, words_of: Mapping[str, Any], *, accepts: bool
) -> HttpResponse:
    asked = queries.share(request.viewer, share_id)
    found = _found(request, asked.handover_id)
    form = OnceForm(sent(request))
    if form.is_valid() and form.carry_out(
        lambda: actions.answer_share(
            share_id=share_id,
            accepts=accepts,
            by=request.viewer,
            now=request.now,
            **form.cleaned_data,
        )
    ):
        return redirect("privacy:handover", asked.handover_id)
    context = {"case": found, "asked": asked, "form": form, **words_of}
    return render(request, "privacy/handover_step.html", context)


@require_safe
@login_required
@reauthentication_required  # type: ignore[untyped-decorator]
@rationed("download", *DOWNLOADS)
def export(request: Request, handover_id: int) -> HttpResponse:
    """Everything the body decides over, for somebody of that body who has just confirmed that it
    is them."""
    out = tempfile.TemporaryFile()  # noqa: SIM115  (the answer closes it)
    try:
        rows = queries.write_export(request.viewer, handover_id, out, now=request.now)
        actions.note_exported(
            handover_id=handover_id, rows=rows, by=request.viewer, now=request.now
        )
    except BaseException:
        out.close()
        raise
    out.seek(0)
    response = FileResponse(
        out, as_attachment=True, filename=queries.TAKEN_AWAY, content_type="application/zip"
    )
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response  # type: ignore[return-value]


@require_http_methods(["GET", "POST"])
@login_required
def complete(request: Request, handover_id: int) -> HttpResponse:
    words_of = {
        "title": _("Hand it over"),
        "says": _("All of it at once, as it stands on the page of the case. It cannot be taken "
                  "back."),
        "label": _("Hand it over"),
        "is_danger": True,
    }  # fmt: skip
    return _step(request, handover_id, actions.complete_handover, words_of)


@require_http_methods(["GET", "POST"])
@login_required
def withdraw(request: Request, handover_id: int) -> HttpResponse:
    words_of = {
        "title": _("It does not leave after all"),
        "says": _("The case is closed, and everything stays as it is."),
        "label": _("Close the case"),
    }
    return _step(request, handover_id, actions.withdraw_handover, words_of)


def _step(
    request: Request, handover_id: int, deed: Deed, words_of: Mapping[str, Any]
) -> HttpResponse:
    found = _deciding(request, handover_id)
    form = OnceForm(sent(request))
    if form.is_valid() and form.carry_out(
        lambda: deed(
            handover_id=handover_id, by=request.viewer, now=request.now, **form.cleaned_data
        )
    ):
        return redirect("privacy:handover", handover_id)
    context = {"case": found, "form": form, **words_of}
    return render(request, "privacy/handover_step.html", context)


def _found(request: Request, handover_id: int) -> HandoverFacts:
    found = queries.handover(request.viewer, handover_id, today=request.today)
    about_record(request, found.area_slug, found.standing)
    return found


def _deciding(request: Request, handover_id: int) -> HandoverFacts:
    found = _found(request, handover_id)
    if not found.may_decide:
        raise PermissionDenied
    return found
