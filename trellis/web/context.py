"""The frame that surrounds every page."""

from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from trellis.imports import queries as imports
from trellis.kernel.http import Request
from trellis.kernel.viewer import STRANGER, Viewer
from trellis.places import queries as places
from trellis.questions import queries as questions

_ROOMS = (
    ("today", "web:today"),
    ("organisations", "organisations:list"),
    ("performance", "performance:frameworks"),
    ("documents", "documents:list"),
    ("questions", "questions:list"),
    ("places", "places:areas"),
    ("imports", "imports:list"),
)


def page_frame(plain: HttpRequest) -> dict[str, Any]:
    """Partnership, world, navigation, account: what `ui/page.html` draws round a page."""
    request = cast("Request", plain)
    viewer = getattr(request, "viewer", STRANGER)
    return {
        "frame": {
            "partnership": settings.TRELLIS_PARTNERSHIP,
            "world": _world(request),
            "navigation": _navigation(request, viewer),
            "account": {"name": viewer.name, "url": reverse("people:account")}
            if viewer.is_signed_in
            else None,
            "sign_in_url": reverse("account_login"),
            "sign_out_url": reverse("account_logout"),
            "search_url": reverse("organisations:list"),
            "footer": [
                {"label": _("About Trellis"), "url": reverse("web:about")},
                {"label": _("Who can do what"), "url": reverse("web:roles")},
                {"label": _("Accessibility"), "url": reverse("web:accessibility")},
                {"label": _("Privacy"), "url": reverse("web:privacy")},
            ],
        }
    }


def _world(request: Request) -> str:
    """The standing of the record the page is about; on a page about none, that of the whole
    deployment, which is an example as long as it holds no live record."""
    standing = getattr(request, "standing", "live")  # no middleware, no record to speak of
    if standing:
        return standing if standing != "live" else ""
    standings = {area.standing for area in places.areas(STRANGER)}
    return "" if "live" in standings or "invented" not in standings else "invented"


def _navigation(request: Request, viewer: Viewer) -> list[dict[str, Any]]:
    here = request.resolver_match.app_name if request.resolver_match else ""
    labels = {
        "today": _("Today"),
        "organisations": _("Organisations"),
        "performance": _("How we are doing"),
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
    return [
        {
            "label": labels[key],
            "url": reverse(name),
            "current": here == key or (key == "today" and _is_today(request)),
        }
        for key, name in _ROOMS
        if not hidden.get(key)
    ]


def _is_today(request: Request) -> bool:
    return bool(request.resolver_match and request.resolver_match.view_name == "web:today")
