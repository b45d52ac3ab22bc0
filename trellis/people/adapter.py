"""The one place where allauth meets Trellis."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts begin by invitation only."""


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors."""
