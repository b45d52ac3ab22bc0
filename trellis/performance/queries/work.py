"""What of this room is due to somebody: figures not yet recorded, proposals to speak of."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.kernel.capabilities import Capability
from trellis.kernel.deadlines import Due
from trellis.kernel.periods import Span, quarter
from trellis.kernel.viewer import Viewer
from trellis.organisations import queries as organisations
from trellis.performance.models import ReportingLine, Return, Value
from trellis.performance.queries.facts import FrameworkFacts
from trellis.performance.queries.frameworks import framework
from trellis.performance.queries.owing import taking_figures
from trellis.performance.queries.proposals import proposals_due_for
from trellis.performance.queries.round_work import bodies_in_rounds, due_in_rounds
from trellis.performance.queries.rows import due_on, expected_within, report_deadline
from trellis.performance.words import span_words

SOON = timedelta(days=7)
LineKey = tuple[int, int, int | None, Span]


@dataclass(frozen=True)
class Reminder:
    """What one account is to be told. `key` names framework and period."""

    account_id: int
    key: str
    due: Due


def due_for(viewer: Viewer, today: date) -> list[Due]:
    """What the viewer's providers still owe, what of a round waits for the viewer, and what the
    viewer has to say or to decide."""
    return [
        *_figures_due_for(viewer, today),
        *due_in_rounds(viewer, today),
        *proposals_due_for(viewer, today),
    ]


def _figures_due_for(viewer: Viewer, today: date) -> list[Due]:
    """Outside rounds: one line a framework and period, how many figures are not in."""
    providers = viewer.organisations_with(Capability.VALUE_RECORD)
    if not providers:
        return []
    owed = _owed(frozenset(providers), today)
    seen = {slug: framework(viewer, slug) for slug in {slug for slug, _span in owed}}
    return [_due(seen[slug], span, count, today) for (slug, span), count in sorted(owed.items())]


def reminders_for(viewer: Viewer, today: date) -> list[Reminder]:
    """Everybody who has something to do that is due within a week or late: figures outside rounds,
    and what of a round waits for them. For the system only."""
    return [
        one
        for one in (*_figures_owed(viewer, today), *_waiting_in_rounds(viewer, today))
        if one.due.due and one.due.due <= today + SOON
    ]


def _figures_owed(viewer: Viewer, today: date) -> list[Reminder]:
    taking = ReportingLine.objects.filter(indicator__framework__in=taking_figures())
    providers = set(taking.order_by().values_list("provider_id", flat=True)) - {None}
    recorders = organisations.accounts_with(viewer, Capability.VALUE_RECORD, providers, today)
    owed = {of: _owed(of, today) for of in set(recorders.values())}
    facts = {slug: framework(viewer, slug) for counts in owed.values() for slug, _span in counts}
    return [
        Reminder(account_id, f"{slug} {span.code}", _due(facts[slug], span, count, today))
        for account_id, of in sorted(recorders.items())
        for (slug, span), count in sorted(owed[of].items())
    ]


def _waiting_in_rounds(viewer: Viewer, today: date) -> list[Reminder]:
    """As each of them finds it on Today, the second factor passed."""
    bodies = bodies_in_rounds()
    held = {
        account
        for power in (Capability.VALUE_RECORD, Capability.RETURN_ACCEPT)
        for account in organisations.accounts_with(viewer, power, bodies, today)
    }
    return [
        Reminder(account_id, due.url, due)
        for account_id in sorted(held)
        for due in due_in_rounds(
            organisations.viewer_for(account_id, today=today, second_factor_passed=True), today
        )
    ]


def _owed(provider_ids: frozenset[int], today: date) -> dict[tuple[str, Span], int]:
    """What is not in of the periods that are over, from two quarters ago on. What belongs to a
    return is told with it."""
    window = Span(quarter(today).before().before().start, today)
    lines = ReportingLine.objects.filter(
        provider_id__in=provider_ids, indicator__framework__in=taking_figures()
    ).select_related("indicator__framework")
    held = _held(provider_ids, window)
    in_rounds = set(
        Return.objects.filter(provider_id__in=provider_ids).values_list(
            "framework_id", "provider_id", "period_start", "period_end"
        )
    )
    counts: dict[tuple[str, Span], int] = defaultdict(int)
    for line in lines:
        of = line.indicator.framework
        for span in expected_within(line, window, Span(of.starts_on, of.ends_on)):
            if (of.pk, line.provider_id, span.start, span.end) in in_rounds:
                continue
            if (line.indicator_id, line.place_id, line.provider_id, span) not in held:
                counts[of.slug, span] += 1
    return counts


def _held(provider_ids: frozenset[int], span: Span) -> set[LineKey]:
    rows = Value.objects.filter(
        provider_id__in=provider_ids, period_end__gt=span.start, period_end__lte=span.end
    )
    return {
        (indicator, place, provider, Span(start, end))
        for indicator, place, provider, start, end in rows.values_list(
            "indicator_id", "place_id", "provider_id", "period_start", "period_end"
        )
    }


def _due(facts: FrameworkFacts, span: Span, count: int, today: date) -> Due:
    clock = report_deadline(facts.due_working_days, facts.short_title).clock(span.last_day)
    due = due_on(facts, span, today) or clock.due
    title = ngettext(
        "%(count)d figure for %(span)s is not recorded",
        "%(count)d figures for %(span)s are not recorded",
        count,
    ) % {"count": count, "span": span_words(span)}
    return Due(
        title=title,
        why=facts.short_title,
        due=due,
        step=_("Record them"),
        url=reverse("performance:owed", args=[facts.slug]) + f"?period={span.code}",
        explained=clock.explanation() if due == clock.due else _("Set for this round."),
        is_urgent=due < today + timedelta(days=1),
    )
