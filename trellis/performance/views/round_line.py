"""The one quiet line on a live page that says whether its period is published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.kernel.http import Request
from trellis.performance import queries
from trellis.performance.queries import Line, RoundFacts
from trellis.performance.rules.rounds import Phase
from trellis.performance.views.asked import Asked
from trellis.performance.words import span_short


@dataclass(frozen=True)
class RoundLine:
    words: str
    link: str
    url: str


def round_line(request: Request, found: Asked, lines: Sequence[Line]) -> RoundLine | None:
    """Nothing for a period without a round. Two questions."""
    held = queries.holding(queries.rounds(found.facts, found.known_at), found.span)
    if held is None:
        return None
    slug = found.facts.slug
    whose = "" if held.span == found.span else f"{span_short(held.span)}: "
    if held.is_published:
        words = " ".join(part for part in (_published(held), _changed(held, lines)) if part)
        url = reverse("performance:published", args=[slug, held.span.code])
        return RoundLine(whose + words, _("Read it as published"), url)
    url = reverse("performance:round", args=[slug, held.span.code])
    return RoundLine(whose + _provisional(held, request), _("See the round"), url)


def _published(held: RoundFacts) -> str:
    day = _day(timezone.localdate(held.published_at)) if held.published_at else ""
    if held.is_restated:
        return _("Published, and restated (R%(n)s) on %(day)s.") % {
            "n": held.published - 1,
            "day": day,
        }
    return _("Published on %(day)s.") % {"day": day}


def _changed(held: RoundFacts, lines: Sequence[Line]) -> str:
    if held.published_at is None:
        return ""
    count = sum(queries.changed_since(line, held.published_at) for line in lines)
    if not count:
        return ""
    return ngettext(
        "%(count)s figure here is another since.", "%(count)s figures here are others since.", count
    ) % {"count": count}


def _provisional(held: RoundFacts, request: Request) -> str:
    dates = held.dates
    told = {
        Phase.PLANNED: (_("Provisional: the round opens on %(day)s."), dates.opens_on),
        Phase.OPEN: (_("Provisional: the round is open until %(day)s."), dates.due_on),
        Phase.SCRUTINY: (
            _("Provisional: the figures are checked until %(day)s."),
            dates.checked_by,
        ),
        Phase.MEETING: (_("Provisional: the funders meet on %(day)s."), dates.meets_on),
        Phase.PUBLISHING: (_("Provisional: to be published by %(day)s."), dates.publishes_on),
        Phase.LATE: (
            _("Provisional: it was to be published by %(day)s."),
            dates.publishes_on,
        ),
    }
    words, day = told[held.phase(request.today)]
    return words % {"day": _day(day)}


def _day(day: date) -> str:
    return date_format(day, "j F Y")
