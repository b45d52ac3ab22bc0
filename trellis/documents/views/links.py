"""Links to a document for people without an account: its keepers give and revoke them, and
whoever has one takes the file away."""

import contextlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from trellis.documents import actions, queries
from trellis.documents.forms.links import GiveLinkForm
from trellis.documents.views.files import handed_out
from trellis.kernel.acts import AlreadyDoneError
from trellis.kernel.forms import OnceForm
from trellis.kernel.http import Request, about_record
from trellis.kernel.limits import DOWNLOADS
from trellis.kernel.throttles import rationed
from trellis.kernel.viewer import STRANGER

View = Callable[..., HttpResponse]


@require_http_methods(["GET", "POST"])
def links(request: Request, document_id: int) -> HttpResponse:
    """The links of a document, and giving one: its address is shown this once."""
    found = queries.links_of(request.viewer, document_id, today=request.today)
    about_record(request, found.area_slug, found.standing)
    if request.method == "POST" and not found.may_give:
        raise PermissionDenied
    form = _form(request, found, request.POST if request.method == "POST" else None)
    made: list[str] = []
    if form.is_valid() and form.carry_out(lambda: made.append(_give(request, document_id, form))):
        if not made:
            return redirect("documents:links", document_id)
        found = queries.links_of(request.viewer, document_id, today=request.today)
    context = {
        "found": found,
        "form": _form(request, found, None) if made else form,
        "made": made[0] if made else "",
        "made_until": form.cleaned_data["until"] if made else None,
        "once": OnceForm(),
    }
    return render(request, "documents/links.html", context)


def _form(request: Request, found: queries.Links, sent: Any) -> GiveLinkForm:
    return GiveLinkForm(sent, versions=found.versions, today=request.today)


def _give(request: Request, document_id: int, form: GiveLinkForm) -> str:
    given = form.cleaned_data
    _link, secret = actions.give_link(
        document_id=document_id,
        label=given["label"],
        until=given["until"],
        most=given["most"],
        number=given["number"],
        once=given["once"],
        by=request.viewer,
        now=request.now,
    )
    return settings.SITE_URL + reverse("documents:link", args=[secret])


@require_POST
def revoke_link(request: Request, document_id: int, link_id: int) -> HttpResponse:
    once = request.POST.get("once", "").replace("\0", "")[:64]
    with contextlib.suppress(AlreadyDoneError):
        link = actions.revoke_link(
            document_id=document_id,
            link_id=link_id,
            once=once,
            by=request.viewer,
            now=request.now,
        )
        said = _("The link for “%(label)s” is revoked. It opens nothing now.")
        messages.success(request, said % {"label": link.label})
    return redirect("documents:links", document_id)


def _as_nobody(view: View) -> View:
    """Whoever is signed in is a stranger here, to page, counter and audit; and nothing of the
    answer is kept or listed, nor is its address told to other sites."""

    @wraps(view)
    def answer(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        request.viewer = STRANGER
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        # Not `no-referrer`: browsers then send a form without its origin, and it is refused.
        response["Referrer-Policy"] = "same-origin"
        return response

    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@_as_nobody
@rationed("documents.link", *DOWNLOADS)
def link(request: Request, secret: str) -> HttpResponse:
    """What the link opens; to press the button downloads it. Mail programs follow links, and
    press nothing."""
    try:
        if request.method == "POST":
            return _take(request, secret)
        found = queries.given(request.viewer, secret, today=request.today)
    except (queries.LinkDeadError, FileNotFoundError):
        return render(request, "documents/link_dead.html", status=404)
    about_record(request, found.area_slug, found.standing)
    return render(request, "documents/link.html", {"found": found})


def _take(request: Request, secret: str) -> HttpResponse:
    """Raises LinkDeadError, and FileNotFoundError where the store has lost the file, which is
    then not counted either."""
    queries.given(request.viewer, secret, today=request.today).file.open().close()
    file = actions.take_by_link(secret=secret, by=request.viewer, now=request.now)
    return handed_out(file)  # type: ignore[return-value]
