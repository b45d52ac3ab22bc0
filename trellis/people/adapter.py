"""The one place where allauth meets Trellis: it asks here, and what it does becomes an act.

allauth keeps the flows (stages, reauthentication, one-time codes, passkeys); the throttle, the
mail, the audit and the words are ours.
"""

import json
from base64 import urlsafe_b64encode
from secrets import token_urlsafe
from time import time
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
    record_authentication,
)
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.usersessions.models import UserSession
from cryptography.fernet import Fernet
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from trellis.kernel.http import Request
from trellis.people import actions, queries
from trellis.people.queries import Account
from trellis.people.queries.signing_in import address_key

KNOWN = "trellis_known"
_KNOWN_SALT = "people.known_browser"
_KNOWN_SECONDS = 180 * 24 * 3600
_KNOWN_MOST = 5

_PASSWORD_WORDS = {
    "password_too_short": _("Use at least ten characters. Three unrelated words work well."),
    "password_too_common": _(
        "Choose another password: this one is among those most often guessed. Three unrelated "
        "words work well."
    ),
    "password_too_similar": _("Choose a password that is not like your e-mail address."),
}


def browser_known_for(request: HttpRequest, email: str) -> str:
    """The id of this browser when it has signed in as the address before, else empty."""
    known = _known(request)
    return str(known["id"]) if address_key(email) in known["for"] else ""


def remember_browser(request: HttpRequest, response: HttpResponse, email: str) -> None:
    """So that a stranger's wrong passwords never shut the owner's own browser out."""
    known = _known(request)
    kept = [key for key in known["for"] if key != address_key(email)]
    known["for"] = [*kept, address_key(email)][-_KNOWN_MOST:]
    response.set_cookie(
        KNOWN,
        signing.dumps(json.dumps(known), salt=_KNOWN_SALT),
        max_age=_KNOWN_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def strengthen_session(request: HttpRequest) -> None:
    """After a second factor was set up here: this session has just proved it, and gets a new key
    so that a key somebody learnt before is worth nothing now."""
    record_authentication(request, request.user, "mfa")
    request.session.cycle_key()
    UserSession.objects.create_from_request(request)


def weaken_session(request: HttpRequest) -> None:
    """After the last second factor was removed: what this session proved with it is gone too."""
    kept = get_authentication_records(request, request.user)
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        record for record in kept if record.get("method") != "mfa"
    ]


def _known(request: HttpRequest) -> dict[str, Any]:
    value = request.COOKIES.get(KNOWN, "")
    try:
        found = json.loads(signing.loads(value, salt=_KNOWN_SALT, max_age=_KNOWN_SECONDS))
    except signing.BadSignature:
        return {"id": token_urlsafe(9), "for": []}
    return cast("dict[str, Any]", found)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts begin by invitation only; every change goes through an action of this room."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "That address and password do not belong together. Check both, or ask for a new "
            "password below."
        ),
        "too_many_login_attempts": _(
            "There were too many wrong tries. Wait five minutes, use a browser in which you have "
            "signed in before, or ask for a link or a new password by e-mail below."
        ),
        "enter_current_password": _(
            "That is not your present password. Enter the one you use now."
        ),
        "incorrect_password": _("That is not your password. Enter it again."),
        "duplicate_email": _("That is your address already. Enter the one to change to."),
        "rate_limited": _("That was too often in a short time. Wait a few minutes."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    # --- throttle: ours counts by network and address, and spares browsers that are known ------

    def pre_authenticate(self, request: Request, **credentials: Any) -> None:
        email = credentials.get("email") or ""
        browser = browser_known_for(request, email)
        ip = self.get_client_ip(request)
        if queries.must_wait(email, ip=ip, browser=browser, now=request.now):
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: Request, **credentials: Any) -> None:
        email = credentials.get("email") or ""
        actions.count_failed_sign_in(
            email=email,
            ip=self.get_client_ip(request),
            browser=browser_known_for(request, email),
            by=request.viewer,
            now=request.now,
        )

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        """allauth clears its own counter here; ours runs out by itself."""

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """A password or second factor given to sign in minutes ago is as good as one given now."""
        request = context.request
        proofs = [
            record["at"]
            for record in get_authentication_records(request, request.user)
            if record.get("method") in {"password", "mfa"}
        ]
        if proofs and time() - max(proofs) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    # --- acts ----------------------------------------------------------------------------------

    def post_login(self, request: Request, user: Account, **facts: Any) -> HttpResponse:
        response = cast("HttpResponse", super().post_login(request, user, **facts))
        actions.note_sign_in(account_id=user.pk, by=queries.holder(user), now=request.now)
        remember_browser(request, response, user.email)
        return response

    def set_password(self, user: Account, password: str) -> None:
        request = cast("Request", context.request)
        changed = actions.set_password(
            account_id=user.pk, password=password, by=queries.holder(user), now=request.now
        )
        # The caller binds the session that stays to this hash.
        user.password = changed.password

    def clean_password(self, password: str, user: Account | None = None) -> str:
        try:
            return str(super().clean_password(password, user))
        except ValidationError as fault:
            words = [_PASSWORD_WORDS.get(part.code or "") or part for part in fault.error_list]
            raise ValidationError(words) from fault

    def confirm_email(self, request: Request, email_address: Any) -> bool:
        """The new address takes over, unless it has come to be another account's meanwhile."""
        user, new = email_address.user, email_address.email
        other = queries.account_for_signing_in(new)
        if other is not None and other.pk != user.pk:
            return False
        old = user.email
        if not super().confirm_email(request, email_address):
            return False
        actions.note_address_change(
            account_id=user.pk, old=old, new=new, by=queries.holder(user), now=request.now
        )
        return True

    def send_confirmation_mail(
        self,
        request: Request,
        emailconfirmation: Any,
        signup: bool,  # noqa: ARG002, FBT001
    ) -> None:
        address = emailconfirmation.email_address
        actions.ask_to_change_address(
            account_id=address.user_id,
            address_id=address.pk,
            by=queries.holder(address.user),
            now=request.now,
        )

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Notices go out with the act they tell of: see `actions.accounts`."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Every letter of this house is one of ours, sent by a job; allauth sends none."""
        raise NotImplementedError(template_prefix)

    # --- where to go ---------------------------------------------------------------------------

    def is_safe_url(self, url: str | None) -> bool:
        """Only a path of this site: `next` never leads anywhere else."""
        return (
            bool(url)
            and str(url).startswith("/")
            and str(url).isprintable()
            and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
        )

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return reverse("people:account")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:  # noqa: ARG002
        signed_in = context.request.user.is_authenticated
        return reverse("people:account" if signed_in else "account_login")


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _(
            "That code does not fit. Enter the one your app shows now, or a recovery code you "
            "have not used."
        ),
    }

    def _get_site_name(self) -> str:
        return settings.MFA_TOTP_ISSUER

    # The secrets that codes are made of are kept encrypted, so that a stolen backup alone makes
    # no code. The key is drawn from the site's secret key: change that, and everybody sets up anew.
    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> Fernet:
    drawn = salted_hmac("people.second_factor", "key", algorithm="sha256").digest()
    return Fernet(urlsafe_b64encode(drawn))
