"""The dates of a round, and where it stands on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from trellis.kernel.periods import Span
from trellis.kernel.workdays import add_working_days


class Phase(StrEnum):
    """Where a round stands. LATE: its day of publication has passed and nothing was published."""

    PLANNED = "planned"
    OPEN = "open"
    SCRUTINY = "scrutiny"
    MEETING = "meeting"
    PUBLISHING = "publishing"
    LATE = "late"
    PUBLISHED = "published"


@dataclass(frozen=True)
class Dates:
    """Of one round: the first day on which it is open, and the last of each step after it."""

    opens_on: date
    due_on: date
    checked_by: date
    meets_on: date
    publishes_on: date

    @property
    def out_of_order(self) -> str:
        """The name of the first date that comes before the one it must follow; "" for none."""
        names = ("opens_on", "due_on", "checked_by", "meets_on", "publishes_on")
        for earlier, later in pairwise(names):
            if getattr(self, later) < getattr(self, earlier):
                return later
        return ""

    def phase(self, today: date, *, is_published: bool = False) -> Phase:
        if is_published:
            return Phase.PUBLISHED
        if today < self.opens_on:
            return Phase.PLANNED
        ends = (
            (self.due_on, Phase.OPEN),
            (self.checked_by, Phase.SCRUTINY),
            (self.meets_on, Phase.MEETING),
            (self.publishes_on, Phase.PUBLISHING),
        )
        return next((phase for last_day, phase in ends if today <= last_day), Phase.LATE)


@dataclass(frozen=True)
class Calendar:
    """How many working days each step of a round lasts, one after the other from the last day
    of its period."""

    due: int
    checked: int
    meets: int
    publishes: int

    def dates(self, period: Span) -> Dates:
        """Raises HolidaysUnknownError where the table of bank holidays does not reach so far."""
        due = add_working_days(period.last_day, self.due)
        checked = add_working_days(due, self.checked)
        meets = add_working_days(checked, self.meets)
        return Dates(period.end, due, checked, meets, add_working_days(meets, self.publishes))


@dataclass(frozen=True)
class Share:
    """`some` of `all`: how many returns were on time, how many figures were given."""

    some: int
    all: int

    @property
    def percent(self) -> float | None:
        return 100 * self.some / self.all if self.all else None


def timeliness(first_handed_in: Iterable[date | None], due_on: date) -> Share:
    """How many returns were first handed in by the day they were due, of all that were. A return
    that nobody handed in was not on time."""
    days = list(first_handed_in)
    return Share(sum(day is not None and day <= due_on for day in days), len(days))
