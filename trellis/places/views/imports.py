"""Bringing boundaries and postcodes: a file is checked, looked at, and only then imported."""

from collections.abc import Mapping
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from trellis.kernel.acts import AlreadyDoneError
from trellis.kernel.http import Request
from trellis.places import actions, queries, words
from trellis.places.forms.files import BringForm, StartForm
from trellis.places.queries import Area, Checked, UploadFacts
from trellis.places.rules.problems import Wrong

UNKNOWN: Final = Wrong.UNKNOWN_CODE.value


@require_http_methods(["GET", "POST"])
def imports(request: Request, area: str) -> HttpResponse:
    """Bring a file, and see those that were brought before."""
    root = queries.area_to_import(request.viewer, area)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = BringForm(*sent, area_id=root.id)
    if form.is_valid() and form.checked:
        return _bring(request, root, form, form.checked)
    context = {"area": root, "form": form, "uploads": queries.uploads(request.viewer, root.id)}
    return render(request, "places/imports.html", context)


def _bring(request: Request, area: Area, form: BringForm, checked: Checked) -> HttpResponse:
    given = form.cleaned_data
    try:
        upload = actions.bring_file(
            area_id=area.id,
            kind=given["kind"],
            file_name=given["file"].name,
            content=given["file"].file,
            source=given["source"],
            plan={"columns": checked.columns, "choices": checked.choices},
            counts=checked.counts,
            problems=checked.problems,
            once=given["once"],
            by=request.viewer,
            now=request.now,
        )
    except AlreadyDoneError:
        return redirect("places:imports", area.slug)
    return redirect("places:upload", area.slug, upload.pk)


@require_http_methods(["GET", "POST"])
def upload(request: Request, area: str, upload_id: int) -> HttpResponse:
    """What is in a file; import it; see how far that has come."""
    root = queries.area(area)
    found = queries.upload(request.viewer, area, upload_id)
    form = StartForm(
        request.POST if request.method == "POST" else None,
        upload=found,
        parents=queries.places_to_add_under(root.id),
        editions=queries.editions(root.id),
    )
    if form.is_valid():
        return _start(request, root, found, form)
    return render(request, "places/upload.html", _shown(root, found, form))


def _start(request: Request, area: Area, found: UploadFacts, form: StartForm) -> HttpResponse:
    try:
        actions.start_import(
            upload_id=found.id,
            source=form.cleaned_data["source"],
            plan=form.plan(),
            once=form.cleaned_data["once"],
            by=request.viewer,
            now=request.now,
        )
    except AlreadyDoneError:
        pass
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
    else:
        messages.info(request, _("The import has begun. You can leave this page."))
    return redirect("places:upload", area.slug, found.id)


def _shown(area: Area, found: UploadFacts, form: StartForm) -> dict[str, Any]:
    columns = (found.plan.get("columns") or {}).items()
    return {
        "area": area,
        "upload": found,
        "form": form,
        "is_open": found.stage in {"checked", "failed"},
        "is_running": found.stage == "importing",
        "columns": [(words.COLUMNS[name], value) for name, value in columns if value],
        "counts": [(words.COUNTS[name], count) for name, count in found.counts.items()],
        "problems": [words.problem(one, found.kind) for one in _others(found)],
        "unknown": [one["value"] for one in found.problems if one["wrong"] == UNKNOWN],
        "unknown_count": found.counts.get("unknown", 0),
    }


def _others(found: UploadFacts) -> list[Mapping[str, Any]]:
    """A place that is not in the area yet is a question to answer, not a mistake in the file."""
    return [one for one in found.problems if one["wrong"] != UNKNOWN]


@require_POST
def discard(request: Request, area: str, upload_id: int) -> HttpResponse:
    found = queries.upload(request.viewer, area, upload_id)
    try:
        actions.discard_file(
            upload_id=found.id,
            once=request.POST.get("once", "").replace("\0", "")[:64],
            by=request.viewer,
            now=request.now,
        )
    except AlreadyDoneError:
        pass
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
    else:
        messages.info(request, _("%(name)s is discarded.") % {"name": found.file_name})
    return redirect("places:imports", area)
