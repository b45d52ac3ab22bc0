"""Deadlines as data: what starts the clock, how long it runs, what ends it, who says so.

Lateness is computed from the row and today, never stored.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.kernel.periods import Period, Span
from trellis.kernel.workdays import (
    add_working_days,
    holidays_between,
    is_working_day,
    working_days_between,
)


@dataclass(frozen=True)
class Deadline:
    """A kind of deadline. `source` is the sentence or paragraph it comes from."""

    name: str
    lasts: Period
    source: str

    def clock(
        self,
        starts: date,
        *,
        ended: date | None = None,
        stopped: Sequence[Span] = (),
    ) -> "Clock":
        """The deadline of one row. `stopped` are the spans in which the clock stood still."""
        return Clock(self, starts, ended, tuple(sorted(stopped)))


@dataclass(frozen=True)
class Clock:
    """One deadline, started."""

    deadline: Deadline
    starts: date
    ended: date | None = None
    stopped: tuple[Span, ...] = field(default=())

    @property
    def due(self) -> date:
        """The last day on time; each stop that begins before it moves it on by its length."""
        due = self.deadline.lasts.after(self.starts)
        for stop in self.stopped:
            if stop.start <= due and stop.end > self.starts:
                due = self._later(due, stop)
        return due

    def _later(self, due: date, stop: Span) -> date:
        start = max(stop.start, self.starts)
        if self.deadline.lasts.working_days:
            days = working_days_between(start - timedelta(days=1), stop.last_day)
            return add_working_days(due, days)
        return due + (stop.end - start)

    def is_late(self, today: date) -> bool:
        return (self.ended or today) > self.due

    def days_left(self, today: date) -> int:
        """Calendar days until due; negative when it has passed."""
        return (self.due - today).days

    def explanation(self) -> str:
        """How the date was worked out, in words, with the holidays that were stepped over."""
        parts = [
            _("%(name)s: %(length)s from %(start)s, so due by the end of %(due)s.")
            % {
                "name": self.deadline.name,
                "length": length_in_words(self.deadline.lasts),
                "start": date_format(self.starts, "j F Y"),
                "due": date_format(self.due, "j F Y"),
            }
        ]
        if self.deadline.lasts.working_days:
            parts.append(self._holidays_in_words())
        parts.extend(
            _("The clock stood still from %(start)s to %(end)s.")
            % {
                "start": date_format(stop.start, "j F Y"),
                "end": date_format(stop.last_day, "j F Y"),
            }
            for stop in self.stopped
        )
        parts.append(_("Source: %(source)s.") % {"source": self.deadline.source})
        return " ".join(part for part in parts if part)

    def _holidays_in_words(self) -> str:
        stepped = [day for day in holidays_between(self.starts, self.due) if day.weekday() < 5]
        if not stepped:
            return _("No bank holiday falls in between.")
        days = ", ".join(date_format(day, "j F Y") for day in stepped)
        return _("Not counted: weekends and %(days)s.") % {"days": days}


def length_in_words(period: Period) -> str:
    words = []
    if period.months:
        words.append(ngettext("%d month", "%d months", period.months) % period.months)
    if period.weeks:
        words.append(ngettext("%d week", "%d weeks", period.weeks) % period.weeks)
    if period.days:
        words.append(ngettext("%d day", "%d days", period.days) % period.days)
    if period.working_days:
        words.append(
            ngettext("%d working day", "%d working days", period.working_days) % period.working_days
        )
    return _(" and ").join(words)


def next_working_day(day: date) -> date:
    """The day itself when it is one, else the next that is."""
    return day if is_working_day(day) else add_working_days(day, 1)


@dataclass(frozen=True)
class Due:
    """One line of somebody's Today page. `url` is the next step, `step` its words."""

    title: str
    why: str
    due: date | None
    step: str
    url: str
    explained: str = ""
    is_urgent: bool = False
    # Its words may be read by whoever has the address of a calendar.
    names_nobody: bool = True

    def is_late(self, today: date) -> bool:
        return self.due is not None and self.due < today
