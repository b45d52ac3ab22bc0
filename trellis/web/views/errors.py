"""Pages for what went wrong: what happened, and what to do next."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static

from trellis.kernel.policy import ReadOnlyError


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return _plain("bad_request", 400)


def too_large() -> HttpResponse:
    """Nothing was read of the request, so that nothing is known but its size."""
    return _plain("too_large", 413)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Somebody signed out is asked to sign in, and comes back to where they were going. Where it
    is not for want of a role but the record that is shut, the page says why."""
    signed_in = getattr(request, "user", None) and request.user.is_authenticated
    if not signed_in and request.method in {"GET", "HEAD"}:
        return redirect_to_login(request.get_full_path())
    if isinstance(exception, ReadOnlyError):
        context = {"kind": "read_only", "why": str(exception)}
        return render(request, "web/error.html", context, status=403)
    return render(request, "web/error.html", {"kind": "not_allowed"}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return render(request, "web/error.html", {"kind": "not_found"}, status=404)


def too_often(request: HttpRequest, seconds: int = 0) -> HttpResponse:
    """`seconds` says how long to wait, where that is known: allauth, which asks for this page
    too, does not say."""
    facts = {"kind": "too_often", "seconds": seconds}
    return render(request, "web/error.html", facts, status=429)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    return render(request, "web/error.html", {"kind": "form_expired"}, status=403)


def fault(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Drawn without the request, for whatever failed may fail again."""
    return _plain("fault", 500)


def _plain(kind: str, status: int) -> HttpResponse:
    """Asks nothing of the request or the database; where even the sheets are not to be found, it
    does without."""
    try:
        sheets = [static(f"ui/{name}.css") for name in ("tokens", "base", "layout")]
    except ValueError:
        sheets = []
    context = {
        "kind": kind,
        "sheets": sheets,
        "partnership": settings.TRELLIS_PARTNERSHIP,
        "most": settings.LARGEST_BODY // 1_000_000,
    }
    return HttpResponse(render_to_string("web/plain.html", context), status=status)
