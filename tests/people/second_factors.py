"""Second factors put on accounts, and their codes as an app on a phone makes them."""

import pyotp
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from trellis.people.models import Account


def add_app(account: Account) -> str:
    """Put an app on the account; the secret makes its codes."""
    secret = generate_totp_secret()
    TOTP.activate(account, secret)
    return str(secret)


def code(secret: str) -> str:
    return pyotp.TOTP(secret).now()
