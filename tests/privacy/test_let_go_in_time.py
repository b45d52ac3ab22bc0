"""What has been kept as long as was declared goes: listed first, then taken, and no day sooner."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from tests.cast import Cast
from tests.factories import make_account, make_membership, make_request, make_value
from tests.privacy.asking import words
from tests.privacy.test_erase_somebody import KilledError, counting, record
from trellis.kernel import audit
from trellis.kernel.holdings import years_before
from trellis.kernel.models import AuditLine
from trellis.organisations.models import Membership
from trellis.people.actions import close_account
from trellis.people.models import Account
from trellis.privacy import jobs
from trellis.privacy.models import Request, RetentionRun

pytestmark = pytest.mark.django_db
PAGE = "/privacy/retention/"


def long_ago(days: int = 1) -> datetime:
    """Six years ago, and so many days more."""
    day = years_before(timezone.localdate(), 6) - timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(12)))


def closed(at: datetime) -> Account:
    return make_account(is_active=False, closed_at=at)


def test_an_account_goes_six_years_after_it_closed(cast: Cast) -> None:
    over, kept = closed(long_ago()), closed(long_ago(days=-1))
    make_value(recorded_by=over)
    email = kept.email
    jobs.run_retention(now=timezone.now())

    over.refresh_from_db()
    kept.refresh_from_db()
    assert (over.person.name, over.email) == ("Erased person", f"erased-{over.pk}@erased.invalid")
    assert (kept.email, kept.person.name != "Erased person") == (email, True)


def test_closing_an_account_begins_its_six_years(cast: Cast) -> None:
    account, now = cast.account("volunteer"), timezone.now()
    admin = cast.viewer("administrator")
    close_account(account_id=account.pk, why="Asked", by=admin, now=now)
    account.refresh_from_db()
    assert account.closed_at == now

    close_account(account_id=account.pk, why="Again", by=admin, now=now + timedelta(days=9))
    account.refresh_from_db()
    assert account.closed_at == now


def test_roles_and_requests_go_six_years_after_they_ended(cast: Cast) -> None:
    old, young = long_ago().date(), long_ago(days=-1).date()
    begun = date(2001, 1, 1)
    roles = [make_membership(starts_on=begun, ends_on=day) for day in (old, young, None)]
    asked = [
        make_request(stage="answered", closed_on=day, received_on=begun) for day in (old, young)
    ]
    jobs.run_retention(now=timezone.now())

    assert set(Membership.objects.filter(pk__in=[one.pk for one in roles])) == set(roles[1:])
    assert list(Request.objects.filter(pk__in=[one.pk for one in asked])) == asked[1:]


def test_a_dry_run_says_what_would_go_and_why_and_changes_nothing(cast: Cast) -> None:
    account = closed(long_ago())
    closed(long_ago(days=-30))
    lines = AuditLine.objects.count()
    shown = words(cast.client("administrator").get(PAGE).content.decode())

    assert "1 row has been kept as long as was declared" in shown
    assert "6 years after: closed at" in shown
    assert f"Number {account.pk}, since" in shown
    account.refresh_from_db()
    assert account.person.name != "Erased person"
    assert (AuditLine.objects.count(), RetentionRun.objects.count()) == (lines, 0)


def test_the_run_is_recorded_and_done_once(cast: Cast) -> None:
    closed(long_ago())
    admin = cast.client("administrator")
    admin.post(PAGE, {"once": "k" * 20})
    lines = AuditLine.objects.count()
    admin.post(PAGE, {"once": "k" * 20})
    jobs.run_retention(now=timezone.now())

    assert RetentionRun.objects.get().counts == {"people.account.person": 1}
    assert AuditLine.objects.count() == lines
    audit.seal(now=timezone.now())
    assert audit.verify() == []
    assert "Account: 1" in words(admin.get(PAGE).content.decode())


@pytest.mark.parametrize("who", ["infrastructure_manager", "hub_worker", "volunteer"])
def test_only_whoever_keeps_the_platform_runs_it(cast: Cast, who: str) -> None:
    assert cast.client(who).get(PAGE).status_code == 403
    assert cast.client(who).post(PAGE).status_code == 403


def test_killed_anywhere_nothing_has_gone(cast: Cast) -> None:
    closed(long_ago())
    make_membership(starts_on=date(2001, 1, 1), ends_on=long_ago().date())
    now, before = timezone.now(), record()
    with transaction.atomic(), counting() as sent:
        jobs.run_retention(now=now)
        transaction.set_rollback(True)
    statements = sent[0]
    assert statements > 40

    for statement in range(1, statements - 1, 5):
        with transaction.atomic():
            with counting(statement), pytest.raises(KilledError):
                jobs.run_retention(now=now)
            assert record() == before
            transaction.set_rollback(True)
