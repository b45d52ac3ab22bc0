"""Handing the files of documents out."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from trellis.documents import queries
from trellis.documents.queries import StoredFile
from trellis.kernel.handing_out import handed_out as hand_out
from trellis.kernel.http import Request
from trellis.kernel.limits import DOWNLOADS
from trellis.kernel.throttles import rationed


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
    return hand_out(content, name=found.name, media_type=found.media_type, size=found.size)
