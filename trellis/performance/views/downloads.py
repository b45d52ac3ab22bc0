"""Downloads."""

from django.http import HttpResponse

from trellis.kernel.http import Request


def downloads(request: Request, slug: str) -> HttpResponse:
    raise NotImplementedError


def download(request: Request, slug: str, form: str) -> HttpResponse:
    raise NotImplementedError
