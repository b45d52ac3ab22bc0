"""Handing a file out, so that nothing in it can act on our pages."""

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from trellis.documents import queries
from trellis.documents.queries import StoredFile
from trellis.kernel.http import Request
from trellis.kernel.limits import DOWNLOADS
from trellis.kernel.throttles import rationed

# Whatever a browser makes of the file: no script, no form, no request, an origin of its own.
SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"


@require_safe
@rationed("download", *DOWNLOADS)
def file(request: Request, document_id: int, number: int) -> HttpResponse:
    """The file, always to be saved and never to be shown in the page."""
    found = queries.file_of(request.viewer, document_id, number)
    if found.is_held_back:
        context = {"file": found, "document_id": document_id}
        return render(request, "documents/held_back.html", context, status=409)
    return handed_out(found)  # type: ignore[return-value]


def handed_out(found: StoredFile) -> HttpResponseBase:
    """Raises Http404 where the store has lost the file; `trellis doctor` names those."""
    try:
        content = found.open()
    except FileNotFoundError as fault:
        raise Http404 from fault
    response = FileResponse(
        content, as_attachment=True, filename=found.name, content_type=found.media_type
    )
    response["Content-Length"] = str(found.size)
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
