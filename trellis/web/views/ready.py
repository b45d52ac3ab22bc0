"""Readiness, for machines."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from trellis.kernel.http import Request
from trellis.web.running import ready


@require_safe
def readyz(request: Request) -> HttpResponse:
    """200 and `ready`, or 503 and what hinders, one word a line. `trellis doctor` says more."""
    found = ready.hindrances(now=request.now)
    text = "\n".join(found) or "ready"
    return HttpResponse(text + "\n", content_type="text/plain", status=503 if found else 200)
