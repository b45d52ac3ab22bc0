"""Addresses of the people room. Names without a prefix are those allauth looks for."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.webauthn import views as passkeys
from django.urls import include, path

from trellis.people.views import accounts, invitations, links
from trellis.people.views import allauth as ours

_own = [
    # /people/
    path("", accounts.account, name="account"),
    path("name/", accounts.name, name="name"),
    # /people/sign-in/link/
    path("sign-in/link/", links.ask_for_link, name="ask_for_link"),
    path("sign-in/link/sent/", links.link_sent, name="link_sent"),
    path("sign-in/link/<str:secret>/", links.use_sign_in_link, name="use_sign_in_link"),
    # /people/invitations/
    path("invitations/", invitations.invitations, name="invitations"),
    path("invitations/<int:invitation_id>/withdraw/", invitations.withdraw, name="withdraw"),
    path("invitations/<int:invitation_id>/send-again/", invitations.send_again, name="send_again"),
    path("invitations/accept/<str:secret>/", invitations.accept, name="accept_invitation"),
]

urlpatterns = [
    path("", include((_own, "people"))),
    # /people/sign-in/, /people/sign-out/
    path("sign-in/", account.login, name="account_login"),
    path("sign-in/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/second-factor/", mfa.authenticate, name="mfa_authenticate"),
    path("sign-in/closed/", account.account_inactive, name="account_inactive"),
    path("sign-out/", account.logout, name="account_logout"),
    path("begin/", accounts.begin, name="account_signup"),
    # /people/confirm/: before something that matters
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("confirm/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("confirm/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    # /people/address/
    path("address/", ours.address, name="account_email"),
    path("address/confirm/<str:key>/", account.confirm_email, name="account_confirm_email"),
    # /people/password/
    path("password/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/forgotten/", account.password_reset, name="account_reset_password"),
    path(
        "password/forgotten/sent/",
        account.password_reset_done,
        name="account_reset_password_done",
    ),
    path(
        "password/new/<slug:uidb36>/<str:key>/",
        ours.new_password,
        name="account_reset_password_from_key",
    ),
    path(
        "password/changed/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    # /people/second-factor/
    path("second-factor/", mfa.index, name="mfa_index"),
    path("second-factor/app/", ours.set_up_app, name="mfa_activate_totp"),
    path("second-factor/app/remove/", ours.remove_app, name="mfa_deactivate_totp"),
    path("second-factor/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second-factor/codes/new/", ours.new_recovery_codes, name="mfa_generate_recovery_codes"),
    path(
        "second-factor/codes/download/",
        codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("second-factor/passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("second-factor/passkeys/add/", ours.add_passkey, name="mfa_add_webauthn"),
    path("second-factor/passkeys/<int:pk>/name/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path(
        "second-factor/passkeys/<int:pk>/remove/", ours.remove_passkey, name="mfa_remove_webauthn"
    ),
    # /people/sessions/
    path("sessions/", ours.sessions, name="usersessions_list"),
]
