"""The first pages."""

from django.http import HttpResponse
from django.shortcuts import render

from trellis.kernel.http import Request


def home(request: Request) -> HttpResponse:
    return render(request, "web/home.html", {})


def today(request: Request) -> HttpResponse:
    return render(request, "web/home.html", {})


def healthz(request: Request) -> HttpResponse:  # noqa: ARG001
    """The process answers; `/readyz` says whether it can work."""
    return HttpResponse("ok", content_type="text/plain")
