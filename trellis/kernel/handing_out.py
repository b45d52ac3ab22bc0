"""Handing a file out, so that nothing in it can act on our pages."""

from typing import BinaryIO, Final

from django.http import FileResponse

# Whatever a browser makes of the file: no script, no form, no request, an origin of its own.
SANDBOX: Final = "sandbox; default-src 'none'; frame-ancestors 'none'"


def handed_out(content: BinaryIO, *, name: str, media_type: str, size: int) -> FileResponse:
    """Always to be saved and never to be shown in the page; kept by nobody on its way."""
    response = FileResponse(content, as_attachment=True, filename=name, content_type=media_type)
    response["Content-Length"] = str(size)
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
