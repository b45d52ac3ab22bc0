"""One's own notices, and what one wants of them by mail."""

from contextlib import suppress
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trellis.kernel.acts import AlreadyDoneError
from trellis.kernel.forms import OnceForm
from trellis.kernel.http import Request
from trellis.messages import actions, queries
from trellis.messages.forms import WishForm


@require_safe
@login_required
def notices(plain: HttpRequest) -> HttpResponse:
    """What one is told, what still holds first."""
    request = cast("Request", plain)
    found = queries.notices(request.viewer, request.today)
    context = {
        "holding": [one for one in found if not one.is_settled],
        "settled": [one for one in found if one.is_settled],
        "new": sum(one.is_new for one in found),
        "once": OnceForm(),
    }
    return render(request, "messages/notices.html", context)


@require_POST
@login_required
def read(plain: HttpRequest) -> HttpResponse:
    """All of them, or the one that is named."""
    request = cast("Request", plain)
    with suppress(AlreadyDoneError):
        actions.read_notices(
            notice_id=_number(request.POST.get("notice", "")),
            once=request.POST.get("once", "").replace("\0", "")[:64],
            by=request.viewer,
            now=request.now,
        )
    return redirect("messages:notices")


def _number(named: str) -> int | None:
    if not named:
        return None
    if not named.isascii() or not named.isdecimal() or len(named) > 15:
        raise Http404
    return int(named)


@require_http_methods(["GET", "POST"])
@login_required
def settings(plain: HttpRequest) -> HttpResponse:
    request = cast("Request", plain)
    found = queries.wishes(request.viewer)
    sent = request.POST if request.method == "POST" else None
    form = WishForm(sent, wish=found.wish)
    if form.is_valid() and form.carry_out(lambda: _set(request, form)):
        messages.success(request, _("Saved. It counts from the next letter on."))
        return redirect("messages:settings")
    return render(request, "messages/settings.html", {"form": form, "wishes": found})


def _set(request: Request, form: WishForm) -> None:
    actions.set_preference(
        wish=form.wish(), once=form.cleaned_data["once"], by=request.viewer, now=request.now
    )
