"""Counting: so many in so long, for one caller and not for the next."""

from datetime import datetime, timedelta

import pytest

from trellis.kernel.limits import KEPT, Limit
from trellis.kernel.models import Counted
from trellis.kernel.throttles import count, forget, next_at

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
LIMITS = (Limit(2, 10 * SECOND), Limit(3, 60 * SECOND))


def had(now: datetime, *seconds: int, who: str = "grace") -> None:
    for second in seconds:
        count("trying", who, now=now + second * SECOND)


def wait(now: datetime, second: int, who: str = "grace") -> datetime | None:
    return next_at("trying", who, LIMITS, now=now + second * SECOND)


def test_below_the_limit_it_is_now(now: datetime) -> None:
    had(now, 0)
    assert wait(now, 0) is None


def test_at_the_limit_it_is_when_the_oldest_no_longer_counts(now: datetime) -> None:
    had(now, 0, 4)
    assert wait(now, 5) == now + 10 * SECOND
    assert wait(now, 9) == now + 10 * SECOND
    assert wait(now, 10) is None


def test_of_two_limits_the_later_counts(now: datetime) -> None:
    had(now, 0, 20, 21)
    assert wait(now, 22) == now + 60 * SECOND
    had(now, 61)
    assert wait(now, 62) == now + 80 * SECOND


def test_nobody_waits_for_another_or_for_something_else(now: datetime) -> None:
    had(now, 0, 0)
    assert wait(now, 1, "owen") is None
    assert next_at("something else", "grace", LIMITS, now=now) is None


def test_who_it_was_is_not_written_down(now: datetime) -> None:
    had(now, 0, who="198.51.100.7")
    [row] = Counted.objects.all()
    assert (row.kind, row.at, len(row.key)) == ("trying", now, 64)
    assert "198.51.100.7" not in f"{row.kind}{row.key}"


def test_what_no_limit_looks_back_to_is_forgotten(now: datetime) -> None:
    had(now, -1, 0)
    forget(now=now + KEPT)
    assert [row.at for row in Counted.objects.all()] == [now]
