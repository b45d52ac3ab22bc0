"""A table is brought, and its columns are told apart."""

from collections.abc import Mapping
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trellis.imports import actions, queries, words
from trellis.imports.actions import carrying
from trellis.imports.forms import BringForm, MapForm, Offered, ReadForm
from trellis.imports.queries import IntakeFacts
from trellis.imports.rules.problems import FileRefusedError
from trellis.kernel.acts import AlreadyDoneError
from trellis.kernel.http import Request, about_record


def offered_to(request: Request) -> Offered:
    """What the viewer may bring; refused to whoever brings no tables at all."""
    found = queries.offered(request.viewer, request.now)
    if not found:
        raise PermissionDenied
    return found


@require_safe
@login_required
def intakes(plain: HttpRequest) -> HttpResponse:
    """What was brought before, and how far it has come."""
    request = cast("Request", plain)
    if not queries.brings_tables(request.viewer):
        raise PermissionDenied
    found = queries.intakes(request.viewer)
    may_bring = bool(queries.offered(request.viewer, request.now))
    return render(request, "imports/intakes.html", {"intakes": found, "may_bring": may_bring})


@require_http_methods(["GET", "POST"])
@login_required
def bring(plain: HttpRequest) -> HttpResponse:
    request = cast("Request", plain)
    offered = offered_to(request)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = BringForm(*sent, offered=offered)
    if form.is_valid():
        return _bring(request, form)
    shapes = [shape for shape, _targets in offered]
    return render(request, "imports/bring.html", {"form": form, "shapes": shapes})


def _bring(request: Request, form: BringForm) -> HttpResponse:
    shape, target = form.chosen
    file = form.cleaned_data["file"]
    try:
        intake = actions.bring_table(
            shape=shape.key,
            target=target,
            file_name=file.name,
            content=file.file,
            facts=queries.facts_of(shape, form.look),
            once=form.cleaned_data["once"],
            by=request.viewer,
            now=request.now,
        )
    except AlreadyDoneError:
        return redirect("imports:list")
    return redirect("imports:columns", intake.pk)


@require_http_methods(["GET", "POST"])
def columns(request: Request, intake_id: int) -> HttpResponse:
    """Which column is what; what was said of the last file of this make is chosen already."""
    found = queries.intake(request.viewer, intake_id)
    about_record(request, found.area_slug, found.standing)
    if found.stage not in {"brought", "checked"}:
        return redirect("imports:intake", intake_id)
    row = queries.intake_row(request.viewer, intake_id)
    shown = found.columns or queries.suggested(row)
    sent = request.POST if request.method == "POST" else None
    form = MapForm(sent, shape=found.shape, facts=found.facts, columns=shown)
    if form.is_valid():
        return _map(request, found, form)
    return render(
        request,
        "imports/columns.html",
        {
            "intake": found,
            "form": form,
            "found": form.pairs(found=True),
            "others": form.pairs(found=False),
            "not_taken": form.not_taken(),
            "read_form": ReadForm(facts=found.facts),
            "reading": words.reading(found.facts),
            "recognised": sum("place" in column for column in shown.values()),
        },
    )


def _map(request: Request, found: IntakeFacts, form: MapForm) -> HttpResponse:
    try:
        check(request, found, form.columns(), once=form.cleaned_data["once"])
    except AlreadyDoneError:
        pass
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
    return redirect("imports:intake", found.id)


def check(
    request: Request, intake: IntakeFacts, columns: Mapping[str, Any], once: str = ""
) -> None:
    """Raises AlreadyDoneError, and ValidationError where it can no longer be checked."""
    actions.map_columns(
        intake_id=intake.id,
        columns=columns,
        once=once,
        at_once=intake.is_short,
        by=request.viewer,
        now=request.now,
    )
    if intake.is_short:
        carrying.carry_on(intake_id=intake.id, now=request.now)


@require_POST
def read_otherwise(request: Request, intake_id: int) -> HttpResponse:
    """Another sheet, or another line with the headings."""
    found = queries.intake(request.viewer, intake_id)
    form = ReadForm(request.POST, facts=found.facts) if found.facts.get("sheets") else None
    if form is None or not form.is_valid():
        messages.error(request, _("Choose a sheet and a line of the file."))
        return redirect("imports:columns", intake_id)
    try:
        _read_otherwise(request, found, form)
    except AlreadyDoneError:
        pass
    except FileRefusedError as fault:
        messages.error(request, words.refusal(fault.wrong, fault.value))
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
    return redirect("imports:columns", intake_id)


def _read_otherwise(request: Request, found: IntakeFacts, form: ReadForm) -> None:
    row = queries.intake_row(request.viewer, found.id)
    sheet = form.cleaned_data.get("sheet", found.facts["sheet"])
    # On another sheet the headings are looked for anew.
    head = form.cleaned_data["head"] if sheet == found.facts["sheet"] else None
    with queries.stored(row.digest) as content:
        look = queries.look_apart(content, sheet)
    actions.look_anew(
        intake_id=found.id,
        facts=queries.facts_of(found.shape, look, at=head, pasted=found.facts.get("pasted", 0)),
        once=form.cleaned_data["once"],
        by=request.viewer,
        now=request.now,
    )
