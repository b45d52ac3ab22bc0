"""What somebody asks about their own data, and the file they get."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from trellis.kernel.http import Request
from trellis.kernel.limits import DOWNLOADS
from trellis.kernel.throttles import rationed
from trellis.privacy import actions, queries, words
from trellis.privacy.forms import AskForm
from trellis.privacy.lifecycle import Kind

# Nothing in the file may act on our pages, whatever somebody wrote into their own data.
SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"


@require_safe
@login_required
def own(request: Request) -> HttpResponse:
    found = queries.own_requests(request.viewer, request.today)
    asking = [(kind, *words.ASKING[kind]) for kind in Kind.values]
    context = {
        "requests": found,
        "complaints": queries.own_complaints(request.viewer, request.today),
        "asking": asking,
    }
    return render(request, "privacy/own.html", context)


@require_safe
@login_required
def looks(request: Request) -> HttpResponse:
    """Who has looked at the viewer's details."""
    found = [
        (one, words.LOOKED_AT.get(one.what, one.what)) for one in queries.own_looks(request.viewer)
    ]
    return render(request, "privacy/looks.html", {"looks": found})


@require_safe
@login_required
def decides(request: Request) -> HttpResponse:
    """Which body decides over what there is of the viewer, and which did before."""
    context = {"decided": queries.decided_of(request.viewer)}
    return render(request, "privacy/decides.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def ask(request: Request, kind: str) -> HttpResponse:
    if kind not in Kind.values:
        raise Http404
    areas = [(str(area.id), area.name) for area in queries.areas_to_ask(request.viewer)]
    sent = request.POST if request.method == "POST" else None
    form = AskForm(sent, kind=kind, areas=areas)
    if form.is_valid() and form.carry_out(
        lambda: actions.open_request(
            kind=Kind(kind),
            area_id=int(form.cleaned_data["area"]),
            said=form.cleaned_data["said"],
            once=form.cleaned_data["once"],
            by=request.viewer,
            now=request.now,
        )
    ):
        messages.success(request, _("We have your request. This page shows how far it is."))
        return redirect("privacy:own")
    title, says = words.ASKING[kind]
    context = {"form": form, "kind": kind, "title": title, "says": says}
    return render(request, "privacy/ask.html", context)


@require_safe
@login_required
@reauthentication_required  # type: ignore[untyped-decorator]
@rationed("download", *DOWNLOADS)
def file(request: Request, request_id: int) -> HttpResponse:
    """The whole of somebody's data: for them alone, who have just confirmed that it is them."""
    content = queries.file_of(request.viewer, request_id, today=request.today)
    actions.note_fetched(request_id=request_id, by=request.viewer, now=request.now)
    response = FileResponse(
        content, as_attachment=True, filename=queries.NAME, content_type="application/zip"
    )
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response  # type: ignore[return-value]
