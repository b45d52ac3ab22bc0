"""Hours and days in which somebody wants no letter, and how often they want one."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class Often(StrEnum):
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


@dataclass(frozen=True)
class Wish:
    """`quiet_from` and `quiet_until` are full hours of the clock on the wall, half-open, and may
    go over midnight; the same hour twice means that none is quiet."""

    often: Often = Often.DAILY
    quiet_from: int = 18
    quiet_until: int = 8
    quiet_weekends: bool = True

    def is_quiet(self, local: datetime) -> bool:
        """Whether the moment, by the clock on the wall, is one without letters."""
        if self.quiet_weekends and local.weekday() >= 5:
            return True
        first, end, hour = self.quiet_from, self.quiet_until, local.hour
        if first <= end:
            return first <= hour < end
        return hour >= first or hour < end

    def wants_digest(self, local: datetime, *, last_on: date | None) -> bool:
        """Whether a digest may go out at the moment, after one on that day: one a day at most, or
        one from a Monday to the next."""
        if self.often is Often.NEVER or self.is_quiet(local):
            return False
        if last_on is None:
            return True
        today = local.date()
        monday = today - timedelta(days=today.weekday())
        return last_on < (monday if self.often is Often.WEEKLY else today)
