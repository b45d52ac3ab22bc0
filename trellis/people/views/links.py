"""Signing in by a link that comes by e-mail."""

from typing import cast

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core.ratelimit import consume_or_429
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from trellis.kernel.acts import AlreadyDoneError
from trellis.kernel.http import Request
from trellis.people import actions, queries
from trellis.people.forms import AskForLinkForm, sent


@login_not_required
@require_http_methods(["GET", "POST"])
def ask_for_link(request: Request) -> HttpResponse:
    form = AskForLinkForm(sent(request))
    if not form.is_valid():
        return render(request, "people/ask_for_link.html", {"form": form})
    if refused := consume_or_429(request, action="request_login_code"):
        return cast("HttpResponse", refused)
    try:
        actions.ask_for_sign_in_link(by=request.viewer, now=request.now, **form.cleaned_data)
    except AlreadyDoneError:
        return redirect("people:link_sent")
    return redirect("people:link_sent")


@login_not_required
@require_GET
def link_sent(request: Request) -> HttpResponse:
    return render(request, "people/link_sent.html")


@login_not_required
@require_http_methods(["GET", "POST"])
def use_sign_in_link(request: Request, secret: str) -> HttpResponse:
    """Opening the link only shows a button: programs that look through mail follow links too."""
    if request.method != "POST":
        link = queries.link_with(secret, now=request.now)
        if link is None:
            return _spent(request)
        return render(request, "people/use_sign_in_link.html", {"holder": link.account})
    account = actions.use_sign_in_link(secret=secret, by=request.viewer, now=request.now)
    if account is None:
        return _spent(request)
    record_authentication(request, account, method="emailed_link")
    return cast("HttpResponse", perform_login(request, Login(user=account, email=account.email)))


def _spent(request: Request) -> HttpResponse:
    return render(request, "people/link_spent.html", status=410)
