"""What somebody who keeps the platform does for an account that is not their own."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from trellis.kernel.acts import act, sign
from trellis.kernel.capabilities import Capability
from trellis.kernel.policy import require_capability
from trellis.kernel.viewer import Viewer
from trellis.people.actions.accounts import end_all_sessions, tell
from trellis.people.events import AccountClosed, SecondFactorRemoved
from trellis.people.models import Account


@act
def clear_second_factor(*, account_id: int, why: str, by: Viewer, now: datetime) -> None:
    """For somebody whose phone and recovery codes are lost, once it is certain who asks. Their
    roles that see personal data count again only when they have set up a new one."""
    require_capability(by, Capability.PLATFORM_MANAGE)
    Authenticator.objects.filter(user_id=account_id).delete()
    end_all_sessions(account_id)
    tell(account_id, "second_factor_removed", now=now)
    event = SecondFactorRemoved(account_id)
    sign(event, by=by, now=now, of=f"account:{account_id}", why=why)


@act
def close_account(*, account_id: int, why: str, by: Viewer, now: datetime) -> None:
    """Nobody signs in with it any more, and its second factors go; what it recorded stays. Nor is
    it opened again by an invitation: that says whom to ask."""
    require_capability(by, Capability.PLATFORM_MANAGE)
    account = Account.objects.select_for_update().get(pk=account_id)
    account.is_active, account.closed_at = False, account.closed_at or now
    account.save(update_fields=["is_active", "closed_at"])
    # Needed by nobody who does not sign in.
    Authenticator.objects.filter(user_id=account_id).delete()
    EmailAddress.objects.filter(user_id=account_id, verified=False).delete()
    end_all_sessions(account_id)
    event = AccountClosed(account_id, account.person_id, now)
    sign(event, by=by, now=now, of=f"account:{account_id}", fields=["is_active"], why=why)
