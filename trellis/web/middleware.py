"""What every request gets before a view sees it, and every answer before it leaves."""

import gzip
from collections.abc import Callable
from functools import partial
from typing import cast

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from trellis.documents import actions as documents
from trellis.kernel import looks, scanning
from trellis.kernel.http import Request
from trellis.kernel.limits import network_of
from trellis.kernel.viewer import STRANGER, Viewer
from trellis.organisations import queries as organisations
from trellis.people import queries as people
from trellis.web.kept import PUBLIC_PAGES
from trellis.web.views.errors import too_large

GetResponse = Callable[[HttpRequest], HttpResponse]

_UNREADABLE = "%EF%BF%BD"  # what stands for a sign that could not be read
PUBLIC = "public, max-age=60"
PRIVATE = "private, no-store"


def make_the_viewer(get_response: GetResponse) -> GetResponse:
    """Put the clock, the network and the viewer on the request."""

    def middleware(plain: HttpRequest) -> HttpResponse:
        request = cast("Request", plain)
        request.now = timezone.now()
        request.today = timezone.localdate(request.now)
        request.standing = request.area = ""
        request.network = _network(request)
        request.viewer = _viewer(request)
        request.looked = []
        response = get_response(request)
        _note_infected(request)
        if request.looked:
            _write_afterwards(request, response)
        return response

    return middleware


def _write_afterwards(request: Request, response: HttpResponse) -> None:
    """When the server closes the answer, which it does once it has gone out."""
    write = partial(looks.write, request.looked, by=request.viewer, today=request.today)
    response._resource_closers.append(write)  # type: ignore[attr-defined]  # noqa: SLF001


def _note_infected(request: Request) -> None:
    """A field of a form knows neither who brought a file nor when."""
    uploads = vars(request).get("_files")  # of a request whose body somebody has read
    for _name, brought in uploads.lists() if uploads else ():
        for infected in scanning.infected_among(brought):
            documents.note_infected(infected=infected, by=request.viewer, now=request.now)


def _network(request: Request) -> str:
    try:
        return network_of(get_adapter().get_client_ip(request))
    except PermissionDenied:  # a server that tells us of no address
        return network_of("")


def _viewer(request: Request) -> Viewer:
    account_id = request.user.pk if request.user.is_authenticated else None
    if account_id is None:
        return STRANGER
    return organisations.viewer_for(
        account_id,
        today=request.today,
        second_factor_passed=people.second_factor_passed(request.session, account_id),
    )


def refuse_nul(get_response: GetResponse) -> GetResponse:
    """The sign that ends a text in other languages stands in no address of ours. PostgreSQL keeps
    none and says so by a fault; forms refuse it by themselves."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info:
            raise Http404
        asked = request.META.get("QUERY_STRING", "")
        request.META["QUERY_STRING"] = asked.replace("%00", _UNREADABLE)
        return get_response(request)

    return middleware


def refuse_large(get_response: GetResponse) -> GetResponse:
    """A body larger than any file we take in is refused unread, before it fills a disk. What is
    only somewhat too large is refused beside its field."""

    def middleware(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > settings.LARGEST_BODY:
            return too_large()
        return get_response(request)

    return middleware


def state_cache_control(get_response: GetResponse) -> GetResponse:
    """Every answer says how it may be kept."""

    def middleware(plain: HttpRequest) -> HttpResponse:
        response = get_response(plain)
        if "Cache-Control" not in response:
            request = cast("Request", plain)
            if _may_be_kept(request, response):
                response["Cache-Control"] = PUBLIC
                _compress(request, response)
            else:
                response["Cache-Control"] = PRIVATE
        patch_vary_headers(response, ["Cookie"])
        return response

    return middleware


def _may_be_kept(request: Request, response: HttpResponse) -> bool:
    match = request.resolver_match
    return (
        match is not None
        and match.view_name in PUBLIC_PAGES
        and request.method in {"GET", "HEAD"}
        and response.status_code == 200
        and not response.cookies
        and not request.viewer.is_signed_in
    )


def _compress(request: Request, response: HttpResponse) -> None:
    """Compress what was made for a stranger. A page with a secret in it (a form's token) is never
    compressed together with what a reader may have put into its address."""
    takes_it = "gzip" in request.headers.get("Accept-Encoding", "")
    if takes_it and not response.streaming and len(response.content) > 1_000:
        response.content = gzip.compress(response.content, compresslevel=6, mtime=0)
        response["Content-Encoding"] = "gzip"
        response["Content-Length"] = str(len(response.content))
        patch_vary_headers(response, ["Accept-Encoding"])
