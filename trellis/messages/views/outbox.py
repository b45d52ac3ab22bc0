"""The outbox, for whoever keeps the platform."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from trellis.kernel.acts import AlreadyDoneError
from trellis.kernel.forms import OnceForm
from trellis.kernel.http import Request
from trellis.messages import actions, queries


@require_safe
@login_required
def outbox(plain: HttpRequest) -> HttpResponse:
    """What waits, what went, what did not, and what somebody must decide."""
    request = cast("Request", plain)
    asked = request.GET.get("stage", "")
    found = queries.outbox(
        request.viewer, now=request.now, stage=asked, page=request.GET.get("page")
    )
    context = {"outbox": found, "asked": asked, "once": OnceForm()}
    return render(request, "messages/outbox.html", context)


@require_POST
def send_again(request: Request, letter_id: int) -> HttpResponse:
    return _decide(request, letter_id, actions.send_letter_again, _("It is sent again."))


@require_POST
def leave(request: Request, letter_id: int) -> HttpResponse:
    return _decide(request, letter_id, actions.leave_letter, _("It is left as it is."))


def _decide(
    request: Request, letter_id: int, action: Callable[..., Any], done: str
) -> HttpResponse:
    once = request.POST.get("once", "").replace("\0", "")[:64]
    try:
        action(letter_id=letter_id, once=once, by=request.viewer, now=request.now)
    except AlreadyDoneError:
        pass
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
    else:
        messages.info(request, done)
    return redirect("messages:outbox")
