"""The rounds of a framework: where each stands, its dates, and who has handed in."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from trellis.kernel.http import Request
from trellis.kernel.periods import Span, span_from_code
from trellis.performance import actions, queries
from trellis.performance.forms.rounds import DatesForm, PlanForm, SetPlanForm
from trellis.performance.queries import RoundFacts
from trellis.performance.views.asked import Asked, asked, contents, page, read_span
from trellis.performance.views.keeping import sent
from trellis.performance.words import span_words
from trellis.performance.words.rounds import DATES, PHASES, phase_words

_USUAL = {"due": 20, "checked": 10, "meets": 5, "publishes": 5}


@require_safe
def rounds(request: Request, slug: str) -> HttpResponse:
    """Every round there is, newest first."""
    found = asked(request, slug)
    held = queries.rounds(found.facts)
    on_time = queries.timeliness_by_round(found.facts, held)
    shown = [
        {
            "round": one,
            "phase": PHASES[one.phase(request.today)],
            "says": phase_words(one.phase(request.today), one.dates),
            "on_time": on_time[one.span],
            "is_due": one.dates.due_on < request.today,
            "is_open": one.phase(request.today) not in ("planned", "published"),
        }
        for one in held
    ]
    return render(
        request,
        "performance/rounds/list.html",
        page(
            found,
            _crumbs(found),
            rounds=shown,
            may_keep=queries.may(request.viewer, found.facts.id, "round"),
            contents=contents(found, "rounds"),
        ),
    )


@require_safe
def round_(request: Request, slug: str, period: str) -> HttpResponse:
    """One round: its dates, who has handed in, how many in time, how much is there."""
    found = asked(request, slug)
    held = held_round(found, period)
    report = queries.round_report(request.viewer, found.facts, held, today=request.today)
    phase = held.phase(request.today)
    return render(
        request,
        "performance/rounds/round.html",
        page(
            found,
            _crumbs(found, (span_words(held.span), "")),
            report=report,
            round=held,
            phase=PHASES[phase],
            says=phase_words(phase, held.dates),
            days=_days(held, request.today),
            is_due=held.dates.due_on < request.today,
            is_over=held.dates.due_on <= request.today,
            contents=contents(found, "rounds"),
        ),
    )


def held_round(found: Asked, period: str) -> RoundFacts:
    """The round of that code; 404 where there is none."""
    span = read_span(period)
    held = next((one for one in queries.rounds(found.facts) if one.span == span), None)
    if held is None:
        raise Http404
    return held


def _days(held: RoundFacts, today: date) -> list[dict[str, object]]:
    """Its five days in order, each over, today or ahead."""
    return [
        {
            "label": words,
            "on": getattr(held.dates, name),
            "ahead": getattr(held.dates, name) >= today,
        }
        for name, words in DATES.items()
    ]


def _crumbs(found: Asked, *more: tuple[str, str]) -> list[tuple[str, str]]:
    rounds_url = reverse("performance:rounds", args=[found.facts.slug])
    return [
        (found.facts.short_title, reverse("performance:area", args=[found.facts.slug])),
        (_("Rounds"), rounds_url if more else ""),
        *more,
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: Request, slug: str) -> HttpResponse:
    """Set the dates of a year's rounds at once: first how long each step takes, then the dates
    that follow from it."""
    found = asked(request, slug)
    row = queries.framework_row(request.viewer, slug, "round")
    years = queries.years_to_plan(found.facts, request.today)
    answers = request.GET if "due" in request.GET else None
    form = PlanForm(
        answers,
        years=[(year.code, span_words(year)) for year in years],
        initial={**_USUAL, "due": found.facts.due_working_days},
    )
    free, left_out = _planned(found, form, request.today)
    confirm = SetPlanForm(sent(request))
    if free and confirm.is_valid():
        done = confirm.carry_out(
            lambda: actions.plan_rounds(
                by=request.viewer,
                now=request.now,
                framework=row,
                rounds=[(one.span, one.dates) for one in free],
                **confirm.cleaned_data,
            )
        )
        if done:
            messages.success(request, _("The dates are set. Everybody who reports sees them."))
            return redirect("performance:rounds", slug)
    context = page(
        found,
        _crumbs(found, (_("Set dates"), "")),
        form=form,
        confirm=confirm,
        free=free,
        left_out=left_out,
        dates=DATES,
        cancel_url=reverse("performance:rounds", args=[slug]),
    )
    return render(request, "performance/rounds/plan.html", context)


def _planned(found: Asked, form: PlanForm, today: date) -> tuple[list[queries.Planned], list[Span]]:
    """What follows from the answers, once they are right."""
    if not form.is_valid():
        return [], []
    year = span_from_code(form.cleaned_data["year"])
    return queries.planned(found.facts, form.calendar(), year, today)


@require_http_methods(["GET", "HEAD", "POST"])
def dates(request: Request, slug: str, period: str) -> HttpResponse:
    """Move the dates of one round that have not passed."""
    found = asked(request, slug)
    row = queries.framework_row(request.viewer, slug, "round")
    held = held_round(found, period)
    now = {name: getattr(held.dates, name) for name in DATES}
    form = DatesForm(sent(request), is_first=False, initial={**now, "seen": held.mark})
    edited = form.edit(
        lambda: actions.set_round_dates(
            by=request.viewer,
            now=request.now,
            framework=row,
            period=held.span,
            dates=form.dates(),
            reason=form.cleaned_data["reason"],
            seen=form.cleaned_data["seen"],
            once=form.cleaned_data["once"],
        ),
        in_record=now,
        mark=held.mark,
    )
    round_url = reverse("performance:round", args=[slug, period])
    if edited.is_done:
        messages.success(request, _("The dates are moved, and why stands beside them."))
        return redirect(round_url)
    context = page(
        found,
        _crumbs(found, (span_words(held.span), round_url), (_("Move dates"), "")),
        form=form,
        edited=edited,
        round=held,
        cancel_url=round_url,
    )
    return render(request, "performance/rounds/dates.html", context, status=edited.status)
