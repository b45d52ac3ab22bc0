"""Lines of a table: look through them, put them right, leave them out, take them away as CSV."""

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trellis.imports import actions, exports, queries, words
from trellis.imports.forms import MendForm
from trellis.imports.queries import IntakeFacts, RowFacts
from trellis.kernel.acts import AlreadyDoneError
from trellis.kernel.exports import csv_response
from trellis.kernel.forms import OnceForm
from trellis.kernel.http import Request, about_record

OUTCOMES: Final = {
    "problem": gettext_lazy("Lines with something to put right"),
    "new": gettext_lazy("New lines"),
    "changed": gettext_lazy("Lines that change something"),
    "unchanged": gettext_lazy("Lines that change nothing"),
    "left_out": gettext_lazy("Lines left out"),
}


@require_safe
def rows(request: Request, intake_id: int) -> HttpResponse:
    """The lines with one outcome."""
    found = queries.intake(request.viewer, intake_id)
    about_record(request, found.area_slug, found.standing)
    outcome = request.GET.get("outcome", "problem")
    if outcome not in OUTCOMES:
        raise Http404
    page = queries.rows_page(request.viewer, intake_id, outcome, request.GET.get("page"))
    context = {
        "intake": found,
        "page": page,
        "title": OUTCOMES[outcome],
        "outcome": outcome,
        "rows": [_shown(found, queries.row_facts(row)) for row in page.object_list],
        "outcomes": [
            (key, words_, found.counts[key])
            for key, words_ in OUTCOMES.items()
            if found.counts.get(key)
        ],
        "once": OnceForm(),
    }
    return render(request, "imports/rows.html", context)


def _shown(found: IntakeFacts, row: RowFacts) -> dict[str, Any]:
    return {
        "line": row.line,
        "about": words.about(found.shape, found.columns, row.cells),
        "problems": [words.problem(one, found.shape) for one in row.problems],
        "changes": [words.change(one, found.shape) for one in row.changes],
    }


@require_http_methods(["GET", "POST"])
def row(request: Request, intake_id: int, line: int) -> HttpResponse:
    """One line, as it stands in the file: put it right, or leave it out."""
    found = queries.intake(request.viewer, intake_id)
    about_record(request, found.area_slug, found.standing)
    facts = queries.row(request.viewer, intake_id, line)
    if found.stage != "checked":
        return redirect("imports:intake", intake_id)
    sent = request.POST if request.method == "POST" else None
    form = MendForm(
        sent,
        shape=found.shape,
        columns=found.columns,
        cells=facts.cells,
        alike=len(queries.alike(request.viewer, found.id, line)),
    )
    if form.is_valid():
        return _mend(request, found, line, form)
    fields = [form[name] for name in form.names]
    wrong = {problem.field for problem in facts.problems}
    context = {
        "intake": found,
        "form": form,
        "row": _shown(found, facts),
        "outcome": facts.outcome,
        "first": [field for field in fields if field.name in wrong],
        "others": [field for field in fields if field.name not in wrong],
    }
    return render(request, "imports/row.html", context)


def _mend(request: Request, found: IntakeFacts, line: int, form: MendForm) -> HttpResponse:
    once = form.cleaned_data["once"]
    try:
        if "leave_out" in request.POST:
            actions.leave_out_rows(
                intake_id=found.id, line=line, once=once, by=request.viewer, now=request.now
            )
            return redirect("imports:intake", found.id)
        right = actions.mend_row(
            intake_id=found.id,
            line=line,
            texts=form.changed_texts(),
            everywhere=bool(form.cleaned_data.get("everywhere")),
            once=once,
            by=request.viewer,
            now=request.now,
        )
    except AlreadyDoneError:
        return redirect("imports:intake", found.id)
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
        return redirect("imports:intake", found.id)
    if queries.row(request.viewer, found.id, line).outcome == "problem":
        messages.warning(request, _("Saved; there is still something to put right."))
        return redirect("imports:row", found.id, line)
    if right == 1:
        messages.success(request, _("Line %(line)d is right now.") % {"line": line})
    else:
        messages.success(request, _("%(count)d lines are right now.") % {"count": right})
    return redirect("imports:intake", found.id)


@require_POST
def leave_out(request: Request, intake_id: int) -> HttpResponse:
    """Every line with something wrong."""
    once = request.POST.get("once", "").replace("\0", "")[:64]
    try:
        count = actions.leave_out_rows(
            intake_id=intake_id, once=once, by=request.viewer, now=request.now
        )
    except AlreadyDoneError:
        pass
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
    else:
        done = ngettext("%(count)d line is left out.", "%(count)d lines are left out.", count)
        messages.info(request, done % {"count": count})
    return redirect("imports:intake", intake_id)


@require_safe
def download(request: Request, intake_id: int) -> HttpResponse:
    """The lines with something wrong as a table of their own, to be put right and brought again."""
    found = queries.intake(request.viewer, intake_id)
    rows_ = queries.rows_to_download(request.viewer, intake_id)
    return csv_response("lines-to-put-right", *exports.problem_table(found, rows_))
