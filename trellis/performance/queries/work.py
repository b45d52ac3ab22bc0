"""What of this room is due to somebody: figures not yet recorded."""

from collections import defaultdict
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.kernel.capabilities import Capability
from trellis.kernel.deadlines import Due
from trellis.kernel.periods import Span, quarter
from trellis.kernel.viewer import Viewer
from trellis.performance.models import Framework, ReportingLine, Value
from trellis.performance.queries.frameworks import framework
from trellis.performance.queries.rows import expected_within, report_deadline
from trellis.performance.words import span_words

LineKey = tuple[int, int, int | None, Span]


def due_for(viewer: Viewer, today: date) -> list[Due]:
    """One line a framework and period: how many figures the viewer's providers still owe."""
    providers = viewer.organisations_with(Capability.VALUE_RECORD)
    if not providers:
        return []
    owed = _owed(frozenset(providers), today)
    return [_due(viewer, slug, span, count, today) for (slug, span), count in owed.items()]


def owed_lines(provider_ids: frozenset[int], span: Span) -> list[ReportingLine]:
    """The lines of these providers that have no value for a period they should have one for."""
    lines = ReportingLine.objects.filter(
        provider_id__in=provider_ids,
        indicator__framework__stage=Framework.Stage.LIVE,
    ).select_related("indicator__framework")
    held = _held(provider_ids, span)
    return [
        line
        for line in lines
        if any(
            (line.indicator_id, line.place_id, line.provider_id, one) not in held
            for one in expected_within(line, span, _runs(line))
        )
    ]


def _runs(line: ReportingLine) -> Span:
    framework = line.indicator.framework
    return Span(framework.starts_on, framework.ends_on)


def _owed(provider_ids: frozenset[int], today: date) -> dict[tuple[str, Span], int]:
    """The last two quarters that are over: what is late, and what is due next."""
    last = quarter(today).before()
    counts: dict[tuple[str, Span], int] = defaultdict(int)
    for span in (last.before(), last):
        for line in owed_lines(provider_ids, span):
            counts[line.indicator.framework.slug, span] += 1
    return counts


def _held(provider_ids: frozenset[int], span: Span) -> set[LineKey]:
    rows = Value.objects.filter(
        provider_id__in=provider_ids, period_start__gte=span.start, period_end__lte=span.end
    )
    return {
        (indicator, place, provider, Span(start, end))
        for indicator, place, provider, start, end in rows.values_list(
            "indicator_id", "place_id", "provider_id", "period_start", "period_end"
        )
    }


def _due(viewer: Viewer, slug: str, span: Span, count: int, today: date) -> Due:
    facts = framework(viewer, slug)
    clock = report_deadline(facts.due_working_days, facts.short_title).clock(span.last_day)
    title = ngettext(
        "%(count)d figure for %(span)s is not recorded",
        "%(count)d figures for %(span)s are not recorded",
        count,
    ) % {"count": count, "span": span_words(span)}
    return Due(
        title=title,
        why=facts.short_title,
        due=clock.due,
        step=_("Record them"),
        url=reverse("performance:owed", args=[slug]) + f"?period={span.code}",
        explained=clock.explanation(),
        is_urgent=clock.due < today + timedelta(days=1),
    )
