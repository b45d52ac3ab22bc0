"""One-click sign-in as one of the invented cast, on one's own machine only."""

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from trellis.kernel.http import Request
from trellis.kernel.viewer import STRANGER
from trellis.people import queries as people
from trellis.places import queries as places
from trellis.web.examples.cast import CAST


def is_open() -> bool:
    """In demo mode, and beside no live record: the cast's administrator is one everywhere."""
    return settings.TRELLIS_DEMO and not any(
        area.standing == "live" for area in places.areas(STRANGER)
    )


@require_safe
def demo_sign_in(request: Request, key: str) -> HttpResponse:
    """Sign in as the member of the cast with that key; 404 unless the demo is open."""
    member = next((one for one in CAST if one.key == key), None)
    if member is None or not is_open():
        raise Http404
    account = people.account_for_signing_in(member.email)
    if account is None:
        raise Http404
    logout(request)
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, account, method="demo")
    return redirect("web:today")
