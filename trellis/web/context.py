"""The frame that surrounds every page."""

from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from trellis.imports import queries as imports
from trellis.kernel.capabilities import Capability
from trellis.kernel.http import Request
from trellis.kernel.viewer import STRANGER, Viewer
from trellis.messages import queries as messages
from trellis.places import queries as places
from trellis.questions import queries as questions

_ROOMS = (
    ("today", "web:today"),
    ("organisations", "organisations:list"),
    ("performance", "performance:frameworks"),
    ("record", "record:areas"),
    ("funding", "funding:areas"),
    ("documents", "documents:list"),
    ("questions", "questions:list"),
    ("places", "places:areas"),
    ("imports", "imports:list"),
)
# Their lists show one record at a time.
_OF_ONE_RECORD = frozenset({"organisations:list", "documents:list"})


def page_frame(plain: HttpRequest) -> dict[str, Any]:
    """Partnership, world, navigation, account: what `ui/page.html` draws round a page. From a page
    about one record, its search and the lists of its navigation stay inside that record."""
    request = cast("Request", plain)
    viewer = getattr(request, "viewer", STRANGER)
    here = request.resolver_match.app_name if request.resolver_match else ""
    return {
        "frame": {
            "partnership": settings.TRELLIS_PARTNERSHIP,
            "world": _world(request),
            "navigation": _navigation(request, viewer),
            "account": {"name": viewer.name, "url": reverse("people:account")}
            if viewer.is_signed_in
            else None,
            "notices": {"count": messages.unread(viewer), "url": reverse("messages:notices")}
            if viewer.is_signed_in
            else None,
            "messages": _of_messages(viewer) if here == "messages" else [],
            "sign_in_url": reverse("account_login"),
            "sign_out_url": reverse("account_logout"),
            "search_url": reverse("organisations:list"),
            "area": _area(request),
            "footer": [
                {"label": _("Bulletins by mail"), "url": _signing_up(request)},
                {"label": _("About Trellis"), "url": reverse("web:about")},
                {"label": _("Who can do what"), "url": reverse("web:roles")},
                {"label": _("Accessibility"), "url": reverse("web:accessibility")},
                {"label": _("Privacy"), "url": reverse("web:privacy")},
            ],
        }
    }


def _signing_up(request: Request) -> str:
    """Bulletins of the area the page is about, where it has any."""
    page, slug = reverse("messages:sign_up"), _area(request)
    has_any = slug and getattr(request, "standing", "") != "documented"
    return f"{page}?area={slug}" if has_any else page


def _of_messages(viewer: Viewer) -> list[dict[str, Any]]:
    """The pages of the messages room, those that the viewer has any use for."""
    keeps = Capability.PLATFORM_MANAGE in viewer.everywhere
    sends = viewer.holds(Capability.BULLETIN_SEND)
    pages = (
        ("notices", _("Notices"), viewer.is_signed_in),
        ("settings", _("What you get by mail"), viewer.is_signed_in),
        ("subscriptions", _("Bulletins you get"), viewer.is_signed_in),
        ("calendar", _("Your calendar"), viewer.is_signed_in),
        ("bulletins", _("Bulletins to send"), sends),
        ("subscribers", _("Subscribers"), sends),
        ("outbox", _("Outbox"), keeps),
    )
    return [
        {"key": key, "label": label, "url": reverse(f"messages:{key}")}
        for key, label, is_shown in pages
        if is_shown
    ]


def _world(request: Request) -> str:
    """The standing of the record the page is about; on a page about none, that of the whole
    deployment, which is an example as long as it holds no live record."""
    standing = getattr(request, "standing", "live")  # no middleware, no record to speak of
    if standing:
        return standing if standing != "live" else ""
    standings = {area.standing for area in places.areas(STRANGER)}
    return "" if "live" in standings or "invented" not in standings else "invented"


def _area(request: Request) -> str:
    return getattr(request, "area", "")  # no middleware, no record to speak of


def _navigation(request: Request, viewer: Viewer) -> list[dict[str, Any]]:
    here = request.resolver_match.app_name if request.resolver_match else ""
    labels = {
        "today": _("Today"),
        "organisations": _("Organisations"),
        "performance": _("How we are doing"),
        "record": _("What was done"),
        "funding": _("Funding"),
        "documents": _("Documents"),
        "questions": _("Surveys"),
        "places": _("Places"),
        "imports": _("Imports"),
    }
    hidden = {
        "today": not viewer.is_signed_in,
        "questions": not questions.keeps_any(viewer),
        "imports": not imports.brings_tables(viewer),
    }
    within = f"?area={_area(request)}" if _area(request) else ""
    return [
        {
            "label": labels[key],
            "url": reverse(name) + (within if name in _OF_ONE_RECORD else ""),
            "current": here == key or (key == "today" and _is_today(request)),
        }
        for key, name in _ROOMS
        if not hidden.get(key)
    ]


def _is_today(request: Request) -> bool:
    return bool(request.resolver_match and request.resolver_match.view_name == "web:today")
