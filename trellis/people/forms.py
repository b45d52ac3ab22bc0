"""Forms of this room, and allauth's forms in our words.

allauth finds the latter through ACCOUNT_FORMS and MFA_FORMS in the settings.
"""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from allauth.account import forms as account_forms
from allauth.account.adapter import get_adapter
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as passkey_forms
from django import forms
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from trellis.kernel.forms import OnceForm
from trellis.people import actions, queries

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Text: TypeAlias = "str | _StrPromise"
ADDRESS_MOST = 254
PASSWORD_MOST = 200
CODE_MOST = 32
CREDENTIAL_MOST = 20_000
_CHOOSE = _("At least ten characters. Three unrelated words work well.")


@dataclass(frozen=True)
class Words:
    """What a field is called, what it says when it is empty, and a hint."""

    label: Text
    missing: Text = ""
    hint: Text = ""
    most: int = ADDRESS_MOST


_ADDRESS = Words(_("E-mail address"), _("Enter your e-mail address."))
_PASSWORD = Words(_("Password"), _("Enter your password."), most=PASSWORD_MOST)
_NEW = Words(_("New password"), _("Enter a new password."), _CHOOSE, PASSWORD_MOST)
_AGAIN = Words(
    _("New password once more"), _("Enter the new password once more."), most=PASSWORD_MOST
)
_CODE = Words(
    _("Code"),
    _("Enter the code."),
    _("Six figures from your app, or one of your recovery codes."),
    CODE_MOST,
)
_APP_CODE = Words(
    _("Code from the app"),
    _("Enter the six figures that your app shows now."),
    _("Six figures; a new one every half minute."),
    CODE_MOST,
)
_CREDENTIAL = Words(
    _("Passkey"),
    _("Your browser gave no passkey. Try again, or use the code from your app."),
    most=CREDENTIAL_MOST,
)
_PASSKEY_NAME = Words(_("Name of the passkey"), _("Enter a name."), most=100)


class InOurWords(forms.Form):
    """Mixed into a form of allauth: `words` by field name; no placeholders, a length to all."""

    words: dict[str, Words] = {}
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for name, words in self.words.items():
            _say(self.fields[name], words)


def _say(field: forms.Field, words: Words) -> None:
    field.label, field.help_text = words.label, words.hint
    field.widget.attrs.pop("placeholder", None)
    if words.missing:
        field.error_messages["required"] = words.missing
    if isinstance(field, forms.JSONField):  # which is a CharField, too
        field.decoder = CredentialDecoder
        field.error_messages["invalid"] = words.missing
    elif isinstance(field, forms.CharField):
        field.max_length = words.most
        field.validators.append(MaxLengthValidator(words.most))
        if not field.widget.is_hidden:
            field.widget.attrs["maxlength"] = str(words.most)


class CredentialDecoder(json.JSONDecoder):
    """A passkey's answer is an object, short and flat. Anything else is refused as no JSON at
    all, nesting beyond what Python can follow among it."""

    def decode(self, text: str, *args: Any) -> Any:
        if len(text) > CREDENTIAL_MOST:
            raise json.JSONDecodeError("too long", text[:20], 0)
        try:
            found = super().decode(text, *args)
        except RecursionError as fault:
            raise json.JSONDecodeError("too deep", text[:20], 0) from fault
        if not isinstance(found, dict):
            raise json.JSONDecodeError("no object", text[:20], 0)
        return found


class SignInForm(InOurWords, account_forms.LoginForm):  # type: ignore[misc]
    words = {"login": _ADDRESS, "password": _PASSWORD}


class ConfirmItIsYouForm(InOurWords, account_forms.ReauthenticateForm):  # type: ignore[misc]
    words = {"password": _PASSWORD}


class ChangePasswordForm(InOurWords, account_forms.ChangePasswordForm):  # type: ignore[misc]
    words = {
        "oldpassword": Words(
            _("Present password"), _("Enter the password you use now."), most=PASSWORD_MOST
        ),
        "password1": _NEW,
        "password2": _AGAIN,
    }


class SetPasswordForm(InOurWords, account_forms.SetPasswordForm):  # type: ignore[misc]
    words = {"password1": _NEW, "password2": _AGAIN}


class NewPasswordForm(InOurWords, account_forms.ResetPasswordKeyForm):  # type: ignore[misc]
    words = {"password1": _NEW, "password2": _AGAIN}


class ForgottenPasswordForm(InOurWords, account_forms.ResetPasswordForm):  # type: ignore[misc]
    words = {"email": _ADDRESS}

    def clean_email(self) -> str:
        """Whether there is such an account is for the job to find out, where nobody waits."""
        return str(self.cleaned_data["email"])

    def save(self, request: HttpRequest, **kwargs: Any) -> str:  # noqa: ARG002
        email = self.clean_email()
        actions.ask_for_password_reset(
            email=email,
            by=request.viewer,  # type: ignore[attr-defined]
            now=request.now,  # type: ignore[attr-defined]
        )
        return email


class ChangeAddressForm(InOurWords, account_forms.AddEmailForm):  # type: ignore[misc]
    words = {
        "email": Words(
            _("New e-mail address"),
            _("Enter the address to change to."),
            _("We send a link there. Your present address stays until you follow it."),
        )
    }


class SecondFactorForm(InOurWords, mfa_forms.AuthenticateForm):  # type: ignore[misc]
    words = {"code": _CODE}


class ConfirmByCodeForm(InOurWords, mfa_forms.ReauthenticateForm):  # type: ignore[misc]
    words = {"code": _CODE}


class SetUpAppForm(InOurWords, totp_forms.ActivateTOTPForm):  # type: ignore[misc]
    words = {"code": _APP_CODE}


class AddPasskeyForm(InOurWords, passkey_forms.AddWebAuthnForm):  # type: ignore[misc]
    words = {
        "name": _PASSKEY_NAME,
        "credential": _CREDENTIAL,
        "passwordless": Words(
            _("Sign in with this passkey alone"),
            hint=_("Your device then asks for your finger, face or PIN instead of a password."),
        ),
    }


class NamePasskeyForm(InOurWords, passkey_forms.EditWebAuthnForm):  # type: ignore[misc]
    words = {"name": _PASSKEY_NAME}


class UsePasskeyForm(InOurWords, passkey_forms.AuthenticateWebAuthnForm):  # type: ignore[misc]
    words = {"credential": _CREDENTIAL}


class ConfirmByPasskeyForm(
    InOurWords,
    passkey_forms.ReauthenticateWebAuthnForm,  # type: ignore[misc]
):
    words = {"credential": _CREDENTIAL}


class SignInByPasskeyForm(InOurWords, passkey_forms.LoginWebAuthnForm):  # type: ignore[misc]
    words = {"credential": _CREDENTIAL}


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; None when it is only shown."""
    return request.POST if request.method == "POST" else None


class AskForLinkForm(OnceForm):
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=ADDRESS_MOST,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Enter your e-mail address."),
            "invalid": _("Enter an e-mail address like name@example.org."),
        },
    )


class NameForm(OnceForm):
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Enter your name as others should read it.")},
    )
    known_as = forms.CharField(
        label=_("What to call you"),
        help_text=_("If it is not the first word of your name."),
        max_length=60,
        required=False,
    )


class BeginForm(OnceForm):
    """Take an invitation up with a new account."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Enter your name as others should read it.")},
    )
    password = forms.CharField(
        label=_("Choose a password"),
        help_text=_CHOOSE,
        max_length=PASSWORD_MOST,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Enter a password of at least ten characters.")},
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        found = self.cleaned_data["password"]
        return str(get_adapter().clean_password(found, queries.unopened(self.email)))
