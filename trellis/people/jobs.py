"""The room's mail, and its daily forgetting. Links are built from the configured address only."""

from datetime import datetime, timedelta
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, get_emailconfirmation_model
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from trellis.kernel.jobs import job
from trellis.kernel.viewer import system
from trellis.people import actions, queries

MAIL = system("mail")


@job("people.answer_link_request")
def answer_link_request(*, now: datetime, account_id: int | None) -> None:
    """A link, or a mail saying what to use instead. Nothing goes to an address without an
    account: it never asked us for anything."""
    account = queries.account(account_id) if account_id else None
    if account is None or queries.has_enough_links(account.pk, now=now):
        return
    if queries.needs_more_than_a_link(account, now=now):
        _post("use_your_password", account.email, account=account, **_ways_in())
        return
    secret = actions.make_sign_in_link(account_id=account.pk, by=MAIL, now=now)
    link = _link("people:use_sign_in_link", secret=secret)
    _post("sign_in_link", account.email, account=account, link=link)


@job("people.answer_reset_request")
def answer_reset_request(*, now: datetime, account_id: int | None) -> None:  # noqa: ARG001
    """The key is made when the mail is, dies with the first use, and lasts an hour."""
    account = queries.account(account_id) if account_id else None
    if account is None:
        return
    link = _link(
        "account_reset_password_from_key",
        uidb36=user_pk_to_url_str(account),
        key=default_token_generator.make_token(account),
    )
    _post("password_reset", account.email, account=account, link=link)


@job("people.mail_address_confirmation")
def mail_address_confirmation(*, now: datetime, address_id: int) -> None:  # noqa: ARG001
    address = EmailAddress.objects.select_related("user__person").filter(pk=address_id).first()
    if address is None or address.verified:
        return
    key = get_emailconfirmation_model().create(address).key
    link = _link("account_confirm_email", key=key)
    _post("address_confirmation", address.email, account=address.user, link=link)


@job("people.mail_notice")
def mail_notice(*, now: datetime, account_id: int, notice: str, to: str = "") -> None:
    """What has changed about an account, so that a change its owner did not make is noticed."""
    account = queries.account(account_id)
    if account is not None:
        _post(notice, to or account.email, account=account, at=now, **_ways_in())


@job("people.mail_invitation")
def mail_invitation(*, now: datetime, invitation_id: int) -> None:
    made = actions.make_invitation_link(invitation_id=invitation_id, by=MAIL, now=now)
    if made is None:
        return
    invitation, secret = made
    _post(
        "invitation",
        invitation.email,
        invitation=invitation,
        role=queries.role(invitation.role),
        link=_link("people:accept_invitation", secret=secret),
    )


@job("people.forget_spent", every=timedelta(days=1))
def forget_spent(*, now: datetime) -> None:
    actions.forget_spent(by=system("keeping"), now=now)


def _ways_in() -> dict[str, str]:
    return {
        "sign_in": _link("account_login"),
        "forgotten": _link("account_reset_password"),
        "own_account": _link("people:account"),
    }


def _link(name: str, **where: str) -> str:
    return f"{settings.SITE_URL}{reverse(name, kwargs=where)}"


def _post(letter: str, to: str, **context: Any) -> None:
    """Send one letter: the first line of its template is the subject, the rest the text."""
    text = render_to_string(f"people/mail/{letter}.txt", {**context, "site": settings.SITE_URL})
    subject, _, body = text.strip().partition("\n")
    EmailMessage(subject.strip(), body.strip() + "\n", to=[to]).send()
