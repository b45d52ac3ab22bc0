"""What a request to this room asks for: which framework, which period, as known when."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from trellis.kernel.capabilities import Capability
from trellis.kernel.fields import DayField
from trellis.kernel.http import Request, about_record
from trellis.kernel.periods import Span, span_from_code
from trellis.performance import queries
from trellis.performance.forms.recording import PeriodForm
from trellis.performance.queries import FrameworkFacts, RecordingLine
from trellis.performance.words import span_short

LONDON = ZoneInfo("Europe/London")
LARGEST_ID = 2**63 - 1  # no database holds a larger one, or can be asked for it
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
# What is expected is worked out period by period: ages of it would keep a core busy for one page.
_LONGEST = timedelta(days=3653)


@dataclass(frozen=True)
class Asked:
    """`known_at` is the end of the day the reader wants the page to stand at, None for now;
    `day_typed` is what they wrote for it and `day_refused` why it cannot be taken, in words;
    `may_record` says that figures are expected of the reader's own organisations, `may_keep`
    that the framework is theirs to keep."""

    facts: FrameworkFacts
    span: Span
    spans: Sequence[Span]
    known_on: date | None
    known_at: datetime | None
    provider: str = ""
    day_typed: str = ""
    day_refused: str = ""
    may_record: bool = False
    may_keep: bool = False

    @property
    def suffix(self) -> str:
        """What links within the room carry on: the period, and the day where one was asked."""
        day = f"&on={self.known_on.isoformat()}" if self.known_on else ""
        return f"?period={self.span.code}{day}"


def looked_back(request: Request, slug: str) -> Asked:
    """As `asked`, for a page that can be shown as it stood on a day before: of what it is about,
    too, it has what was known then."""
    found = asked(request, slug)
    if found.known_at is None:
        return found
    facts = queries.framework(request.viewer, slug, known_at=found.known_at)
    spans = queries.spans(facts, known_at=found.known_at)
    day = found.known_on or request.today
    return replace(found, facts=facts, spans=spans, span=_span(request, facts, day, spans))


def asked(request: Request, slug: str) -> Asked:
    """Read the request; 404 for an unknown framework or a period that cannot be read. A day that
    cannot be read was typed by somebody: the page stands as of now and says what is wrong."""
    facts = queries.framework(request.viewer, slug)
    about_record(request, facts.area_slug, facts.standing)
    spans = queries.spans(facts)
    span = _span(request, facts, request.today, spans)
    typed = request.GET.get("on", "")[:40]
    known_on, refused = _read_day(typed, request.today)
    known_at = (
        datetime.combine(known_on, time.max, LONDON)
        if known_on and known_on < request.today
        else None
    )
    provider = request.GET.get("provider", "")[:18]
    return Asked(
        facts,
        span,
        spans,
        known_on if known_at else None,
        known_at,
        provider,
        typed,
        refused,
        queries.anything_expected(request.viewer, facts),
        facts.area_id in request.viewer.places_with(Capability.FRAMEWORK_EDIT),
    )


def _span(request: Request, facts: FrameworkFacts, day: date, spans: Sequence[Span]) -> Span:
    code = request.GET.get("period", "")
    return read_span(code) if code else queries.default_span(facts, day, spans)


def read_span(code: str) -> Span:
    """The period of that code; 404 for none, for one of another age, which no calendar reaches,
    and for one longer than ten years."""
    try:
        span = span_from_code(code)
    except (ValueError, OverflowError):
        raise Http404 from None
    if span.start.year < _FIRST_YEAR or span.end.year > _LAST_YEAR:
        raise Http404
    if span.end - span.start > _LONGEST:
        raise Http404
    return span


def _read_day(typed: str, today: date) -> tuple[date | None, str]:
    """The day, as people write days, or why there is none, in words."""
    field = cast("DayField", copy(PeriodForm.base_fields["on"]))
    field.last = today
    try:
        return field.clean(typed), ""
    except ValidationError as refused:
        return None, refused.messages[0]


def provider_asked(request: Request) -> int | None:
    """The provider named in the address, or None; 404 for anything that is no number."""
    text = request.GET.get("provider", "")
    if not text:
        return None
    if not text.isdecimal() or len(text) > 18:
        raise Http404
    return int(text)


def line_asked(
    request: Request, found: Asked, number: int, place_code: str, period: str
) -> RecordingLine:
    """The one figure that the address names, for whoever may record it."""
    return queries.recording_line(
        request.viewer,
        found.facts,
        number,
        place_code,
        provider_asked(request),
        read_span(period),
        today=request.today,
    )


def page(found: Asked, crumbs: Sequence[tuple[str, str]], **more: Any) -> dict[str, Any]:
    """What every page of the room is given: its framework, periods, contents and crumbs."""
    facts = found.facts
    return {
        "facts": facts,
        "asked": found,
        "span": found.span,
        "period_form": period_form(found),
        "crumbs": [
            {"label": _("How we are doing"), "url": reverse("performance:frameworks")},
            *({"label": label, "url": url} for label, url in crumbs),
        ],
        **more,
    }


def period_form(found: Asked) -> PeriodForm | None:
    """The choice of period, standing at what the page shows; None where there is but one period
    of a record that nobody adds to."""
    spans = list(found.spans)
    if found.span not in spans:
        spans.insert(0, found.span)
    is_read_only = found.facts.standing == "documented"
    if is_read_only and len(spans) == 1:
        return None
    choices = [(span.code, span_short(span)) for span in spans]
    chosen = {"period": found.span.code, "provider": found.provider}
    if is_read_only:
        form = PeriodForm(choices, initial=chosen)
        del form.fields["on"]
    elif found.day_refused:
        form = PeriodForm(choices, {**chosen, "on": found.day_typed})
        form.refuse_day(found.day_refused)
    else:
        form = PeriodForm(choices, initial={**chosen, "on": found.known_on})
    return form


def contents(found: Asked, current: str) -> list[dict[str, Any]]:
    """The left list of a framework's pages."""
    slug = found.facts.slug
    entries = [
        ("area", found.facts.area_name),
        *([("owed", _("Our figures"))] if found.may_record else []),
        ("providers", _("Providers")),
        *([("rounds", _("Rounds and returns"))] if found.facts.standing != "documented" else []),
        ("framework", _("What is looked at")),
        ("principles", _("Principles")),
        ("worth", _("Is it worth it?")),
        ("proposals", _("Proposed changes")),
        ("checks", _("Checks of figures")),
        ("scrutiny", _("Scrutiny")),
        ("downloads", _("Take it with you")),
        ("all_published", _("Published")),
        *([("keep", _("Keep this framework"))] if found.may_keep else []),
    ]
    return [
        {
            "label": label,
            "url": reverse(f"performance:{name}", args=[slug]) + found.suffix,
            "current": name == current,
        }
        for name, label in entries
    ]
