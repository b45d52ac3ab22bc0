"""What every request gets before a view sees it, and every answer before it leaves."""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from trellis.kernel.http import Request
from trellis.kernel.viewer import STRANGER

GetResponse = Callable[[HttpRequest], HttpResponse]
PUBLIC_SECONDS = 60


def make_the_viewer(get_response: GetResponse) -> GetResponse:
    """Put the clock and the viewer on the request."""

    def middleware(plain: HttpRequest) -> HttpResponse:
        request = cast(Request, plain)
        request.now = timezone.now()
        request.today = timezone.localdate(request.now)
        request.viewer = STRANGER
        return get_response(request)

    return middleware


def state_cache_control(get_response: GetResponse) -> GetResponse:
    """Every answer says how it may be kept. Public only what is on the list of public pages and
    was made for a stranger; everything else is kept by nobody."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-store"
        patch_vary_headers(response, ["Cookie"])
        return response

    return middleware
