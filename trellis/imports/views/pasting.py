"""Rows copied from a spreadsheet: pasted, looked at line by line, recorded. Few enough are read and
written while whoever pasted them waits."""

import io
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trellis.imports import actions, queries, words
from trellis.imports.forms import Offered, PasteForm
from trellis.imports.queries import IntakeFacts
from trellis.imports.rules.delimited import encoded
from trellis.imports.views.bringing import check, offered_to
from trellis.kernel.acts import AlreadyDoneError
from trellis.kernel.http import Request
from trellis.places import queries as places


@require_http_methods(["GET", "POST"])
@login_required
def paste(plain: HttpRequest) -> HttpResponse:
    """With `?shape=` rows of one shape, with `?of=` what was pasted before, to be put right."""
    request = cast("Request", plain)
    before = _before(request)
    offered = _narrowed(offered_to(request), before.shape.key if before else "", request)
    sent = request.POST if request.method == "POST" else None
    form = PasteForm(sent, offered=offered, initial=_initial(request, before))
    if form.is_valid():
        return _paste(request, form, before)
    context = {
        "form": form,
        "shapes": [(shape, words.order(shape)) for shape, _targets in offered],
        "home": _home(request, offered),
    }
    return render(request, "imports/paste.html", context)


def _narrowed(offered: Offered, key: str, request: Request) -> Offered:
    """One shape, where one that is offered was asked for; else all of them."""
    asked = key or request.GET.get("shape", "")
    return [found for found in offered if found[0].key == asked] or offered


def _before(request: Request) -> IntakeFacts | None:
    asked = request.GET.get("of", "")
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 16):
        return None
    found = queries.intake(request.viewer, int(asked))
    return found if found.is_pasted else None


def _initial(request: Request, before: IntakeFacts | None) -> dict[str, str]:
    if before is None:
        return {}
    return {
        "what": f"{before.shape.key} {before.target}",
        "text": queries.pasted_text(request.viewer, before.id),
    }


def _home(request: Request, offered: Offered) -> tuple[object, str]:
    """Where whoever pastes came from, and goes back to."""
    slugs = {area.id: area.slug for area in places.areas(request.viewer)}
    if len(offered) == 1:
        [(shape, targets)] = offered
        if shape.home and targets[0].area_id in slugs:
            return shape.home(slugs[targets[0].area_id])
    return _("Imports"), reverse("imports:list")


def _paste(request: Request, form: PasteForm, before: IntakeFacts | None) -> HttpResponse:
    """Taken in as a table like any other; where its columns are plain it is checked at once. What
    it was pasted instead of is discarded."""
    shape, target = form.chosen
    day = date_format(timezone.localdate(request.now), "j F Y")
    told: dict[str, Any] = {"by": request.viewer, "now": request.now}
    try:
        made = actions.bring_table(
            shape=shape.key,
            target=target,
            file_name=_("Rows pasted on %(day)s") % {"day": day},
            content=io.BytesIO(encoded(form.cleaned_data["text"])),
            facts=queries.facts_of(shape, form.look, pasted=form.lines),
            once=form.cleaned_data["once"],
            **told,
        )
    except AlreadyDoneError:
        return redirect("imports:list")
    if before is not None and before.stage in {"brought", "checked"} and before.may_handle:
        actions.discard_intake(intake_id=before.id, **told)
    intake = queries.intake(request.viewer, made.pk)
    columns = queries.suggested(made)
    if not queries.is_complete(shape, columns):
        return redirect("imports:columns", made.pk)
    check(request, intake, columns)
    return redirect("imports:intake", made.pk)
