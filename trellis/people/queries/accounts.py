"""Accounts and persons."""

from collections.abc import Iterable, Mapping

from allauth.account.models import EmailAddress
from django.http import HttpRequest

from trellis.kernel.holdings import Subject
from trellis.kernel.viewer import Viewer
from trellis.people.models import Account, Person
from trellis.people.policy import PERSON
from trellis.people.roles import ROLES, Role
from trellis.people.rules import folded


def role(code: str) -> Role | None:
    """The role, or None for a code that has left the table: such a role gives nothing."""
    return ROLES.get(code)


def roles() -> tuple[Role, ...]:
    """Every role, in the order of the table."""
    return tuple(ROLES.values())


def account(account_id: int) -> Account | None:
    """An account that may sign in, with its person."""
    return Account.objects.select_related("person").filter(pk=account_id, is_active=True).first()


def account_for_signing_in(email: str) -> Account | None:
    """The account of an address, whatever its case. Ask only where the answer shows to nobody.

    Folded here and compared exactly: what a database takes for the same letter differs, and some
    would find `mike` for `mıke`.
    """
    found = Account.objects.select_related("person").filter(is_active=True)
    return found.filter(email=folded(email)).first()


def is_closed(email: str) -> bool:
    """Whether the account of an address is closed. Ask only where the mailbox has been proved."""
    return Account.objects.filter(email=folded(email), is_active=False).exists()


def unopened(email: str) -> Account:
    """An account that is not kept: what a new password is compared with."""
    return Account(email=email)


def person(viewer: Viewer, person_id: int) -> Person:
    """404 unless it is the viewer's own, or the viewer keeps the whole platform."""
    return PERSON.get(viewer, Person.objects.all(), pk=person_id)


def subject(viewer: Viewer, person_id: int) -> Subject:
    """All that somebody is recognised by in other rooms; 404 as for `person`."""
    row = PERSON.get(viewer, Person.objects.select_related("account"), pk=person_id)
    account = getattr(row, "account", None)
    if account is None:
        return Subject(row.pk, None, row.name, ())
    # Anybody can ask for anybody's address; it is theirs once they have confirmed it.
    theirs = EmailAddress.objects.filter(user=account, verified=True)
    others = theirs.values_list("email", flat=True)
    addresses = {folded(one) for one in (account.email, *others)}
    return Subject(row.pk, account.pk, row.name, tuple(sorted(addresses)))


def names(person_ids: Iterable[int]) -> Mapping[int, str]:
    """Names by id, for rooms whose own policy has decided that the viewer may read them."""
    return dict(Person.objects.filter(pk__in=set(person_ids)).values_list("pk", "name"))


def holder(account: Account) -> Viewer:
    """The account as it acts upon itself: it signs, and holds no powers."""
    return Viewer(
        account_id=account.pk,
        person_id=account.person_id,
        name=account.person.name,
        label="account holder",
    )


def holder_of_session(request: HttpRequest) -> Account | None:
    """The account signed in on this request, if any."""
    user = request.user
    return account(user.pk) if user.is_authenticated and user.pk is not None else None
