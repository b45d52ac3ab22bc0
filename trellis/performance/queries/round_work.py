"""What of a round is due to somebody: a return to fill in, a question, a signature, dates."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.kernel.capabilities import Capability
from trellis.kernel.deadlines import Due
from trellis.kernel.periods import Span, quarter
from trellis.kernel.viewer import Viewer
from trellis.kernel.workdays import add_working_days
from trellis.organisations import queries as organisations
from trellis.performance.models import Framework, Return
from trellis.performance.policy import FRAMEWORK, RETURN
from trellis.performance.queries.owing import owing_of, taking_figures
from trellis.performance.queries.rounds import RoundFacts, rounds_of
from trellis.performance.rules.rounds import Phase
from trellis.performance.words import span_words

_ANSWER_WITHIN = 5  # working days


def due_in_rounds(viewer: Viewer, today: date) -> list[Due]:
    """Everything of a round that waits for the viewer. A handful of queries, and none for
    somebody who neither reports, accepts nor keeps rounds."""
    powers = (Capability.VALUE_RECORD, Capability.RETURN_ACCEPT, Capability.ROUND_KEEP)
    if not any(viewer.holds(power) for power in powers):
        return []
    frameworks = list(taking_figures().select_related("area"))
    held = rounds_of([one.pk for one in frameworks])
    returns = list(_returns(viewer, [one.pk for one in frameworks]))
    names = organisations.named({row.provider_id for row in returns})
    work = [
        due
        for row in returns
        if (round_ := _round_of(held.get(row.framework_id, []), row)) is not None
        for due in _of_return(viewer, row, round_, names.get(row.provider_id, ""), today)
    ]
    return [*work, *_of_keepers(viewer, frameworks, held, today)]


def bodies_in_rounds() -> set[int]:
    """Those that report in a round that is not done, or accept what is handed in there."""
    rows = Return.objects.exclude(stage=Return.Stage.ACCEPTED)
    pairs = rows.order_by().values_list("provider_id", "acceptors__organisation_id")
    return {pk for pair in pairs for pk in pair if pk is not None}


def _returns(viewer: Viewer, framework_ids: Iterable[int]) -> QuerySet[Return]:
    """Those that are the viewer's to fill in or to accept, and are not done."""
    rows = Return.objects.filter(framework_id__in=list(framework_ids))
    rows = rows.exclude(stage=Return.Stage.ACCEPTED)
    own = RETURN.rows(viewer, rows, "fill") | RETURN.rows(viewer, rows, "check")
    return own.select_related("framework").order_by("period_start", "id").distinct()


def _round_of(held: Iterable[RoundFacts], row: Return) -> RoundFacts | None:
    span = Span(row.period_start, row.period_end)
    return next((one for one in held if one.span == span), None)


def _of_return(
    viewer: Viewer, row: Return, round_: RoundFacts, name: str, today: date
) -> Iterator[Due]:
    if round_.phase(today) in (Phase.PLANNED, Phase.PUBLISHED):
        return
    is_own = row.provider_id in viewer.organisations_with(Capability.VALUE_RECORD)
    if is_own and row.stage in (Return.Stage.DRAFT, Return.Stage.RETURNED):
        yield _to_fill(row, round_, name, today)
    elif is_own:
        yield from _to_answer(row, round_, name, today)
    else:
        yield from _to_sign(viewer, row, round_, name, today)


def _url(row: Return, round_: RoundFacts) -> str:
    where = [row.framework.slug, round_.span.code, row.provider_id]
    return reverse("performance:return", args=where)


def _to_fill(row: Return, round_: RoundFacts, name: str, today: date) -> Due:
    owed = owing_of(row.framework, round_.span, [row.provider_id])
    lacking = sum(not one.is_recorded for one in owed)
    period = span_words(round_.span)
    if row.stage == Return.Stage.RETURNED:
        title = _("The return for %(period)s was sent back") % {"period": period}
    elif lacking:
        words = ngettext(
            "Return for %(period)s: %(count)d figure to give",
            "Return for %(period)s: %(count)d figures to give",
            lacking,
        )
        title = words % {"period": period, "count": lacking}
    else:
        title = _("Return for %(period)s: all figures are given, hand it in") % {"period": period}
    return Due(
        title=title,
        why=f"{row.framework.short_title}, {name}",
        due=round_.dates.due_on,
        step=_("Fill it in") if lacking else _("Check and hand in"),
        url=_url(row, round_),
        explained=_explained(round_),
        is_urgent=round_.dates.due_on <= today,
    )


def _to_answer(row: Return, round_: RoundFacts, name: str, today: date) -> Iterator[Due]:
    for question in row.questions.filter(answered_at=None).order_by("asked_at"):
        due = add_working_days(question.asked_at.date(), _ANSWER_WITHIN)
        where = [row.framework.slug, round_.span.code, row.provider_id, question.pk]
        yield Due(
            title=_("A question about your return for %(period)s")
            % {"period": span_words(round_.span)},
            why=f"{row.framework.short_title}, {name}",
            due=due,
            step=_("Answer"),
            url=reverse("performance:answer_question", args=where),
            explained=_("Within five working days of the day it was asked."),
            is_urgent=due <= today,
        )


def _to_sign(
    viewer: Viewer, row: Return, round_: RoundFacts, name: str, today: date
) -> Iterator[Due]:
    """Nothing while its provider is at it, or has yet to answer, or where another is to sign."""
    needed = {Return.Stage.SUBMITTED.value: "check", Return.Stage.CHECKED.value: "accept"}
    rule = needed.get(row.stage)
    if rule is None or row.questions.filter(answered_at=None).exists():
        return
    if not RETURN.allows(viewer, rule, row):
        return
    words = {
        "check": _("%(name)s has handed in for %(period)s: check it"),
        "accept": _("%(name)s, %(period)s: one person has signed, accept it"),
    }
    yield Due(
        title=words[rule] % {"name": name, "period": span_words(round_.span)},
        why=row.framework.short_title,
        due=round_.dates.checked_by,
        step=_("Look at it"),
        url=_url(row, round_),
        explained=_explained(round_),
        is_urgent=round_.dates.checked_by <= today,
    )


def _explained(round_: RoundFacts) -> str:
    if round_.reason:
        return _("Set for this round. It was moved: %(why)s") % {"why": round_.reason}
    return _("Set for this round by whoever keeps the framework.")


def _of_keepers(
    viewer: Viewer, frameworks: Iterable[Framework], held: dict[int, list[RoundFacts]], today: date
) -> Iterator[Due]:
    """Rounds to be published; and a period that begins without dates, where others had some."""
    kept = set(
        FRAMEWORK.rows(viewer, Framework.objects.all(), "round").values_list("pk", flat=True)
    )
    soon = today + timedelta(days=7)
    for one in frameworks:
        rounds = held.get(one.pk, [])
        if one.pk not in kept or not rounds:
            continue
        for round_ in rounds:
            if not round_.is_published and round_.dates.meets_on <= today:
                yield Due(
                    title=_("Publish the figures of %(period)s")
                    % {"period": span_words(round_.span)},
                    why=one.short_title,
                    due=round_.dates.publishes_on,
                    step=_("Publish them"),
                    url=reverse("performance:publish", args=[one.slug, round_.span.code]),
                    explained=_explained(round_),
                    is_urgent=round_.dates.publishes_on <= soon,
                )
        running = quarter(today)
        if running.end <= one.ends_on and all(round_.span != running for round_ in rounds):
            yield Due(
                title=_("No dates are set for %(period)s") % {"period": span_words(running)},
                why=one.short_title,
                due=running.last_day,
                step=_("Set them"),
                url=reverse("performance:plan_rounds", args=[one.slug]),
                explained=_("Before the period ends, so that everybody knows when it is due."),
            )
