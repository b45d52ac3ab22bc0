"""Somebody who keeps the platform looks after an account that is not their own."""

from datetime import datetime
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import connection

from tests.cast import Cast
from trellis.kernel.models import AuditLine
from trellis.people import actions, queries
from trellis.people.models import Account

pytestmark = pytest.mark.django_db


def test_a_lost_second_factor_is_cleared_with_its_reason(cast: Cast) -> None:
    account = cast.account("hub_worker")
    TOTP.activate(account, generate_totp_secret())
    out = StringIO()
    call_command("clear_second_factor", account.email, why="seen with passport", stdout=out)
    assert not queries.has_second_factor(account.pk)
    line = AuditLine.objects.latest("id")
    assert (line.verb, line.why) == ("people.second_factor.removed", "seen with passport")


def test_a_closed_account_signs_nobody_in(cast: Cast) -> None:
    account = cast.account("group_trustee")
    call_command("close_account", account.email.upper(), why="left", stdout=StringIO())
    assert queries.account(account.pk) is None
    with pytest.raises(CommandError, match="No open account"):
        call_command("close_account", account.email, why="again", stdout=StringIO())


@pytest.mark.parametrize("deed", [actions.clear_second_factor, actions.close_account])
def test_nobody_but_who_keeps_the_platform_may(cast: Cast, deed: object, now: datetime) -> None:
    of = cast.account("hub_worker").pk
    with pytest.raises(PermissionDenied):
        deed(account_id=of, why="", by=cast.viewer("infrastructure_manager"), now=now)  # type: ignore[operator]
    assert Account.objects.get(pk=of).is_active


def test_the_secret_of_an_app_is_not_kept_in_the_clear(cast: Cast) -> None:
    account = cast.account("hub_worker")
    secret = generate_totp_secret()
    TOTP.activate(account, secret)
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        assert secret not in str(cursor.fetchall())
    kept = Authenticator.objects.get(user=account, type=Authenticator.Type.TOTP)
    assert kept.wrap().validate_code("000000") is False
