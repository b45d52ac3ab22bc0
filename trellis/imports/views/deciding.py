"""What is in a table that was checked; import it, see how far that has come, take it back."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trellis.imports import actions, queries, words
from trellis.imports.actions import carrying
from trellis.imports.queries import IntakeFacts
from trellis.kernel.acts import AlreadyDoneError
from trellis.kernel.forms import OnceForm
from trellis.kernel.http import Request, about_record


@require_safe
def intake(request: Request, intake_id: int) -> HttpResponse:
    found = queries.intake(request.viewer, intake_id)
    about_record(request, found.area_slug, found.standing)
    if found.stage == "brought":
        return redirect("imports:columns", intake_id)
    home = found.shape.home(found.area_slug) if found.shape.home else None
    context = {"intake": found, "once": OnceForm(), "home": home}
    return render(request, "imports/intake.html", {**context, **_more(request, found)})


def _more(request: Request, found: IntakeFacts) -> dict[str, Any]:
    """What the page shows besides, by the stage."""
    match found.stage:
        case "checked" if found.is_pasted:
            return _preview(request, found)
        case "checked":
            return {
                "wrongs": _wrongs(request, found),
                "profile": (columns := _profile(found)),
                "has_ranges": any(one["range"] for one in columns),
                "sample": _changes(request, found),
            }
        case "imported":
            refused = queries.refused_rows(request.viewer, found.id)
            return {
                "refused": [(line, words.problem(one, found.shape)) for line, one in refused],
                "written": _written(request, found),
            }
        case "failed":
            return {"fault": words.refusal(found.fault, found.fault_value)}
    return {
        "kept": [
            (one.line, found.shape.page_of(one.reference), words.why_kept(one.code, found.shape))
            for one in found.kept
        ]
    }


def _preview(request: Request, found: IntakeFacts) -> dict[str, Any]:
    """What is wrong with several lines alike is said once."""
    page, rows = queries.preview(request.viewer, found.id, request.GET.get("page"))
    first: dict[str, int] = {}
    for row in rows:
        first.setdefault(repr(row.problems), row.line)
    return {
        "page": page,
        "lines": [
            {
                "line": row.line,
                "outcome": row.outcome,
                "said": words.said(found.shape, found.columns, row.cells, row.values),
                "first": first[repr(row.problems)],
                "problems": [words.problem(one, found.shape) for one in row.problems],
                "changes": [words.change(one, found.shape) for one in row.changes],
            }
            for row in rows
        ],
        "taken": words.taken(found.shape, found.columns, found.facts["headings"]),
        "not_taken": words.not_taken(found.columns, found.facts["headings"]),
    }


def _written(request: Request, found: IntakeFacts) -> list[tuple[str, str]]:
    return [
        (words.about(found.shape, found.columns, row.cells), found.shape.page_of(reference))
        for row, reference in queries.written(request.viewer, found.id)
    ]


def _wrongs(request: Request, found: IntakeFacts) -> list[dict[str, Any]]:
    return [
        {
            "rows": one.rows,
            "line": one.line,
            "field": words.label_of(found.shape, one.problem.field) if one.problem.field else "",
            "said": words.problem(one.problem, found.shape),
        }
        for one in queries.wrongs(request.viewer, found.id)
    ]


def _profile(found: IntakeFacts) -> list[dict[str, str]]:
    rows = found.counts.get("rows", 0)
    return [
        words.profile(field, found.profile[field.name], rows)
        for field in found.shape.fields
        if field.name in found.columns and field.name in found.profile
    ]


def _changes(request: Request, found: IntakeFacts) -> list[dict[str, Any]]:
    """What the first lines would change."""
    page = queries.rows_page(request.viewer, found.id, "changed", 1)
    return [
        {"line": row.line, **words.change(change, found.shape)}
        for row in map(queries.row_facts, list(page.object_list)[:5])
        for change in row.changes
    ]


@require_POST
def start(request: Request, intake_id: int) -> HttpResponse:
    """Few pasted lines are there at once; a button may leave those out that are not right."""
    found = queries.intake(request.viewer, intake_id)
    done = _("The import has begun. You can leave this page.")
    start_import = partial(
        actions.start_import, at_once=found.is_short, leave_out="leave_out" in request.POST
    )
    return _do(request, intake_id, start_import, done, found)


@require_POST
def stop(request: Request, intake_id: int) -> HttpResponse:
    done = _("It is stopped. What is in already is being taken back.")
    return _do(request, intake_id, actions.stop_import, done)


@require_POST
def discard(request: Request, intake_id: int) -> HttpResponse:
    found = queries.intake(request.viewer, intake_id)
    done = _("%(name)s is discarded.") % {"name": found.file_name}
    return _do(request, intake_id, actions.discard_intake, done)


@require_http_methods(["GET", "POST"])
def undo(request: Request, intake_id: int) -> HttpResponse:
    found = queries.intake(request.viewer, intake_id)
    about_record(request, found.area_slug, found.standing)
    if request.method == "POST":
        done = _("What came in is being taken back. You can leave this page.")
        undo_import = partial(actions.undo_import, at_once=found.is_short)
        return _do(request, intake_id, undo_import, done, found)
    return render(request, "imports/undo.html", {"intake": found, "once": OnceForm()})


def _do(
    request: Request,
    intake_id: int,
    action: Callable[..., Any],
    done: str,
    found: IntakeFacts | None = None,
) -> HttpResponse:
    """With the intake where the act leaves to us what the worker would do: then its page says what
    came of it, and not that it has begun."""
    once = request.POST.get("once", "").replace("\0", "")[:64]
    try:
        action(intake_id=intake_id, once=once, by=request.viewer, now=request.now)
    except AlreadyDoneError:
        pass
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
    else:
        if found is not None and found.is_short:
            carrying.carry_on(intake_id=intake_id, now=request.now)
        else:
            messages.info(request, done)
    return redirect("imports:intake", intake_id)
