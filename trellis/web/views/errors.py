"""Pages for what went wrong: what happened, and what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return HttpResponse("Bad request", status=400, content_type="text/plain")


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return render(request, "web/error.html", {"kind": "not_allowed"}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return render(request, "web/error.html", {"kind": "not_found"}, status=404)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    return render(request, "web/error.html", {"kind": "form_expired"}, status=403)


def fault(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    return HttpResponse("A fault on our side.", status=500, content_type="text/plain")
