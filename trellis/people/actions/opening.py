"""Opening an account without an invitation: for the examples, and for the first administrator."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied

from trellis.kernel.acts import act, sign
from trellis.kernel.viewer import Viewer
from trellis.people.events import AccountOpened
from trellis.people.models import Account, Person


@act
def open_account(*, name: str, email: str, by: Viewer, now: datetime) -> Account:
    """Open an account that no password opens; only the system itself may."""
    if not by.is_system:
        raise PermissionDenied
    person = Person.objects.create(name=name, recorded_at=now)
    account = Account(person=person, email=email, created_at=now)
    account.set_unusable_password()
    account.save()
    EmailAddress.objects.create(user=account, email=email, verified=True, primary=True)
    sign(AccountOpened(account.pk), by=by, now=now, of=f"account:{account.pk}")
    return account
