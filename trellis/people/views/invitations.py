"""Invitations: taking one up, and looking after those that wait."""

from typing import cast

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from trellis.kernel.acts import AlreadyDoneError
from trellis.kernel.forms import OnceForm
from trellis.kernel.http import Request
from trellis.people import actions, queries
from trellis.people.forms import BeginForm, sent
from trellis.people.queries import Account, Invitation


@login_required
@require_GET
def invitations(request: Request) -> HttpResponse:
    waiting = [
        {
            "invitation": row,
            "role": queries.role(row.role),
            "is_expired": queries.is_expired(row, request.today),
        }
        for row in queries.invitations_waiting(request.viewer)
    ]
    return render(request, "people/invitations.html", {"waiting": waiting})


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: Request, invitation_id: int) -> HttpResponse:
    row = queries.invitation_to_manage(request.viewer, invitation_id)
    form = OnceForm(sent(request))
    if not form.is_valid():
        return render(request, "people/withdraw.html", _shown(row, form))
    try:
        actions.withdraw_invitation(
            invitation_id=row.pk, by=request.viewer, now=request.now, **form.cleaned_data
        )
    except AlreadyDoneError:
        return redirect("people:invitations")
    messages.success(request, _("The invitation to %(name)s is withdrawn.") % {"name": row.name})
    return redirect("people:invitations")


@login_required
@require_http_methods(["GET", "POST"])
def send_again(request: Request, invitation_id: int) -> HttpResponse:
    row = queries.invitation_to_manage(request.viewer, invitation_id)
    form = OnceForm(sent(request))
    if not form.is_valid():
        return render(request, "people/send_again.html", _shown(row, form))
    try:
        actions.send_invitation_again(
            invitation_id=row.pk, by=request.viewer, now=request.now, **form.cleaned_data
        )
    except AlreadyDoneError:
        return redirect("people:invitations")
    except actions.TooManyInvitationsError as fault:
        form.add_error(None, str(fault))
        return render(request, "people/send_again.html", _shown(row, form))
    messages.success(request, _("We are sending %(name)s a new link.") % {"name": row.name})
    return redirect("people:invitations")


@login_not_required
@require_http_methods(["GET", "POST"])
def accept(request: Request, secret: str) -> HttpResponse:
    """With a new account where the address has none, else with the one it has."""
    row = queries.invitation_with(secret, now=request.now)
    if row is None:
        return render(request, "people/invitation_spent.html", status=410)
    if queries.is_closed(row.email):
        return render(request, "people/accept_closed.html", _shown(row), status=410)
    holder = queries.account_for_signing_in(row.email)
    if holder is None:
        return _accept_as_new(request, secret, row)
    return _accept_as_holder(request, secret, row, holder)


def _accept_as_new(request: Request, secret: str, row: Invitation) -> HttpResponse:
    if request.user.is_authenticated:
        return render(request, "people/accept_elsewhere.html", _shown(row))
    form = BeginForm(sent(request), initial={"name": row.name}, email=row.email)
    if not form.is_valid():
        return render(request, "people/accept_as_new.html", _shown(row, form))
    try:
        account = actions.accept_as_new(secret=secret, now=request.now, **form.cleaned_data)
    except AlreadyDoneError:
        return redirect("account_login")
    except actions.ForAnotherAccountError:
        # An account was opened for the address a moment ago: the page says to sign in.
        return redirect(request.path)
    messages.success(request, _("Your account is open."))
    return _sign_in(request, account, row)


def _accept_as_holder(
    request: Request, secret: str, row: Invitation, holder: Account
) -> HttpResponse:
    if not request.user.is_authenticated:
        return render(request, "people/accept_after_signing_in.html", _shown(row))
    if request.user.pk != holder.pk:
        return render(request, "people/accept_elsewhere.html", _shown(row))
    form = OnceForm(sent(request))
    if not form.is_valid():
        return render(request, "people/accept_as_holder.html", _shown(row, form))
    try:
        actions.accept_as_holder(
            secret=secret, by=queries.holder(holder), now=request.now, **form.cleaned_data
        )
    except AlreadyDoneError:
        return redirect("web:today")
    messages.success(
        request,
        _("You now act for %(organisation)s.") % {"organisation": row.organisation_name},
    )
    return redirect("web:today")


def _sign_in(request: Request, account: Account, row: Invitation) -> HttpResponse:
    """Straight to the second factor where the role counts only with one."""
    role = queries.role(row.role)
    needs_second = role is not None and role.sees_personal_data
    record_authentication(request, account, method="password", email=account.email)
    login = Login(
        user=account,
        email=account.email,
        redirect_url=reverse("mfa_index") if needs_second else None,
    )
    return cast("HttpResponse", perform_login(request, login))


def _shown(row: Invitation, form: OnceForm | None = None) -> dict[str, object]:
    return {"invitation": row, "role": queries.role(row.role), "form": form}
