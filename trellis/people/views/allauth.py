"""allauth's pages where something of ours must follow: an act, a mark on the session."""

from typing import Any, cast

from allauth.account.views import EmailView, PasswordResetFromKeyView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from allauth.usersessions.views import ListUserSessionsView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from trellis.kernel.http import Request
from trellis.people import actions, queries
from trellis.people.adapter import remember_browser, strengthen_session, weaken_session


def _facts(request: HttpRequest) -> dict[str, Any]:
    """Who acts, upon which account, when, and which session stays."""
    holder = queries.holder_of_session(request)
    assert holder is not None
    return {
        "account_id": holder.pk,
        "by": queries.holder(holder),
        "now": cast("Request", request).now,
    }


def _stronger(request: HttpRequest) -> None:
    strengthen_session(request)
    actions.note_second_factor(keep=request.session.session_key or "", **_facts(request))


def _weaker(request: HttpRequest) -> None:
    facts = _facts(request)
    if not queries.has_second_factor(facts["account_id"]):
        weaken_session(request)
    actions.note_second_factor_removed(keep=request.session.session_key or "", **facts)


class Address(EmailView):  # type: ignore[misc]
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """allauth would replace an address that it does not know to be confirmed."""
        if request.user.is_authenticated:
            actions.hold_address(**_facts(request))
        return cast("HttpResponse", super().dispatch(request, *args, **kwargs))


class SetUpApp(ActivateTOTPView):  # type: ignore[misc]
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The key in fours, so that it can be read out and fits a narrow screen."""
        context = super().get_context_data(**kwargs)
        secret = str(context["form"].secret)
        fours = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
        return {**context, "key_in_fours": fours}

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        _stronger(self.request)
        return cast("HttpResponse", response)


class RemoveApp(DeactivateTOTPView):  # type: ignore[misc]
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        _weaker(self.request)
        return cast("HttpResponse", response)


class AddPasskey(AddWebAuthnView):  # type: ignore[misc]
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        _stronger(self.request)
        return cast("HttpResponse", response)


class RemovePasskey(RemoveWebAuthnView):  # type: ignore[misc]
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        _weaker(self.request)
        return cast("HttpResponse", response)


class NewRecoveryCodes(GenerateRecoveryCodesView):  # type: ignore[misc]
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        actions.note_recovery_codes(**_facts(self.request))
        return cast("HttpResponse", response)


class NewPassword(PasswordResetFromKeyView):  # type: ignore[misc]
    def form_valid(self, form: Any) -> HttpResponse:
        """Whoever followed the mailed key holds the mailbox: this browser is not a stranger's,
        and wrong passwords of strangers must not keep it out of the sign-in that follows."""
        response = super().form_valid(form)
        remember_browser(self.request, response, self.reset_user.email)
        return cast("HttpResponse", response)


class Sessions(ListUserSessionsView):  # type: ignore[misc]
    def form_valid(self, form: Any) -> HttpResponse:  # noqa: ARG002
        keep = self.request.session.session_key or ""
        actions.end_other_sessions(keep=keep, **_facts(self.request))
        messages.success(self.request, _("Every other browser is signed out."))
        return redirect("usersessions_list")


address = Address.as_view()
set_up_app = SetUpApp.as_view()
remove_app = RemoveApp.as_view()
add_passkey = AddPasskey.as_view()
remove_passkey = RemovePasskey.as_view()
new_recovery_codes = NewRecoveryCodes.as_view()
new_password = NewPassword.as_view()
sessions = Sessions.as_view()
