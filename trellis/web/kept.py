"""Public pages kept for a minute, until something is written: docs/adr/0016-kept-pages.md.

Only what was made for somebody who sent no cookie at all, and said of itself that anybody may keep
it, and only until the next act is recorded or the day changes. Each process keeps its own.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone

from trellis.kernel.acts import newest_act

# The only pages that anybody but the reader's own browser may keep, and only as made for a
# stranger. Everything else is kept by nobody.
PUBLIC_PAGES = frozenset(
    {
        "documents:list",
        "documents:record",
        "funding:agreement",
        "funding:area",
        "funding:areas",
        "organisations:list",
        "organisations:record",
        "performance:area",
        "performance:checks",
        "performance:download",
        "performance:downloads",
        "performance:framework",
        "performance:frameworks",
        "performance:indicator",
        "performance:made",
        "performance:outcome",
        "performance:place",
        "performance:principles",
        "performance:provider",
        "performance:providers",
        "places:areas",
        "places:place",
        "ui:gallery",
        "web:about",
        "web:accessibility",
        "web:home",
        "web:privacy",
    }
)
SECONDS = 60.0  # as long as the pages say of themselves that they may be kept
_FOR_ONE_READER = ("Cookie", "Authorization", "Hx-Request", "Range")
LARGEST_PAGE = 500_000
LONGEST_ADDRESS = 300

Key = tuple[str, str, str, bool, bool]
Stamp = tuple[tuple[int, datetime] | None, date]
GetResponse = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True)
class Kept:
    """`stamp` is what the record was at before the page was made, `until` a monotonic second."""

    stamp: Stamp
    until: float
    headers: tuple[tuple[str, str], ...]
    content: bytes

    def again(self) -> HttpResponse:
        return HttpResponse(self.content, headers=dict(self.headers))


class Shelf:
    """The pages that were asked for last, at most `room` of them; safe among threads."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._pages: OrderedDict[Key, Kept] = OrderedDict()
        self._lock = Lock()

    def take(self, key: Key, stamp: Stamp, at: float) -> Kept | None:
        with self._lock:
            kept = self._pages.get(key)
            if kept is None or kept.stamp != stamp or kept.until < at:
                return None
            self._pages.move_to_end(key)
            return kept

    def put(self, key: Key, kept: Kept) -> None:
        with self._lock:
            self._pages[key] = kept
            self._pages.move_to_end(key)
            while len(self._pages) > self._room:
                self._pages.popitem(last=False)


def keep_public_pages(get_response: GetResponse) -> GetResponse:
    """Answer from the shelf where nothing has been written since the page was made."""
    shelf = Shelf(settings.TRELLIS_KEPT_PAGES)

    def middleware(request: HttpRequest) -> HttpResponse:
        if not settings.TRELLIS_KEPT_PAGES or not _is_plain(request):
            return get_response(request)
        key, at = _key(request), time.monotonic()
        stamp: Stamp = (newest_act(), timezone.localdate())
        if kept := shelf.take(key, stamp, at):
            return kept.again()
        response = get_response(request)
        if _is_for_anybody(response):
            headers = tuple(response.items())
            shelf.put(key, Kept(stamp, at + SECONDS, headers, bytes(response.content)))
        return response

    return middleware


def _is_plain(request: HttpRequest) -> bool:
    """Whoever sends a cookie, or asks for a part of a page, is answered anew."""
    asks_for_more = any(request.headers.get(name) for name in _FOR_ONE_READER)
    is_long = len(request.get_full_path()) > LONGEST_ADDRESS
    if request.method != "GET" or asks_for_more or is_long:
        return False
    try:
        return resolve(request.path_info).view_name in PUBLIC_PAGES
    except Resolver404:
        return False


def _key(request: HttpRequest) -> Key:
    return (
        request.META.get("HTTP_HOST", ""),
        request.path_info,
        request.META.get("QUERY_STRING", ""),
        request.is_secure(),
        "gzip" in request.headers.get("Accept-Encoding", ""),
    )


def _is_for_anybody(response: HttpResponse) -> bool:
    return (
        response.status_code == 200
        and response.get("Cache-Control", "").startswith("public")
        and not response.cookies
        and not response.streaming
        and len(response.content) <= LARGEST_PAGE
    )
