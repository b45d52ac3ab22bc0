"""The first page, Today, and the pages about the service itself."""

from datetime import date, timedelta
from typing import cast

from django.apps import apps
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from trellis.funding import queries as funding
from trellis.imports import queries as imports
from trellis.kernel.capabilities import Capability
from trellis.kernel.deadlines import Due
from trellis.kernel.holdings import personal_fields
from trellis.kernel.http import Request
from trellis.kernel.privacy import PersonalField
from trellis.kernel.viewer import Viewer
from trellis.messages import queries as letters
from trellis.organisations import queries as organisations
from trellis.people import queries as people
from trellis.performance import queries as performance
from trellis.privacy import queries as privacy_room
from trellis.questions import queries as questions
from trellis.record import queries as record
from trellis.web.examples.cast import CAST
from trellis.web.views import demo


@require_safe
def home(request: Request) -> HttpResponse:
    """What this is, and where to begin; in demo mode also whom to be."""
    request.standing = "live"  # it speaks of every record there is, so no one label fits
    return render(
        request,
        "web/home.html",
        {
            "frameworks": performance.frameworks(request.viewer),
            "cast": [(member, people.role(member.role)) for member in CAST]
            if demo.is_open()
            else [],
        },
    )


@require_safe
@login_required
def today(request: HttpRequest) -> HttpResponse:
    """Everything that needs the viewer, from every room, by due date."""
    asked = cast("Request", request)
    due = due_for(asked.viewer, asked.today)
    late = [one for one in due if one.due and one.due < asked.today]
    week = asked.today + timedelta(days=7)
    soon = [one for one in due if one.due and asked.today <= one.due <= week]
    later = [one for one in due if one.due and one.due > week]
    return render(
        request,
        "web/today.html",
        {
            "person": people.person(asked.viewer, asked.viewer.person_id or 0),
            "today": asked.today,
            "roles": people.roles_held(asked.viewer.person_id or 0, asked.today),
            "late": late,
            "soon": soon,
            "later": later,
            "whenever": [one for one in due if one.due is None],
            "count": len(due),
        },
    )


def due_for(viewer: Viewer, today: date) -> list[Due]:
    """What every room has for the viewer, by due date; Today and calendars show the same."""
    found = [
        *people.due_for(viewer, today),
        *organisations.due_for(viewer, today),
        *imports.due_for(viewer, today),
        *letters.due_for(viewer, today),
        *privacy_room.due_for(viewer, today),
        *questions.due_for(viewer, today),
        *funding.due_for(viewer, today),
        *record.due_for(viewer, today),
        *performance.due_for(viewer, today),
        *performance.scrutiny_due(viewer, today),
    ]
    return sorted(found, key=lambda one: (one.due is None, one.due or today, one.title))


@require_safe
def roles(request: Request) -> HttpResponse:
    """Every role in plain words: who can do what."""
    return render(request, "web/roles.html", {"roles": people.roles()})


@require_safe
def about(request: Request) -> HttpResponse:
    return render(request, "web/about.html", {})


@require_safe
def accessibility(request: Request) -> HttpResponse:
    return render(request, "web/accessibility.html", {})


@require_safe
def privacy(request: Request) -> HttpResponse:
    """Every personal field of every room, with why it is kept and for how long."""
    rooms = [
        (_ROOMS.get(room, capfirst(room)), [(_what(room, one), one) for one in fields])
        for room, fields in personal_fields()
    ]
    powers = {
        "answers": privacy_room.answers(request.viewer),
        "agrees": request.viewer.holds(Capability.SHARING_AGREE),
        "keeps": request.viewer.holds(Capability.PLATFORM_MANAGE),
    }
    return render(request, "web/privacy.html", {"rooms": rooms, **powers})


# Rooms that a reader of the privacy page would not know by their own word.
_ROOMS = {
    "kernel": gettext_lazy("Audit, and what runs behind the pages"),
    "performance": gettext_lazy("Figures"),
}


def _what(room: str, field: PersonalField) -> str:
    """`signinlink.account` as people say it: Sign in link: account."""
    if field.words:
        return field.words
    model_name, _dot, name = field.field.partition(".")
    model = apps.get_model(room, model_name)
    words = getattr(model._meta.get_field(name), "verbose_name", name)  # noqa: SLF001
    return f"{capfirst(str(model._meta.verbose_name))}: {words}"  # noqa: SLF001


@require_safe
def healthz(request: Request) -> HttpResponse:  # noqa: ARG001
    """The process answers; `/readyz` says whether it can work."""
    return HttpResponse("ok", content_type="text/plain")
